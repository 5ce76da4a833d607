"""The pages of actions: what they show, to whom, what they take and what they refuse."""

from __future__ import annotations

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from safercity.partnership.commitments import actions, queries
from safercity.partnership.commitments.queries import Commitment
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.commitments.made import day, make, walk
from tests.partnership.notes.made import comment

BAD = [
    {"what": ""},
    {"what": "x" * 301},
    {"what": "Ask Mr Example about the gate"},
    {"due": "yesterday"},
    {"due": "2026-13-40"},
    {"due": day(-1).isoformat()},
    {"owner": "not-a-post"},
    {"kind": "miracle"},
    {"needs": "the one about lights"},
    {"key": "not-an-id"},
]


def filled(people, **changes):
    return {
        "key": str(new_id()),
        "what": "Fit lights in Hill Road",
        "owner": str(people.posts["elsewhere"].id),
        "due": day(30).isoformat(),
        "kind": "other",
        "partners": [str(people.agencies["police"].id)],
    } | changes


def test_an_action_is_made_on_the_page_once(people, sign_in):
    client, first = sign_in("chair"), make(people)
    sent = filled(people, needs=[str(first.pk)], only_parties="on")
    answers = [client.post("/actions/new/", sent) for _twice in range(2)]
    assert {answer.status_code for answer in answers} == {302}
    made = Commitment.objects.get(pk=sent["key"])
    assert list(made.partners.all()) == [people.agencies["police"]] and made.only_parties
    assert queries.get_with_around(made.pk, viewer=SYSTEM)[1:] == ([first], [])


@pytest.mark.parametrize("wrong", BAD, ids=lambda wrong: str(wrong)[:40])
def test_what_cannot_be_is_said_and_nothing_is_made(people, sign_in, wrong):
    answer = sign_in("chair").post("/actions/new/", filled(people, **wrong))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(wrong)
    assert not Commitment.objects.exists()


def test_a_new_action_is_due_today_or_later_and_a_change_may_keep_its_day(people, sign_in):
    client = sign_in("chair")
    answer = client.post("/actions/new/", filled(people, due=day(-87).isoformat()))
    assert "has passed. Give today or a later day." in str(answer.context["form"].errors["due"])
    assert client.post("/actions/new/", filled(people, due=day(0).isoformat())).status_code == 302
    late = make(people, due=day(-87))
    sent = filled(people, due=day(-87).isoformat(), version=str(late.version), what="Fit lamps")
    assert client.post(f"/actions/{late.pk}/change/", sent).status_code == 302


def test_text_of_any_kind_is_shown_as_text(people, sign_in):
    what = "<img src=x onerror=alert(1)> 🙂 موقع"
    client = sign_in("chair")
    client.post("/actions/new/", filled(people, what=what))
    html = client.get("/actions/").content.decode()
    assert "<img src=x" not in html and "&lt;img src=x" in html and "🙂" in html


def test_a_need_that_one_may_not_see_is_as_if_it_were_not_there(people, sign_in):
    hidden = make(people, what="Quiet work", only_parties=True)
    answer = sign_in("elsewhere").post("/actions/new/", filled(people, needs=str(hidden.pk)))
    assert answer.context["form"].errors["needs"] == [
        "One of these is nothing that you may see. Find it by its words."
    ]
    assert hidden.what not in answer.content.decode()
    assert Commitment.objects.count() == 1


def test_a_circle_is_said_on_the_form(people, sign_in):
    one, two = make(people, what="One"), make(people, what="Two")
    actions.update_commitment(one, {"needs": [two.pk]}, version=1, by=SYSTEM)
    sent = filled(people, what="Two", needs=str(one.pk), version=1)
    answer = sign_in("manager").post(f"/actions/{two.pk}/change/", sent)
    assert "“Two” → “One” → “Two”" in str(answer.context["form"].errors["needs"])
    two.refresh_from_db()
    assert two.version == 1, "nothing half-done"


