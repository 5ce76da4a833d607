"""Forgetting sessions that are over, and from where they were begun."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

BEING_BEGUN = timedelta(hours=1)  # the session's own row is written after the one that tells whose


@transaction.atomic
def delete_expired_sessions(now: datetime) -> int:
    """Delete sessions that are over, and what was kept of each sign-in; how many sign-ins.

    No act: nobody is signed out by it.
    """
    Session.objects.filter(expire_date__lt=now).delete()
    kept = Session.objects.values("session_key")
    over = UserSession.objects.exclude(session_key__in=kept)
    count, _by_model = over.filter(created_at__lt=now - BEING_BEGUN).delete()
    return count
