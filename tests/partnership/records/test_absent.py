"""A column that no file of a source has is asked for once, and again when it came."""

from __future__ import annotations

import re

import pytest

from safercity.partnership.audit.queries import find_acts
from safercity.partnership.jobs.queries import Job
from safercity.partnership.records.queries import open_records, read_absent
from tests.evidence.tiny import NEW, write_csv
from tests.partnership.every_form.reading import read_form
from tests.partnership.records.conftest import run_jobs
from tests.partnership.records.test_mending import SOURCE
from tests.partnership.records.test_sending import send, text_of
from tests.partnership.records.test_taking_back import MENDED, open_back, tell

pytestmark = pytest.mark.one_database

ASKED = "Say which heading is which"


def write(path, key: str, **more: str) -> bytes:
    write_csv(path, [
        {"Case ID": key, "Reported Date": "02/03/2025", "Nature of ASB": "Noise", "LSOA": NEW[0],
         "Tenant": "Ann"} | more
    ])  # fmt: skip
    return path.read_bytes()


def upload(client, content: bytes) -> str:
    sent = send(client, content)
    run_jobs()
    return sent.url


@pytest.fixture
def accepted(at_town, tmp_path):
    """The officer's client, who said of every column that was open that no file has it."""
    client = at_town("manager")
    address = upload(client, write(tmp_path / "a.csv", "H1"))
    page = text_of(client.get(address + "headings/"))
    fields = read_form(page, address + "headings/").fields
    wanted = {name: "-" for name in fields if name.startswith("h-")}
    assert len(wanted) > 1 and all(each.options[-1] == "-" for name, each in fields.items()
                                   if name in wanted)  # fmt: skip
    assert client.post(address + "headings/", wanted).status_code == 302
    return client


def test_what_was_said_to_be_in_no_file_is_not_asked_each_month_anew(accepted, tmp_path):
    jobs = Job.objects.count()
    address = upload(accepted, write(tmp_path / "b.csv", "H2", Landlord="Home"))
    assert Job.objects.count() == jobs + 1, "nothing that was read is read again for it"
    page = text_of(accepted.get(address))
    assert ASKED not in page and "Not in this file, as was said of this source: " in page
    form = read_form(text_of(accepted.get(address + "headings/")), address + "headings/")
    assert form.fields["h-postcode"].values == ["-"]
    assert "" not in form.fields["h-postcode"].options, "it is taken back in the list of them"
    told = {line[0]: line[1] for line in tell(accepted.get(MENDED))}
    assert told["The column “Property Postcode”"] == "asked for → in no file of this source"
    [act] = find_acts(verb="columns said to be in no file")
    assert "postcode" in act.details["fields"].split("+")


def test_a_column_that_came_is_asked_for_again_when_it_goes(accepted, tmp_path):
    upload(accepted, write(tmp_path / "b.csv", "H2", Postcode="ZZ1 1ZZ"))
    absent = read_absent(open_records(), "housing-asb")
    assert "postcode" not in absent and "easting" in absent
    assert tell(accepted.get(MENDED))[0][:3] == [
        "The column “Property Postcode”, taken back",
        "in no file of this source → asked for",
        "the system",
    ]
    gone = upload(accepted, write(tmp_path / "c.csv", "H3", Landlord="Home"))
    assert ASKED in text_of(accepted.get(gone))


def test_a_file_that_had_the_column_before_does_not_bring_it_back(at_town, tmp_path):
    client = at_town("manager")
    first = upload(client, write(tmp_path / "a.csv", "H1", Postcode="ZZ1 1ZZ"))
    address = upload(client, write(tmp_path / "b.csv", "H2")) + "headings/"
    assert client.post(address, {"h-postcode": "-"}).status_code == 302
    client.post(first + "again/")
    run_jobs()
    assert read_absent(open_records(), "housing-asb") == {"postcode"}


def test_it_is_taken_back_and_a_heading_chosen_ends_it(accepted, tmp_path):
    named = 'href="([^"]+)">Take back<span class="unseen"> The column “Property Postcode”'
    [back] = re.findall(named, text_of(accepted.get(MENDED)))
    assert "asked about again" in text_of(accepted.get(back))
    jobs = Job.objects.count()
    assert accepted.post(back, open_back(accepted, back)).status_code == 302
    assert Job.objects.count() == jobs
    assert "postcode" not in read_absent(open_records(), "housing-asb")
    address = upload(accepted, write(tmp_path / "b.csv", "H2", Landlord="Home")) + "headings/"
    sent = {"h-easting": "Landlord", "h-postcode": ""}
    form = read_form(text_of(accepted.get(address)), address)
    kept = {name: "-" for name, each in form.fields.items() if each.values == ["-"]}
    assert accepted.post(address, kept | sent).status_code == 302
    assert "easting" not in read_absent(open_records(), "housing-asb")
    told = [line[:2] for line in tell(accepted.get(MENDED))]
    assert [
        "The column “Property Easting”, taken back",
        "in no file of this source → asked for",
    ] in told


def test_a_column_that_may_not_be_named_is_told_to_nobody_else(accepted, at_town, tmp_path):
    client = at_town("analyst")
    address = upload(client, write(tmp_path / "b.csv", "H2"))
    for page in (address, address + "headings/", SOURCE, MENDED, MENDED + "?format=csv",
                 SOURCE + "?format=csv&list=history"):  # fmt: skip
        told = text_of(client.get(page))
        assert "Postcode" not in told and "postcode" not in told, page


def test_what_every_file_needs_cannot_be_said_to_be_in_none(at_town, tmp_path):
    client = at_town("manager")
    content = write(tmp_path / "a.csv", "H1").replace(b"Nature of ASB", b"Crime type")
    address = upload(client, content) + "headings/"
    assert "-" not in read_form(text_of(client.get(address)), address).fields["h-kind"].options
    assert client.post(address, {"h-kind": "-"}).status_code == 422
    assert not list(open_records().content.glob("mappings/*"))
