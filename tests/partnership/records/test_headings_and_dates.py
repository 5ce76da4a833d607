"""A heading or a form of dates that a file has otherwise is mended in the browser."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from safercity.evidence.extracts.mappings import MappingChange, change_meanings
from safercity.partnership.audit.queries import find_acts
from safercity.partnership.common.ids import new_id
from safercity.partnership.records.actions import mapping
from safercity.partnership.records.queries import open_records
from safercity.partnership.sharing.actions import NewDataSet
from safercity.partnership.sharing.models import AgreedText
from tests.evidence.tiny import NEW, write_csv
from tests.partnership.agreements_made import make_agreement
from tests.partnership.every_form.reading import read_faults, read_form
from tests.partnership.every_form.sending import send as post
from tests.partnership.every_form.sending import undone
from tests.partnership.every_form.spoiling import SCRIPT, list_spoils
from tests.partnership.records.conftest import run_jobs, say_dates
from tests.partnership.records.test_mending import SOURCE
from tests.partnership.records.test_sending import send, text_of
from tests.partnership.records.test_taking_back import MENDED, open_back, tell, verdicts

pytestmark = pytest.mark.one_database


def write(path, *, kind: str = "Nature of ASB", days=("02/03/2025", "02/03/2025")) -> bytes:
    write_csv(path, [
        {"Case ID": f"H{n}", "Reported Date": day, kind: "Noise", "LSOA": NEW[n], "Tenant": "Ann"}
        for n, day in enumerate(days)
    ])  # fmt: skip
    return path.read_bytes()


@pytest.fixture
def headings(at_town, tmp_path) -> str:
    """Where the headings are matched of a file that was refused: it has "Crime type"."""
    return upload(at_town("analyst"), write(tmp_path / "a.csv", kind="Crime type")) + "headings/"


@pytest.fixture
def dates(at_town, tmp_path) -> str:
    """Where the dates of a file are told: the twelfth of March, or the third of December."""
    days = ("12-03-2025", "25-03-2025")
    return upload(at_town("analyst"), write(tmp_path / "a.csv", days=days)) + "dates/"


def upload(client, content: bytes) -> str:
    sent = send(client, content)
    run_jobs()
    return sent.url


def test_a_refused_file_is_read_once_its_headings_are_matched(at_town, headings):
    client, address = at_town("analyst"), headings.removesuffix("headings/")
    page = text_of(client.get(address))
    assert "&#x27;Nature of ASB&#x27; is missing" in page and f'href="{headings}"' in page
    page = text_of(client.get(headings))
    form = read_form(page, headings)
    assert form.fields["h-kind"].options == ["", "Crime type", "Tenant"]
    assert "h-lsoa" not in form.fields, "it is there"
    assert "h-postcode" not in form.fields, "the analyst's agreement shows kind and opened"
    answer = client.post(headings, {"h-kind": "Crime type"})
    assert answer.status_code == 302 and answer.url == address
    assert "is being read" in text_of(client.get(address))
    run_jobs()
    page = text_of(client.get(address))
    assert "Not loaded" not in page and verdicts(client).startswith("2,2,0,0,0")
    [line] = tell(client.get(MENDED))
    assert line[:3] == [
        "The heading “Crime type”, in housing asb.csv",
        "nothing of our own → Nature of ASB",
        "Robin analyst",
    ]
    [act] = find_acts(verb="headings mapped")
    assert act.details.pop("mending")
    assert act.details == {"source": "housing-asb", "fields": "kind"}
    assert "Headings mapped" in text_of(client.get(SOURCE))


def test_headings_of_a_wide_table_are_matched_and_counted(at_town, people, tmp_path):
    sees = NewDataSet("police-risk-counts", ("month", "lsoa"))
    make_agreement(people, "risk", sources=[sees], parties=["council", "police"])
    client, source = at_town("analyst"), "/records/police-risk-counts/"
    write_csv(tmp_path / "risk.csv", [
        {"Month": "2025-03", "LSOA": NEW[n], "MFH, child": 6 + n, "MFH, adult": 12} for n in (0, 1)
    ])  # fmt: skip
    file = SimpleUploadedFile("risk.csv", (tmp_path / "risk.csv").read_bytes())
    sent = client.post(source + "send/", {"key": str(new_id()), "file": file, "vintage": ""})
    run_jobs()
    address = sent.url + "headings/"
    assert f'href="{address}"' in text_of(client.get(sent.url))
    page = text_of(client.get(address))
    assert "Missing children" in page and page.count("The file needs at least one of") == 1
    answer = client.post(address, {"w-1": "-"})
    assert "Choose the heading of a column of counts" in text_of(answer)
    assert client.post(address, {"w-0": "MFH, child", "w-6": "-"}).status_code == 302
    run_jobs()
    page = text_of(client.get(sent.url))
    assert "Not loaded" not in page and "Say which heading is which" in page
    assert "as was said of this source: Child exploitation." in page
    assert "needs at least one" not in text_of(client.get(address))
    assert ",2,2,0,0,0," in text_of(client.get(source + "?format=csv"))
    told = {line[0]: line[1] for line in tell(client.get(source + "mended/"))}
    assert told == {
        "The heading “MFH, child”, in risk.csv": "nothing of our own → Missing children",
        "The column “Child exploitation”": "asked for → in no file of this source",
    }


def test_headings_that_a_file_before_had_are_not_asked_of_again(at_town, tmp_path):
    client, asked = at_town("officer"), "Say which heading is which"
    assert asked in text_of(client.get(upload(client, write(tmp_path / "a.csv"))))
    days = ("04/03/2025", "05/03/2025")
    again = upload(client, write(tmp_path / "b.csv", days=days))
    assert asked not in text_of(client.get(again))
    new = write(tmp_path / "c.csv", days=days).replace(b"Tenant", b"Landlord")
    assert asked in text_of(client.get(upload(client, new)))


def test_dates_that_no_form_reads_offer_no_form(at_town, tmp_path):
    client = at_town("analyst")
    address = upload(client, write(tmp_path / "a.csv", days=("", "31/02/2025")))
    for page in (client.get(address), client.get(SOURCE)):
        assert address + "dates/" not in text_of(page)
    page = text_of(client.get(address + "dates/"))
    assert "Mend the file instead" in page and "Save and load again" not in page


def test_two_who_match_one_column_overwrite_nothing_before_the_file_is_read(at_town, headings):
    """What the first said holds at once: the second's heading would be read by nobody."""
    client = at_town("analyst")
    opened = at_town("manager").get(headings)
    assert "h-kind" in read_form(text_of(opened), headings).fields
    client.post(headings, {"h-kind": "Crime type"})
    answer = at_town("manager").post(headings, {"h-kind": "Tenant"})
    assert answer.status_code == 422
    assert "h-kind" not in read_form(text_of(answer), headings).fields
    written = (open_records().content / "mappings" / "housing-asb.headings.yaml").read_text()
    assert written == "Crime type: kind\n"


