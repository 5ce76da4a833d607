"""Sending an extract in the browser: what is taken, what is refused, and how it is mended."""

from __future__ import annotations

import gzip
import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from safercity.evidence.extracts.shapes import load_shapes
from safercity.partnership.audit.queries import find_acts, find_looks
from safercity.partnership.common.ids import new_id
from safercity.partnership.records.actions import forget_uploads
from safercity.partnership.records.queries import open_records
from safercity.partnership.sharing.models import AgreedText
from tests.partnership.records.conftest import run_jobs, write_cases

pytestmark = pytest.mark.one_database

SEND = "/records/housing-asb/send/"


def send(client, content: bytes, *, name: str = "housing asb.csv", key=None):
    file = SimpleUploadedFile(name, content)
    return client.post(SEND, {"key": str(key or new_id()), "file": file, "vintage": ""})


def text_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def cases(tmp_path) -> bytes:
    return write_cases(tmp_path / "cases.csv").read_bytes()


def test_an_analyst_sends_an_extract_with_faults_and_gets_it_right(at_town, cases):
    client = at_town("analyst")
    sent = send(client, cases)
    assert sent.status_code == 302
    page = text_of(client.get(sent.url))
    assert "is being read" in page and 'http-equiv="refresh"' in page
    run_jobs()
    page = text_of(client.get(sent.url))
    assert "Mend the held rows" in page and 'http-equiv="refresh"' not in page
    page = text_of(client.get("/records/housing-asb/"))
    assert "Witchcraft" in page and "Save and load again" in page
    answer = client.post(
        "/records/housing-asb/words/", {"word": "Witchcraft", "category": "asb_other"}
    )
    assert answer.status_code == 302
    run_jobs()
    page = text_of(client.get("/records/housing-asb/"))
    assert "“Witchcraft”, in housing asb.csv: nothing of our own →" in page, "in its history alone"
    assert page.count("Witchcraft") == 1 and "No row is held" in page
    ledger = text_of(client.get("/records/housing-asb/?format=csv")).splitlines()
    assert ledger[1].endswith("3,3,0,0,0,March 2025,OFFICIAL-SENSITIVE")
    assert ">OFFICIAL-SENSITIVE</strong>" in page, "before there is any edition too"


def test_the_records_lie_under_the_agreement(at_town, cases, town):
    send(at_town("analyst"), cases)
    run_jobs()
    assert list(town.glob("facts/housing-asb/everything/*/*.parquet"))


def test_sent_twice_it_is_taken_once(at_town, cases, town):
    client, key = at_town("analyst"), new_id()
    first, second = (send(client, cases, key=key) for _ in range(2))
    assert first.url == second.url and len(list((town / "uploads").iterdir())) == 1


def test_pages_open_while_what_became_of_a_file_is_written(at_town, cases, town):
    client = at_town("analyst")
    sent = send(client, cases)
    run_jobs()
    [outcome] = town.glob("uploads/*/outcome.json")
    assert [path.name for path in outcome.parent.glob("*.part")] == []
    outcome.write_bytes(outcome.read_bytes()[:9])  # as one that is written in place looks
    for address in (sent.url, "/records/housing-asb/"):
        assert client.get(address).status_code == 200


def make_zip(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


ZEROS = bytes(80 << 20)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "is empty"),
        ("a.exe", b"MZ\x90\x00rest", "not a kind of file"),
        ("a.csv", b"MZ\x90\x00rest", "is a program"),
        ("a.csv", b"\x7fELF\x02", "is a program"),
        ("a.zip", make_zip({"housing-asb.csv": ZEROS}), "unpacks to far more"),
        ("a.csv.gz", gzip.compress(ZEROS), "unpacks to far more"),
        ("a.csv.gz", gzip.compress(b"Case ID\n" * 99)[:20], "is damaged"),
        ("a.zip", make_zip({"b.zip": make_zip({"c.csv": b"x"})}), "holds another archive"),
    ],
    ids=["empty", "ending", "program", "elf", "zip bomb", "gzip bomb", "cut off", "nested"],
)
def test_bombs_and_disguises_are_refused(name, content, said, at_town, town):
    answer = send(at_town("analyst"), content, name=name)
    assert answer.status_code == 422 and said in text_of(answer)
    assert not list((town / "uploads").glob("*")), "nothing of it is left"


def test_a_web_page_called_csv_is_told_after_the_load(at_town):
    client = at_town("analyst")
    sent = send(client, b"<!doctype html><title>Sign in</title>")
    run_jobs()
    page = text_of(client.get(sent.url))
    assert "is a web page" in page and "Not loaded" in page