def test_verification_is_not_changed_away_on_the_form(people, sign_in):
    action, client = make(people, kind="key_action"), sign_in("manager")
    address = f"/actions/{action.pk}/change/"
    answer = client.post(address, filled(people, kind="other", version=1))
    assert answer.status_code == 422
    assert "another agency has to verify it" in str(answer.context["form"].errors["kind"])
    funded = filled(people, kind="other", funding="Path lighting", version=1)
    assert client.post(address, funded).status_code == 302
    answer = client.post(address, filled(people, kind="other", version=2))
    assert "This was funded" in str(answer.context["form"].errors["funding"])


def test_two_people_on_one_form_see_both_texts(people, sign_in):
    action, client = make(people), sign_in("manager")
    address = f"/actions/{action.pk}/change/"
    assert client.post(address, filled(people, what="Theirs", version=1)).status_code == 302
    answer = client.post(address, filled(people, what="Mine", version=1))
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Theirs" in html and "Mine" in html
    action.refresh_from_db()
    assert action.what == "Theirs"


def test_an_officer_updates_her_action(people, sign_in):
    action, client = make(people), sign_in("officer")
    page = client.get(f"/actions/{action.pk}/update/")
    sent = {name: field.value() for name, field in zip_fields(page.context["form"])}
    sent |= {"state": "slipping", "confidence": "low", "text": "Columns came late."}
    for _twice in range(2):
        assert client.post(f"/actions/{action.pk}/update/", sent).status_code == 302
    action.refresh_from_db()
    assert (action.state, action.confidence) == ("slipping", "low")
    assert [each.state for each in queries.list_updates(action)] == ["slipping"]
    again = sent | {"key": str(new_id()), "state": "blocked"}  # from the form as it was before
    assert client.post(f"/actions/{action.pk}/update/", again).status_code == 409


def zip_fields(form):
    return [(field.name, field) for field in form]


def test_done_on_the_page_needs_what_shows_it(people, sign_in):
    action, client = make(people), sign_in("officer")
    address = f"/actions/{action.pk}/step/done/"
    assert client.post(address, {"version": 1}).context["form"].errors["evidence"]
    bad = client.post(address, {"version": 1, "evidence_link": "javascript:alert(1)"})
    assert bad.context["form"].errors["evidence_link"]
    assert client.post(address, {"version": 1, "evidence": "Twelve lights."}).status_code == 302
    html = client.get(f"/actions/{action.pk}/").content.decode()
    assert "Twelve lights." in html and "A manager closes it." in html


def test_the_page_of_what_has_to_wait_says_so_and_offers_no_done(people, sign_in):
    first = make(people, what="Clear the path")
    action, client = make(people, needs=(first.pk,)), sign_in("officer")
    step = f"/actions/{action.pk}/step/done/"
    html = client.get(f"/actions/{action.pk}/").content.decode()
    assert step not in html and "It cannot be said to be done while" in html
    answer = client.get(step)
    assert answer.status_code == 409 and "Clear the path" in answer.content.decode()
    walk(first, "done")
    html = client.get(f"/actions/{action.pk}/").content.decode()
    assert step in html and "It cannot be said to be done while" not in html


def test_buttons_are_what_the_rules_let_through(people, sign_in):
    action = walk(make(people, kind="key_action"), "done")
    address = f"/actions/{action.pk}/step/verified/"
    assert address in sign_in("elsewhere").get(f"/actions/{action.pk}/").content.decode()
    assert address not in sign_in("officer").get(f"/actions/{action.pk}/").content.decode()
    assert sign_in("officer").get(f"/actions/{action.pk}/step/nonsense/").status_code == 404
    assert sign_in("manager").get(f"/actions/{action.pk}/step/slipping/").status_code == 409