@pytest.mark.parametrize("which", ["headings", "dates"])
def test_who_was_a_moment_later_is_told_so_and_not_whose_the_heading_is(
    at_town, request, monkeypatch, which
):
    address, client = request.getfixturevalue(which), at_town("analyst")
    sent = {"headings": {"h-kind": "Crime type"}, "dates": say_dates("month_first")}[which]
    other = {
        "headings": MappingChange("Crime type", "postcode", kind="heading"),
        "dates": MappingChange("day_first", "opened", kind="date"),
    }[which]

    def overtake(workspace, name, *, changes):
        change_meanings(workspace, name, changes=[other])
        change_meanings(workspace, name, changes=changes)

    monkeypatch.setattr(mapping, "change_meanings", overtake)
    answer = client.post(address, sent)
    page = text_of(answer)
    assert answer.status_code == 422 and "Someone else changed this" in page
    assert "postcode" not in page and not find_acts(verb="headings mapped")


def test_a_heading_is_taken_back(at_town, headings):
    client = at_town("analyst")
    client.post(headings, {"h-kind": "Crime type"})
    run_jobs()
    address = re.search(rf'href="({MENDED}[^"?]+)"', text_of(client.get(MENDED)))[1]
    page = text_of(client.get(address))
    assert "Files with this heading then lack the column" in page
    assert client.post(address, open_back(client, address)).status_code == 302
    run_jobs()
    back, _first = tell(client.get(MENDED))
    assert back[0].endswith("taken back") and back[1] == "Nature of ASB → nothing of our own"
    assert "is missing" in text_of(client.get(headings.removesuffix("headings/")))
    [act] = find_acts(verb="mapping taken back")
    assert act.details["fields"] == "kind"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose the heading of this column"),
        ({"h-kind": "Offence"}, "The file has no heading “Offence”"),
        ({"h-kind": "Tenant", "h-easting": "Tenant"}, "Another column has this heading already"),
    ],
)
def test_a_heading_that_cannot_be_is_refused_beside_it(at_town, headings, sent, said):
    answer = at_town("manager").post(headings, sent)  # all columns: it is her agency's source
    assert answer.status_code == 422 and said in text_of(answer)
    assert not list(open_records().content.glob("mappings/*"))


def test_who_matches_headings(at_town, headings):
    for who, status in (("auditor", 404), ("chair", 404), ("elsewhere", 404), ("officer", 200)):
        assert at_town(who).get(headings).status_code == status, who


def test_what_a_file_says_is_told_to_who_sent_it_and_whose_records_it_is(at_town, tmp_path):
    address = upload(at_town("officer"), write(tmp_path / "a.csv", kind="Crime type"))
    page = text_of(at_town("analyst").get(address))
    assert "Not loaded" in page and "headings/" not in page and "Crime type" not in page
    assert at_town("analyst").get(address + "headings/").status_code == 403
    assert at_town("analyst").post(address + "headings/", {}).status_code == 403


