"""A body that ends: nothing new hangs on it, and what stood goes on with its successor."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.access.oversight import make_linked
from tests.partnership.governance.made import body, line, sound
from tests.partnership.governance.made import name_id as named

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(people):
    """(Board, a body that ended today, its successor); a link officer sits on the first two."""
    from safercity.partnership.governance import actions
    from safercity.partnership.governance.models import Tier

    board, old, _subject = make_linked(people)
    heir = actions.add_body(actions.NewBody("Heir", Tier.STRATEGIC), by=SYSTEM)
    actions.add_line(actions.NewLine(old, board), by=SYSTEM)
    actions.add_line(actions.NewLine(heir, old), by=SYSTEM)
    told = {"until_day": timezone.localdate(), "successor": heir}
    actions.change_body(old, told, version=1, by=SYSTEM)
    old.refresh_from_db()
    return board, old, heir


def address(name, row, **more):
    return reverse(f"governance:{name}", kwargs={"key": row.pk, **more})


def test_nothing_new_hangs_on_a_body_that_has_ended(ended, people, sign_in):
    from safercity.partnership.governance import actions

    board, old, _heir = ended
    post, client = people.posts["officer"], sign_in("manager")
    news = [
        (actions.add_seat, actions.NewSeat(old, post.agency, post)),
        (actions.add_line, actions.NewLine(board, old)),
        (actions.add_link, actions.NewLink(people.posts["link_officer"], board, old)),
    ]
    for add, new in news:
        with pytest.raises(NotYet, match="ended on"):
            add(new, by=SYSTEM)
    with pytest.raises(NotYet, match="ended on"):
        actions.set_terms(old, "Anew", from_day=timezone.localdate(), by=SYSTEM)
    assert client.get(address("add", old, what="seat")).status_code == 409
    assert "/add/" not in client.get(address("body", old)).content.decode()


def test_a_seat_that_begins_after_the_end_to_come_is_refused(ended, people):
    from safercity.partnership.governance import actions

    board, *_others = ended
    last = timezone.localdate() + timedelta(days=30)
    actions.change_body(board, {"until_day": last}, version=board.version, by=SYSTEM)
    fire = people.agencies["fire"]
    with pytest.raises(NotYet, match="ends on"):
        actions.add_seat(actions.NewSeat(board, fire, from_day=last), by=SYSTEM)
    actions.add_seat(actions.NewSeat(board, fire), by=SYSTEM)


def test_what_stands_on_it_moves_to_the_successor_or_ends(ended, people, sign_in):
    from safercity.partnership.governance import queries

    _board, old, heir = ended
    client = sign_in("manager")
    assert address("hand-over", old) in client.get(address("body", old)).content.decode()
    page = client.get(address("hand-over", old)).content.decode()
    assert "Move to Heir" in page and "Heir reports to Other board" not in page
    today = timezone.localdate()
    standing = queries.list_standing(old, beyond=today)
    moving = [str(row.pk) for row in standing if getattr(row, "body", None) == old]
    assert len(moving) == 4, "a seat, a line, a priority and a link officer"
    assert client.post(address("hand-over", old), {"moving": moving}).status_code == 302
    assert not queries.list_standing(old, beyond=today)
    moved = queries.list_standing(heir, beyond=today)
    assert [type(row).__name__ for row in moved] == ["Seat", "Line", "Responsibility", "Link"]
    assert all(row.from_day == today for row in moved)
    assert client.post(address("hand-over", old), {"moving": moving}).status_code == 302, "again"
    assert address("body", old) in client.get(address("body", heir)).content.decode()
    marks = queries.find_marks(queries.get_structure())
    assert not [mark for mark in marks if mark.what in ("ended_line", "nowhere")]


def test_without_a_successor_all_of_it_ends(ended, sign_in):
    from safercity.partnership.governance import actions, queries

    _board, old, heir = ended
    actions.change_body(old, {"successor": None}, version=old.version, by=SYSTEM)
    client = sign_in("manager")
    page = client.get(address("hand-over", old)).content.decode()
    assert "Answers for: Alcohol" in page and "id_moving" not in page
    assert client.post(address("hand-over", old), {}).status_code == 302
    assert not queries.list_standing(old, beyond=timezone.localdate())
    assert not queries.list_responsibilities(heir).exists()


def test_a_change_that_ends_a_body_asks_what_becomes_of_what_stands(ended, sign_in):
    board, old, heir = ended
    client = sign_in("manager")
    page = client.get(address("change-body", heir)).content.decode()
    assert str(old.pk) not in page, "an ended body succeeds nobody"
    data = {"name": "Board", "tier": "strategic", "version": board.version, "is_board": "on"}
    data["until_day"] = timezone.localdate().isoformat()
    told = client.post(address("change-body", board), data)
    assert told.status_code == 302 and told.url == address("hand-over", board)
    key = {"key": str(new_id()), "name": "New", "tier": "tactical", "successor": old.pk}
    page = client.post(reverse("governance:new-body"), key)
    assert page.status_code == 422


def test_a_line_to_the_body_that_it_follows_says_so(db):
    from safercity.partnership.governance.marks import find_marks

    old = body("Old", has_ended=True, successor=named("Group"))
    parts = sound()
    structure = sound(bodies=(*parts.bodies, old), lines=(*parts.lines, line("Group", "Old")))
    said = [mark.text for mark in find_marks(structure) if mark.what == "ended_line"]
    assert said == ["Group follows Old, which has ended, and still has a line to it."]
