"""What was done to a source, a file and the edition stands on their pages, for whom it concerns."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django.utils.formats import date_format

from safercity.evidence.errors import WorkspaceBusy
from safercity.evidence.workspace import open_catalogue
from safercity.partnership.audit.actions import record_act
from safercity.partnership.audit.queries import find_acts, hold_about
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.jobs import actions as jobs
from safercity.partnership.records import actions
from safercity.partnership.records.queries import open_records
from safercity.partnership.records.queries.things import name_thing
from safercity.partnership.sharing.models import AgreedText
from tests.partnership.records.conftest import run_jobs, write_cases
from tests.partnership.records.test_mending import SOURCE, fill
from tests.partnership.records.test_sending import send, text_of

pytestmark = pytest.mark.one_database


def tell(page) -> list[tuple[str, str, str]]:
    """(what, who, changes) of the page's history as it is shown, the newest first."""
    found = re.search(r'<section class="history">.*?</section>', page.content.decode(), re.S)
    if not found:
        return []
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", found[0], re.S)
    cells = (re.findall("<td.*?</td>", row, re.S) for row in rows)
    return [tuple(re.sub("<[^>]+>", "", cell).strip() for cell in row) for row in cells]


@pytest.fixture
def cases(tmp_path) -> bytes:
    return write_cases(tmp_path / "cases.csv", words=("Noise", "Witchcraft")).read_bytes()


def test_a_file_tells_what_was_done_to_it(at_town, cases):
    client = at_town("analyst")
    sent = send(client, cases)
    other = send(client, cases + b"\n", name="other.csv")
    run_jobs()
    client.post(sent.url + "again/")
    client.post(SOURCE + "words/", {"word": "Witchcraft", "category": "asb_other"})
    run_jobs()
    said = [(what, changes) for what, _who, changes in tell(client.get(sent.url))]
    told = "The word “Witchcraft”, in housing asb.csv, other.csv: nothing of our own → "
    mapped = ("Word mapped", told + "Other anti-social behaviour")
    held, whole = ("Extract loaded", "rows: 2; held: 1"), ("Extract loaded", "rows: 2; held: 0")
    again = ("Extract read again", "–")
    assert said == [whole, mapped, again, held, ("Extract sent", "–")]
    told = [what for what, *_ in tell(client.get(other.url))]
    assert told == ["Extract loaded", "Word mapped", "Extract loaded", "Extract sent"]
    by = {(what, who) for what, who, _changes in tell(client.get(sent.url))}
    assert ("Extract sent", "Robin analyst") in by and ("Extract loaded", "the system") in by


def test_a_job_that_is_tried_again_tells_what_became_of_a_file_once(at_town, cases, monkeypatch):
    client = at_town("analyst")
    sent = [send(client, cases + b"\n" * n, name=f"{n}.csv") for n in range(2)]
    run_jobs()
    client.post(SOURCE + "words/", {"word": "Witchcraft", "category": "asb_other"})
    load, tries = actions.load_upload, []

    def load_first_alone(workspace, upload, *, run):
        tries.append(upload.name)
        if len(tries) == 2:
            raise WorkspaceBusy("An edition is being made.")
        return load(workspace, upload, run=run)

    monkeypatch.setattr(actions, "load_upload", load_first_alone)
    monkeypatch.setattr(jobs, "WAIT", timedelta(0))
    run_jobs()
    assert tries == ["1.csv", "0.csv", "1.csv", "0.csv"]
    for each in sent:
        told = [what for what, *_ in tell(client.get(each.url))]
        assert told == ["Extract loaded", "Word mapped", "Extract loaded", "Extract sent"]


def test_a_file_that_was_refused_says_so_and_what_is_taken_back_stands_there(at_town, cases):
    client = at_town("analyst")
    refused = send(client, b"no,such\nthing,here\n", name="other.csv")
    sent = send(client, cases)
    run_jobs()
    assert [what for what, *_ in tell(client.get(refused.url))] == [
        "Extract not loaded",
        "Extract sent",
    ]
    client.post(SOURCE + "words/", {"word": "Witchcraft", "category": "asb_other"})
    page = text_of(client.get(SOURCE + "mended/"))
    back = re.search(r'href="(/records/housing-asb/mended/words/\w+/)"', page)[1]
    client.post(back, fill(client.get(back), why=""))
    told = [(what, changes) for what, _who, changes in tell(client.get(sent.url))]
    assert [what for what, _changes in told[:2]] == ["Mapping taken back", "Word mapped"]
    assert told[0][1].startswith("The word “Witchcraft”, in housing asb.csv: ")
    assert told[0][1].endswith(" → nothing of our own")


