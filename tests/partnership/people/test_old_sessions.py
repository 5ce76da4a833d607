"""Sessions that are over are forgotten each day, with the address and browser of each sign-in."""

from __future__ import annotations

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from safercity.partnership.common.jobs import REGULAR, Regular
from safercity.partnership.people.jobs import forget_sessions


def test_what_is_over_is_forgotten_and_who_is_signed_in_stays_so(with_password, enter):
    user, now = with_password("officer"), timezone.now()
    clients = [enter(user.email)[0] for _each in range(4)]
    expired, live, signed_out, begun = [client.session.session_key for client in clients]
    aged = UserSession.objects.exclude(session_key=begun)
    aged.update(created_at=now - timedelta(days=1))
    Session.objects.filter(session_key=expired).update(expire_date=now - timedelta(minutes=1))
    Session.objects.filter(session_key__in=[signed_out, begun]).delete()
    told = []
    forget_sessions(tell=told.append)
    assert told == ["2 sign-ins forgotten"]
    assert set(UserSession.objects.values_list("session_key", flat=True)) == {live, begun}
    assert not Session.objects.filter(session_key=expired).exists()
    assert clients[1].get("/people/").status_code == 200
    assert Regular("people.forget_sessions", 24 * 60) in REGULAR
