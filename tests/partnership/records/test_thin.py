"""A month that came and may not be whole: where it is said, to whom, and how the warning goes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from safercity.evidence.runs import Run
from safercity.evidence.store.load import LoadRequest, load_extracts
from safercity.evidence.types import month_label, month_number
from safercity.evidence.workspace import open_workspace
from safercity.partnership.audit.queries import find_acts
from safercity.partnership.common.in_words import write_month
from safercity.partnership.records import actions, panels
from safercity.partnership.records.queries import SAID_WHOLE, WHOLE_BACK
from tests.evidence.store.test_months import write_month as write_cases_of
from tests.partnership.records.conftest import run_jobs
from tests.partnership.records.test_mending import SOURCE
from tests.partnership.records.test_sending import send, text_of

pytestmark = pytest.mark.one_database
USUAL, FEW, MONTHS = 24, 9, 7


def last_month() -> str:
    return month_label(month_number(f"{timezone.localdate():%Y-%m}") - 1)


def first_of(label: str) -> date:
    return date.fromisoformat(f"{label}-01")


def load(town, *files) -> None:
    request = LoadRequest(
        "housing-asb", files, received=timezone.localdate(), agreement="landlords"
    )
    load_extracts(open_workspace(town), request, run=Run(threads=2))


@pytest.fixture
def sent_few(town, tmp_path):
    """Months of the usual size; the file of the last one, with fewer than half the rows."""
    last = month_number(last_month())
    before = [
        write_cases_of(tmp_path / f"{n}.csv", month=first_of(month_label(last - n)), rows=USUAL)
        for n in range(1, MONTHS + 1)
    ]
    load(town, *before)
    few = write_cases_of(tmp_path / "few.csv", month=first_of(last_month()), rows=FEW)
    return few.read_bytes()


def enter(at_town, content: bytes, who: str = "analyst"):
    """That person's client and the address of the upload, once it is loaded."""
    client = at_town(who)
    address = send(client, content).url
    run_jobs()
    return client, address


def test_a_thin_month_is_said_after_loading_in_the_calendar_and_on_my_work(at_town, sent_few):
    client, upload = enter(at_town, sent_few, "officer")
    why = f"{FEW} rows, usually {USUAL}"
    assert why in text_of(client.get(upload)), "on the page of the file that told it"
    calendar = text_of(client.get("/records/"))
    assert f"{write_month(last_month())} is thin: {why}" in calendar and '"m-thin"' in calendar
    assert why in text_of(client.get("/records/?format=csv"))
    assert f"{write_month(last_month())} is thin: {why}" in text_of(client.get("/my-work/"))


def test_who_may_send_the_source_says_that_it_is_whole_and_the_warning_goes(at_town, sent_few):
    client, upload = enter(at_town, sent_few)
    whole = {"month": last_month(), "rows": FEW}
    assert client.post(SOURCE + "whole/", whole | {"rows": FEW + 1}).status_code == 409
    for _twice in range(2):
        assert client.post(SOURCE + "whole/", whole).status_code == 302
    assert find_acts(verb=SAID_WHOLE).count() == 1
    for address in ("/records/", upload):
        assert "usually" not in text_of(client.get(address)), address
    page = text_of(client.get(SOURCE))
    assert "Checked: it is whole, Robin analyst" in page and "Month said to be whole" in page
    chair = text_of(at_town("chair").get(SOURCE))
    assert "Checked: it is whole" in chair and "Robin analyst" not in chair


def test_that_a_month_is_whole_is_taken_back_and_it_is_warned_of_again(at_town, sent_few):
    client, upload = enter(at_town, sent_few)
    whole = {"month": last_month(), "rows": FEW}
    assert client.post(SOURCE + "whole/", whole | {"back": "on"}).status_code == 302
    assert not find_acts(verb=WHOLE_BACK).exists(), "nobody had said so"
    client.post(SOURCE + "whole/", whole)
    assert 'name="back" value="on"' in text_of(client.get(SOURCE))
    assert 'name="back"' not in text_of(at_town("chair").get(SOURCE))
    assert at_town("chair").post(SOURCE + "whole/", whole | {"back": "on"}).status_code == 403
    for _twice in range(2):
        assert client.post(SOURCE + "whole/", whole | {"back": "on"}).status_code == 302
    assert find_acts(verb=WHOLE_BACK).count() == 1
    assert f"{FEW} rows, usually {USUAL}" in text_of(client.get("/records/"))
    assert "Month not said to be whole any more" in text_of(client.get(SOURCE))
    client.post(SOURCE + "whole/", whole)
    assert "usually" not in text_of(client.get(upload)), "and said again"


def test_others_who_see_the_source_are_warned_and_cannot_say_so(at_town, sent_few):
    enter(at_town, sent_few)
    chair = at_town("chair")
    page = text_of(chair.get(SOURCE))
    assert "Months that may not be whole" in page and "whole/" not in page
    whole = {"month": last_month(), "rows": FEW}
    assert chair.post(SOURCE + "whole/", whole).status_code == 403
    assert not find_acts(verb=SAID_WHOLE).exists()


def test_a_month_that_changed_since_is_thin_again(at_town, sent_few, town, tmp_path):
    client, _upload = enter(at_town, sent_few)
    client.post(SOURCE + "whole/", {"month": last_month(), "rows": FEW})
    more = write_cases_of(tmp_path / "more.csv", month=first_of(last_month()), rows=FEW + 1)
    load(town, more)
    assert f"{FEW + 1} rows, usually {USUAL}" in text_of(client.get("/records/"))


@pytest.mark.parametrize("given", [{}, {"month": "2025-13", "rows": 1}, {"month": "x", "rows": ""}])
def test_a_form_that_no_page_sends_finds_nothing(at_town, given):
    assert at_town("analyst").post(SOURCE + "whole/", given).status_code == 404


def test_a_source_that_is_late_as_well_tells_both_in_one_row(at_town, sent_few, monkeypatch):
    client, _upload = enter(at_town, sent_few, "officer")
    later = timezone.localdate() + timedelta(days=31)
    monkeypatch.setattr(panels.timezone, "localdate", lambda *_now: later)
    page = text_of(client.get("/my-work/"))
    assert page.count("Anti-social behaviour told to a landlord</a>") == 1
    assert "Records to" in page and f"is thin: {FEW} rows, usually {USUAL}" in page


def test_a_quarter_that_is_whole_is_called_by_its_months(at_town, monkeypatch):
    client, source = at_town("analyst"), "/records/home-office-csp/"
    monkeypatch.setattr(actions, "say_whole", lambda *_given, **_how: None)
    sent = {"month": "2025-09", "rows": 1}
    page = text_of(client.post(source + "whole/", sent, follow=True))
    assert "Saved: July to September 2025 is whole." in page
