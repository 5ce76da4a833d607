"""The watch over a real workspace: what is planted is told by name, once, and remembered well."""

from dataclasses import replace

import numpy as np
import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.questions import calibrated, news, watched
from safercity.evidence.errors import NothingToAssess
from safercity.evidence.findings import Basis as Rests
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.types import month_labels, month_number
from safercity.evidence.watch import (
    KnoxSettings,
    RiseSettings,
    ScanSettings,
    ThemeRecords,
    WatchSettings,
)
from safercity.evidence.workspace import open_workspace
from tests.evidence.daily import PLANTED_IN
from tests.evidence.tiny import NEW
from tests.trust.town import copy_workspace

RUN = Run(threads=2)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Fewer simulated looks: what is asked here is who is told what, not how often by chance."""
    few = WatchSettings(
        scan=ScanSettings(replicas=99),
        rise=RiseSettings(replicas=49),
        knox=KnoxSettings(permutations=99),
    )
    monkeypatch.setattr(news, "SETTINGS", few)


@pytest.fixture
def town(daily, tmp_path):
    return copy_workspace(open_workspace(daily.root), tmp_path / "town")


def test_what_was_planted_is_told_by_the_name_of_its_place(town):
    found = news.list_news(town, run=RUN)
    assert found.look == "2025-06-30"
    (one,) = [each for each in found.news if each.theme == "asb"]
    assert NEW[PLANTED_IN] in one.places and "cluster" in one.methods
    assert "Anti-social behaviour: " in found.explain() and "still up" in found.explain()
    assert "E01999" not in found.explain() and "point " not in found.explain()


def test_a_day_may_be_asked_for_and_what_came_later_is_not_seen(town):
    before = news.list_news(town, run=RUN, look="2025-06-24")
    assert before.look == "2025-06-24" and not before.news
    last = watched.gather_watched(gather_basis(town, run=RUN), look="2025-06-24").records[0]
    assert last.counts.columns[-1] == "2025-06-24"
    assert last.events is not None and last.events.days.max() <= 20263
    with pytest.raises(NothingToAssess, match="2021-01"):
        news.list_news(town, run=RUN.at("2021-01"), look="2021-01-05")


def test_what_is_kept_changes_nothing_but_the_time(town):
    basis = gather_basis(town, run=RUN)
    seen = watched.gather_watched(basis)
    first = news.news_table(basis, seen, run=RUN)
    kept = list((town.root / "cache").iterdir())
    assert kept
    again = news.news_table(basis, seen, run=RUN)
    assert again == first and sorted((town.root / "cache").iterdir()) == sorted(kept)
    kept[0].write_bytes(b"not what it was")
    assert news.news_table(basis, seen, run=Run(threads=1)) == first


def test_a_calibration_rests_on_the_half_year_before_and_on_nothing_later(town):
    basis = gather_basis(town, run=RUN)
    found = watched.gather_watched(basis)
    changed = [
        replace(one, counts=replace(one.counts, values=one.counts.values.copy()))
        for one in found.records
    ]
    for one in changed:
        one.counts.values[0, -10:] += 1
    both = [
        calibrated.calibrate_watch(
            basis, replace(found, records=tuple(each)), settings=news.SETTINGS, run=RUN
        ).nulls
        for each in (found.records, changed)
    ]
    assert both[0] and set(both[0]) == set(both[1])
    assert all((both[0][key].scores == both[1][key].scores).all() for key in both[0])


def test_the_settings_of_the_workspace_are_asked(town):
    path = town.root / "safercity.toml"
    path.write_text(path.read_text() + "\n[watch]\nalarms_per_year = 3\nby_ward = true\n")
    found = news.list_news(open_workspace(town.root), run=RUN)
    assert found.settings["alarms_per_year"] == 3 and found.settings["by_ward"] is True
    assert any(one.id == "watch.setting" and one.values["alarms"] == 3 for one in found.limits)


def test_every_place_belongs_to_a_small_area_and_delays_need_two_loads(town):
    (one, *_) = watched.gather_watched(gather_basis(town, run=RUN)).records
    assert one.visits is not None and one.delays is None
    labels = {one.visit_units[one.visit_labels[place]] for place in np.unique(one.visits.places)}
    assert labels <= set(NEW) | {"E01999950"}


def test_after_a_gap_one_calibration_holds_for_as_many_months_as_it_can():
    sent = [10.0] * 24 + [np.nan] * 24 + [10.0] * 21  # a scan looks back on 24 months
    months = month_labels(month_number("2022-01"), month_number("2027-09"))
    ends = {}
    for upto in range(61, len(sent) + 1):
        counts = Matrix(np.array([sent[:upto]]), ("here",), months[:upto])
        base = calibrated._choose_base(ThemeRecords("asb", counts, Rests()))
        ends[months[upto - 1]] = base.counts.columns[-1]
    assert ends == {
        "2027-01": "2026-12",
        "2027-02": "2026-12",  # 140 cases after 120
        "2027-03": "2027-02",  # 150 are too many beside 120, not beside 140
        "2027-04": "2027-02",
        "2027-05": "2027-04",
        "2027-06": "2027-04",
        "2027-07": "2027-06",
        "2027-08": "2027-06",
        "2027-09": "2027-06",
    }


def test_a_calibration_does_not_end_in_a_month_that_was_not_sent():
    """December was not sent: a look judged there would find every place at no height at all, and
    every ward of the next month would be an alarm."""
    months = month_labels(month_number("2023-01"), month_number("2026-03"))
    values = np.full((6, len(months)), 8.0)
    values[:, [months.index("2025-12"), months.index("2026-01")]] = np.nan
    counts = Matrix(values, tuple("abcdef"), months)
    base = calibrated._choose_base(ThemeRecords("asb", counts, Rests()))
    assert base.counts.columns[-1] == "2025-11"
