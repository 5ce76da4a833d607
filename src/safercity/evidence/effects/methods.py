"""Every method asked of one prepared question; None where it cannot be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safercity.evidence.effects.area_sums import group_rows, sum_areas, sum_types
from safercity.evidence.effects.differences import (
    Difference,
    DifferenceSettings,
    difference_in_differences,
)
from safercity.evidence.effects.displacement import (
    DisplacementSettings,
    displacement_difference,
    displacement_quotient,
)
from safercity.evidence.effects.errors import EffectIncomplete, TooFewAreas
from safercity.evidence.effects.falling_back import FallingBack, warn_of_falling_back
from safercity.evidence.effects.found import Methods
from safercity.evidence.effects.interrupted import (
    InterruptedSeries,
    SeriesSettings,
    interrupted_series,
)
from safercity.evidence.effects.preparing import PLACEBOS, Prepared
from safercity.evidence.effects.ratios import RatioSettings, rate_ratio
from safercity.evidence.effects.request import EffectRequest, EffectSettings
from safercity.evidence.effects.same_level import (
    LevelComparison,
    LevelSettings,
    compare_same_level,
)
from safercity.evidence.effects.synthetic import (
    SyntheticControl,
    SyntheticSettings,
    synthetic_control,
)
from safercity.evidence.effects.telling import read_way
from safercity.evidence.effects.verdict import MethodAnswer
from safercity.evidence.runs import Run
from safercity.evidence.statistics import round_significant

MEASURES = ("level", "difference", "synthetic", "series", "rate_ratio")


def ask_methods(
    prepared: Prepared,
    request: EffectRequest,
    *,
    run: Run,
    settings: EffectSettings,
) -> Methods:
    """Each method's finding."""
    run.step("effect: compare changes")
    difference = _difference(
        prepared, settings, treated=prepared.treated, others=prepared.comparison
    )
    run.step("effect: compare levels")
    level = _level(prepared, settings)
    run.step("effect: mix areas")
    synthetic = _synthetic(prepared, settings)
    run.step("effect: look at its own past")
    found = Methods(
        difference=difference,
        level=level,
        synthetic=synthetic,
        series=_series(prepared, request, settings=settings),
        ring=_ring(prepared, settings),
        falling_back=_falling_back(prepared),
        match=prepared.match,
    )
    return _add_published(found, prepared, request=request, settings=settings)


def _add_published(
    found: Methods, prepared: Prepared, *, request: EffectRequest, settings: EffectSettings
) -> Methods:
    """The methods that take nothing but sums of areas."""
    counts = sum_areas(prepared)
    if counts is None:
        return found
    by_type = sum_types(prepared, request, like=counts)
    has_ring = counts.displacement_treated is not None
    in_harm = DisplacementSettings(settings.level, "harm")
    return replace(
        found,
        difference_of_counts=displacement_difference(
            counts, settings=DisplacementSettings(settings.level)
        ),
        difference_of_harm=by_type
        and displacement_difference(by_type[0], harm_weights=by_type[1], settings=in_harm),
        quotient=displacement_quotient(counts) if has_ring else None,
        rate_ratio=rate_ratio(
            counts.treated, counts.control, settings=RatioSettings(settings.level)
        ),
    )


def answers_of(methods: Methods) -> tuple[MethodAnswer, ...]:
    """What each method says of the place, in the order in which they are told."""
    told = []
    for name in MEASURES:
        found = getattr(methods, name)
        if found is not None:
            way = read_way(found)
            p = found.p_side if name == "synthetic" else found.p
            told.append(MethodAnswer(name, found.ratio, found.low, found.high, way, p))
    counted = methods.difference_of_counts
    if counted is not None:
        way = read_way(counted, neutral=0.0)
        figures = (counted.difference, counted.low, counted.high)
        told.append(MethodAnswer("difference_of_counts", *figures, way, counted.p, neutral=0.0))
    return tuple(told)


