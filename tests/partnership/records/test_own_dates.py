"""A form of dates that holds for one file alone, beside one that holds for all of its source."""

from __future__ import annotations

import re

import pytest

from safercity.partnership.audit.queries import find_acts
from safercity.partnership.records.queries import open_records
from safercity.partnership.sharing.models import AgreedText
from tests.partnership.records.conftest import run_jobs
from tests.partnership.records.test_headings_and_dates import write
from tests.partnership.records.test_mending import SOURCE
from tests.partnership.records.test_sending import send, text_of
from tests.partnership.records.test_taking_back import MENDED, open_back, tell

pytestmark = pytest.mark.one_database
SAID = {"form": "month_first_instead", "where": "file"}


def upload(client, content: bytes, name: str) -> str:
    sent = send(client, content, name=name)
    run_jobs()
    return sent.url + "dates/"


@pytest.fixture
def two_orders(at_town, tmp_path) -> str:
    """A file with the day first, and one after it with the month first: where that is told."""
    client = at_town("analyst")
    upload(client, write(tmp_path / "a.csv", days=("25/03/2025",)).replace(b"H", b"K"), "own.csv")
    days = ("03/25/2025", "03/04/2025")
    return upload(client, write(tmp_path / "b.csv", days=days), "other.csv")


def read_lines(client) -> dict[str, str]:
    """File -> rows, accepted, outside, held, known."""
    ledger = client.get(SOURCE + "?format=csv").content.decode("utf-8-sig").splitlines()
    return {line.split(",")[0]: ",".join(line.split(",")[2:7]) for line in ledger[1:]}


def test_a_file_with_another_order_is_read_so_and_the_next_one_as_before(
    at_town, two_orders, tmp_path
):
    client = at_town("analyst")
    assert client.post(two_orders, {"form": SAID["form"]}).status_code == 422, "which files"
    assert client.post(two_orders, SAID).status_code == 302
    run_jobs()
    assert read_lines(client) == {"own.csv": "1,1,0,0,0", "other.csv": "2,2,0,0,0"}
    later = write(tmp_path / "c.csv", days=("26/03/2025",)).replace(b"H", b"L")
    upload(client, later, "later.csv")
    assert read_lines(client)["later.csv"] == "1,1,0,0,0", "the next file has the day first"
    [line] = tell(client.get(MENDED))
    assert line[:2] == [
        "The form of dates, in other.csv alone",
        "Opened: as in the source’s other files → "
        "5/3/2026 – the month first, in place of the day first",
    ]
    [act] = find_acts(verb="form of dates mapped")
    assert act.details["form"] == SAID["form"] and act.details["upload"] in two_orders


def test_it_is_taken_back_and_the_audit_names_the_form(at_town, two_orders):
    client = at_town("analyst")
    client.post(two_orders, SAID)
    run_jobs()
    back = re.search(rf'href="({MENDED}[^"?]+)"', text_of(client.get(MENDED)))[1]
    assert "as those of the source’s other files" in text_of(client.get(back))
    assert client.post(back, open_back(client, back)).status_code == 302
    run_jobs()
    assert read_lines(client)["other.csv"] == "2,1,0,1,0"
    [act] = find_acts(verb="mapping taken back")
    assert act.details["form"] == SAID["form"] and "fields" not in act.details
    assert client.post(two_orders, SAID).status_code == 302, "said again"


def test_a_form_for_every_file_leaves_a_file_of_its_own_form_as_it_is(
    at_town, two_orders, tmp_path
):
    client = at_town("analyst")
    client.post(two_orders, SAID)
    run_jobs()
    third = write(tmp_path / "c.csv", days=("03/26/2025",)).replace(b"H", b"L")
    address = upload(client, third, "third.csv")
    page = re.sub("<[^>]+>", " ", text_of(client.get(address)))
    assert re.search(r"other\.csv\s+0\s+0\s+0\s", page), "nothing of it changes"
    client.post(address, {**SAID, "where": "source"})
    run_jobs()
    assert read_lines(client)["other.csv"] == "2,2,0,0,0"
    assert read_lines(client)["own.csv"] == "1,0,0,1,0", "it was said of every file"


def test_who_sees_no_dates_hears_of_no_form_and_takes_none_back(at_town, two_orders):
    at_town("analyst").post(two_orders, SAID)
    run_jobs()
    back = re.search(rf'href="({MENDED}[^"?]+)"', text_of(at_town("analyst").get(MENDED)))[1]
    text = AgreedText.objects.filter(agreement__reference="landlords").first()
    data = [{**each, "fields": ["kind"]} for each in text.content["data_sets"]]
    content = {**text.content, "data_sets": data}
    AgreedText.objects.create(
        agreement=text.agreement, number=text.number + 1, at=text.at, content=content
    )
    client = at_town("analyst")
    for page in (MENDED, SOURCE, two_orders.removesuffix("dates/")):
        told = text_of(client.get(page))
        assert "month first" not in told and "The form of dates" not in told
    assert client.get(back).status_code == 404 and client.post(back, {}).status_code == 404
    assert list(open_records().root.glob("corrections/housing-asb/*.json"))


def test_dates_that_scatter_over_the_year_are_warned_of(at_town, two_orders, tmp_path):
    """Read with the month first, the days of a month with the day first are twelve months."""
    client = at_town("analyst")
    warned = "Its dates may be read wrongly"
    assert warned not in text_of(client.get(two_orders.removesuffix("dates/")))
    client.post(two_orders, {**SAID, "where": "source"})
    run_jobs()
    days = [f"{day:02d}/11/2024" for day in (1, 3, 5, 7, 25)]
    third = write(tmp_path / "c.csv", days=days).replace(b"H", b"L")
    address = upload(client, third, "third.csv")
    page = text_of(client.get(address.removesuffix("dates/")))
    said = (
        "in 4 months, from January 2024 to July 2024. Other files of this source tell of 1 month."
    )
    assert warned in page and said in page
    client.post(address, {"form": "day_first_instead", "where": "file"})
    run_jobs()
    assert warned not in text_of(client.get(address.removesuffix("dates/")))
    assert read_lines(client)["third.csv"] == "5,5,0,0,0"
    assert read_lines(client)["other.csv"] == "2,2,0,0,0", "and what was told before still holds"
