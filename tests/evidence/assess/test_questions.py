"""Hot spots, indicators and candidate priorities asked of real records in a workspace."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.questions.hot_spots import spots_table
from safercity.evidence.assess.questions.indicators import (
    NotRead,
    _find_telling,
    find_indicator,
    indicators_table,
)
from safercity.evidence.assess.questions.priorities import (
    Known,
    check_judgements,
    find_ranking,
    priority_tables,
)
from safercity.evidence.assess.questions.profiles import profile_themes
from safercity.evidence.errors import UnknownName
from safercity.evidence.runs import Run
from safercity.evidence.store import Question, count_by
from safercity.evidence.taxonomy.indicators import load_indicators
from safercity.evidence.workspace import open_workspace
from tests.trust.town import copy_workspace

RUN = Run(threads=1)


@pytest.fixture(scope="module")
def basis(daily):
    return gather_basis(daily, run=RUN)


@pytest.fixture
def town(daily, tmp_path):
    return copy_workspace(open_workspace(daily.root), tmp_path / "town")


def test_hot_spots_keep_only_what_stands_out_and_count_the_rest(basis):
    (asb,) = [one for one in spots_table(basis, run=RUN)["themes"] if one["theme"] == "asb"]
    assert asb["unit"] == "cell" and len(asb["months"]) == 12
    rows = asb["now"]["table"]["rows"]
    assert len(rows) == len(asb["now"]["units"])
    assert {row[1] for row in rows} <= {"hot", "cold"}
    tested = len(basis.store.geography.grid.ids)
    assert f"{tested:,} places tested" in asb["now"]["text"]
    assert "over_time" in asb and asb["concentration"]["text"]


def test_an_indicator_of_a_partnership_is_counted_as_its_question_asks(town):
    (town.content / "indicators").mkdir(parents=True, exist_ok=True)
    own = {
        "format": 1, "version": 1, "id": "noise", "title": {"en": "Noise told to the landlord"},
        "serves": {"en": "Homes are quiet"}, "direction": "down", "data": "count",
        "unit": {"en": "a month"}, "frequency": "month", "scope": ["city"], "caveats": [],
        "numerator": {"ask": {"sources": ["housing-asb"], "categories": ["asb_noise"]}},
    }  # fmt: skip
    (town.content / "indicators" / "noise.yaml").write_text(json.dumps(own))
    found = find_indicator(town, "noise", run=RUN)
    assert not isinstance(found, NotRead)
    basis = gather_basis(town, run=RUN)
    asked = Question(sources=("housing-asb",), categories=("asb_noise",), unit="city")
    assert np.nansum(found.reading.points.counts) == count_by(basis.store, asked).values.sum()
    rows = {one["id"]: one for one in indicators_table(basis, run=RUN)["indicators"]}
    assert rows["noise"]["reading"]["text"] == found.reading.explain()
    assert "No extract of" in rows["serious-violence"]["not_read"]


def test_a_rate_is_of_the_residents_there_are(town):
    (town.content / "indicators").mkdir(parents=True, exist_ok=True)
    own = {
        "format": 1, "version": 1, "id": "noise-rate", "title": {"en": "Noise"},
        "serves": {"en": "Homes are quiet"}, "direction": "down", "data": "rate",
        "unit": {"en": " for each thousand"}, "frequency": "quarter", "scope": ["city"],
        "numerator": {"ask": {"sources": ["housing-asb"], "categories": ["asb_noise"]}},
        "denominator": {"exposure": "residents", "per": 1000}, "caveats": [],
    }  # fmt: skip
    (town.content / "indicators" / "noise-rate.yaml").write_text(json.dumps(own))
    found = find_indicator(town, "noise-rate", run=RUN)
    assert not isinstance(found, NotRead)
    points = found.reading.points
    assert points.labels[0] == "2022-Q3" and (points.of == 16 * 1.5).all()


@pytest.mark.parametrize(
    ("covered", "asked"),
    [
        ({"police-uk": 24}, ["police-uk"]),
        ({"force-incidents": 6}, ["force-incidents"]),
        ({"police-uk": 24, "force-incidents": 24}, ["force-incidents"]),
        ({"police-uk": 24, "force-incidents": 6}, ["police-uk"]),
        ({}, []),
    ],
)
def test_of_two_sources_of_the_same_events_one_is_asked(covered, asked):
    shape = SimpleNamespace(layer="demand")
    coverage = [
        SimpleNamespace(source=name, shape=shape, months=tuple(range(months)))
        for name, months in covered.items()
    ]
    ask = load_indicators()["asb-told-to-police"].numerator.ask
    found = _find_telling(SimpleNamespace(coverage=coverage), ask)
    assert [one.source for one in found] == asked


def test_an_unknown_indicator_says_what_there_is(town):
    with pytest.raises(UnknownName, match="no indicator called 'weather'") as raised:
        find_indicator(town, "weather", run=RUN)
    assert "serious-violence" in raised.value.advice


def test_priorities_take_what_partners_judge_and_refuse_unknown_themes(town):
    path = town.root / "safercity.toml"
    before = path.read_text()
    path.write_text(before + "\n[priorities]\ncapacity = {asb = 5}\nconcern = {asb = 0.4}\n")
    basis = gather_basis(open_workspace(town.root), run=RUN)
    check_judgements(basis)
    known = Known(profile_themes(basis, run=RUN), {"asb": 0.5}, {"asb": (0.1, 0.0, 0.2)})
    ranking = find_ranking(basis, known, run=RUN)
    (asb,) = [one for one in ranking.candidates if one.id == "asb"]
    assert asb.scaled["capacity"] == 1.0 and asb.scaled["concern"] == pytest.approx(0.4)
    assert asb.scaled["concentration"] == pytest.approx(0.5)
    tables = priority_tables(basis, known, run=RUN)
    assert set(tables) == {"priorities", "horizon"} and tables["priorities"]["matrix"]
    path.write_text(before + "\n[priorities]\ncapacity = {weather = 5}\n")
    with pytest.raises(UnknownName, match="weather"):
        check_judgements(gather_basis(open_workspace(town.root), run=RUN))