def test_a_source_tells_what_was_done_to_whom_it_concerns(at_town, cases, people):
    client = at_town("analyst")
    send(client, cases)
    run_jobs()
    assert [what for what, *_ in tell(client.get(SOURCE))] == ["Extract sent"]
    for who, told in {"officer": 1, "manager": 1, "administrator": 1, "auditor": 1}.items():
        page = at_town(who).get(SOURCE)
        assert page.status_code == 200 and len(tell(page)) == told, who
    assert tell(client.get("/records/force-crimes/")) == [], "another source has its own"


def test_others_who_see_a_source_read_its_ledger_and_not_who_sent_it(at_town, cases):
    send(at_town("analyst"), cases)
    run_jobs()
    for who in ("chair", "link_officer"):
        page = at_town(who).get(SOURCE)
        assert page.status_code == 200 and "housing asb.csv" in text_of(page)
        assert "Extract sent" not in text_of(page) and "Robin analyst" not in text_of(page)


def test_of_fields_that_one_may_not_see_history_says_nothing(at_town, tmp_path, people):
    client = at_town("analyst")
    rows = write_cases(tmp_path / "cases.csv", words=("Noise",), day="31/02/2025").read_bytes()
    send(client, rows)
    run_jobs()
    address = re.search(r'href="(/records/housing-asb/held/\w+/1/)"', text_of(client.get(SOURCE)))[
        1
    ]
    client.post(address, fill(client.get(address), **{"v-opened": "28/02/2025"}))
    assert tell(client.get(SOURCE))[0][::2] == ("Row corrected", "fields: opened")
    text = AgreedText.objects.filter(agreement__reference="landlords").first()
    data = [{**each, "fields": ["kind"]} for each in text.content["data_sets"]]
    content = {**text.content, "data_sets": data}
    again = {"number": text.number + 1, "at": timezone.now(), "content": content}
    AgreedText.objects.create(agreement=text.agreement, **again)
    assert tell(client.get(SOURCE))[0][::2] == ("Row corrected", "–")


def test_a_word_is_named_to_who_may_see_its_column_alone(at_town, cases):
    client = at_town("analyst")
    send(client, cases)
    run_jobs()
    client.post(SOURCE + "words/", {"word": "Witchcraft", "category": "asb_other"})
    assert "Witchcraft" in tell(client.get(SOURCE))[0][2]
    text = AgreedText.objects.filter(agreement__reference="landlords").first()
    data = [{**each, "fields": ["opened"]} for each in text.content["data_sets"]]
    content = {**text.content, "data_sets": data}
    again = {"number": text.number + 1, "at": timezone.now(), "content": content}
    AgreedText.objects.create(agreement=text.agreement, **again)
    [(what, _who, changes), *_] = tell(client.get(SOURCE))
    assert (what, changes) == ("Word mapped", "–")
    assert "Witchcraft" in tell(at_town("officer").get(SOURCE))[0][2], "the council's own"


def test_the_edition_tells_who_asked_for_it(at_town, cases):
    client = at_town("analyst")
    send(client, cases)
    run_jobs()
    client.post("/records/edition/")
    assert [what for what, *_ in tell(client.get("/records/edition/"))] == ["Edition asked for"]
    assert tell(at_town("officer").get("/records/edition/")) == []
    (row,) = at_town("auditor").get("/audit/?verb=Edition asked for").context["rows"]
    assert row[0].about.title == "The edition"


def test_history_costs_a_page_one_query(at_town, cases, django_assert_max_num_queries):
    client = at_town("analyst")
    sent = [send(client, cases + b"\n" * n, name=f"{n}.csv") for n in range(4)]
    run_jobs()
    for address in (SOURCE, sent[0].url, "/records/edition/"):
        client.get(address)
        with django_assert_max_num_queries(10):
            assert tell(client.get(address)) or address.endswith("edition/")


def test_a_mapping_writes_an_act_only_for_files_that_it_changed(at_town, tmp_path):
    client = at_town("analyst")
    for name, words in (("a", ("Noise", "Witchcraft")), ("b", ("Noise", "Noise"))):
        cases = write_cases(tmp_path / f"{name}.csv", words=words).read_bytes()
        send(client, cases.replace(b"H", name.encode()), name=f"{name}.csv")
        run_jobs()
    before = find_acts(verb="extract loaded").count()
    client.post(SOURCE + "words/", {"word": "Witchcraft", "category": "asb_other"})
    run_jobs()
    assert find_acts(verb="extract loaded").count() == before + 1