def test_the_list_says_what_is_late_and_filters_in_its_address(people, sign_in):
    make(people, what="Late one", due=day(-9))
    make(people, owner="elsewhere", what="Fire's")
    walk(make(people, what="Done one"), "done")
    client = sign_in("auditor")
    page = client.get("/actions/")
    html = page.content.decode()
    assert page.context["heading"] == "1 of 2 open actions is late"
    assert "9 days late" in html and "Done one" not in html
    late = client.get("/actions/?state=late").content.decode()
    assert "Late one" in late and "Fire&#x27;s" not in late
    fire = client.get(f"/actions/?agency={people.agencies['fire'].id}&state=all").content.decode()
    assert "Fire&#x27;s" in fire and "Late one" not in fire
    assert "Done one" in client.get("/actions/?words=done+ONE&state=done").content.decode()
    for odd in ("agency=x", "state=odd", "page=99", "page=x", "owner=%00", "kind=%F0", "words=%27"):
        assert client.get(f"/actions/?{odd}").status_code == 200


def test_files_hold_what_the_page_holds_and_no_formula(people, sign_in):
    make(people, what="=cmd|calc")
    make(people, owner="elsewhere", what="Hidden", only_parties=True)
    client = sign_in("analyst")
    text = client.get("/actions/?format=csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["what"] for row in rows] == ["'=cmd|calc"]
    assert client.get("/actions/?format=xlsx").content.startswith(b"PK")
    assert "Hidden" in sign_in("manager").get("/actions/?format=csv").content.decode()


def test_files_tell_partners_evidence_who_verified_and_the_last_update(people, sign_in):
    fire, police = people.agencies["fire"], people.agencies["police"]
    one = make(people, partners=(fire.pk, police.pk), kind="key_action")
    for text in ("Lamps ordered", "Lamps are in"):
        told = actions.Progress(text, "on_track")
        actions.report_progress(one, told, version=one.version, by=SYSTEM)
        one.refresh_from_db()
    walk(one, "done")
    link = "https://example.org/lamps"
    Commitment.objects.update(state="verified", verified_by=fire, evidence_link=link)
    client = sign_in("analyst")
    text = client.get("/actions/?state=all&format=csv").content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert set(row["partners"].split("; ")) == {fire.name, police.name}
    assert row["evidence"] == "Photographs" and row["verified by"] == fire.name
    assert row["link to the evidence"] == link
    assert row["what it says"] == "Lamps are in" and row["last update"][:10] == str(day(0))
    made = client.get("/actions/?state=all&format=xlsx").content
    heads, cells = (
        CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    )
    assert cells[heads.index("due")] == day(7), "a date, not its text"


def test_what_a_file_asks_does_not_grow_with_its_rows(
    people, sign_in, django_assert_max_num_queries
):
    client = sign_in("analyst")
    for n in range(12):
        make(people, what=f"Light {n}", partners=(people.agencies["fire"].pk,))
    with django_assert_max_num_queries(10):
        assert client.get("/actions/?format=csv").status_code == 200


def test_hidden_actions_are_absent_everywhere(people, sign_in):
    hidden = make(people, what="Quiet work", only_parties=True)
    other = make(people, what="Open work")
    actions.update_commitment(other, {"needs": [hidden.pk]}, version=1, by=SYSTEM)
    client = sign_in("elsewhere")
    for address in ("/actions/", f"/actions/{other.pk}/", "/actions/?words=quiet"):
        assert "Quiet work" not in client.get(address).content.decode()
    assert client.get(f"/actions/{hidden.pk}/").status_code == 404
    assert client.get(f"/actions/{hidden.pk}/update/").status_code == 404
    assert "Quiet work" in sign_in("manager").get(f"/actions/{other.pk}/").content.decode()


def test_pages_stay_at_ten_queries(people, sign_in, django_assert_max_num_queries):
    needs = tuple(make(people, what=f"Need {n}").pk for n in range(5))
    action = make(people, needs=needs, partners=(people.agencies["fire"].id,))
    for n in range(5):
        actions.add_update(action, f"Week {n}.", by=SYSTEM)
        comment(people, action, f"Comment {n}.")
    for _n in range(60):
        make(people)
    client = sign_in("elsewhere")
    for address in ("/actions/", f"/actions/{action.pk}/", "/actions/?words=need"):
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200
    for who in ("officer", "manager"):  # who could say that it is done, were it not for its needs
        client = sign_in(who)
        with django_assert_max_num_queries(10):
            assert client.get(f"/actions/{action.pk}/").context["has_to_wait"]
