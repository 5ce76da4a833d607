"""Before an effect is measured: which units play which part, which months count, what overlaps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.effects.buffers import BufferSettings, choose_buffers
from safercity.evidence.effects.errors import EffectCountsUnusable, EffectIncomplete
from safercity.evidence.effects.matching import AreaMatch, Excluded, MatchSettings, match_areas
from safercity.evidence.effects.request import EffectRequest, EffectSettings, Label
from safercity.evidence.effects.units import LOCATED, Units, Window, read_units, split_months
from safercity.evidence.findings import Basis, require_location
from safercity.evidence.matrix import LabelsDiffer, Matrix

PLACEBOS = 40  # a mixture's interval at 95% needs 39 others


@dataclass(frozen=True)
class Prepared:
    """Rows of `units` in each part; `pool`: all that nothing was done in, nearest match first.

    `overlaps`: names of other interventions in the place in these months; `touched`: those in the
    areas compared with.
    """

    units: Units
    window: Window
    treated: np.ndarray
    comparison: np.ndarray
    pool: np.ndarray
    around_treated: np.ndarray
    around_comparison: np.ndarray
    match: AreaMatch | None
    overlaps: tuple[str, ...]
    touched: tuple[str, ...]

    @property
    def judged_months(self) -> np.ndarray:
        """Months before and after, (months,) bool."""
        return self.window.before | self.window.after

    def complete(self, rows: np.ndarray, months: np.ndarray) -> np.ndarray:
        """Those of `rows` without a gap in `months`."""
        return rows[~np.isnan(self.units.values[np.ix_(rows, months)]).any(axis=1)]

    def totals(self, rows: np.ndarray) -> tuple[float, float]:
        """Incidents of `rows` before and after, gaps left out."""
        values = self.units.values[rows]
        before, after = (float(np.nansum(values[:, side])) for side in (
            self.window.before, self.window.after))  # fmt: skip
        return before, after


def prepare(
    counts: Matrix, request: EffectRequest, *, basis: Basis, settings: EffectSettings
) -> Prepared:
    """Check the question against the counts. Errors: as `measure_effect`."""
    require_location(basis, LOCATED, method="An effect")
    units = read_units(counts, basis=basis, late_at_most=settings.late_at_most)
    _check_types(counts, request)
    treated = units.rows_of(request.treated, part="Treated")
    if not treated.size:
        raise EffectIncomplete(f"No unit of {request.intervention.place} is named as treated.")
    known = ~np.isnan(units.values[treated]).any(axis=0)
    window = split_months(units.months, request.intervention, known=known, settings=settings)
    first = units.months[int(np.flatnonzero(window.earlier)[0])]
    last = units.months[int(np.flatnonzero(window.after)[-1])]
    running = [one for one in request.others
               if one.start <= last and (one.end or last) >= first
               and one != request.intervention]  # fmt: skip
    here, place = set(request.treated), request.intervention.place
    overlaps = tuple(one.place for one in running if one.place == place or here & set(one.units))
    ring = _ring_of_treated(request, settings)
    everywhere = {label for one in running for label in one.units}
    comparison, pool, match = _choose_comparison(
        units, request, window=window, barred=(ring, everywhere), settings=settings
    )
    touched = tuple(one.place for one in running if set(one.units) & set(comparison))
    ring, other_ring = _rings(request, settings, comparison=comparison, touched=everywhere)
    _check_apart([tuple(request.treated), comparison, ring, other_ring])
    return Prepared(
        units,
        window,
        treated=treated,
        comparison=units.rows_of(comparison, part="Comparison"),
        pool=units.rows_of(pool, part="Comparison"),
        around_treated=units.rows_of(ring, part="Ring of the treated"),
        around_comparison=units.rows_of(other_ring, part="Ring of the comparison"),
        match=match,
        overlaps=overlaps,
        touched=touched,
    )


def _check_types(counts: Matrix, request: EffectRequest) -> None:
    for name, one in (request.by_type or {}).items():
        if one.rows != counts.rows or one.columns != counts.columns:
            raise LabelsDiffer(
                f"Counts have {len(counts.rows)} units and {len(counts.columns)} months; "
                f"those of {name} {len(one.rows)} and {len(one.columns)}, or other labels."
            )
    lacking = sorted(set(request.by_type or {}) - set(request.harm_weights or {}))
    if request.harm_weights is not None and lacking:
        raise EffectCountsUnusable(f"{lacking[0]} has counts but no weight of harm.")
    if request.harm_weights is not None and not request.by_type:
        raise EffectIncomplete("To weigh by harm, counts of each type are needed.")


def _ring_of_treated(request: EffectRequest, settings: EffectSettings) -> tuple[Label, ...]:
    if request.displacement_treated or request.centroids is None:
        return request.displacement_treated
    terms = BufferSettings(settings.buffer_metres)
    return choose_buffers(request.centroids, request.treated, settings=terms).around_treated


def _choose_comparison(units: Units, request: EffectRequest, *, window, barred, settings):
    ring, touched = barred
    if request.comparison != "auto":
        if not request.comparison:
            raise EffectIncomplete("There is no comparison: no unit to compare with is named.")
        return tuple(request.comparison), tuple(request.comparison), None
    earlier = window.earlier
    before = Matrix(
        units.values[:, earlier],
        units.labels,
        tuple(month for month, ok in zip(units.months, earlier, strict=True) if ok),
    )
    buffers = {*ring, *request.displacement_control}
    match = match_areas(
        before,
        request.treated,
        excluded=Excluded(buffers, touched),
        make_up=_make_up(units, request, earlier=earlier),
        settings=MatchSettings(settings.matches, fewest=settings.fewest_areas),
    )
    return match.chosen, match.eligible, match


def _make_up(units: Units, request: EffectRequest, *, earlier: np.ndarray) -> Matrix | None:
    if request.make_up is not None or not request.by_type:
        return request.make_up
    names = tuple(request.by_type)
    sums = [np.nansum(request.by_type[name].values[:, earlier], axis=1) for name in names]
    return Matrix(np.column_stack(sums).astype(float), units.labels, names)


def _rings(request: EffectRequest, settings: EffectSettings, *, comparison, touched):
    if request.displacement_treated or request.centroids is None:
        return request.displacement_treated, request.displacement_control
    terms = BufferSettings(settings.buffer_metres)
    found = choose_buffers(
        request.centroids,
        request.treated,
        comparison=comparison,
        barred=tuple(touched),
        settings=terms,
    )
    return found.around_treated, request.displacement_control or found.around_comparison


def _check_apart(parts: list[tuple[Label, ...]]) -> None:
    seen: dict[Label, str] = {}
    names = ("treated", "comparison", "ring of the treated", "ring of the comparison")
    for name, labels in zip(names, parts, strict=True):
        for label in labels:
            if seen.get(label, name) != name:
                raise EffectCountsUnusable(f"{label} is named as {seen[label]} and as {name}.")
            seen[label] = name
