"""The demonstration's partnership twenty times over: people, actions with updates, and the audit.

The demonstration is made by the site's own actions; the bulk beside it is inserted in one go,
because fifty thousand actions made one by one would take the morning.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

PEOPLE, ACTIONS, ACTS = 500, 50_000, 1_000_000
WORDS = "lights patrol visit shop park estate school night bus river gate court tenant dog".split()
SQLITE_ACTS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %(acts)s)
INSERT INTO audit_act (id, at, verb, kind, object_id, "by", by_name, agency, details)
SELECT printf('%%012x7%%03x8', 1700000000000 + i * 30, i %% 4096)
         || lower(hex(randomblob(7))) || 'a',
       datetime('2026-01-01', '+' || (i * 20) || ' seconds'), 'commitment changed',
       'commitments.commitment', ids.id, people.id, x'', NULL, '{"state": ["on_track", "slipping"]}'
FROM n JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at FROM commitments_commitment) ids
         ON ids.at = n.i %% %(actions)s
       JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at FROM people_user) people
         ON people.at = n.i %% %(people)s
"""
POSTGRESQL_ACTS = """
INSERT INTO audit_act (id, at, verb, kind, object_id, "by", by_name, agency, details)
SELECT (lpad(to_hex(1700000000000 + i * 30), 12, '0') || '7' || lpad(to_hex(i %% 4096), 3, '0')
         || '8' || substr(md5(i::text), 1, 15))::uuid,
       timestamptz '2026-01-01' + i * interval '20 seconds', 'commitment changed',
       'commitments.commitment', ids.id, people.id, ''::bytea, NULL,
       '{"state": ["on_track", "slipping"]}'::jsonb
FROM generate_series(1, %(acts)s) AS n(i)
     JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at FROM commitments_commitment) ids
       ON ids.at = n.i %% %(actions)s
     JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS at FROM people_user) people
       ON people.at = n.i %% %(people)s
"""


@dataclass(frozen=True)
class Sizes:
    """How many of each; smaller for a trial."""

    people: int = PEOPLE
    actions: int = ACTIONS
    acts: int = ACTS


def make_site(workspace: Path, sizes: Sizes) -> dict[str, str]:
    """Fill the database of the workspace's site; every account's session by its name.

    Django is configured by it: one site a process.
    """
    from safercity.partnership import demonstrate

    demonstrate(workspace)
    officers = add_officers(sizes.people)
    add_actions(officers, sizes.actions)
    add_acts(sizes)
    return open_sessions()


def add_officers(people: int) -> list:
    """Posts with a person each, over the agencies in turn; the posts, agency by agency."""
    from django.utils import timezone

    from safercity.partnership.people.models import Agency, Holding, Post, User

    agencies = list(Agency.objects.filter(is_guest=False))
    wanted = range(people - User.objects.count())
    posts = [
        Post(agency=agencies[n % len(agencies)], title=f"Officer {n}", role="officer")
        for n in wanted
    ]
    users = [User(email=f"officer-{n}@demo.invalid", name=f"Demo officer {n}") for n in wanted]
    today = timezone.localdate()
    Post.objects.bulk_create(posts)
    User.objects.bulk_create(users)
    Holding.objects.bulk_create(
        Holding(post=post, user=user, from_day=today)
        for post, user in zip(posts, users, strict=True)
    )
    return sorted(posts, key=lambda post: str(post.agency_id))


def add_actions(posts: list, actions: int) -> None:
    """Actions of these posts, half of them open, with one update each."""
    from django.utils import timezone

    from safercity.partnership.commitments.models import Commitment, State, Update

    chance = random.Random(2024)
    open_states = [State.NOT_STARTED, State.ON_TRACK, State.SLIPPING, State.BLOCKED]
    today = timezone.localdate()
    rows = [
        Commitment(
            what=f"{' '.join(chance.sample(WORDS, 4)).capitalize()}, part {n}",
            kind="other",
            owner=posts[n % len(posts)],
            due=today + timedelta(days=chance.randint(-200, 400)),
            state=chance.choice(open_states if n % 2 else [State.DONE, State.CLOSED]),
            only_parties=n % 20 == 0,
        )
        for n in range(actions)
    ]
    Commitment.objects.bulk_create(rows, batch_size=2_000)
    Update.objects.bulk_create(
        (
            Update(commitment=row, post=row.owner, text="As agreed.", state=row.state)
            for row in rows
        ),
        batch_size=2_000,
    )


def add_acts(sizes: Sizes) -> None:
    """Entries of the audit, by the database itself."""
    from django.db import connection

    from safercity.partnership.commitments.models import Commitment
    from safercity.partnership.people.models import User

    counts = {
        "acts": sizes.acts,
        "actions": Commitment.objects.count(),
        "people": User.objects.count(),
    }
    sql = SQLITE_ACTS if connection.vendor == "sqlite" else POSTGRESQL_ACTS
    with connection.cursor() as cursor:
        cursor.execute(sql % counts)
    tidy()


def tidy() -> None:
    """What the database itself does some minutes after so many rows have come or changed."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def open_sessions() -> dict[str, str]:
    """A session for everyone, as signing in would make it: account → the cookie's value."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from safercity.partnership.people.models import User

    sessions = {}
    for user in User.objects.all():
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        sessions[user.email.partition("@")[0]] = session.session_key
    return sessions
