"""What is promised of targets, and the line that leads to one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from safercity.documents.measures import label_of, number_of, period_of
from safercity.partnership.performance.actions import SheetIncomplete
from safercity.partnership.performance.models import Measure
from safercity.partnership.performance.presenters.settings import list_settings
from safercity.partnership.performance.presenters.words import say_target
from safercity.partnership.performance.queries import Known, read_one
from tests.partnership.performance.editions import STEADY, edition, frozen
from tests.partnership.performance.made import approve, make_measure, read

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("target", "direction", "words"),
    [
        (60, "up", "Unlikely to reach 60 by"),
        (22, "up", "or miss it: chance decides"),
        (2, "up", "Past its target of 2"),
        (2, "down", "Unlikely to reach 2 by"),
        (60, "down", "Past its target of 60"),
    ],
)
def test_a_target_is_promised_by_what_chance_does(people, *, target, direction, words):
    by = label_of(number_of(period_of(timezone.localdate(), "month")) + 6, "month")
    measure = make_measure(people, target=Decimal(target), target_by=by, direction=direction)
    approve(measure, STEADY)
    assert words in say_target(read(measure))


@pytest.mark.parametrize(("newest", "words"), [(3, "too early to say"), (7, "or past it now")])
def test_a_small_count_is_not_told_by_its_target(people, *, newest, words):
    measure = make_measure(
        people, months=4, is_small=True, direction="down", target=Decimal(7), target_by="2099-12"
    )
    approve(measure, [8, 9, newest])
    assert words in say_target(read(measure))


def test_a_target_line_starts_at_the_baseline(people):
    newest = number_of(period_of(timezone.localdate(), "month")) - 1
    label = [label_of(newest + at, "month") for at in range(-15, 7)]
    measure = make_measure(
        people, months=16, direction="down", target=Decimal(10), target_by=label[21],
        baseline_first=label[0], baseline_last=label[3],
    )  # fmt: skip
    approve(measure, STEADY)
    target = read(measure).target
    assert target.baseline == sum(STEADY[:4]) / 4
    assert target.line[:3] == (None, None, None)
    assert target.line[3] == target.baseline and target.line[4] < target.baseline
    Measure.objects.filter(pk=measure.pk).update(baseline_first="2001-01", baseline_last="2001-03")
    assert "its baseline lacks periods" in say_target(read(measure))


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (40, "Unlikely to reach 40 by March 2027"),
        (110, "Past its target of 110"),
        (78, "Could reach 78 by March 2027 or miss it"),
    ],
)
def test_a_target_of_frozen_areas_is_judged_by_their_own_figures(people, *, target, words):
    """The twelve months after the choice swing about 80; those that chose them are near 150."""
    measure = make_measure(
        people, source="frozen", layer="asb_team", direction="down", scope="high_demand",
        target=Decimal(target), target_by="2027-03",
        baseline_first="2024-10", baseline_last="2025-09",
    )  # fmt: skip
    values = [150.0 + at % 2 for at in range(12)] + [78.0, 82.0, 79.0, 81.0] * 3
    table = frozen("frozen_same", 0.95)
    rows = table["agencies"][0]["now"]["table"]["rows"]
    for row, value in zip(rows, values, strict=True):
        row[1] = value
    reading = read_one(measure, Known({}, {}, edition(frozen=table)))
    assert words in say_target(reading)
    assert reading.target.baseline == 150.5
    assert reading.target.line[11] == 150.5 > reading.target.line[23] > target
    assert reading.points[-1].centre is None, "the range judges the target and is not drawn"
    assert (
        "By the areas' own figures"
        in dict(list_settings(reading, sees_small=True))["How the target is judged"]
    )
    del rows[20:]
    early = read_one(measure, Known({}, {}, edition(frozen=table)))
    assert early.target.promise == "not_judged" and early.target.baseline == 150.5
    told = dict(list_settings(early, sees_small=True))["How the target is judged"]
    assert told == "Not yet: 8 of the 12 months after the choice of the areas."


def test_frozen_areas_are_told_by_months_alone(people):
    with pytest.raises(SheetIncomplete, match="month by month"):
        make_measure(
            people, source="frozen", layer="asb_team", frequency="quarter",
            target=Decimal(60), target_by="2027-Q1",
        )  # fmt: skip
