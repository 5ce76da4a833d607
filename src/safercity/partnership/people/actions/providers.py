"""An agency's own sign-in, and the second factor of who lost theirs."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction

from safercity.partnership.audit.actions import REWORDED, record_act
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people import rules
from safercity.partnership.people.actions.holdings import end_sessions
from safercity.partnership.people.hidden import hide
from safercity.partnership.people.models import Agency, Provider, User


@dataclass(frozen=True)
class ProviderSettings:
    """What the agency's provider told. An empty secret leaves the one that is kept."""

    server_url: str
    client_id: str
    secret: str
    domains: tuple[str, ...]
    is_on: bool = True


@transaction.atomic
def set_provider(
    agency: Agency, settings: ProviderSettings, *, version: int, by: Viewer
) -> Provider:
    """Enter or change an agency's provider. Errors: NotAllowed, NotYet, Stale."""
    rules.keep_people(by)
    rules.use_agency(by, agency)
    changes = {
        "server_url": settings.server_url,
        "client_id": settings.client_id,
        "domains": list(settings.domains),
        "is_on": settings.is_on,
    }
    provider, made = Provider.objects.get_or_create(agency=agency, defaults=changes)
    was_nothing = {name: [None, value] for name, value in changes.items()}
    changed = was_nothing if made else save_changes(provider, changes, version=version)
    if settings.secret:
        changed["secret"] = [REWORDED if provider.secret else "", REWORDED]
        Provider.objects.filter(pk=provider.pk).update(secret=hide(settings.secret))
    if changed:
        record_act("single sign-on set", agency, by=by, details={**changed})
    return provider


@transaction.atomic
def remove_second_factor(user: User, *, by: Viewer) -> None:
    """For who lost phone and codes: they sign in with the password and set up another.

    Errors: NotAllowed.
    """
    rules.keep_people(by)
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    record_act("second factor removed by administrator", user, by=by)
