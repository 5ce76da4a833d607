"""What happens at the door, in the audit: without passwords, addresses and devices."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from safercity.partnership.audit.actions import record_act
from safercity.partnership.audit.queries import find_acts
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.actions import enqueue
from safercity.partnership.people import rules
from safercity.partnership.people.models import User
from safercity.partnership.people.queries import find_account, get_viewer

NO_ONE = Viewer(None, "")
FAILED, LOCKED = "sign-in failed", "account locked"
LOCK_MINUTES = 5


@transaction.atomic
def record_sign_in(user: User, *, how: str) -> None:
    """Someone came in, `how`: "password", "single-sign-on", "password+security-key"."""
    record_act("signed in", user, by=get_viewer(user), details={"how": how})


@transaction.atomic
def record_failed_sign_in(email: str) -> None:
    """Someone gave a wrong password, or an address that has no account."""
    record_act(FAILED, find_account(email) or User, by=NO_ONE)


@transaction.atomic
def record_lock(email: str) -> None:
    """Too many wrong passwords: one act for each time an account is locked."""
    user = find_account(email)
    since = timezone.now() - timedelta(minutes=LOCK_MINUTES)
    about = {"kind": User._meta.label_lower, "object_id": user.pk if user else None}
    if not find_acts(verb=LOCKED, at__gte=since, **about).exists():
        record_act(LOCKED, user or User, by=NO_ONE)


@transaction.atomic
def record_unlock(user: User, *, by: Viewer) -> None:
    """An administrator lifted the lock of an account. Errors: NotAllowed."""
    rules.keep_people(by)
    record_act("account unlocked", user, by=by)


@transaction.atomic
def record_change(user: User, what: str) -> None:
    """A password or second factor was changed: an act, and a letter to the person."""
    record_act(what, user, by=get_viewer(user))
    enqueue("people.tell", {"user": str(user.pk), "what": what})


@transaction.atomic
def ask_for_reset(user: User) -> None:
    """Someone asked for a new password: the letter goes out by the outbox."""
    record_act("new password asked for", user, by=NO_ONE)
    enqueue("people.send_reset", {"user": str(user.pk)})
