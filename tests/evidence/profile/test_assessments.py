"""This assessment beside the last: what rose, fell, moved, and how seldom chance is called so."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, Finding, RecordingBreak, as_values, say_all
from safercity.evidence.findings.basis import ActivityAsked
from safercity.evidence.profile import (
    AssessmentSettings,
    ComparisonUnusable,
    CountsUnusable,
    ThemeFigures,
    compare_assessments,
)
from safercity.evidence.profile.words import MESSAGES
from safercity.evidence.runs import Run

BASIS = Basis()
RUN = Run(seed=7)


def figures(counts, first="2023-04", last="2024-03", themes=None) -> ThemeFigures:
    themes = themes or tuple(f"theme {i}" for i in range(len(counts)))
    return ThemeFigures(themes, np.asarray(counts, dtype=float), first, last)


def since(now, then, **more):
    now = figures(now) if isinstance(now, list) else now
    then = figures(then, "2020-04", "2021-03") if isinstance(then, list) else then
    return compare_assessments(now, then, **({"basis": BASIS, "run": RUN} | more))


def test_what_rose_fell_and_moved():
    told = since([900, 250, 450, 30], [1000, 255, 200, 30])
    by = {one.theme: one for one in told.themes}
    assert [one.verdict for one in told.themes] == ["fell", "rose", "no_change", "no_change"]
    assert by["theme 2"].ratio == pytest.approx(2.25)
    assert (by["theme 2"].moved, by["theme 2"].firm) == (1, True)
    assert by["theme 1"].moved == -1
    assert "Theme 2 rose by 125%" in told.explain()
    assert "Theme 2 went from place 3 to place 2." in told.explain()
    assert isinstance(told, Finding)
    assert len(as_values(told)["table"]["rows"]) == 4


def test_years_of_other_lengths_are_compared_by_the_year():
    told = since([300], figures([100], "2022-12", "2023-03"))
    assert (told.themes[0].before, told.themes[0].now) == (300, 300)
    assert told.themes[0].ratio == pytest.approx(1)
    assert "profile.limit.other_months" in [one.id for one in told.limits]


def test_themes_that_only_one_of_the_two_counts():
    then = figures([10, 20, np.nan], "2020-04", "2021-03", ("asb", "hate", "fire"))
    told = since(figures([11, 5, 7], themes=("asb", "knife", "fire")), then)
    by = {one.theme: one.verdict for one in told.themes}
    assert by == {"asb": "no_change", "knife": "new", "hate": "gone", "fire": "missing"}
    assert "Not known for one of the two, which is not low: fire." in told.explain()


def test_small_themes_change_places_by_chance_only():
    told = since([10, 9, 8], [8, 9, 10])
    assert not any(one.firm for one in told.themes)
    assert "none by more than chance could" in told.explain()


def test_chance_is_seldom_called_a_change():
    random = np.random.default_rng(53)
    called = 0
    mean = np.array([400.0, 90, 30, 12, 5, 200])
    quick = AssessmentSettings(draws=50)
    for _ in range(300):
        now, then = random.poisson(mean).tolist(), random.poisson(mean).tolist()
        told = since(now, then, settings=quick)
        called += any(one.verdict in ("rose", "fell") for one in told.themes)
    assert called <= binom.ppf(0.9995, 300, 0.05)


def test_swinging_themes_are_less_certain_and_breaks_are_said():
    plain = since([330], [270])
    wide = since([330], [270], settings=AssessmentSettings(dispersions={"theme 0": 5.0}))
    assert plain.themes[0].verdict == "rose"
    assert wide.themes[0].verdict == "no_change"
    basis = Basis(breaks=(RecordingBreak("2022-06", "a new system"),))
    assert "a new system" in say_all(since([330], [270], basis=basis).limits, MESSAGES)


@pytest.mark.parametrize(
    ("now", "then", "more", "error"),
    [
        (figures([1]), figures([1], "2023-06", "2023-12"), {}, ComparisonUnusable),
        (figures([1], "2023-04", "2023-03"), [1], {}, ComparisonUnusable),
        (figures([1], themes=("a",)), [1], {}, ComparisonUnusable),
        ([-1], [1], {}, CountsUnusable),
        (figures([1, 2], themes=("a", "a")), [1], {}, CountsUnusable),
        (figures([1, 2], themes=("a",)), [1], {}, CountsUnusable),
        ([1], [1], {"basis": Basis(time="quarter")}, TooCoarse),
        ([1], [1], {"basis": Basis(layer="activity")}, ActivityAsked),
    ],
)
def test_assessments_that_cannot_be_compared(now, then, more, error):
    with pytest.raises(error):
        since(now, then, **more)
