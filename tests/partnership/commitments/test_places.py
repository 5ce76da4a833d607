"""Actions at places: named from the list, shown on the place's page, told to whom may know it."""

from __future__ import annotations

import csv
import html
import io

import pytest

from safercity.partnership.commitments import actions
from safercity.partnership.commitments.queries import Commitment
from safercity.partnership.common.known_places import Sight, see_places
from safercity.partnership.common.versions import Stale
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.sharing.queries import terms
from tests.partnership.access.test_tokens import bearer, make_token
from tests.partnership.commitments.made import make, walk
from tests.partnership.commitments.test_pages import filled
from tests.partnership.sample_edition import PLACES, write_sample_edition

NAME = PLACES[4][0]  # Quarry Road shops


@pytest.fixture
def place(sign_in):
    """The lasting identity of a place, over the sample edition."""
    sign_in("manager")
    return see_places(SYSTEM).find(NAME).identity


@pytest.fixture
def no_agreement(people, place):
    """Nobody but the councils' own has an agreement any more."""
    from safercity.partnership.sharing.models import AgreedText

    AgreedText.objects.all().delete()
    terms._KEPT.clear()


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_place_of_the_list_is_chosen_by_its_name_and_its_page_shows_the_action(
    people, sign_in, place
):
    client = sign_in("chair")
    assert f'/actions/new/?place={place}"' in read(client, f"/places/{place}/")
    answer = client.get(f"/actions/new/?place={place}")
    assert answer.wsgi_request.marked == see_places(people.viewer("chair")).marked
    form = answer.content.decode()
    assert f'value="{NAME}"' in form and f'<option value="{NAME}"></option>' in form
    client.post("/actions/new/", filled(people, place=f" {NAME.upper()} "))
    made = Commitment.objects.get()
    assert (made.place, made.known_place) == (NAME, place) and "police" in made.place_layers
    page = read(client, f"/places/{place}/")
    assert "Fit lights in Hill Road" in page and f"/actions/{made.pk}/" in page
    assert f'<a href="/places/{place}/">{NAME}</a>' in read(client, f"/actions/{made.pk}/")
    other = see_places(SYSTEM).find(PLACES[0][0]).identity
    assert "Fit lights" not in read(client, f"/places/{other}/")


def read_rows(client, address: str) -> list[dict]:
    """The file that a link of a page leads to."""
    return list(csv.DictReader(io.StringIO(read(client, address).removeprefix("\ufeff"))))


def test_the_places_page_has_files_of_its_actions_and_of_the_records_behind_it(
    people, sign_in, place
):
    make(people, place=NAME)
    make(people, what="Cut the hedge")
    client = sign_in("manager")
    page = read(client, f"/places/{place}/")
    assert 'href="?format=xlsx"' in page
    records = read_rows(client, f"/places/{place}/?format=csv")
    police = next(row for row in records if row["agency"] == "Police")
    assert police["to"] == "2025-09" and float(police["rows"]) > 0
    link = f"/actions/?state=all&place={place}&format=csv"
    assert link.replace("&", "&amp;") in page
    (action,) = read_rows(client, link)
    assert action["place"] == NAME
    for row in (action, police):
        assert row["marking"] and "Police" in row["data_to"]


def test_a_file_of_actions_says_how_far_the_records_run_where_it_names_places(
    people, sign_in, place
):
    make(people, what="Cut the hedge")
    client = sign_in("manager")
    assert "data_to" not in read_rows(client, "/actions/?format=csv")[0]
    make(people, place=NAME)
    (reach,) = {row["data_to"] for row in read_rows(client, "/actions/?format=csv")}
    assert f"{reach}." in html.unescape(read(client, "/places/"))


def test_other_words_stay_words(people, sign_in, place):
    sign_in("chair").post("/actions/new/", filled(people, place="The bus station"))
    made = Commitment.objects.get()
    assert (made.place, made.known_place) == ("The bus station", "")
    assert "The bus station" in read(sign_in("chair"), f"/actions/{made.pk}/")


def test_the_place_page_hides_what_is_for_its_parties_alone(people, sign_in, place):
    make(people, what="Quiet work", only_parties=True, place=NAME)
    assert "Quiet work" not in read(sign_in("elsewhere"), f"/places/{place}/")
    assert "Quiet work" in read(sign_in("manager"), f"/places/{place}/")


def test_lists_files_search_and_programs_carry_the_place(people, sign_in, place):
    here, there = make(people, what="Lock gates", place=NAME), make(people, place="Elsewhere Row")
    client = sign_in("analyst")
    for asked, found in ((place, here), (NAME.replace(" ", "+"), here), ("elsewhere", there)):
        file = client.get(f"/actions/?format=csv&place={asked}").content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(file)))
        assert [(row["id"], row["place"]) for row in rows] == [(str(found.pk), found.place)]
    page = client.get(f"/actions/?place={place}")
    assert f'value="{NAME}"' in page.content.decode(), "the filter is told by its name"
    hits = read(client, "/search/?q=quarry+lock")
    assert "Lock gates" in hits and f", {NAME}" in hits
    _token, secret = make_token(people)
    told = sign_in(None).get(f"/api/v1/actions?place={place}", **bearer(secret)).json()["items"]
    assert [(row["id"], row["place"], row["place_id"]) for row in told] == [
        (str(here.pk), NAME, place)
    ]


