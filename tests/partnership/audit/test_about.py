"""What acts and looks are about: named for who may see it, found by it, absent for others."""

from __future__ import annotations

import re

import pytest
from django.db import transaction
from django.urls import reverse

from safercity.partnership.audit.actions import record_act
from safercity.partnership.audit.models import Look
from safercity.partnership.common.subjects import FINDERS, LISTED, ROWS, THING_ROWS, THINGS
from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.commitments.made import make
from tests.partnership.notes.made import COMMENTED, KIND, PLACE, comment
from tests.partnership.performance.made import approve, make_measure


@pytest.fixture
def auditor(sign_in):
    return sign_in("auditor")


def list_titles(page) -> set[str]:
    return {entry.about.title for entry, *_rest in page.context["rows"] if entry.about}


def read(client, address: str) -> str:
    return client.get(address).content.decode()


def test_each_act_names_its_thing_and_leads_to_it(people, auditor):
    action, measure = make(people, what="Fit lights"), make_measure(people)
    page = read(auditor, "/audit/")
    assert f'<a href="/actions/{action.pk}/">Fit lights</a>' in page
    assert f'<a href="/outcomes/measures/{measure.code}/">Referrals received</a>' in page
    person = people.users["manager"]
    page = read(auditor, f"/audit/?object_id={person.pk}")
    assert "Robin manager" in page, "named, though the page of the account stays shut"
    assert f"/people/accounts/{person.pk}/" not in page


def test_what_has_its_page_at_another_things_is_named_and_found(people, auditor):
    from safercity.partnership.people.models import Team

    agency = people.agencies["council"]
    team = Team.objects.create(agency=agency, name="Night wardens")
    with transaction.atomic():
        record_act("team renamed", team, by=SYSTEM)
    for address in ("/audit/?kind=people.team", "/audit/?about=wardens"):
        page = auditor.get(address)
        assert list_titles(page) == {f"Night wardens, {agency.name}"}
        assert f'href="/people/agencies/{agency.pk}/"' in page.content.decode()


@pytest.mark.parametrize(
    "asked", ["lights", "FIT", "{key}", "/actions/{key}/", "{site}/actions/{key}/change/"]
)
def test_found_by_words_id_and_address(people, auditor, asked):
    action = make(people, what="Fit lights")
    make(people, what="Mend the gate")
    told = asked.format(key=action.pk, site="https://partnership.example")
    page = auditor.get("/audit/", {"about": told})
    assert list_titles(page) == {"Fit lights"}
    lines = auditor.get("/audit/", {"about": told, "format": "csv"}).content.decode().splitlines()
    assert len(lines) == 2 and "Fit lights" in lines[1] and str(action.pk) in lines[1]


def test_found_by_an_address_that_is_no_id(people, auditor):
    measure = make_measure(people)
    approve(measure, [5])
    page = auditor.get("/audit/", {"about": f"/outcomes/measures/{measure.code}/change/"})
    assert list_titles(page) == {"Referrals received"}
    for nothing in ("/outcomes/", "http://[outcomes/"):
        assert list_titles(auditor.get("/audit/", {"about": nothing})) == set()
    returned = auditor.get("/audit/", {"kind": "performance.return"})
    assert all(re.fullmatch(r"Referrals received, \w+ \d{4}", one) for one in list_titles(returned))


def test_what_the_auditor_may_not_see_is_neither_named_nor_found(people, auditor):
    action = make(people, "elsewhere", what="Watch the quarry", only_parties=True)
    for address in ("/audit/", f"/audit/?object_id={action.pk}", "/audit/?format=csv"):
        page = read(auditor, address)
        assert str(action.pk) in page and "quarry" not in page
    page = auditor.get("/audit/", {"about": "quarry"})
    assert page.context["rows"] == [] and "There is nothing here about" in page.content.decode()
    assert "Gone, or not yours to see" in read(auditor, f"/audit/?about={action.pk}")


def test_a_page_of_all_kinds_asks_no_more(people, auditor, django_assert_max_num_queries):
    for kind in (KIND, PLACE, "governance.decision", "oversight.review", "sharing.agreement"):
        comment(people, COMMENTED[kind](people), "Seen.")
    approve(make_measure(people, code="second"), [5, 6])
    with transaction.atomic():
        for kind in {*ROWS, *THING_ROWS, *FINDERS, *THINGS} - {*LISTED, "records.source"}:
            record_unknown(kind)
    for address in ("/audit/", "/audit/?about=a", "/audit/?about=/outcomes/measures/second/"):
        with django_assert_max_num_queries(10):
            assert auditor.get(address).status_code == 200


def record_unknown(kind: str) -> None:
    """An act on what was deleted since: its kind is asked for all the same."""
    from django.apps import apps

    try:
        model = apps.get_model(kind)
    except LookupError:  # another name of the same rows
        return
    record_act("changed", model(pk=model._meta.pk.get_default()), by=SYSTEM)


def test_a_history_leads_auditors_to_everything_about_the_thing(people, sign_in):
    action = make(people)
    address = reverse("commitments:show", kwargs={"key": action.pk})
    link = f'href="/audit/?object_id={action.pk}"'
    assert link in read(sign_in("auditor"), address)
    assert link not in read(sign_in("manager"), address)


def test_a_look_says_which_place(people, sign_in):
    analyst = sign_in("analyst")
    place, other = LISTED[PLACE](people.viewer("analyst"))[:2]
    for address in (place.address, other.address, "/places/"):
        assert analyst.get(address).status_code == 200
    look = Look.objects.get(object_id=place.key)
    assert (look.kind, len(look.question)) == (PLACE, 64)
    auditor = sign_in("auditor")
    for asked in (place.title, place.address, str(place.key)):
        page = auditor.get("/audit/looks/", {"about": asked})
        assert [row["look"] for row in page.context["rows"]] == [look]
        assert f'<a href="{place.address}">{place.title}</a>' in page.content.decode()
    lines = read(auditor, "/audit/looks/?format=csv").splitlines()
    assert len(lines) == 4 and sum(place.title in line for line in lines) == 1
    assert look.question in "".join(lines)


def test_a_look_of_before_has_no_thing_and_is_shown(people, sign_in):
    sign_in("analyst").get("/places/")
    Look.objects.update(kind="", object_id=None)
    page = sign_in("auditor").get("/audit/looks/")
    assert len(page.context["rows"]) == 1 and "Gone, or" not in page.content.decode()