def test_a_file_is_named_by_its_name_to_who_may_see_its_source(at_town, tmp_path):
    client = at_town("analyst")
    send(client, write_cases(tmp_path / "cases.csv").read_bytes(), name="march.csv")
    run_jobs()
    assert ("Extract sent", "Robin analyst", "file: march.csv") in tell(client.get(SOURCE))


def test_an_auditor_who_asks_for_a_source_finds_what_jobs_did_to_it(
    at_town, landlords, cases, django_assert_max_num_queries
):
    send(at_town("analyst"), cases)
    run_jobs()
    with transaction.atomic():
        told = {"source": "housing-asb", "rows": 2}
        record_act("records deleted on time", landlords, by=SYSTEM, details=told)
    auditor = at_town("auditor")
    verbs = {"extract sent", "extract loaded", "records deleted on time"}
    for asked in ("behaviour told to a landlord", "/records/housing-asb/"):
        with django_assert_max_num_queries(10):
            page = auditor.get("/audit/", {"about": asked})
        assert {entry.verb for entry, *_rest in page.context["rows"]} == verbs
    assert auditor.get("/audit/", {"about": "told to a shop"}).context["rows"] == []
    assert auditor.get("/records/housing-asb/").status_code == 200
    looks = auditor.get("/audit/looks/", {"about": "behaviour told to a landlord"}).context["rows"]
    assert [row["look"].kind for row in looks] == ["records.source"]


def test_acts_that_name_a_source_are_found_by_an_index(at_town, people):
    at_town("auditor")
    if connection.vendor != "sqlite":
        pytest.skip("the plan is read as SQLite tells it")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # then tell it of a million acts, a fifth of each kind
        cursor.execute(
            "INSERT INTO sqlite_stat1 VALUES ('audit_act', 'audit_act_kind', '1000000 200000 1'),"
            " ('audit_act', 'sqlite_autoindex_audit_act_1', '1000000 1')"
        )
        cursor.execute("ANALYZE sqlite_master")
        asked = hold_about(people.viewer("auditor"), {name_thing("housing-asb")[1]})
        plan = find_acts().filter(asked)[:51].explain()
        transaction.set_rollback(True)
    assert "audit_act_kind" in plan and "SCAN audit_act" not in plan


def test_an_auditor_who_may_not_see_a_source_finds_nothing_by_its_title(at_town, cases, people):
    send(at_town("analyst"), cases)
    run_jobs()
    people.posts["auditor"].agency = people.agencies["fire"]
    people.posts["auditor"].save()
    page = at_town("auditor").get("/audit/", {"about": "behaviour told to a landlord"})
    assert page.context["rows"] == []


def test_a_file_keeps_its_name_as_long_as_its_line_in_the_ledger(at_town, tmp_path, town):
    """Kept for two weeks itself; its extract goes when its agreement says so, its name with it."""
    client, told = at_town("analyst"), "Extract sent"
    cases = write_cases(tmp_path / "cases.csv").read_bytes()
    send(client, cases, name="march.csv")
    send(client, b"no,such\nthing,here\n", name="Ann Smith.csv")
    run_jobs()
    later = timezone.localdate() + timedelta(days=15)
    assert actions.forget_uploads(open_records(), day=later) == 2
    day = f"file: file of {date_format(timezone.localdate(), 'j F Y')}"
    assert [one[2] for one in tell(client.get(SOURCE)) if one[0] == told] == [
        day,
        "file: march.csv",
    ]
    for who in ("auditor", "officer"):
        assert "Ann Smith" not in text_of(at_town(who).get(SOURCE))
    page = text_of(at_town("auditor").get("/audit/?verb=extract sent"))
    assert "march.csv" in page and "Ann Smith" not in page
    with open_catalogue(open_records().catalogue_path, writing=True) as catalogue:
        catalogue.execute("DELETE FROM extracts")
    assert [one[2] for one in tell(client.get(SOURCE)) if one[0] == told] == [day, day]


def test_what_was_mapped_names_no_file_that_is_forgotten(at_town, cases):
    client = at_town("analyst")
    send(client, cases, name="Ann Smith.csv")
    run_jobs()
    client.post(SOURCE + "words/", {"word": "Witchcraft", "category": "asb_other"})
    pages = (SOURCE, SOURCE + "mended/", SOURCE + "mended/?format=csv")
    actions.forget_uploads(open_records(), day=timezone.localdate() + timedelta(days=15))
    assert all("Ann Smith" in text_of(client.get(each)) for each in pages), "the ledger has it"
    with open_catalogue(open_records().catalogue_path, writing=True) as catalogue:
        catalogue.execute("DELETE FROM extracts")
    for each in pages:
        page = text_of(client.get(each))
        assert "Witchcraft" in page and "Ann Smith" not in page, each
