"""Single methods with impossible or empty input, and the rule of the verdict."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import safercity.evidence.effects as room
from safercity.evidence.effects import (
    AreaCounts,
    EffectCountsUnusable,
    EffectIncomplete,
    EffectTermsRefused,
    MatchSettings,
    MethodAnswer,
    PowerRequest,
    RatioSettings,
    SyntheticSettings,
    TooFewAreas,
    UnitCosts,
    choose_buffers,
    compare_e_test,
    compare_same_level,
    cost_effect,
    difference_in_differences,
    displacement_difference,
    displacement_quotient,
    interrupted_series,
    judge,
    match_areas,
    rate_ratio,
    synthetic_control,
)
from safercity.evidence.effects.buffers import BufferSettings
from safercity.evidence.effects.words import MESSAGES
from safercity.evidence.matrix import LabelsDiffer, Matrix
from safercity.evidence.types import month_labels

NAN = float("nan")
WAYS = ("fell", "rose", "unclear", "vague")
METHODS_SAID = ("difference", "ratio", "level", "series", "series_beside", "ring")
MONTHS = month_labels(24240, 24299)
AFTER = np.arange(60) >= 40
ONES = np.ones((4, 60))
FIRST = np.arange(4) == 0
BEFORE = Matrix(ONES, ("a", "b", "c", "d"), MONTHS)


@pytest.mark.parametrize(
    ("call", "error", "told"),
    [
        (lambda: displacement_difference(AreaCounts((1, -2), (1, 1))), EffectCountsUnusable, "-2"),
        (lambda: displacement_difference(AreaCounts((1, NAN), (1, 1))), EffectCountsUnusable, ""),
        (lambda: displacement_difference(AreaCounts((1, 2, 3), (1, 1))), EffectCountsUnusable, ""),
        (lambda: AreaCounts((1, 2), (1, 1), (3, 4)), EffectCountsUnusable, "ring"),
        (lambda: AreaCounts((1, 2), (1, 1), control_weight=0), EffectTermsRefused, ""),
        (lambda: displacement_quotient(AreaCounts((1, 2), (1, 1))), EffectCountsUnusable, "ring"),
        (lambda: rate_ratio((1, np.inf), (1, 1)), EffectCountsUnusable, "inf"),
        (lambda: rate_ratio((1, NAN), (1, 1)), EffectCountsUnusable, "known"),
        (lambda: RatioSettings(level=1.2), EffectTermsRefused, "1.2"),
        (lambda: RatioSettings(dispersion=0.5), EffectTermsRefused, "0.5"),
        (lambda: compare_e_test(1.5, 2), EffectCountsUnusable, "whole"),
        (lambda: compare_e_test(1, 2, exposure=(0, 1)), EffectCountsUnusable, "above zero"),
        (
            lambda: difference_in_differences(ONES, FIRST[:3], before=~AFTER, after=AFTER),
            EffectCountsUnusable,
            "3 units",
        ),
        (
            lambda: difference_in_differences(ONES, FIRST | True, before=~AFTER, after=AFTER),
            EffectIncomplete,
            "no comparison",
        ),
        (
            lambda: difference_in_differences(ONES, FIRST & False, before=~AFTER, after=AFTER),
            EffectIncomplete,
            "treated",
        ),
        (
            lambda: difference_in_differences(ONES, FIRST, before=~AFTER, after=AFTER & False),
            EffectIncomplete,
            "no known month after",
        ),
        (
            lambda: interrupted_series(ONES[0, :50], MONTHS[:50], start=MONTHS[47]),
            EffectIncomplete,
            "months after",
        ),
        (lambda: interrupted_series(ONES[0], MONTHS, start=MONTHS[3]), EffectIncomplete, "before"),
        (
            lambda: interrupted_series(0 * ONES[0], MONTHS, start=MONTHS[40]),
            EffectIncomplete,
            "not one incident",
        ),
        (
            lambda: interrupted_series(ONES[0] * ~AFTER, MONTHS, start=MONTHS[40]),
            EffectIncomplete,
            "40 incidents before 2023-05 and 0 after are too few",
        ),
        (
            lambda: interrupted_series(ONES[0], MONTHS[:9], start=MONTHS[4]),
            EffectCountsUnusable,
            "9 months",
        ),
        (
            lambda: synthetic_control(ONES[0], ONES[1:3], before=~AFTER, after=AFTER),
            TooFewAreas,
            "there are 2",
        ),
        (
            lambda: synthetic_control(ONES[0], ONES[:, :9], before=~AFTER, after=AFTER),
            EffectCountsUnusable,
            "differ",
        ),
        (
            lambda: synthetic_control(0 * ONES[0], ONES, before=~AFTER, after=AFTER),
            EffectCountsUnusable,
            "scale",
        ),
        (
            lambda: synthetic_control(NAN * ONES[0], ONES, before=~AFTER, after=AFTER),
            EffectCountsUnusable,
            "gaps",
        ),
        (
            lambda: synthetic_control(ONES[0], ONES, before=~AFTER, after=AFTER & False),
            EffectIncomplete,
            "",
        ),
        (lambda: SyntheticSettings(fewest_others=1), EffectTermsRefused, ""),
        (lambda: compare_same_level(ONES[0], ONES[1], treated=FIRST), EffectCountsUnusable, ""),
        (lambda: match_areas(BEFORE, ("z",)), EffectCountsUnusable, "z is not among the 4"),
        (
            lambda: match_areas(BEFORE, ("a",), make_up=Matrix(np.ones((2, 2)), (1, 2), (1, 2))),
            LabelsDiffer,
            "2 units, counts of 4",
        ),
        (lambda: MatchSettings(number=0), EffectTermsRefused, ""),
        (
            lambda: choose_buffers({"a": (0, 0)}, ("a",), settings=BufferSettings(0)),
            EffectTermsRefused,
            "",
        ),
        (lambda: choose_buffers({"a": (0, NAN)}, ("a",)), EffectCountsUnusable, "finite"),
        (lambda: cost_effect((1, 2, 3), 5, costs=UnitCosts()), EffectTermsRefused, "low and high"),
        (lambda: cost_effect((2, 1, 3), -5, costs=UnitCosts()), EffectTermsRefused, "-5"),
        (lambda: PowerRequest(0, 5, 12, 12, 9), EffectTermsRefused, "from nothing"),
        (lambda: PowerRequest(5, 5, 12, 12, 1), EffectTermsRefused, "two comparison"),
        (lambda: PowerRequest(5, 5, 12, 12, 9, falls=(1.2,)), EffectTermsRefused, "1.2"),
    ],
)
def test_what_is_impossible_is_refused(call, error, told):
    with pytest.raises(error, match=re.escape(told) or None):
        call()


def test_all_zeros_say_nothing_and_do_not_break():
    nothing = difference_in_differences(0 * ONES, FIRST, before=~AFTER, after=AFTER)
    assert nothing.ratio == 1
    assert nothing.low < 0.2
    assert nothing.high > 5
    both = displacement_difference(AreaCounts((0, 0), (0, 0)))
    assert (both.difference, both.variance, both.z) == (0, 0, 0)
    assert rate_ratio((0, 0), (0, 0)).ratio == 1


def test_few_units_take_their_scatter_from_within():
    rng = np.random.default_rng(8)
    counts = rng.negative_binomial(2, 2 / 22, (3, 60)).astype(float)
    found = difference_in_differences(counts, FIRST[:3], before=~AFTER, after=AFTER)
    chance = (1 / counts[0, AFTER].sum() + 1 / counts[0, ~AFTER].sum()) ** 0.5
    assert np.log(found.high / found.low) / (2 * 1.96) > 2 * chance
    assert "effects.limit_few_units" in {one.id for one in found.limits}


def answer(name, value, low, high, p=0.5):
    says = "fell" if high < 1 else "rose" if low > 1 else "unclear"
    return MethodAnswer(name, value, low, high, says, p)


FELL = answer("difference", 0.7, 0.6, 0.9, 0.01)
UNCLEAR = answer("difference", 0.95, 0.8, 1.2, 0.6)
LEVEL = answer("level", 0.75, 0.6, 0.95, 0.02)
LEAN = answer("level", 0.85, 0.7, 1.02, 0.09)
FLAT = answer("level", 0.98, 0.8, 1.2, 0.8)
UP = answer("synthetic", 1.3, 1.1, 1.6, 0.02)


@pytest.mark.parametrize(
    ("first", "others", "verdict"),
    [
        (FELL, [LEVEL], "worked"),
        (FELL, [LEAN], "worked"),
        (FELL, [FLAT], "disagree"),
        (FELL, [LEVEL, UP], "disagree"),
        (FELL, [], "disagree"),  # never one method alone
        (FELL, [answer("rate_ratio", 0.7, 0.5, 0.9, 0.01)], "worked"),
        (UNCLEAR, [LEVEL], "disagree"),
        (UNCLEAR, [FLAT], "no_change"),
        (answer("difference", 0.85, 0.7, 1.01, 0.07), [LEVEL], "no_change"),
        (answer("difference", 1.4, 1.1, 1.7, 0.01), [answer("level", 1.3, 1.1, 1.6)], "rose"),
    ],
)
def test_the_rule_of_the_verdict(first, others, verdict):
    assert judge(first, others) == verdict
    assert judge(first, others, is_doubted=True) == "not_judged"


def test_every_message_is_of_this_room_and_said_somewhere():
    files = [path for path in Path(room.__file__).parent.glob("*.py") if path.name != "words.py"]
    text = "".join(path.read_text("utf-8") for path in files)
    families = tuple(re.findall(r"(effects\.[a-z_]+_)\{", text))
    made = {f"{m}_{way}" for m in METHODS_SAID for way in WAYS}
    made |= {"worked", "rose", "no_change", "disagree", "not_judged", "other", "other_compared"}
    made |= {"no_change_vague"}
    made |= {"power_monthly"}  # said by assess, which asks of an edition's places before spending
    for name in MESSAGES:
        said = f'"{name}"' in text or name.removeprefix("effects.") in made
        assert said or name.startswith(families), name
    given = set(re.findall(r'"effects\.([a-z_]+)"', text))
    assert not {one for one in given if f"effects.{one}" not in MESSAGES}
