"""Sending e-mail that says only that something waits; deleting files on time."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.common.jobs import job
from safercity.partnership.notes.actions import delete_expired
from safercity.partnership.notes.telling import Message, notify_posts
from safercity.partnership.people.queries import User

NOWHERE = ".invalid"  # RFC 2606: the demonstration's addresses, to which nothing can be sent


@job("notes.send_email")
def send_email(*, tell, user: str) -> None:
    """Tell one person that something waits: no title, no place, no figure."""
    found = User.objects.filter(pk=user, is_active=True).first()
    if found is None or found.email.endswith(NOWHERE):
        tell("nobody to send to")
        return
    host = next(iter(settings.SAFERCITY.hosts), "")
    sign_in = f"https://{host}/" if host else _("your partnership's Safer City page")
    send_mail(
        _("Something is due or waits for you in Safer City"),
        _("Sign in to see it: %(where)s\n\nThis message says no more on purpose.\n")
        % {"where": sign_in},
        None,
        [found.email],
    )


@job("notes.tell_posts")
def tell_posts(*, tell, posts: Sequence[str], what: str, **about: str) -> None:
    """Tell the holders of posts of what an app below this one did: `kind` and `key` name it."""
    message = Message(what, about["kind"], UUID(about["key"]), once=about["once"])
    tell(f"{notify_posts(map(UUID, posts), message)} people told")


@job("notes.delete_expired", every_minutes=360)
def delete_files(*, tell) -> None:
    """Delete files whose day has come."""
    tell(f"{delete_expired(timezone.localdate())} files deleted")
