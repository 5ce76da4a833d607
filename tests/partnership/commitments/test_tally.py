"""The tally of all actions is counted again once something was done to one, and then alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from safercity.partnership.audit.models import Act
from safercity.partnership.commitments import queries
from safercity.partnership.commitments.models import Commitment
from safercity.partnership.common.vacuuming import SHARE
from tests.partnership.commitments.made import day, make, walk

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def manager(people):
    for due in (-3, 3):
        make(people, due=day(due))
    make(people, owner="elsewhere", only_parties=True)
    return people.viewer("manager")


def count(viewer) -> tuple[dict[str, int], int]:
    tally = queries.read_tally(viewer)
    return dict(tally.by_state), tally.late


def test_nothing_done_is_not_counted_again(people, manager):
    assert count(manager) == ({"not_started": 3}, 1)
    for viewer, seen in ((manager, 3), (people.viewer("officer"), 2), (manager, 3)):
        with CaptureQueriesContext(connection) as asked:
            assert count(viewer) == ({"not_started": seen}, 1)
        # Whether something was done, and to whom something is hidden how much.
        assert len(asked) == (1 if viewer is manager else 2)


def test_a_step_is_counted_at_once(people, manager):
    assert count(manager) == ({"not_started": 3}, 1)
    walk(make(people, kind="key_action", due=day(-9)), "on_track")
    assert count(manager) == ({"not_started": 3, "on_track": 1}, 2)
    walk(make(people), "done")
    assert count(manager)[0] == {"not_started": 3, "on_track": 1, "done": 1}


def test_who_began_earlier_and_ended_later_is_counted(people, manager):
    assert count(manager)[0] == {"not_started": 3}
    newest = Act.objects.order_by("-at").first()
    action = Commitment.objects.first()
    Commitment.objects.filter(pk=action.pk).update(state="slipping")
    Act.objects.create(
        at=newest.at - timedelta(seconds=1), verb="action slipping", kind=newest.kind,
        object_id=action.pk,
    )  # fmt: skip
    assert Act.objects.order_by("-at").first() == newest
    assert count(manager)[0] == {"not_started": 2, "slipping": 1}


def test_who_holds_no_post_counts_none(people, manager):
    assert count(people.viewer("postless")) == ({}, 0)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no vacuum of its own")
def test_what_pages_count_is_vacuumed_soon(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, reloptions FROM pg_class WHERE relname = ANY(%s)",
            [["commitments_commitment", "audit_act"]],
        )
        told = dict(cursor.fetchall())
    assert len(told) == 2
    assert all(f"autovacuum_vacuum_scale_factor={SHARE}" in options for options in told.values())
