"""A file that is sent twice, or whose taking fails half-way: taken once, and nothing stays."""

from __future__ import annotations

import gzip
import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.utils import timezone

from safercity.partnership.audit.queries import find_acts
from safercity.partnership.common.ids import new_id
from safercity.partnership.jobs.models import Job
from safercity.partnership.records.actions import forget_uploads, uploads
from safercity.partnership.records.queries import open_records
from tests.partnership.records.conftest import run_jobs, write_cases
from tests.partnership.records.test_sending import SEND, send, text_of

pytestmark = pytest.mark.one_database


@pytest.fixture
def cases(tmp_path) -> bytes:
    return write_cases(tmp_path / "cases.csv").read_bytes()


def test_sent_again_while_the_first_is_checked_it_is_taken_once(at_town, cases, town, monkeypatch):
    client, key, check, answers = at_town("analyst"), new_id(), uploads.check_upload, []

    def check_slowly(path, *, name):
        monkeypatch.setattr(uploads, "check_upload", check)
        answers.append(send(client, cases, key=key))
        check(path, name=name)

    monkeypatch.setattr(uploads, "check_upload", check_slowly)
    answers.append(send(client, cases, key=key))
    assert [one.status_code for one in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert [folder.name for folder in (town / "uploads").iterdir()] == [str(key)]
    assert Job.objects.filter(name="records.load_upload").count() == 1
    assert find_acts(verb="extract sent").count() == 1


def test_where_the_job_cannot_be_asked_for_nothing_stays(at_town, cases, town, monkeypatch):
    client, key, enqueue = at_town("analyst"), new_id(), uploads.enqueue

    def fail(*_given, **_how):
        raise OperationalError("database is locked")

    monkeypatch.setattr(uploads, "enqueue", fail)
    with pytest.raises(OperationalError):
        send(client, cases, key=key)
    assert not list((town / "uploads").iterdir())
    monkeypatch.setattr(uploads, "enqueue", enqueue)
    assert send(client, cases, key=key).status_code == 302


def test_what_a_stopped_site_left_goes_and_is_in_nobodys_way(at_town, cases, town):
    client, key, now = at_town("analyst"), new_id(), timezone.now()
    for name in (str(key), str(new_id()), "coming.x"):
        (town / "uploads" / name).mkdir(parents=True)
        (town / "uploads" / name / "housing asb.csv").write_bytes(cases)
        os.utime(town / "uploads" / name, (now.timestamp(), now.timestamp()))
    assert send(client, cases, key=key).status_code == 302
    today = timezone.localdate(now)
    assert forget_uploads(open_records(), day=today + timedelta(days=1)) == 0
    assert forget_uploads(open_records(), day=today + timedelta(days=2)) == 2
    assert [folder.name for folder in (town / "uploads").iterdir()] == [str(key)]


@pytest.mark.parametrize("name", ["😀" * 90 + ".csv", "x" * 180 + ".csv", "é" * 140 + ".csv.gz"])
def test_a_long_name_keeps_its_ending(name, at_town, cases, town):
    client = at_town("analyst")
    content = gzip.compress(cases) if name.endswith(".gz") else cases
    answer = send(client, content, name=name)
    assert answer.status_code == 302, text_of(answer)
    [file] = (town / "uploads").glob(f"*/{name[:20]}*")
    assert file.name.endswith(name[-4:]) and len(file.name.encode()) <= 200
    assert file.name in text_of(client.get(answer.url))


@pytest.mark.parametrize("days", [2, 366 * 80, -365 * 1500])
def test_a_day_on_which_no_extract_was_made_is_refused(days, at_town, cases):
    day = timezone.localdate() + timedelta(days=days)
    file = SimpleUploadedFile("a.csv", cases)
    answer = at_town("analyst").post(SEND, {"key": str(new_id()), "file": file, "vintage": day})
    assert answer.status_code == 422
    assert answer.context["form"].errors["vintage"] == [
        "Give a day from 1 January 2000 to tomorrow."
    ]


def test_an_upload_whose_job_was_never_written_says_so_and_can_be_loaded(at_town, cases):
    client = at_town("analyst")
    address = send(client, cases).url
    Job.objects.all().delete()
    assert "gave up" in text_of(client.get(address))
    assert client.post(f"{address}again/").status_code == 302
    assert "is being read" in text_of(client.get(address))
    run_jobs()
    assert "Mend the held rows" in text_of(client.get(address))