def _difference(
    prepared: Prepared, settings: EffectSettings, *, treated: np.ndarray, others: np.ndarray
) -> Difference:
    rows = np.concatenate([treated, others])
    return difference_in_differences(
        prepared.units.values[rows],
        np.arange(rows.size) < treated.size,
        before=prepared.window.before,
        after=prepared.window.after,
        settings=DifferenceSettings(settings.level),
    )


def _level(prepared: Prepared, settings: EffectSettings) -> LevelComparison | None:
    """Against areas as high: months that chose the place and those before told apart."""
    window = prepared.window
    others = prepared.complete(prepared.pool, window.earlier | window.after)
    rows = np.concatenate([prepared.treated, others])
    values = prepared.units.values[rows]
    stretches = [window.before & ~window.chosen, window.chosen]
    stretches = [one for one in stretches if one.any()]
    try:
        return compare_same_level(
            np.column_stack([values[:, one].sum(axis=1) for one in stretches]),
            values[:, window.after].sum(axis=1),
            treated=np.arange(rows.size) < prepared.treated.size,
            settings=LevelSettings(settings.level),
        )
    except TooFewAreas:
        return None


def _synthetic(prepared: Prepared, settings: EffectSettings) -> SyntheticControl | None:
    window = prepared.window
    values = prepared.units.values
    others = prepared.complete(prepared.pool, prepared.judged_months)
    others = others[values[np.ix_(others, window.before)].sum(axis=1) > 0]
    if prepared.match is not None:
        # The pool stands in the order of the counts: take those nearest in level.
        aim = float(values[prepared.treated][:, window.before].sum(axis=1).mean())
        levels = values[np.ix_(others, window.before)].sum(axis=1)
        far = round_significant(np.abs(np.log(levels / max(aim, 0.5))))
        others = others[np.sort(np.argsort(far, kind="stable")[:PLACEBOS])]
    treated = values[prepared.treated].sum(axis=0)
    if not treated[window.before].sum() or window.before.sum() < 2:
        return None
    try:
        return synthetic_control(
            np.where(prepared.judged_months, treated, 0.0),
            np.where(prepared.judged_months, values[others], 0.0),
            before=window.before,
            after=window.after,
            settings=SyntheticSettings(settings.level),
        )
    except TooFewAreas:
        return None


def _series(
    prepared: Prepared, request: EffectRequest, *, settings: EffectSettings
) -> InterruptedSeries | None:
    """The place beside the areas compared with, months that chose it left out."""
    judged = prepared.judged_months
    others = prepared.complete(prepared.comparison, judged)
    if not others.size:
        return None
    treated = prepared.units.values[prepared.treated].sum(axis=0)
    beside = prepared.units.values[others].sum(axis=0)
    span = slice(int(np.flatnonzero(judged)[0]), int(np.flatnonzero(judged)[-1]) + 1)
    terms = SeriesSettings(
        level=settings.level,
        waves=0,
        fewest_before=settings.fewest_before,
        fewest_after=settings.fewest_after,
    )
    try:
        return interrupted_series(
            np.where(judged, treated, np.nan)[span],
            prepared.units.months[span],
            start=request.intervention.start,
            beside=np.where(judged, beside, np.nan)[span],
            settings=terms,
        )
    except EffectIncomplete:
        return None


def _ring(prepared: Prepared, settings: EffectSettings) -> Difference | None:
    _, _, ring, control = group_rows(prepared)
    if not ring.size or not control.size:
        return None
    return _difference(prepared, settings, treated=ring, others=control)


def _falling_back(prepared: Prepared) -> FallingBack | None:
    window = prepared.window
    if not window.chosen.any():
        return None
    rows = np.concatenate([prepared.treated, prepared.pool])
    return warn_of_falling_back(
        prepared.units.values[rows],
        np.arange(rows.size) < prepared.treated.size,
        chosen=window.chosen,
        earlier=window.earlier,
    )
