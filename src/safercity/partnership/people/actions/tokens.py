"""Tokens: made, used and withdrawn."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safercity.partnership.audit.actions import keep_name, record_act
from safercity.partnership.common.free_text import refuse_names
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import Refused
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people import rules
from safercity.partnership.people.models import Agency, Token
from safercity.partnership.people.queries import digest_token, find_token, get_token_viewer

MOST_DAYS = 366
USES_A_MINUTE = 120
PREFIX = "safercity_"  # so that a secret that leaked into a file can be searched for


class UnknownToken(Refused):
    """The token of a request is not known, was withdrawn, or has ended."""

    advice = gettext_lazy(
        "Ask an administrator for a new one: Agencies and posts, or `safercity token`."
    )


class TooManyRequests(Refused):
    """A token asked more often in one minute than it may."""

    advice = gettext_lazy("Wait a minute. Ask for longer pages (limit=500) rather than for many.")


@dataclass(frozen=True)
class NewToken:
    """Which agency's program reads, what it is called, what it reads for, and for how long."""

    agency: Agency
    name: str
    purpose: str
    days: int = MOST_DAYS
    key: UUID | None = None


@transaction.atomic
def make_token(new: NewToken, *, by: Viewer) -> tuple[Token, str]:
    """Make a token; it and its secret, which nobody can read again.

    The form sent twice makes one token, and the later secret is the one that opens. Errors:
    NotAllowed; NotYet for an agency that has left; NamesAPerson; Refused for more than a year, and
    for the key of another token.
    """
    rules.keep_people(by)
    rules.use_agency(by, new.agency)
    refuse_names(f"{new.name}. {new.purpose}")
    if not 1 <= new.days <= MOST_DAYS:
        raise Refused(
            ngettext(
                "A token cannot hold for {n} day.", "A token cannot hold for {n} days.", new.days
            ).format(n=new.days),
            advice=_("Give 1 to {most} days.").format(most=MOST_DAYS),
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    token, made = Token.objects.get_or_create(
        id=new.key or new_id(),
        defaults={
            "agency": new.agency,
            "name": new.name.strip(),
            "purpose": new.purpose.strip(),
            "digest": digest_token(secret),
            "expires_on": timezone.localdate() + timedelta(days=new.days),
        },
    )
    if made:
        details = {"agency": new.agency, "until": token.expires_on}
        record_act("token made", token, by=by, details=details)
        keep_name(get_token_viewer(token))
    else:
        _replace_secret(token, new, secret=secret, by=by)
    return token, secret


def _replace_secret(token: Token, new: NewToken, *, secret: str, by: Viewer) -> None:
    """The form was sent again. Another form's token is not taken over by its id."""
    told = (new.agency.pk, new.name.strip(), new.purpose.strip())
    if told != (token.agency_id, token.name, token.purpose) or token.withdrawn_at:
        raise Refused(
            _("This form made another token already."),
            advice=_("Open the form anew, and send it once."),
        )
    Token.objects.filter(pk=token.pk).update(digest=digest_token(secret))
    record_act("token secret replaced", token, by=by, details={"agency": token.agency_id})


@transaction.atomic
def withdraw_token(token: Token, *, by: Viewer) -> None:
    """Let a token open nothing from now on. Errors: NotAllowed."""
    rules.keep_people(by)
    if Token.objects.filter(pk=token.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        record_act("token withdrawn", token, by=by, details={"agency": token.agency_id})


def use_token(secret: str) -> Token:
    """The token of a secret, its use counted. Errors: UnknownToken, TooManyRequests.

    The count is in the row, so it holds over all processes: one UPDATE a request, one more in the
    first of each minute.
    """
    token = find_token(secret)
    if token is None:
        raise UnknownToken(_("This token opens nothing: it is not known, or no longer in use."))
    now = timezone.now()
    minute = int(now.timestamp()) // 60
    row = Token.objects.filter(pk=token.pk)
    again, first = row.filter(minute=minute, uses__lt=USES_A_MINUTE), row.exclude(minute=minute)
    counted = (
        again.update(uses=F("uses") + 1)
        or first.update(minute=minute, uses=1, used_at=now)
        or again.update(uses=F("uses") + 1)  # another process was the first
    )
    if not counted:
        raise TooManyRequests(
            ngettext(
                "More than {n} request in one minute.",
                "More than {n} requests in one minute.",
                USES_A_MINUTE,
            ).format(n=USES_A_MINUTE)
        )
    return token
