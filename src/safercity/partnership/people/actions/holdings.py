"""Who comes into a post, who leaves it, who leaves the partnership."""

from __future__ import annotations

from datetime import date

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from safercity.partnership.audit.actions import forget_person, record_act
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import SYSTEM, Role, Viewer
from safercity.partnership.people import rules
from safercity.partnership.people.models import Holding, Invitation, Post, User


@transaction.atomic
def take_post(user: User, post: Post, *, from_day: date | None = None, by: Viewer) -> Holding:
    """Put a person in a post, once. Errors: NotAllowed; NotYet for a post or account not in use."""
    rules.keep_people(by)
    rules.use_post(by, post)
    if not user.is_active:
        raise NotYet(
            _("{user}'s account is closed.").format(user=user), advice=_("Invite the person anew.")
        )
    held = Holding.objects.filter(user=user, post=post, until_day=None).first()
    if held:
        return held
    holding = Holding.objects.create(
        post=post, user=user, from_day=from_day or timezone.localdate()
    )
    User.objects.filter(pk=user.pk).update(leaves_on=None)  # who takes a post stays
    record_act("post taken", post, by=by, details={"person": user, "from": holding.from_day})
    return holding


@transaction.atomic
def leave_post(holding: Holding, *, day: date, by: Viewer) -> None:
    """Let a person leave a post from `day`; the post keeps its work. Errors: NotAllowed, NotYet."""
    rules.keep_people(by)
    if holding.until_day and holding.until_day <= timezone.localdate():
        raise NotYet(
            _("{user} left this post on {day}.").format(
                user=holding.user, day=date_format(holding.until_day, "j F Y")
            )
        )
    end_holdings(Holding.objects.filter(pk=holding.pk), day=day, by=by)
    keep_an_administrator(by=by)
    if day <= timezone.localdate():
        end_sessions(holding.user)


@transaction.atomic
def leave_partnership(user: User, *, day: date, by: Viewer) -> None:
    """Let a person leave all posts from `day`; on that day the account closes by itself.

    Errors: NotAllowed, NotYet where nobody would be left to administer.
    """
    rules.keep_people(by)
    end_holdings(Holding.objects.filter(user=user), day=day, by=by)
    User.objects.filter(pk=user.pk).update(leaves_on=day)
    record_act("leaving", user, by=by, details={"day": day})
    if day <= timezone.localdate():
        close_account(user)
    keep_an_administrator(by=by)


@transaction.atomic
def close_account(user: User) -> None:
    """Shut an account now, with every session of it."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    end_sessions(user)
    user.refresh_from_db()
    record_act("account closed", user, by=SYSTEM)


@transaction.atomic
def end_all_sessions(user: User, *, by: Viewer) -> None:
    """Sign a person out everywhere. Errors: NotAllowed."""
    if by.id != user.pk:
        rules.keep_people(by)
    end_sessions(user)
    record_act("signed out everywhere", user, by=by)


@transaction.atomic
def forget_account(user: User, *, by: Viewer) -> None:
    """Take the name and address of who left out of every table, for good.

    The account's row stays, for what hangs on it, under no name; the audit's key is destroyed.
    Errors: NotAllowed, NotYet while the account is in use.
    """
    rules.forget_account(by, user)
    Invitation.objects.filter(email__iexact=user.email).update(
        email=_no_address(user), name="", digest=""
    )
    for kind in (SocialAccount, Authenticator, EmailAddress):
        kind.objects.filter(user=user).delete()
    end_sessions(user)
    user.name, user.email = "Former member", _no_address(user)
    user.forgotten_on = timezone.localdate()
    user.set_unusable_password()
    user.save(update_fields=["name", "email", "forgotten_on", "password"])
    forget_person(user.pk)
    record_act("account forgotten", user, by=by)


def end_holdings(holdings: QuerySet[Holding], *, day: date, by: Viewer) -> None:
    """End holdings that reach beyond `day`. One that would have begun later never was: it goes."""
    today = timezone.localdate()
    for row in holdings.filter(Q(until_day=None) | Q(until_day__gt=day)).select_related("post"):
        record_act("post left", row.post, by=by, details={"person": row.user_id, "day": day})
        if row.from_day > today and row.from_day >= day:
            row.delete()
        else:
            until = max(day, row.from_day)
            Holding.objects.filter(pk=row.pk).update(until_day=until)


def end_sessions(user: User) -> None:
    """No session of this person holds at the next request, wherever it is kept."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    for session in UserSession.objects.filter(user_id=user.pk):
        session.end()


def keep_an_administrator(*, by: Viewer) -> None:
    """Refuse a change, already written, after which nobody administers. Errors: NotYet."""
    left = Holding.objects.filter(
        post__role=Role.ADMINISTRATOR,
        post__ended_on=None,
        until_day=None,
        from_day__lte=timezone.localdate(),
        user__is_active=True,
        user__leaves_on=None,
    )
    if by is not SYSTEM and not left.exists():
        raise NotYet(
            _("Nobody would be left to administer the partnership. Nothing was changed."),
            advice=_("Put another person in a post of an administrator first."),
        )


def _no_address(user: User) -> str:
    return f"{user.pk}@forgotten.invalid"  # RFC 2606: no such address can exist