def test_too_large_a_file_is_refused_while_it_comes(at_town, town):
    answer = send(at_town("analyst", upload_mib=1), b"x" * (2 << 20))
    assert "larger than 1 MiB" in text_of(answer)
    assert not list((town / "uploads").glob("*"))


def test_a_path_in_a_name_goes_nowhere(at_town, cases, town):
    send(at_town("analyst"), cases, name="..\\..\\evil.csv")
    [folder] = (town / "uploads").iterdir()
    assert sorted(file.name for file in folder.iterdir()) == ["about.json", "evil.csv"]


def test_without_an_agreement_nothing_restricted_is_taken(at_town, cases, town):
    AgreedText.objects.all().delete()
    answer = send(at_town("officer"), cases)
    assert answer.status_code == 409 and "No agreement in force" in text_of(answer)
    assert not (town / "uploads").exists()


def test_who_sees_and_who_sends(at_town):
    assert at_town("officer").get(SEND).status_code == 200  # the council's own
    assert at_town("manager").get(SEND).status_code == 200
    assert at_town("auditor").get(SEND).status_code == 403
    # Fire is a party, but no field of single records was agreed for it.
    assert at_town("elsewhere").get("/records/housing-asb/").status_code == 404
    assert "Anti-social behaviour told to a landlord" not in text_of(
        at_town("elsewhere").get("/records/")
    )


def test_every_source_that_one_may_load_has_a_page(at_town):
    """Those without a category too: deprivation, similar areas."""
    client = at_town("manager")
    for name in load_shapes():
        assert client.get(f"/records/{name}/").status_code in (200, 404), name
    assert client.get("/records/deprivation/").status_code == 200


def test_an_upload_is_for_who_sent_it_and_who_could_have(at_town, cases):
    sent = send(at_town("officer"), cases)
    told = {"officer": 200, "manager": 200, "analyst": 200, "auditor": 404, "elsewhere": 404}
    for who, status in told.items():
        assert at_town(who).get(sent.url).status_code == status, who
        assert at_town(who).post(f"{sent.url}again/").status_code == (302, 404)[status == 404]
    run_jobs()
    page = text_of(at_town("officer").get(sent.url))
    assert "Mend the held rows" in page, "whoever asked for the reading, who sent it hears of it"
    assert sent.url in text_of(at_town("manager").get("/records/housing-asb/"))
    assert sent.url not in text_of(at_town("auditor").get("/records/housing-asb/"))


STREET = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\n,2024-01,S,S,-2.18,53.02,On or near A,E01014400,"
    "X,Burglary,,\n"
)


def test_another_source_s_file_leads_to_where_it_is_sent(at_town):
    client = at_town("officer")
    sent = send(client, STREET.encode())
    run_jobs()
    page = text_of(client.get(sent.url))
    assert "looks like police-uk" in page and "safercity load" not in page
    assert "Ask the partnership’s analyst" in page, "police records are not the council’s to send"
    sent = send(at_town("analyst"), STREET.encode())
    run_jobs()
    assert '<a href="/records/police-uk/send/">' in text_of(at_town("analyst").get(sent.url))


def test_what_stands_in_a_file_is_told_to_its_agency_alone(at_town):
    sent = send(at_town("officer"), b"Jane Roe,1 High Street,Noise\n")
    run_jobs()
    assert "Jane Roe" in text_of(at_town("officer").get(sent.url))
    page = text_of(at_town("analyst").get(sent.url))  # of the police, under the agreement
    assert "Jane Roe" not in page and "see why" in page


def test_looks_and_acts_are_recorded(at_town, cases, people):
    client = at_town("analyst")
    send(client, cases)
    client.get("/records/housing-asb/")
    assert find_acts(verb="extract sent").count() == 1
    assert find_looks(purpose="records", page="records:source").count() == 1


def test_files_are_kept_for_two_weeks(at_town, cases, town, settings):
    from datetime import timedelta

    from django.utils import timezone

    send(at_town("analyst"), cases)
    today = timezone.localdate()
    assert forget_uploads(open_records(), day=today + timedelta(days=13)) == 0
    assert forget_uploads(open_records(), day=today + timedelta(days=14)) == 1
    assert not list((town / "uploads").iterdir())


def test_a_source_is_found_by_its_words_by_who_may_see_it(at_town):
    def found(who: str) -> list[str]:
        groups = at_town(who).get("/search/?q=told to a landlord").context["groups"]
        return [hit.title for _kind, hits in groups for hit in hits]

    assert found("analyst") == ["Anti-social behaviour told to a landlord"]
    assert found("elsewhere") == []  # no party of the agreement
