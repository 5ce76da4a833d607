"""Bodies kept by the manager: forms, rules, versions, import."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotAllowed, NotYet
from safercity.partnership.common.viewers import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies(people):
    """A Board, chaired, and a group with a line to it."""
    from safercity.partnership.governance import actions
    from safercity.partnership.governance.models import Tier

    board = actions.add_body(
        actions.NewBody("Board", Tier.STRATEGIC, is_board=True, chair=people.posts["chair"]),
        by=SYSTEM,
    )
    group = actions.add_body(actions.NewBody("Group", Tier.TACTICAL), by=SYSTEM)
    actions.add_line(actions.NewLine(group, board), by=SYSTEM)
    return board, group


def send(client, name, data, **arguments):
    return client.post(reverse(f"governance:{name}", kwargs=arguments), data)


def test_a_body_is_made_once_however_often_it_is_sent(people, sign_in):
    from safercity.partnership.governance.models import Body

    data = {"key": str(new_id()), "name": "Prevent Board", "tier": "strategic"}
    client = sign_in("manager")
    assert send(client, "new-body", data).status_code == 302
    assert send(client, "new-body", data).status_code == 302
    assert Body.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "This field is required"),
        ({"name": "x" * 161}, "at most 160 characters"),
        ({"tier": "celestial"}, "not one of the available choices"),
        ({"quorum": "0"}, "greater than or equal to 1"),
        ({"from_day": "2026-05-01", "until_day": "2026-05-01"}, "must end after"),
        ({"about": "Led by Mr Smith."}, "looks like a person"),
        ({"name": "board"}, "There is a body called board already"),
        ({"is_board": "on"}, "Board is marked as the partnership"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(bodies, sign_in, changes, said):
    from safercity.partnership.governance.models import Body

    data = {"key": str(new_id()), "name": "Another", "tier": "tactical"} | changes
    page = send(sign_in("manager"), "new-body", data)
    assert page.status_code == 422 and said in page.content.decode()
    assert Body.objects.count() == 2


def test_script_emoji_and_right_to_left_text_are_shown_as_text(bodies, sign_in):
    name = "<script>alert(1)</script> 🚓 مجلس"
    client = sign_in("manager")
    send(client, "new-body", {"key": str(new_id()), "name": name, "tier": "tactical"})
    page = client.get(reverse("governance:bodies")).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)" in page and "مجلس" in page


def test_a_change_on_an_old_version_shows_both_texts(bodies, sign_in):
    board, _group = bodies
    client = sign_in("manager")
    data = {"name": "Board", "tier": "strategic", "is_board": "on", "version": 1}
    assert send(client, "change-body", {**data, "about": "First"}, key=board.pk).status_code == 302
    page = send(client, "change-body", {**data, "about": "Second"}, key=board.pk)
    assert page.status_code == 409
    assert "First" in page.content.decode() and "Second" in page.content.decode()


def test_terms_keep_every_version(bodies, sign_in):
    board, _group = bodies
    client = sign_in("manager")
    for text in ("The first terms.", "The second terms."):
        data = {"key": str(new_id()), "text": text, "from_day": "2026-01-05"}
        assert send(client, "new-terms", data, key=board.pk).status_code == 302
    page = client.get(reverse("governance:terms", kwargs={"key": board.pk})).content.decode()
    assert page.index("The second terms.") < page.index("The first terms.")
    assert "Version 2" in page


def test_a_post_of_another_agency_cannot_take_the_seat(bodies, people, sign_in):
    board, _group = bodies
    data = {
        "key": str(new_id()),
        "agency": people.agencies["fire"].pk,
        "post": people.posts["chair"].pk,
    }
    page = send(sign_in("manager"), "add", data, key=board.pk, what="seat")
    assert "is not a post of Wexmoor Fire" in page.content.decode()


def test_the_seats_of_a_body_go_out_as_a_file(bodies, people, sign_in):
    from safercity.partnership.governance import actions

    board, _group = bodies
    post = people.posts["link_officer"]
    actions.add_seat(actions.NewSeat(board, post.agency, post), by=SYSTEM)
    client = sign_in("officer")
    address = reverse("governance:body", kwargs={"key": board.pk})
    text = client.get(f"{address}?format=csv").content.decode("utf-8-sig")
    assert f"{post.agency.name},{post.title}," in text and text.startswith("agency,post,must_sit")
    assert "?format=xlsx" in client.get(address).content.decode()


def test_a_link_officer_must_sit_on_both_and_the_rule_says_what_lacks(bodies, people):
    from safercity.partnership.governance import actions, rules

    board, group = bodies
    post = people.posts["link_officer"]
    link = actions.NewLink(post, group, board)
    with pytest.raises(NotYet, match="no seat on Group, Board"):
        actions.add_link(link, by=SYSTEM)
    actions.add_seat(actions.NewSeat(board, post.agency, post), by=SYSTEM)
    with pytest.raises(NotYet, match="no seat on Group"):
        actions.add_link(link, by=SYSTEM)
    seat = actions.add_seat(actions.NewSeat(group, post.agency, post), by=SYSTEM)
    actions.add_link(link, by=SYSTEM)
    assert rules.be_link_officer.allowed(people.viewer("link_officer"), group, to=board)
    assert not rules.be_link_officer.allowed(people.viewer("officer"), group, to=board)
    actions.end_row(seat, timezone.localdate(), by=SYSTEM)
    with pytest.raises(NotYet, match="no seat on Group"):
        rules.be_link_officer(people.viewer("link_officer"), group, to=board)


@pytest.mark.parametrize("seated", ["link_officer", "officer"])
def test_of_two_linking_posts_the_one_that_has_the_seats_speaks(bodies, people, seated):
    from safercity.partnership.governance import actions, rules
    from safercity.partnership.people.actions import take_post

    board, group = bodies
    seats = {}
    for name in ("link_officer", "officer"):
        post = people.posts[name]
        both = [actions.NewSeat(body, post.agency, post) for body in bodies]
        seats[name] = [actions.add_seat(new, by=SYSTEM) for new in both]
        actions.add_link(actions.NewLink(post, group, board), by=SYSTEM)
    take_post(people.users["officer"], people.posts["link_officer"], by=SYSTEM)
    (other,) = seats.keys() - {seated}
    actions.end_row(seats[other][0], timezone.localdate(), by=SYSTEM)
    viewer = people.viewer("officer")
    assert rules.be_link_officer.allowed(viewer, group, to=board)
    assert rules.speak_for.allowed(viewer, group, to=board)
    actions.end_row(seats[seated][1], timezone.localdate(), by=SYSTEM)
    assert not rules.speak_for.allowed(viewer, group, to=board)
    with pytest.raises(NotYet, match="does not sit on both"):
        rules.be_link_officer(viewer, group, to=board)


def test_what_ended_no_longer_holds_and_is_kept(bodies, people, sign_in):
    from safercity.partnership.governance.models import Line
    from safercity.partnership.governance.queries import get_structure

    _board, group = bodies
    line = Line.objects.get()
    day = timezone.localdate().isoformat()
    answer = send(sign_in("manager"), "end", {"day": day}, key=group.pk, what="line", row=line.pk)
    assert answer.status_code == 302
    assert get_structure().lines == ()
    assert len(get_structure(day=timezone.localdate() - timedelta(days=1)).lines) == 1


def test_guessed_ids_are_not_found(bodies, sign_in):
    board, _group = bodies
    client = sign_in("manager")
    for name, arguments in [
        ("body", {"key": uuid4()}),
        ("decision", {"key": uuid4()}),
        ("add", {"key": board.pk, "what": "throne"}),
        ("end", {"key": board.pk, "what": "seat", "row": uuid4()}),
    ]:
        assert client.get(reverse(f"governance:{name}", kwargs=arguments)).status_code == 404


def test_successors_do_not_go_round(bodies):
    from safercity.partnership.governance import actions

    board, group = bodies
    actions.change_body(group, {"successor": board}, version=1, by=SYSTEM)
    with pytest.raises(NotYet, match="succeed itself"):
        actions.change_body(board, {"successor": group}, version=1, by=SYSTEM)


def test_who_may_not_change_is_refused(bodies, people):
    from safercity.partnership.governance import actions
    from safercity.partnership.governance.models import Tier

    for who in ("officer", "chair", "elsewhere"):
        with pytest.raises(NotAllowed):
            actions.add_body(actions.NewBody("X", Tier.TACTICAL), by=people.viewer(who))


def test_the_pages_ask_few_questions(bodies, people, sign_in, django_assert_max_num_queries):
    board, _group = bodies
    client = sign_in("manager")
    for name, arguments in [
        ("bodies", {}),
        ("body", {"key": board.pk}),
        ("terms", {"key": board.pk}),
        ("decisions", {}),
    ]:
        address = reverse(f"governance:{name}", kwargs=arguments)
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200


def test_a_decision_makes_its_commitments_and_cannot_be_sent_twice(bodies, people, sign_in):
    from safercity.partnership.commitments.queries import Commitment
    from safercity.partnership.governance.models import Decision

    board, _group = bodies
    data = {
        "key": str(new_id()),
        "body": board.pk,
        "day": "2026-01-05",
        "what": "Light the underpass",
        "reason": "Seen by three agencies",
        "options": "Do nothing",
        "action": "Order the lamps",
        "owner": people.posts["officer"].pk,
        "due": (timezone.localdate() + timedelta(30)).isoformat(),
    }
    client = sign_in("chair")
    answer = send(client, "new-decision", data)
    assert answer.status_code == 302 and send(client, "new-decision", data).status_code == 302
    decision = Decision.objects.get()
    (made,) = Commitment.objects.all()
    assert (made.subject_kind, made.subject_id) == ("governance.decision", decision.pk)
    assert made.what == "Order the lamps" and made.due == timezone.localdate() + timedelta(30)
    page = client.get(answer.url).content.decode()
    assert "Order the lamps" in page and "Do nothing" in page
    file = client.get(reverse("governance:decisions") + "?format=csv").content.decode()
    assert "Light the underpass" in file


def test_a_decision_of_tomorrow_and_half_an_action_are_refused(bodies, people, sign_in):
    from safercity.partnership.governance.models import Decision

    board, group = bodies
    tomorrow = timezone.localdate() + timedelta(days=1)
    data = {"key": str(new_id()), "body": board.pk, "day": tomorrow, "what": "A", "reason": "B"}
    client = sign_in("chair")
    assert "has not come yet" in send(client, "new-decision", data).content.decode()
    data |= {"day": "2026-01-05", "action": "Only what"}
    assert "needs what, who and by when" in send(client, "new-decision", data).content.decode()
    data |= {"action": "", "body": group.pk}  # a body that is not the chair's own
    assert send(client, "new-decision", data).status_code == 403
    assert not Decision.objects.exists()


def test_the_file_of_bodies_says_which_lines_are_supposed(bodies, sign_in):
    from safercity.partnership.governance.models import Line

    client, address = sign_in("officer"), f"{reverse('governance:bodies')}?format=csv"
    assert ",reports: Board," in client.get(address).content.decode()
    Line.objects.update(is_inferred=True)
    assert ",reports (supposed): Board," in client.get(address).content.decode()
