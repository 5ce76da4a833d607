"""One question asked of a whole city: what is said, what is warned of, what is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from safercity.evidence.effects import (
    EffectCountsUnusable,
    EffectIncomplete,
    EffectRequest,
    EffectSettings,
    Intervention,
    measure_effect,
)
from safercity.evidence.findings import Basis, Finding, RecordingBreak, as_values
from safercity.evidence.matrix import LabelsDiffer, Matrix
from tests.evidence.effects.cities import AT, LABELS, MONTHS
from tests.evidence.effects.questions import PLACE, REQUEST, even_city, with_gap


def test_half_as_many_is_said_to_have_worked():
    found = measure_effect(even_city(effect=0.5), REQUEST)
    assert found.verdict == "worked"
    assert found.ratio == pytest.approx(0.5, abs=0.07)
    assert found.low < 0.5 < found.high
    told = found.explain()
    assert "fewer incidents than areas like it would lead one to expect" in told
    assert "it probably worked" in told
    assert "no ring of areas" in told
    assert "for each incident prevented" in told
    assert found.prevented[0] == pytest.approx(18 * 10, rel=0.25)
    assert found.settings.left_out == MONTHS[AT - 12 : AT]
    assert isinstance(found, Finding)
    assert as_values(found)["text"] == told
    assert json.dumps(as_values(found), allow_nan=False)
    assert len(found.settings.comparison) == 20


def test_half_as_many_again_is_a_rise():
    found = measure_effect(even_city(effect=1.5), REQUEST)
    assert found.verdict == "rose"
    assert "more incidents than areas like it" in found.explain()
    assert "no incident can be shown" in found.explain()


def test_nothing_done_says_what_could_have_been_seen():
    found = measure_effect(even_city(), REQUEST)
    assert found.verdict == "no_change"
    assert "no change can be told from chance" in found.explain()
    assert "would probably not have been seen" in found.explain()


def test_same_input_same_values_and_every_method_alone_is_a_finding():
    first, second = (as_values(measure_effect(even_city(effect=0.7), REQUEST)) for _ in range(2))
    assert repr(first) == repr(second)
    methods = measure_effect(ringed_city(ring=1.0), ringed()).methods
    for name, one in vars(methods).items():
        if one is not None:
            assert isinstance(one, Finding), name
            assert json.dumps(as_values(one), allow_nan=False)
            assert one.limits


def test_several_treated_units_are_told_as_one_place():
    counts = even_city()
    counts.values[:3, AT:] = np.floor(counts.values[:3, AT:] / 2)
    found = measure_effect(counts, replace(REQUEST, treated=LABELS[:3]))
    assert found.verdict == "worked"
    assert found.counted[0] == counts.values[:3, 0].sum()
    assert found.ratio == pytest.approx(0.5, abs=0.06)
    assert not set(LABELS[:3]) & set(found.settings.comparison)
    assert "effects.limit_together" in {one.id for one in found.limits}


def test_a_place_not_chosen_by_its_figures_keeps_all_months():
    found = measure_effect(even_city(), REQUEST, settings=EffectSettings(chosen_months=0))
    assert len(found.settings.before) == 36
    assert found.settings.left_out == ()
    assert found.methods.falling_back is None


# ---- next door


def ringed(**more) -> EffectRequest:
    centres = {label: (400.0 * (i % 10), 400.0 * (i // 10)) for i, label in enumerate(LABELS)}
    return replace(REQUEST, centroids=centres, **more)


def ringed_city(*, ring: float) -> Matrix:
    rng = np.random.default_rng(3)
    mean = np.full((len(LABELS), len(MONTHS)), 20.0)
    mean[0, AT:] *= 0.5
    mean[[1, 10], AT:] *= ring  # 400 metres away; 11 is 566 away
    return Matrix(rng.poisson(mean).astype(float), LABELS, MONTHS)


@pytest.mark.parametrize(
    ("ring", "told"),
    [
        (1.4, "some may have moved next door"),
        (0.6, "the benefit may have spread"),
        (1.0, "no sign that incidents moved"),
    ],
)
def test_what_happened_around_it_is_said(ring, told):
    found = measure_effect(ringed_city(ring=ring), ringed())
    assert found.settings.around_treated == ("area 1", "area 10")
    assert not {"area 1", "area 10"} & set(found.settings.comparison)
    assert told in found.explain()
    assert found.methods.quotient is not None
    assert ("it may only have moved" in found.explain()) == (ring == 1.4)
    assert "there and around it" in found.explain()  # what is left when the ring is counted too
    moved = found.methods.difference_of_counts.moved
    assert moved == pytest.approx(2 * 20 * 18 * (ring - 1), abs=110)


def test_rings_that_are_named_are_taken():
    named = replace(REQUEST, displacement_treated=("area 7",), displacement_control=("area 9",))
    found = measure_effect(even_city(), named)
    assert found.settings.around_treated == ("area 7",)
    assert found.settings.around_comparison == ("area 9",)
    assert not {"area 7", "area 9"} & set(found.settings.comparison)


# ---- harm and make-up


def test_harm_is_weighed_beside_incidents():
    counts = even_city(effect=0.5)
    theft = Matrix(np.floor(counts.values / 2), counts.rows, counts.columns)
    violence = Matrix(counts.values - theft.values, counts.rows, counts.columns)
    asked = replace(
        REQUEST,
        by_type={"theft": theft, "violence": violence},
        harm_weights={"theft": 1.0, "violence": 9.0},
    )
    found = measure_effect(counts, asked)
    harm, plain = found.methods.difference_of_harm, found.methods.difference_of_counts
    assert harm.difference == pytest.approx(5 * plain.difference, rel=0.1)
    assert "make-up" in found.methods.match.explain()
    assert "measured in harm" in found.explain().lower()
    assert found.costs.per_harm[0] == pytest.approx(20_000 / -harm.difference, rel=1e-6)
    short = Matrix(theft.values[:5], theft.rows[:5], theft.columns)
    with pytest.raises(LabelsDiffer, match=r"60 units.*5"):
        measure_effect(counts, replace(asked, by_type={"theft": short}))
    with pytest.raises(EffectCountsUnusable, match="no weight"):
        measure_effect(counts, replace(asked, harm_weights={"theft": 1.0}))
    with pytest.raises(EffectIncomplete, match="each type"):
        measure_effect(counts, replace(asked, by_type=None))


# ---- warnings


def test_others_in_the_same_place_are_said_not_untangled():
    other = Intervention("Alley gates", "2023-01", units=("area 0",))
    same = Intervention("Market Square", "2021-01", "2021-12")
    again = measure_effect(even_city(), replace(REQUEST, others=(same,)))
    assert "Market Square ran in the same place" in again.explain()
    past = Intervention("Old scheme", "2015-01", "2015-06", units=("area 0",))
    found = measure_effect(even_city(effect=0.5), replace(REQUEST, others=(other, past)))
    assert "Alley gates ran in the same place" in found.explain()
    assert "Old scheme" not in found.explain()


def test_areas_touched_by_others_are_never_matched_and_said_where_named():
    other = Intervention("Wardens", "2022-10", units=LABELS[1:30])
    found = measure_effect(even_city(), replace(REQUEST, others=(other,)))
    assert not set(LABELS[1:30]) & set(found.settings.comparison)
    named = replace(REQUEST, others=(other,), comparison=LABELS[20:50])
    assert (
        "Wardens ran in areas it is compared with" in measure_effect(even_city(), named).explain()
    )


def test_breaks_missing_months_unplaced_and_late_are_said():
    basis = Basis(
        unplaced_share=0.04,
        late_share=0.2,
        missing=("2021-01", "2022-09"),
        breaks=(RecordingBreak("2022-11", "a new crime system"),),
    )
    found = measure_effect(even_city(), REQUEST, basis=basis)
    told = {one.id: one for one in found.limits}
    assert told["effects.break"].values["month"] == "2022-11"
    assert told["effects.missing"].values["number"] == 2
    assert {"effects.unplaced", "effects.late"} <= set(told)
    assert "2022-09" not in found.settings.after
    assert MONTHS[-1] not in found.settings.after  # still filling up


def test_a_missing_month_is_left_out_never_zero():
    counts = even_city(effect=0.5)
    gone = with_gap(counts, slice(None), slice(AT + 2, AT + 5))
    found = measure_effect(gone, REQUEST)
    assert len(found.settings.after) == 15
    assert found.ratio == pytest.approx(0.5, abs=0.08)
    some = with_gap(counts, 5, 20)
    named = replace(REQUEST, comparison=LABELS[1:20])
    assert "effects.dropped" in {one.id for one in measure_effect(some, named).limits}


def test_months_after_its_end_do_not_count():
    ended = replace(REQUEST, intervention=replace(PLACE, end="2023-03"))
    assert measure_effect(even_city(), ended).settings.after[-1] == "2023-03"


# ---- no verdict


def test_only_the_months_that_chose_it_lean_on_areas_as_high():
    chosen = replace(PLACE, chosen_from=MONTHS[0], chosen_to=MONTHS[AT - 1])
    found = measure_effect(even_city(effect=0.5), replace(REQUEST, intervention=chosen))
    assert (found.decided_by, found.verdict) == ("level", "worked")
    assert "areas that had been as high" in found.explain()
    named = replace(REQUEST, intervention=chosen, comparison=LABELS[1:5])
    few = measure_effect(even_city(effect=0.5), named)
    assert few.verdict == "not_judged"
    assert "falls back by itself" in few.explain()


@pytest.mark.parametrize(
    ("counts", "request_", "told"),
    [
        (even_city(), replace(REQUEST, comparison=LABELS[1:3]), "two areas to compare with"),
        (even_city(), replace(REQUEST, intervention=Intervention("X", "2023-09")), "four after"),
        (
            Matrix(
                np.where(np.arange(60)[:, None] > 0, even_city().values, 0), LABELS[:60], MONTHS
            ),
            REQUEST,
            "0 incidents before",
        ),
        (Matrix(np.full((60, 60), 0.02), LABELS[:60], MONTHS), REQUEST, "too few for any fall"),
    ],
)
def test_too_little_is_not_judged(counts, request_, told):
    found = measure_effect(counts, request_)
    assert found.verdict == "not_judged"
    assert "cannot be judged" in found.explain()
    assert told in found.explain()
    assert "what it prevented cannot be said" in measure_effect(counts, costed(request_)).explain()


def costed(request_):
    return replace(request_, intervention=replace(request_.intervention, cost=5_000.0))
