"""What is due and late, worked out from the months that were sent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from safercity.evidence.extracts.shapes import load_shape
from safercity.evidence.store.months import MonthSize
from safercity.evidence.store.sent import Sent
from safercity.evidence.types import month_label, month_number
from safercity.evidence.workspace import open_workspace
from safercity.partnership.records.presenters import (
    list_months,
    present_source,
    present_sources,
    show_thin,
)
from safercity.partnership.records.queries import list_thin
from safercity.partnership.sharing.queries import VisibleSource
from tests.partnership.records.conftest import run_jobs, write_cases
from tests.partnership.records.test_mending import SOURCE
from tests.partnership.records.test_sending import send

pytestmark = pytest.mark.one_database


def line(bare, source: str, months, *, today: date):
    seen = VisibleSource(load_shape(source), frozenset(), True)
    sent = Sent(source, tuple(months), "2025-06-01", 0) if months is not None else None
    return present_source(seen, sent, workspace=open_workspace(bare), today=today)


def states(told) -> dict[str, str]:
    return {month.label: month.state for month in told.months}


@pytest.mark.parametrize(
    ("today", "is_late", "state"),
    [(date(2025, 6, 14), False, "due"), (date(2025, 6, 15), True, "late")],
)
def test_a_month_is_late_after_the_fourteenth_of_the_next(bare, today, is_late, state):
    told = line(bare, "housing-asb", ["2025-03", "2025-04"], today=today)
    assert (told.due, told.is_late) == (date(2025, 6, 14), is_late)
    assert states(told)["2025-05"] == state and states(told)["2025-04"] == "sent"


def test_a_gap_between_months_is_missing(bare):
    told = line(bare, "housing-asb", ["2025-01", "2025-03"], today=date(2025, 4, 2))
    assert states(told)["2025-02"] == "missing" and states(told)["2024-12"] == "none"


def test_what_was_never_sent_is_not_late(bare):
    told = line(bare, "housing-asb", None, today=date(2025, 4, 2))
    assert told.due is None and not told.is_late and told.data_to == "nothing sent yet"


def test_what_has_no_months_was_sent_all_the_same(bare):
    told = line(bare, "deprivation", [], today=date(2025, 4, 2))
    assert told.data_to == "not by month" and told.loaded_on == date(2025, 6, 1)


def test_a_month_before_its_end_is_neither_sent_nor_the_last(bare):
    seen = VisibleSource(load_shape("housing-asb"), frozenset(), True)
    sizes = (MonthSize(month_number("2025-11"), 6, 6, frozenset("a")),)
    sent = Sent("housing-asb", ("2025-09",), "2025-11-27", 0, sizes, begun=("2025-11",))
    opened = open_workspace(bare)
    told = present_source(seen, sent, workspace=opened, today=date(2025, 11, 27))
    assert (told.data_to, told.is_late) == ("September 2025", True)
    assert told.begun == ("November 2025 is not over: records to 6 November",)
    told = present_source(seen, sent, workspace=opened, today=date(2025, 12, 20))
    assert states(told)["2025-11"] == "late"
    assert told.begun == (
        "November 2025 was not over when its file was made: records to 6 November",
    )


def test_what_sent_the_running_month_alone_is_due_and_late_once_that_is_over(bare):
    seen, opened = VisibleSource(load_shape("housing-asb"), frozenset(), True), open_workspace(bare)
    sent = Sent("housing-asb", (), "2025-11-06", 0, begun=("2025-11",))
    for today, is_late in ((date(2025, 12, 14), False), (date(2025, 12, 15), True)):
        told = present_source(seen, sent, workspace=opened, today=today)
        assert (told.due, told.is_late, told.is_begun_only) == (date(2025, 12, 14), is_late, True)
        assert states(told)["2025-11"] == ("late" if is_late else "due")
        assert states(told)["2025-10"] == "none"


def test_a_quarter_stands_under_its_last_month_and_is_due_after_it(bare):
    seen = VisibleSource(load_shape("youth-justice-counts"), frozenset(), True)
    opened, sent = open_workspace(bare), ("2025-03", "2025-09")
    sent = Sent("youth-justice-counts", sent, "2025-11-06", 0, (), ("2025-12",), period_months=3)
    told = present_source(seen, sent, workspace=opened, today=date(2025, 11, 27))
    assert (told.data_to, told.due, told.is_late) == (
        "September 2025", date(2026, 1, 14), False,
    )  # fmt: skip
    assert told.begun == ("October to December 2025 is not over",)
    assert [(k, v) for k, v in states(told).items() if v != "none"] == [
        ("2025-03", "sent"), ("2025-06", "missing"), ("2025-09", "sent"),
    ]  # fmt: skip
    told = present_source(seen, sent, workspace=opened, today=date(2026, 1, 15))
    assert told.is_late and states(told)["2025-12"] == "late"
    assert told.begun == ("October to December 2025 was not over when its file was made",)


@pytest.mark.django_db
def test_a_thin_quarter_is_named_as_a_quarter(bare):
    seen = VisibleSource(load_shape("youth-justice-counts"), frozenset(), True)
    numbers = [month_number("2025-09") - 3 * back for back in range(7, -1, -1)]
    sizes = tuple(MonthSize(n, 6 if n == numbers[-1] else 90, None) for n in numbers)
    sent = Sent(
        seen.shape.id, tuple(map(month_label, numbers)), "2025-11-06", 0, sizes, period_months=3
    )
    today = date(2025, 11, 27)
    thin = list_thin([(seen, sent)], today=today)
    [told] = present_sources([(seen, sent)], thin=thin, workspace=open_workspace(bare), today=today)
    assert [month.words for month in told.thin] == ["July to September 2025"]
    assert [one.month for one in show_thin(thin[seen.shape.id])] == ["July to September 2025"]


@pytest.mark.django_db
def test_a_month_before_its_end_is_not_thin_besides_and_nobody_is_asked_whether_it_is_whole():
    seen, last = VisibleSource(load_shape("housing-asb"), frozenset(), True), "2025-11"
    numbers = [month_number(last) - back for back in range(8, -1, -1)]
    sizes = tuple(MonthSize(n, 6 if n == numbers[-1] else 90, 28) for n in numbers)
    before = tuple(month_label(n) for n in numbers[:-1])
    for begun in ((), (last,)):
        sent = Sent("housing-asb", before, "2025-11-27", 0, sizes, begun=begun)
        thin = list_thin([(seen, sent)], today=date(2025, 12, 20))
        assert bool(thin) is not bool(begun)


def test_the_running_month_of_an_upload_is_not_delivered(at_town, tmp_path):
    today = timezone.localdate()
    file = write_cases(tmp_path / "cases.csv", words=("Noise",), day=f"{today:%d/%m/%Y}")
    client = at_town("analyst")
    page = client.get(send(client, file.read_bytes())["Location"])
    run_jobs()
    pages = [client.get(page.request["PATH_INFO"]), client.get(SOURCE), client.get("/records/")]
    over = (today + timedelta(days=1)).month != today.month
    for shown in pages:
        assert ("is not over: records to" in shown.content.decode()) is not over


def test_who_asks_for_an_edition_sees_first_where_each_source_ends(
    at_town, tmp_path, django_assert_max_num_queries
):
    first = timezone.localdate().replace(day=1) - timedelta(days=1)
    file = write_cases(tmp_path / "cases.csv", words=("Noise",), day=f"{first:%d/%m/%Y}")
    send(at_town("analyst"), file.read_bytes())
    run_jobs()
    client = at_town("analyst")
    with django_assert_max_num_queries(10):
        page = client.get("/records/edition/").content.decode()
    before = page.split("Make a new edition</button>")[0]
    assert "What a new edition would rest on" in before and date_format(first, "F Y") in before
    assert "would rest on" not in at_town("officer").get("/records/edition/").content.decode()


def test_the_calendar_ends_with_the_last_complete_month():
    assert list_months(date(2025, 3, 1))[-1] == date(2025, 2, 1)
    assert list_months(date(2025, 3, 1))[0] == date(2024, 3, 1)


def test_the_calendar_says_what_its_signs_mean(at_town):
    page = at_town("analyst").get("/records/").content.decode()
    before = page.split('<table class="plain stacks calendar">')[0]
    assert "■" in before and "an empty place: none are expected of that month" in before


def test_the_list_says_when_the_newest_file_was_loaded_and_to_whom_it_may_who_sent_it(
    at_town, tmp_path, django_assert_max_num_queries
):
    send(at_town("analyst"), write_cases(tmp_path / "cases.csv").read_bytes())
    run_jobs()
    today = date_format(timezone.localdate(), "j M Y")
    for who, may in {"analyst": True, "auditor": True, "chair": False}.items():
        client = at_town(who)
        with django_assert_max_num_queries(10):
            page = client.get("/records/").content.decode()
        assert f'data-label="Loaded on">{today}' in page, who
        assert ('<span class="sub">Robin analyst</span>' in page) is may, who
    lines = at_town("chair").get("/records/?format=csv").content.decode().splitlines()
    row = dict(zip(lines[0].split(","), lines[1].split(","), strict=False))
    assert row["loaded_on"] == timezone.localdate().isoformat()


def test_the_loader_is_of_the_newest_file_though_all_were_read_again_since(at_town, tmp_path):
    for who, name in (("officer", "a"), ("analyst", "b")):
        cases = write_cases(tmp_path / f"{name}.csv").read_bytes().replace(b"H", name.encode())
        send(at_town(who), cases, name=f"{name}.csv")
        run_jobs()
    client = at_town("analyst")
    client.post(SOURCE + "words/", {"word": "Witchcraft", "category": "asb_other"})
    run_jobs()
    assert '<span class="sub">Robin analyst</span>' in client.get("/records/").content.decode()
