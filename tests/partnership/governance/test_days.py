"""What hangs from a body from a day on, until a day, and earlier."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.access.oversight import make_linked

pytestmark = pytest.mark.django_db


def later(days: int):
    return timezone.localdate() + timedelta(days=days)


def say(day) -> str:
    return date_format(day, "j M Y")


@pytest.fixture
def board(people):
    return make_linked(people)[0]


@pytest.fixture
def send(board, people, sign_in):
    """Send a form of the Board as the manager; the answer's page, the Board's own where it led."""
    client = sign_in("manager")

    def send(name, what, data, **more):
        address = reverse(f"governance:{name}", kwargs={"key": board.pk, "what": what, **more})
        return client.post(address, {"key": str(new_id()), **data}, follow=True).content.decode()

    return send


def test_page_and_file_say_the_same_of_what_ended_begins_and_is_shared(board, people, sign_in):
    from safercity.partnership.governance import actions
    from safercity.partnership.governance.models import Body, Subject

    subject, other = Subject.objects.get(), Body.objects.get(name="Other board")
    heir = actions.NewBody("Heir", board.tier, from_day=later(30))
    old = actions.NewBody("Old", board.tier)
    heir, old = (actions.add_body(new, by=SYSTEM) for new in (heir, old))
    for each in (old, heir):
        actions.add_line(actions.NewLine(other, each), by=SYSTEM)
    Body.objects.filter(pk=old.pk).update(successor=heir, until_day=later(-1))
    unanswered = actions.add_subject("S2", "Water", kind=subject.kind, by=SYSTEM)
    for each in (old, heir):
        actions.share_subject(actions.NewResponsibility(unanswered, each), by=SYSTEM)
    actions.share_subject(actions.NewResponsibility(subject, board), by=SYSTEM)
    marks = [
        "Other board answers to Old, which has ended before its successor begins.",
        "No body answers for Water.",
        "Alcohol has 2 bodies that do not share it by agreement: Board, Other board.",
    ]
    client, bodies = sign_in("officer"), reverse("governance:bodies")
    for is_overlap in (True, False):
        page = client.get(bodies).content.decode()
        file = client.get(f"{bodies}?format=csv").content.decode()
        for place in (page, file):
            assert [text in place for text in marks] == [True, True, is_overlap]
            assert "Heir" not in place
        map_ = page[page.index('<svg class="bodies"') : page.index("map-key")]
        assert ("also elsewhere" in map_) == is_overlap and "line to an ended" in map_
        actions.share_jointly(subject, (other, board), by=SYSTEM)


def test_a_seat_to_come_stands_on_the_page_and_a_second_one_is_refused(board, people, send):
    from safercity.partnership.governance.models import Seat
    from safercity.partnership.governance.queries import list_seats

    seat = {"agency": people.agencies["fire"].pk, "from_day": later(60)}
    page = send("add", "seat", seat)
    assert f"from {say(later(60))}" in page and "End the seat of Wexmoor Fire" in page
    assert "Fire" not in str([row.agency.name for row in list_seats(board)])  # of today
    assert "stands there already" not in send("add", "seat", seat)  # the same, sent again
    for day in (later(-300), ""):
        refused = send("add", "seat", seat | {"from_day": day})
        assert "stands there already" in refused and "Wexmoor Fire" in refused
    row = Seat.objects.get(agency=people.agencies["fire"])
    assert f"until {say(later(90))}" in send("end", "seat", {"day": later(90)}, row=row.pk)
    assert "stands there already" in send("add", "seat", seat | {"from_day": later(80)})
    send("add", "seat", seat | {"from_day": later(90)})
    assert Seat.objects.filter(agency=people.agencies["fire"]).count() == 2


def test_what_never_began_is_taken_back(board, people, send):
    from safercity.partnership.governance.models import Seat

    send("add", "seat", {"agency": people.agencies["fire"].pk, "from_day": later(60)})
    row = Seat.objects.get(agency=people.agencies["fire"])
    page = send("end", "seat", {"day": later(0)}, row=row.pk)
    assert not Seat.objects.filter(pk=row.pk).exists() and "Seat taken back" in page


def test_lines_responsibilities_and_link_officers_say_their_days(board, people, send):
    from safercity.partnership.governance.models import Body, Subject

    other, day = Body.objects.get(name="Other board"), f"from {say(later(60))}"
    line = {"to": other.pk, "how": "reports", "from_day": later(60)}
    assert day in send("add", "line", line)
    assert "stands there already" in send("add", "line", line | {"every": "month"})
    subject = Subject.objects.get()
    held = {"subject": subject.pk, "share": "accountable", "from_day": later(60)}
    assert send("add", "subject", held).count(day) == 2
    assert "stands there already" in send("add", "subject", held | {"from_day": later(-9)})
    link = {"post": people.posts["link_officer"].pk, "to": other.pk, "from_day": later(60)}
    assert send("add", "link", link).count(day) == 3
    assert "stands there already" in send("add", "link", link | {"from_day": ""})


def test_jointly_with_the_board_is_an_adoption_and_between_others_is_not(board, people, send):
    from safercity.partnership.governance import actions
    from safercity.partnership.governance.models import Body, Responsibility, Subject

    subject, other = Subject.objects.get(), Body.objects.get(name="Other board")
    assert "is recorded as an adoption" in send("add", "subject", {
        "subject": subject.pk, "share": "joint", "from_day": later(9)})  # fmt: skip
    third = actions.add_body(actions.NewBody("Third", board.tier), by=SYSTEM)
    joint = actions.NewResponsibility(subject, third, "joint")
    actions.add_responsibility(joint, by=SYSTEM)
    assert Responsibility.objects.get(body=third).share == "joint"
    actions.share_subject(actions.NewResponsibility(subject, board), by=SYSTEM)
    with pytest.raises(NotYet, match="recorded as an adoption"):
        actions.add_responsibility(actions.NewResponsibility(subject, other, "joint"), by=SYSTEM)


def test_a_link_officer_to_come_needs_the_seats_of_that_day(board, people):
    from safercity.partnership.governance import actions
    from safercity.partnership.governance.models import Body

    other, post = Body.objects.get(name="Other board"), people.posts["officer"]
    link = actions.NewLink(post, other, board, from_day=later(60))
    for each in (board, other):
        with pytest.raises(NotYet, match="does not sit on both"):
            actions.add_link(link, by=SYSTEM)
        seat = actions.NewSeat(each, post.agency, post, from_day=later(30))
        actions.add_seat(seat, by=SYSTEM)
    actions.add_link(link, by=SYSTEM)


def test_bodies_that_answer_jointly_do_so_from_today_whatever_was_to_come(board, people):
    from safercity.partnership.governance import actions
    from safercity.partnership.governance.models import Body, Responsibility, Subject
    from safercity.partnership.governance.queries import list_accountable

    subject, other = Subject.objects.get(), Body.objects.get(name="Other board")
    new = actions.NewResponsibility(subject, board, from_day=later(60))
    actions.add_responsibility(new, by=SYSTEM)
    actions.end_row(Responsibility.objects.get(body=other), later(90), by=SYSTEM)
    third = actions.add_body(actions.NewBody("Third", board.tier), by=SYSTEM)
    new = actions.NewResponsibility(subject, third, from_day=later(60))
    actions.add_responsibility(new, by=SYSTEM)
    actions.share_jointly(subject, (other, board), by=SYSTEM)
    assert {*list_accountable(subject)} == {board, other}
    assert not Responsibility.objects.exclude(until_day=None).exists()
    assert not Responsibility.objects.filter(body=third).exists()


def test_who_sat_where_can_be_read_back(board, people, send):
    from safercity.partnership.governance.models import Seat

    post = people.posts["officer"]
    seat = {"agency": post.agency_id, "post": post.pk, "from_day": later(-90)}
    assert "Earlier" not in send("add", "seat", seat)
    page = send("end", "seat", {"day": later(-1)}, row=Seat.objects.get(post=post).pk)
    earlier = page[page.index("Earlier: 1 that ended") : page.index("History")]
    for told in (post.agency.name, post.title, say(later(-90)), say(later(-1))):
        assert told in earlier
    assert "End the seat of" not in earlier
    assert page.count("post: Officer post, Brackenford City Council") == 2  # seat added, seat ended


def test_a_decision_and_its_action_say_that_they_are_saved(board, people, sign_in):
    client, day = sign_in("manager"), later(0).isoformat()
    told = {"key": str(new_id()), "body": board.pk, "day": day, "what": "Go on", "reason": "Works"}
    answer = client.post(reverse("governance:new-decision"), told, follow=True)
    assert "<p>The decision is recorded.</p>" in answer.content.decode()
    address = reverse("governance:decision-action", kwargs={"key": answer.context["decision"].pk})
    told = {"key": str(new_id()), "what": "Walk", "owner": people.posts["officer"].pk, "due": day}
    page = client.post(address, told, follow=True).content.decode()
    assert "<p>The action is added.</p>" in page
