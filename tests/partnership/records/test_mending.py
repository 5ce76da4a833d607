"""Correcting a held row on its page, asking for a new edition, and what My work says is due."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from safercity.partnership.audit.queries import find_acts
from safercity.partnership.records.panels import list_panels
from safercity.partnership.sharing.models import AgreedText
from tests.partnership.every_form.reading import read_faults, read_form
from tests.partnership.every_form.sending import send as post
from tests.partnership.every_form.sending import undone
from tests.partnership.every_form.spoiling import SCRIPT, list_spoils
from tests.partnership.records.conftest import run_jobs, write_cases
from tests.partnership.records.test_sending import send, text_of

pytestmark = pytest.mark.one_database

SOURCE = "/records/housing-asb/"


@pytest.fixture
def cases(tmp_path) -> bytes:
    return write_cases(
        tmp_path / "cases.csv", words=("Noise", "Noise"), day="31/02/2025"
    ).read_bytes()


@pytest.fixture
def address(at_town, cases):
    """Where the first held row is corrected."""
    client = at_town("analyst")
    send(client, cases)
    run_jobs()
    return re.search(r'href="(/records/housing-asb/held/\w+/1/)"', text_of(client.get(SOURCE)))[1]


def fill(page, **values):
    """The fields of the form as they stand, with some changed."""
    form = page.context["form"]
    initial = {name: field.initial for name, field in form.fields.items() if name != "state"}
    return {**initial, "state": form["state"].value(), **values}


def test_a_corrected_row_is_accepted_when_its_file_was_read_again(at_town, address):
    client = at_town("analyst")
    page = client.get(address)
    assert "A date that does not exist" in text_of(page) and "Today would be" in text_of(page)
    assert "Case ID" not in text_of(page), "a personal key is not shown, and not corrected"
    answer = client.post(address, fill(page, **{"v-opened": "28/02/2025"}))
    assert answer.status_code == 302
    assert "being read again" in text_of(client.get(SOURCE))
    run_jobs()
    told = text_of(client.get(SOURCE))
    assert "1 row is read with a value that was corrected here" in told
    assert "being read again" not in told
    ledger = text_of(client.get(SOURCE + "?format=csv")).splitlines()
    assert ledger[1].endswith("2,1,0,1,0,February 2025,OFFICIAL-SENSITIVE")
    assert client.get(address).status_code == 404, "what is not held is not there to be corrected"


def test_the_audit_says_which_field_and_never_what_it_says(at_town, address):
    client = at_town("analyst")
    client.post(address, fill(client.get(address), **{"v-opened": "28/02/2025"}))
    [act] = find_acts(verb="row corrected")
    assert act.details.pop("mending"), "what leads to the list of what was mapped and corrected"
    assert act.details == {"source": "housing-asb", "fields": "opened"}


@pytest.mark.parametrize(
    ("sent", "said"),
    [({}, "Change at least one value"), ({"v-opened": "x" * 501}, "at most 500")],
)
def test_what_changes_nothing_is_refused_on_the_form(at_town, address, sent, said):
    client = at_town("analyst")
    answer = client.post(address, fill(client.get(address), **sent))
    assert answer.status_code == 422 and said in text_of(answer)


def test_two_who_correct_one_row_overwrite_nothing_unseen(at_town, address):
    first = fill(at_town("analyst").get(address))
    at_town("manager").post(
        address, fill(at_town("manager").get(address), **{"v-opened": "27/02/2025"})
    )
    answer = at_town("analyst").post(address, {**first, "v-opened": "28/02/2025"})
    assert answer.status_code == 422 and "Someone else changed" in text_of(answer)


def test_the_form_names_what_was_corrected_and_holds_none_of_it(at_town, address):
    client = at_town("analyst")
    unseen = fill(client.get(address))["state"]
    wrong = {"v-opened": "30/02/2025", "anyway": "on"}
    client.post(address, fill(client.get(address), **wrong))
    run_jobs()
    state = fill(client.get(address))["state"]
    assert re.fullmatch(r"[0-9a-f]{16}", state) and state != unseen, "no text, whoever may see it"


def test_only_who_sees_and_sends_corrects(at_town, address):
    assert at_town("officer").get(address).status_code == 200  # the council's own
    assert at_town("auditor").get(address).status_code == 403
    assert at_town("elsewhere").get(address).status_code == 404
    assert at_town("analyst").get(address.replace("/1/", "/9/")).status_code == 404


def test_a_field_that_no_agreement_shows_cannot_be_written(at_town, address, town):
    client = at_town("analyst")
    sent = fill(client.get(address), **{"v-lsoa": "E01999901", "v-opened": "28/02/2025"})
    assert client.post(address, sent).status_code == 302
    [kept] = (town / "corrections" / "housing-asb").glob("*.json")
    assert "lsoa" not in kept.read_text("utf-8"), "the analyst's agreement shows kind and opened"


def test_without_the_file_it_is_asked_for(at_town, address, town):
    for about in (town / "uploads").glob("*/about.json"):
        about.unlink()
    answer = at_town("analyst").get(address)
    assert answer.status_code == 409 and "Send the same file again" in text_of(answer)


def test_no_spoilt_value_breaks_the_form(at_town, address):
    client = at_town("analyst")
    form = read_form(text_of(client.get(address)), address)
    good = {name: (each.values or [""])[0] for name, each in form.fields.items()}
    assert len(good) > 2
    for name, each in form.fields.items():
        for spoilt in list_spoils(each):
            given = {**good, name: spoilt.value}
            if spoilt.value is None:
                del given[name]
            with undone():
                answer = post(client, address, given)
            assert answer.status in (302, 404, 409, 422), f"{name}, {spoilt.how}: {answer}"
            assert SCRIPT not in answer.page
            assert answer.status != 422 or read_faults(answer.page), f"{name}, {spoilt.how}"


def test_a_file_of_the_same_name_is_not_counted_with_it(at_town, cases, tmp_path):
    client = at_town("analyst")
    first = send(client, cases)
    second = send(client, write_cases(tmp_path / "more.csv", words=("Noise",) * 5).read_bytes())
    run_jobs()
    assert text_of(client.get(second.url)).count('<td class="number" data-label="Rows">5</td>') == 1
    assert '<td class="number">7</td>' not in text_of(client.get(first.url))


EDITION = "/records/edition/"


def test_an_edition_that_cannot_be_made_says_why(at_town):
    client = at_town("analyst")
    assert client.post(EDITION).status_code == 302
    assert "is being made" in text_of(client.get(EDITION))
    client.post(EDITION)
    assert find_acts(verb="edition asked for").count() == 1, "asked for twice, made once"
    run_jobs()
    page = text_of(client.get(EDITION))
    assert "could not be made." in page and "load" in page.lower()
    assert "is being made" not in page and "Make a new edition" in page


def test_who_asks_for_an_edition(at_town):
    assert at_town("officer").get(EDITION).status_code == 200
    assert "Make a new edition" not in text_of(at_town("officer").get(EDITION))
    for who in ("officer", "auditor", "chair"):
        assert at_town(who).post(EDITION).status_code == 403
    assert at_town("manager").post(EDITION).status_code == 302


def test_my_work_says_what_my_agency_owes(at_town, cases, people, tmp_path):
    client = at_town("analyst")
    send(client, write_cases(tmp_path / "cases.csv", words=("Noise",)).read_bytes())
    run_jobs()
    [panel] = list_panels(people.viewer("officer"))
    [row] = panel.rows
    assert row.is_late and row.detail == "Records to March 2025"
    assert row.press == reverse("records:send", kwargs={"name": "housing-asb"})
    assert list_panels(people.viewer("analyst")) == [], "the police owe none of the council's"
    assert list_panels(people.viewer("auditor")) == []
    assert "Extracts due from my agency" in text_of(at_town("officer").get("/my-work/"))


def test_a_site_without_records_has_no_such_panel(open_site, edition, people):
    open_site(edition, "officer")
    assert list_panels(people.viewer("officer")) == []


def test_an_ended_agreement_shows_nothing_to_correct(at_town, address):
    AgreedText.objects.all().delete()
    assert at_town("analyst").get(address).status_code == 404


def test_the_box_of_the_search_holds_nothing_of_the_page(at_town, cases):
    client = at_town("analyst")
    send(client, cases.replace(b"Noise", b"Drone nuisance").replace(b"31/02", b"28/02"))
    run_jobs()
    page = text_of(client.get(SOURCE))
    assert "Drone nuisance" in page and "WordForm" not in page


def test_on_a_phone_each_value_of_a_held_row_says_what_it_is(at_town, address):
    page = text_of(at_town("analyst").get(SOURCE))
    table = re.search(r'aria-label="Row by row">(.*?)</table>', page, re.S)[1]
    assert "stacks" in table
    labels = re.findall(r'<td[^>]*?data-label="([^"]+)"', table)
    assert len(labels) == table.count("<td") == 2 * len(set(labels)), "two rows"
    assert {"Row", "Reason", "What to do", "Kind", "Opened"} <= set(labels)


def test_a_value_that_would_be_held_again_is_said_before_it_is_kept(at_town, address, town):
    """The loader's own judge: a day that is none, a word that nobody knows, a day to come."""
    client = at_town("analyst")
    for values, said in (
        ({"v-opened": "30/02/2025"}, "A date that does not exist"),
        ({"v-opened": "28/02/2025", "v-kind": "Witchcraft"}, "A category nothing is known about"),
        ({"v-opened": "28/02/2999"}, "A date after the day the file was made"),
    ):
        answer = client.post(address, fill(client.get(address), **values))
        assert answer.status_code == 422
        [fault] = read_faults(text_of(answer))
        assert f"The row would be held again: {said}" in fault
    assert not (town / "corrections").exists() and not find_acts(verb="row corrected")
    form = read_form(text_of(answer), address)
    assert "anyway" in form.fields and form.fields["v-opened"].values == ["28/02/2999"]
    sent = fill(client.get(address), **values) | {"anyway": "on"}
    assert client.post(address, sent).status_code == 302, "more of the row may be mended elsewhere"
