"""All methods together: one list, said once, remembered, and honest about what was not asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from safercity.evidence.findings import Basis, Finding, as_values
from safercity.evidence.findings.basis import ActivityAsked, RecordingBreak
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.watch import KnoxSettings, ScanSettings, WatchSettings, find_news
from safercity.evidence.watch.errors import BadCounts, NothingRecorded
from tests.evidence.watch.cities import START, make_city

SETTINGS = WatchSettings(
    scan=ScanSettings(replicas=199), knox=KnoxSettings(permutations=99), alarms_per_year=12
)
LOOK = START + 399


def plant(records, area, *, rows: int = 3, cases: int = 5):
    """So many more cases in the newest days at a place and its nearest."""
    values = np.asarray(records.counts.values).copy()
    away = ((area.centroids - area.centroids[5]) ** 2).sum(axis=1)
    zone = np.argsort(away, kind="stable")[:rows]
    values[zone, -cases:] += 2
    planted = Matrix(values, records.counts.rows, records.counts.columns)
    return replace(records, counts=planted), {records.counts.rows[row] for row in zone}


def test_what_is_planted_is_told_once_and_only_once():
    city = make_city(21, places=60, days=400)
    records, zone = plant(city.records(LOOK, days=400), city.area)
    news, memory = find_news([records], city.area, settings=SETTINGS, run=Run())
    told = [one for one in news.new if "cluster" in one.methods]
    assert len(told) == 1 and zone & set(told[0].places)
    assert "Burglary: " in news.explain()
    again, _ = find_news([records], city.area, settings=SETTINGS, run=Run(), memory=memory)
    assert not again.new and again.news
    assert again.news[0].since == news.look
    assert "told at an earlier look" in again.explain()


def test_the_list_is_a_finding_and_the_same_every_time():
    city = make_city(22, places=40, days=400)
    records, _ = plant(city.records(LOOK, days=400, delays=city.delays(LOOK)), city.area)
    one, _ = find_news([records], city.area, settings=SETTINGS, run=Run())
    two, _ = find_news([records], city.area, settings=SETTINGS, run=Run())
    assert isinstance(one, Finding)
    assert as_values(one) == as_values(two)
    assert one.settings["monitors"] == 3


def test_a_coarse_theme_is_watched_by_what_it_can_bear_and_that_is_said():
    city = make_city(23, places=40, days=1500)
    daily = city.records(START + 1399, days=1400)
    monthly = daily.counts.group_columns(lambda label: label[:7])
    monthly = Matrix(np.asarray(monthly.values)[:, :-1], monthly.rows, monthly.columns[:-1])
    basis = Basis(
        sources=("police-uk",), location="snap", time="month", unplaced_share=0.12, late_share=0.2,
        missing=("2020-03",), breaks=(RecordingBreak("2021-04", "New crime system"),),
    )  # fmt: skip
    theme = replace(daily, theme="violence", counts=monthly, basis=basis)
    news, _ = find_news([theme], city.area, settings=SETTINGS, run=Run())
    assert {one.method for one in news.not_looked} == {"repeat", "window"}
    assert news.settings["monitors"] == 2
    said = {one.id for one in news.limits}
    assert {"watch.not_looked_coarse", "watch.unplaced", "watch.late", "watch.missing",
            "watch.break", "watch.late_unknown_all", "watch.setting"} <= said  # fmt: skip


def test_several_themes_share_one_rate():
    city = make_city(24, places=40, days=400)
    one = city.records(LOOK, days=400)
    news, memory = find_news(
        [one, replace(one, theme="robbery")], city.area,
        settings=replace(SETTINGS, by_ward=True), run=Run(),
    )  # fmt: skip
    assert news.settings["monitors"] == 8
    assert {name.split("/")[0] for name in memory.nulls} == {"burglary", "robbery"}
    assert set(memory.pairs) == {"burglary/2020-02", "robbery/2020-02"}


def test_nothing_to_watch_and_what_may_not_be():
    city = make_city(25, places=20, days=400)
    with pytest.raises(NothingRecorded, match="No theme"):
        find_news([], city.area, settings=SETTINGS, run=Run())
    records = city.records(LOOK, days=400)
    with pytest.raises(ActivityAsked):
        find_news([replace(records, basis=Basis(layer="activity"))], city.area, settings=SETTINGS,
              run=Run())  # fmt: skip
    bad = Matrix(-np.asarray(records.counts.values) - 1, records.counts.rows,
                 records.counts.columns)  # fmt: skip
    with pytest.raises(BadCounts):
        find_news([replace(records, counts=bad)], city.area, settings=SETTINGS, run=Run())
