"""Steps on the way to a target: typed, refused, drawn, judged, and told to programs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from safercity.documents.measures import Definition, TargetPlan, label_of, number_of
from safercity.documents.measures.definitions import TargetStep
from safercity.evidence.taxonomy.indicators import BaselinePeriod
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.performance import actions, queries
from safercity.partnership.performance.actions import SheetIncomplete
from safercity.partnership.performance.actions.steps import write_steps
from safercity.partnership.performance.models import Measure
from safercity.partnership.performance.presenters.chart import draw_chart
from safercity.partnership.performance.presenters.settings import list_settings
from safercity.partnership.performance.presenters.words import say_by, say_target
from safercity.partnership.performance.queries.charting import judge_measure_target
from tests.partnership.every_form.reading import read_form
from tests.partnership.performance.editions import STEADY
from tests.partnership.performance.made import FIELDS, approve, make_measure, read

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
SOUND = {
    "target": Decimal(10), "target_by": "2027-12", "baseline_first": "2024-01",
    "baseline_last": "2024-12", "steps": [["2025-12", 30.0], ["2026-12", 20.0]],
}  # fmt: skip


@pytest.fixture
def stepping(people):
    """A measure about 20 a month that is meant to fall to 10, by way of 25 and of 15."""
    newest = number_of(queries.latest_period(Measure(frequency="month")))
    label = [label_of(newest + at, "month") for at in range(-15, 13)]
    measure = make_measure(
        people, months=16, direction="down", target=Decimal(10), target_by=label[27],
        baseline_first=label[0], baseline_last=label[3],
        steps=[[label[9], 25.0], [label[21], 12.0]],
    )  # fmt: skip
    approve(measure, STEADY)
    return measure


def test_the_verdict_is_of_the_step_that_is_due(stepping):
    reading = read(stepping)
    target, (first, second) = reading.target, stepping.steps
    assert [(one.by, one.is_past, one.is_reached) for one in target.steps] == [
        (first[0], True, True), (second[0], False, None)]  # fmt: skip
    assert target.due.by == second[0] and target.value == 10
    assert (target.line[3], target.line[9]) == (target.baseline, 25)
    assert target.line[15] == 25 - 6 * 13 / 12
    due, end = say_by(second[0]), say_by(stepping.target_by)
    words = say_target(reading)
    assert words == f"Could reach 12 by {due} or miss it: chance decides (a step to 10 by {end})"
    told = dict(list_settings(reading, sees_small=True))["Steps to it"]
    assert told == f"25 by {say_by(first[0])}, reached; 12 by {due}, due next"
    drawn = draw_chart(reading, sees_small=True)
    assert {"target 10", "step 12"} <= {one.words for one in drawn.labels}


def test_a_step_whose_figure_is_hidden_has_no_verdict(stepping):
    """Few people are counted: that 3 was reached would tell more than "<5"."""
    stepping.is_small, stepping.steps[0][1] = True, 3.0
    stepping.save()
    label = stepping.steps[0][0]
    reading = read(stepping)
    points = [replace(one, value=2.0, count=2.0) if one.label == label else one
              for one in reading.points]  # fmt: skip
    small = replace(reading, points=tuple(points))
    for sees, words in ((True, "not reached"), (False, "")):
        told = dict(list_settings(small, sees_small=sees))["Steps to it"].partition(";")[0]
        assert told == ", ".join(filter(None, [f"3 by {say_by(label)}", words]))
    agreed = tuple(replace(one, below=5) for one in reading.points)
    target = judge_measure_target(stepping, agreed)
    assert target.is_reached is None and {one.is_reached for one in target.steps} == {None}


def test_large_figures_stand_whole_in_the_history():
    assert write_steps([["2026", 1234567.0], ["2027", 0.7]]) == "2026:1234567/2027:0.7"


def test_past_the_last_step_the_target_itself_is_due(stepping):
    Measure.objects.filter(pk=stepping.pk).update(steps=stepping.steps[:1])
    stepping.refresh_from_db()
    reading = read(stepping)
    assert reading.target.due is None and "a step to" not in say_target(reading)
    assert reading.target.line[9] == 25


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"target": None, "target_by": ""}, "Steps lead to a target"),
        ({"steps": [["2025", 30.0]]}, "“2025”: write the period of a step as September 2026"),
        ({"steps": [["2026-12", 20.0], ["2025-12", 30.0]]}, "2025-12 stands after 2026-12"),
        ({"steps": [["2025-12", 20.0], ["2025-12", 30.0]]}, "each period once"),
        ({"steps": [["2024-12", 30.0]]}, "2024-12 is not after the baseline"),
        ({"steps": [["2027-12", 11.0]]}, "2027-12 is not before the target"),
        ({"steps": [["2025-12", -1.0]]}, "Counts and rates are zero or more"),
        ({"data": "share", "denominator": "All.", "target": Decimal("0.1")}, "from 0 to 1"),
        ({"steps": [["2025-12", 1.0]] * 25}, "at most 24"),
    ],
)
def test_steps_that_do_not_lead_to_the_target_are_refused(people, *, changes, words):
    with pytest.raises(SheetIncomplete, match=words) as caught:
        actions.make_measure(FIELDS | SOUND | {"code": "steps"} | changes, by=SYSTEM)
    assert set(caught.value.faults) == {"steps"}


def test_steps_are_typed_a_line_each_and_stand_there_again(sign_in, stepping):
    client, address = sign_in("manager"), reverse("performance:change", args=[stepping.code])
    form = read_form(client.get(address).content.decode(), address)
    (first, _), (second, _) = stepping.steps
    assert form.fields["steps"].values == [f"{first} 25\n{second} 12"]
    given = {name: each.values[0] for name, each in form.fields.items() if each.values}
    bad = client.post(address, given | {"steps": f"{first} 25\nsoon"})
    assert bad.status_code == 422 and "“soon”: write a period" in bad.content.decode()
    assert client.post(address, given | {"steps": f"\n{say_by(second)}:  14 "}).status_code == 302
    stepping.refresh_from_db()
    assert stepping.steps == [[second, 14.0]]
    page = client.get(reverse("performance:measure", args=[stepping.code])).content.decode()
    assert f"14 by {say_by(second)}, due next" in page
    before = f"{say_by(first)} 25, {say_by(second)} 12"
    assert f"steps to the target: {before} → {say_by(second)} 14" in page


def test_exports_hold_the_step_that_is_due(sign_in, stepping):
    client = sign_in("manager")
    outcomes = client.get(f"{reverse('performance:outcomes')}?format=csv").content.decode()
    lines = outcomes.splitlines()
    heading = next(at for at, line in enumerate(lines) if "next step by" in line)
    assert f",12.0,{stepping.steps[1][0]}," in lines[heading + 1]
    address = reverse("performance:measure", args=[stepping.code])
    assert "way to the target" in client.get(f"{address}?format=csv").content.decode()


def test_a_workspaces_own_sheet_brings_its_target_and_steps(people):
    plan = TargetPlan(10, "2027", BaselinePeriod("2023", "2024"), (TargetStep("2026", 12.5),))
    words = {"en": "Words"}
    sheet = Definition(
        code="own", serves="", role="perception", title=words, numerator=words, source="return",
        agency="council", unit=words, frequency="year", direction="down", caveats=(), target=plan,
    )  # fmt: skip
    (made,) = actions.adopt_measures([sheet], by=SYSTEM)
    made.refresh_from_db()
    assert (made.target, made.target_by, made.steps) == (10, "2027", [["2026", 12.5]])
    assert (made.baseline_first, made.baseline_last) == ("2023", "2024")