def test_rows_held_for_their_dates_are_read_in_the_form_that_is_told(at_town, dates):
    client, address = at_town("analyst"), dates.removesuffix("dates/")
    for page in (address, SOURCE):
        assert f'href="{dates}"' in text_of(client.get(page))
    page = text_of(client.get(dates))
    assert "3/5/2026 – the day first" in page and "5/3/2026 – the month first" in page
    assert "Reads 2 of 2 dates: “25-03-2025” is 25 March 2025." in page
    assert "Reads 1 of 2 dates: “12-03-2025” is 3 December 2025." in page
    assert 'aria-describedby="id_form_1_hint"' in page, "each choice is read with what it makes"
    assert "“12-03-2025” can be two days" in page and "the quarter" not in page
    answer = client.post(dates, say_dates("year_first"))
    assert answer.status_code == 422 and "reads none of the dates" in text_of(answer)
    assert client.post(dates, say_dates("day_first")).status_code == 302
    run_jobs()
    assert verdicts(client).startswith("2,2,0,0,0")
    [line] = tell(client.get(MENDED))
    assert line[:2] == [
        "The form of dates, in housing asb.csv",
        "Opened: as the source’s shape says → also 3/5/2026 – the day first",
    ]
    assert "No row waits for a date" in text_of(client.get(dates))
    back = re.search(rf'href="({MENDED}[^"?]+)"', text_of(client.get(MENDED)))[1]
    assert client.post(back, open_back(client, back)).status_code == 302
    run_jobs()
    assert verdicts(client).startswith("2,0,0,2,0")


def test_an_order_against_the_shapes_is_shown_both_ways_chosen_and_taken_back(at_town, tmp_path):
    client = at_town("analyst")
    days = ("03/25/2025", "03/04/2025")
    address = upload(client, write(tmp_path / "b.csv", days=days)) + "dates/"
    own = write(tmp_path / "a.csv", days=("25/03/2025",)).replace(b"H", b"K")
    send(client, own, name="own order.csv")
    run_jobs()
    page = text_of(client.get(address))
    assert "the month first, in place of the day first" in page and "Reads 1 of 1 date" in page
    lines = [[re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[dh].*?</t[dh]>", row)]
             for row in re.findall(r"<tr>.*?</tr>", page)]  # fmt: skip
    assert ["03/25/2025", "held: it cannot be read", "25 March 2025"] in lines
    assert ["03/04/2025", "3 April 2025", "4 March 2025"] in lines
    assert ["housing asb.csv", "1", "1", "0"] in lines and ["own order.csv", "0", "0", "1"] in lines
    assert "Some dates speak against it" in page
    assert client.post(address, say_dates("day_first_instead")).status_code == 422
    assert client.post(address, say_dates("month_first_instead")).status_code == 302
    run_jobs()
    ledger = text_of(client.get(SOURCE + "?format=csv"))
    assert ",2,2,0,0,0," in ledger and ",1,0,0,1,0," in ledger
    [line] = tell(client.get(MENDED))
    assert line[1].endswith("→ 5/3/2026 – the month first, in place of the day first")
    back = re.search(rf'href="({MENDED}[^"?]+)"', text_of(client.get(MENDED)))[1]
    assert client.post(back, open_back(client, back)).status_code == 302
    run_jobs()
    assert "month_first_instead" in text_of(client.get(address)), "offered again"


def test_who_sees_no_dates_is_shown_none(at_town, dates):
    text = AgreedText.objects.filter(agreement__reference="landlords").first()
    data = [{**each, "fields": ["kind"]} for each in text.content["data_sets"]]
    content = {**text.content, "data_sets": data}
    AgreedText.objects.create(
        agreement=text.agreement, number=text.number + 1, at=text.at, content=content
    )
    client = at_town("analyst")
    assert client.get(dates).status_code == 404
    assert dates not in text_of(client.get(dates.removesuffix("dates/")))


def test_pages_of_mending_ask_little(at_town, headings, dates, django_assert_max_num_queries):
    client = at_town("analyst")
    for address in (headings, dates, dates.removesuffix("dates/")):
        client.get(address)
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("which", ["headings", "dates"])
def test_no_spoilt_value_breaks_the_form(at_town, request, which):
    address, client = request.getfixturevalue(which), at_town("analyst")
    good = {"headings": {"h-kind": "Crime type"}, "dates": say_dates("day_first")}[which]
    for name, each in read_form(text_of(client.get(address)), address).fields.items():
        for spoilt in list_spoils(each):
            given = {**good, name: spoilt.value}
            if spoilt.value is None:
                del given[name]
            with undone():
                answer = post(client, address, given)
            assert answer.status == 422 and SCRIPT not in answer.page, f"{name}, {spoilt.how}"
            assert read_faults(answer.page), f"{name}, {spoilt.how}"
