"""How good was the list? Held against later months it did not see, and against simpler maps."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safercity.evidence.findings import Basis, refuse_activity
from safercity.evidence.places.counts import CountsUnusable
from safercity.evidence.places.score_found import (
    Figure,
    MapScore,
    PlacesScore,
    ScoreSettings,
    Unseen,
)
from safercity.evidence.places.score_telling import state_limits, state_score
from safercity.evidence.places.surface import spread_kernel
from safercity.evidence.runs import Run
from safercity.evidence.statistics import round_significant, wilson_interval

RESAMPLES = 2000
PURPOSE = 301


def score_places(
    chosen: np.ndarray,
    unseen: Unseen,
    *,
    run: Run,
    bandwidth: float = 500.0,
    basis: Basis | None = None,
) -> PlacesScore:
    """Score the units of a list or a map of hot spots (n booleans) on later months.

    PAI = share of later demand / share of area (Chainey, Tompson & Uhlig 2008). PEI = PAI / the
    best PAI any choice of the same area could have had (Hunt 2016). RRI = later share of demand /
    earlier share (Levine 2008); under 1, the places held less than before. Rivals take, up to the
    same area, the units with most `earlier` records ("last_year") or with the highest quartic
    kernel density of them ("kde", `bandwidth` metres). Intervals are Wilson's for the shares, log
    normal for RRI; the difference is bootstrapped over records, paired and seeded.
    Limits: intervals treat records as independent; repeats make the truth a little less sure.
    Later months must not have been seen by the list: this function cannot check that.
    Errors: `CountsUnusable`, for counts or areas that cannot be, or that do not fit each other.
    """
    if basis is not None:
        refuse_activity(basis, "A score of places")
    chosen = np.asarray(chosen, dtype=bool)
    _check(chosen, unseen)
    size = float(np.asarray(unseen.area)[chosen].sum())
    kernel = spread_kernel(unseen.earlier, unseen.centroids, bandwidth=bandwidth)
    rivals = {
        "last_year": _take(unseen.earlier / unseen.area, unseen.area, size=size),
        "kde": _take(kernel, unseen.area, size=size),
    }
    best = _take(unseen.later / unseen.area, unseen.area, size=size)
    found = PlacesScore(
        ours=_score_map(chosen, best, unseen=unseen),
        rivals={name: _score_map(map_, best, unseen=unseen) for name, map_ in rivals.items()},
        difference={
            name: _compare(chosen, map_, unseen=unseen, run=run) for name, map_ in rivals.items()
        },
        later=int(np.sum(unseen.later)),
        settings=ScoreSettings(bandwidth, RESAMPLES),
    )
    return replace(found, statements=state_score(found), limits=state_limits(basis))


def _check(chosen: np.ndarray, unseen: Unseen) -> None:
    number = chosen.shape
    for what in ("later", "earlier", "area"):
        values = np.asarray(getattr(unseen, what), dtype=float)
        if values.shape != number:
            raise CountsUnusable(
                f"A score of places: {number} units were chosen from, and there are "
                f"{values.shape} values of {what}.",
                advice="Give a value for each unit, chosen or not.",
            )
        wrong = ~np.isfinite(values) | (values < 0) | ((values == 0) & (what == "area"))
        if wrong.any():
            least = "above zero" if what == "area" else "zero or more"
            raise CountsUnusable(
                f"A score of places: {what} of unit {int(np.flatnonzero(wrong)[0])} is "
                f"{values[wrong].flat[0]:g}, not {least}.",
                advice="Score the months that were sent; a place without area cannot be scored.",
            )


def _take(heights: np.ndarray, area: np.ndarray, *, size: float) -> np.ndarray:
    """The highest units whose area adds up to at most `size` (ties by position), booleans."""
    order = np.argsort(-round_significant(heights), kind="stable")
    taken = np.zeros(len(order), dtype=bool)
    fits = round_significant(np.cumsum(np.asarray(area)[order])) <= round_significant(size)
    taken[order[fits]] = True
    return taken


def _score_map(chosen: np.ndarray, best: np.ndarray, *, unseen: Unseen) -> MapScore:
    area_share = float(unseen.area[chosen].sum() / unseen.area.sum())
    held, total = int(unseen.later[chosen].sum()), int(unseen.later.sum())
    if total == 0 or area_share == 0:
        nothing: Figure = (None, None, None)
        return MapScore(area_share, None, nothing, nothing, nothing)
    low, high = (float(end) for end in wilson_interval(held, total))
    shares = (held / total, low, high)
    reached = int(unseen.later[best].sum()) / total
    return MapScore(
        area_share=_tidy(area_share),
        demand_share=_tidy(held / total),
        pai=_figure(*(share / area_share for share in shares)),
        pei=_figure(*(min(1.0, share / reached) for share in shares)) if reached else _figure(),
        rri=_recapture(chosen, unseen=unseen),
    )


def _recapture(chosen: np.ndarray, *, unseen: Unseen) -> Figure:
    """RRI with the interval of a ratio of two shares, on the log scale (Katz 1978)."""
    later, earlier = int(unseen.later[chosen].sum()), int(unseen.earlier[chosen].sum())
    all_later, all_earlier = int(unseen.later.sum()), int(unseen.earlier.sum())
    if min(later, earlier) == 0:
        return (None, None, None)
    ratio = (later / all_later) / (earlier / all_earlier)
    spread = np.sqrt(max(0.0, 1 / later - 1 / all_later + 1 / earlier - 1 / all_earlier))
    return _figure(ratio, ratio * np.exp(-1.959964 * spread), ratio * np.exp(1.959964 * spread))


def _compare(chosen: np.ndarray, rival: np.ndarray, *, unseen: Unseen, run: Run) -> Figure:
    """PAI of the list minus the rival's: only records that one holds and the other does not
    matter, so resampling needs four counts, not the records."""
    total = int(unseen.later.sum())
    areas = [float(unseen.area[one].sum() / unseen.area.sum()) for one in (chosen, rival)]
    if total == 0 or min(areas) == 0:
        return (None, None, None)
    kinds = [chosen & rival, chosen & ~rival, ~chosen & rival, ~chosen & ~rival]
    counts = np.array([int(unseen.later[kind].sum()) for kind in kinds])
    drawn = run.generator(PURPOSE).multinomial(total, counts / total, size=RESAMPLES)
    table = np.vstack([counts, drawn]) / total
    gap = (table[:, 0] + table[:, 1]) / areas[0] - (table[:, 0] + table[:, 2]) / areas[1]
    low, high = np.quantile(gap[1:], [0.025, 0.975])
    return _figure(float(gap[0]), float(low), float(high))


def _figure(*values: float) -> Figure:
    if not values:
        return (None, None, None)
    value, low, high = (_tidy(one) for one in values)
    return (value, low, high)


def _tidy(value: float) -> float:
    return float(round_significant(value))
