"""Locks of accounts after wrong passwords: until when they hold, and lifting them."""

from __future__ import annotations

from datetime import UTC, datetime

from allauth.account.adapter import get_adapter
from allauth.core.internal.ratelimit import Rate, get_cache_key, get_rates
from django.core.cache import cache
from django.http import HttpRequest

from safercity.partnership.people.models import User

COUNTED = {"app": "allauth.account", "action": "login_failed"}


def read_lock(request: HttpRequest, user: User) -> datetime | None:
    """Until when the account takes no password; None where it is not locked."""
    now, until = datetime.now(UTC).timestamp(), None
    for rate, place in _find_counts(request, user):
        failed = [at for at in cache.get(place, []) if at > now - rate.duration]  # newest first
        if len(failed) >= rate.amount:
            until = datetime.fromtimestamp(failed[rate.amount - 1] + rate.duration, UTC)
    return until


def lift_lock(request: HttpRequest, user: User) -> None:
    """Forget the wrong passwords of the account; those of an internet address stay counted."""
    for _rate, place in _find_counts(request, user):
        cache.delete(place)


def _find_counts(request: HttpRequest, user: User) -> list[tuple[Rate, str]]:
    """Where wrong passwords of this account are counted, as the library itself finds it."""
    key = get_adapter(request)._get_login_attempts_cache_key(request, email=user.email)
    rates = [rate for rate in get_rates(**COUNTED) if rate.per == "key"]
    return [(rate, get_cache_key(request, rate=rate, key=key, **COUNTED)) for rate in rates]
