"""What is said of figures: verdicts, since when, targets; the evidence and the frozen areas."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from safercity.documents.measures import label_of, number_of, say_period
from safercity.evidence.indicators import IndicatorSeries, IndicatorTerms, read_indicator
from safercity.partnership.performance import queries
from safercity.partnership.performance.models import Measure
from safercity.partnership.performance.presenters.words import say_figure, say_target, say_verdict
from safercity.partnership.performance.queries import Known, Verdict, read_one
from safercity.partnership.performance.queries.charting import Figure, chart_returns
from tests.partnership.performance.editions import RISEN, STEADY, edition, frozen
from tests.partnership.performance.made import approve, make_measure, read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("direction", "tells", "verdict", "words"),
    [
        ("down", "change", Verdict.WORSENING, "Worsening since %s"),
        ("up", "change", Verdict.IMPROVING, "Improving since %s"),
        ("up", "effort", Verdict.WANTED, "More since %s, as wanted"),
        ("ambiguous", "change", Verdict.CARE, "Higher since %s: read with care"),
    ],
)
def test_one_rise_is_told_by_which_way_is_wanted(people, *, direction, tells, verdict, words):
    companion = make_measure(people, code="companion")
    measure = make_measure(
        people, direction=direction, tells=tells,
        companion=companion if direction == "ambiguous" else None,
    )  # fmt: skip
    labels = approve(measure, RISEN)
    reading = read(measure)
    assert reading.verdict is verdict and reading.way == 1
    assert reading.since == labels[len(STEADY)]
    assert say_verdict(reading) == words % say_period(reading.since).split()[0]


def test_fewer_as_wanted_and_lower(people):
    fallen = [60 - value for value in RISEN]
    measure = make_measure(people, direction="down", tells="effort")
    approve(measure, fallen)
    assert say_verdict(read(measure)).startswith("Fewer since ")
    other = make_measure(people, code="care", direction="ambiguous", companion=measure)
    approve(other, fallen)
    assert say_verdict(read(other)).startswith("Lower since ")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (STEADY, "No real change"),
        (STEADY[:8], "Cannot tell yet"),
        ([1, 0, 2, 1, 3], "Too few to tell"),
        ([], "Cannot tell yet"),
    ],
)
def test_what_cannot_be_said_is_not_said(people, *, values, words):
    measure = make_measure(people, months=len(values) or 1)
    approve(measure, values)
    if not values:
        Measure.objects.filter(pk=measure.pk).update(start="2999-01")
    assert say_verdict(read(measure)) == words


def test_a_missing_newest_period_is_missing_and_not_zero(people):
    measure = make_measure(people, months=18)
    approve(measure, STEADY, until=2)
    reading = read(measure)
    assert say_verdict(reading) == "Return missing"
    assert [point.value for point in reading.points[-1:]] == [None]
    assert reading.late


def test_not_collected_is_neither_missing_nor_zero(people):
    measure = make_measure(people, months=3)
    approve(measure, [4, None, 5])
    points = read(measure).points
    assert [(point.value, point.is_collected) for point in points] == [
        (4, True), (None, False), (5, True)]  # fmt: skip


def test_a_revision_changes_the_figure_and_says_its_vintage(people):
    measure = make_measure(people, months=2)
    approve(measure, [4, 5])
    approve(measure, [7])
    assert [(one.value, one.vintage) for one in read(measure).points] == [(4, 1), (7, 2)]


def test_terms_are_read_one_after_the_other(people):
    measure = make_measure(people, frequency="term", months=16, tells="effort")
    approve(measure, [100 + 20 * at for at in range(16)])
    reading = read(measure)
    assert reading.verdict is Verdict.WANTED and "T" in reading.since
    assert reading.points[0].centre is not None


def test_the_charts_are_those_of_the_evidence():
    """Counted again through the evidence's own door, with plain months."""
    first = number_of("2024-01")
    figures = tuple(Figure(label_of(first + at, "month"), value) for at, value in enumerate(RISEN))
    charted = chart_returns(figures, data="count")
    series = IndicatorSeries(tuple(one.label for one in figures), [float(v) for v in RISEN])
    plain = read_indicator(series, IndicatorTerms())
    assert charted.chart == plain.choice.kind
    assert [one.centre for one in charted.points] == [row[2] for row in plain.table().rows]
    assert [one.way for one in charted.points] == [
        (1 if "up" in row[6] else 0) - (1 if "down" in row[6] else 0) for row in plain.table().rows
    ]


def test_without_a_target_what_is_wanted_is_said(people):
    for direction, words in (("up", "Any rise is wanted"), ("down", "Any fall is wanted")):
        measure = make_measure(people, code=direction, direction=direction)
        assert say_target(read(measure)).startswith(words)


def test_the_evidence_is_read_by_the_partnerships_own_direction(people):
    measure = make_measure(people, source="evidence", indicator="fly-tipping", direction="down")
    made = edition()
    reading = read_one(measure, Known({}, {}, made))
    assert reading.verdict is Verdict.WORSENING and reading.since == "2026-02"
    assert reading.told == made.digest and reading.points[-1].value == 36


def test_what_the_evidence_does_not_tell_says_why(people):
    measure = make_measure(people, source="evidence", indicator="asb-youth")
    assert read_one(measure, Known({}, {}, edition())).why.startswith("No extract of council-asb")
    assert read_one(measure, Known({}, {}, None)).why == "There is no edition yet."


@pytest.mark.parametrize(
    ("slug", "ratio", "verdict"),
    [
        ("frozen_better", 0.7, "Improving since October 2025"),
        ("frozen_worse", 1.4, "Worsening since October 2025"),
        ("frozen_same", 0.95, "No real change"),
        ("frozen_not_judged", 0.5, "Cannot tell yet"),
    ],
)
def test_frozen_areas_are_judged_against_their_matches(people, *, slug, ratio, verdict):
    measure = make_measure(
        people, source="frozen", layer="asb_team", direction="down", scope="high_demand"
    )
    reading = read_one(measure, Known({}, {}, edition(frozen=frozen(slug, ratio))))
    said = say_verdict(reading)
    assert said in (verdict, verdict.replace(" 2025", ""))
    assert (reading.points[0].value, reading.points[0].beside) == (100, 50)
    assert reading.facts["baseline"] == "2025-09"


def test_an_edition_without_frozen_areas_says_so(people):
    measure = make_measure(people, source="frozen", layer="asb_team")
    assert "no areas frozen" in read_one(measure, Known({}, {}, edition())).why


@pytest.mark.parametrize(
    ("data", "value", "words"),
    [
        ("count", 1006, "1,006"),
        ("count", 7.94, "7.9"),
        ("share", 0.714, "71%"),
        ("share", 0.032, "3.2%"),
        ("rate", 0.519, "0.52"),
        ("measure", -4, "−4"),
        ("count", None, "–"),
    ],
)
def test_figures_as_people_read_them(data, value, words):
    assert say_figure(SimpleNamespace(data=data), value) == words


def test_all_verdicts_have_words_in_full():
    said = {Verdict(one) for one in Verdict}
    assert len(said) == 9 and queries.Verdict is Verdict