def test_who_may_not_see_the_place_reads_its_name_nowhere(people, sign_in, place, no_agreement):
    action = make(people, what="Lock gates", place=NAME)
    actions.update_commitment(action, {"place": PLACES[5][0]}, version=1, by=SYSTEM)
    actions.update_commitment(action, {"place": NAME}, version=2, by=SYSTEM)
    client = sign_in("manager")
    assert client.get(f"/places/{place}/").status_code != 200
    addresses = (
        f"/actions/{action.pk}/", "/actions/", "/actions/?format=csv", "/search/?q=lock",
        "/actions/new/", f"/actions/{action.pk}/change/",
    )  # fmt: skip
    for address in addresses:
        page = read(client, address)
        assert NAME not in page and PLACES[5][0] not in page, address
    for question in (f"place={place}", f"place={NAME}", f"words={NAME}"):
        assert client.get(f"/actions/?{question}").context["page"].paginator.count == 0
    _token, secret = make_token(people)
    told = client.get(f"/api/v1/actions/{action.pk}", **bearer(secret)).json()
    assert (told["place"], told["place_id"]) == ("", "")
    sent = filled(people, what="Lock both gates", version=3)
    assert client.post(f"/actions/{action.pk}/change/", sent).status_code == 302
    stale = client.post(f"/actions/{action.pk}/change/", sent | {"what": "No"})
    assert stale.status_code == 409 and NAME not in stale.content.decode()
    action.refresh_from_db()
    assert (action.what, action.place, action.known_place) == ("Lock both gates", NAME, place)


def test_another_s_change_of_the_place_is_told_without_the_agencies_that_found_it(
    people, sign_in, place, no_agreement
):
    action = make(people, place="The bus station")
    actions.update_commitment(action, {"place": NAME}, version=1, by=SYSTEM)
    manager = people.viewer("manager")
    for by, told in ((manager, []), (SYSTEM, ["place"])):
        with pytest.raises(Stale) as caught:
            actions.update_commitment(action, {"place": "Elsewhere Row"}, version=1, by=by)
        assert [title for title, _old, _new in caught.value.differences] == told


def test_a_program_hears_of_nobody_to_whom_what_is_settled_was_brought(people, sign_in):
    action = walk(make(people), "on_track", "done")
    Commitment.objects.filter(pk=action.pk).update(escalated_to="manager")
    _token, secret = make_token(people)
    for state, told in (("done", "manager"), ("closed", ""), ("withdrawn", "")):
        Commitment.objects.filter(pk=action.pk).update(state=state)
        shown = sign_in(None).get(f"/api/v1/actions/{action.pk}", **bearer(secret)).json()
        assert shown["brought_to"] == told, state


def test_a_place_that_left_the_list_or_was_renamed_keeps_its_action(
    people, open_site, tmp_path, place
):
    action = make(people, place=NAME)
    Commitment.objects.filter(pk=action.pk).update(known_place="p-of-an-earlier-edition")
    folder = write_sample_edition(tmp_path / "next", names={4: "Quarry Road parade"})
    client = open_site(folder, "manager")
    page = read(client, f"/actions/{action.pk}/")
    assert NAME in page and "no longer on the list" in page and "p-of-an-earlier" not in page
    assert (
        client.post(
            f"/actions/{action.pk}/change/", filled(people, place=NAME, version=1)
        ).status_code
        == 302
    )
    action.refresh_from_db()
    assert (action.place, action.known_place) == (NAME, "p-of-an-earlier-edition")
    Commitment.objects.update(known_place=place)
    assert f'<a href="/places/{place}/">Quarry Road parade</a>' in read(
        client, f"/actions/{action.pk}/"
    )


def test_a_place_named_after_someone_stays_when_it_has_left_the_list(people, sign_in, place):
    name = "Near Michael Turner"
    action = make(people, place=NAME)
    Commitment.objects.update(known_place="p-of-an-earlier-edition", place=name)
    address, sent = f"/actions/{action.pk}/change/", filled(people, version=1)
    client = sign_in("manager")
    assert client.post(address, sent | {"place": f"{name} and Jane Miller"}).status_code == 422
    assert client.post(address, sent | {"place": name}).status_code == 302


def test_a_place_that_left_the_list_is_told_to_whom_one_of_its_agencies_is_shown():
    sight = Sight(unseen=frozenset({"police", "fire"}), has_list=True, hidden=frozenset({"p-2"}))
    assert sight.shows("", "") and sight.shows("p-1", "police council")
    assert not sight.shows("p-1", "police fire") and not sight.shows("p-2", "council")
    assert not Sight().shows("p-1", "council")


def test_funding_lines_that_were_used_are_offered_found_and_summed(people, sign_in, place):
    make(people, funding="Path lighting", kind="key_action")
    make(people, funding="Path lighting")
    make(people)
    make(people, owner="elsewhere", funding="Quiet fund", only_parties=True)
    client = sign_in("analyst")
    form = read(client, "/actions/new/")
    assert '<option value="Path lighting"></option>' in form and "Quiet fund" not in form
    assert client.get("/actions/?funding=path").context["page"].paginator.count == 2
    file = client.get("/actions/?state=all&format=csv&sum=funding").content.decode("utf-8-sig")
    rows = [list(row.values())[:3] for row in csv.DictReader(io.StringIO(file))]
    assert rows == [["Path lighting", "2", "2"], ["", "1", "1"]]
