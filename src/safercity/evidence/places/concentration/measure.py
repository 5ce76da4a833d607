"""How concentrated are records on places? Lorenz curve, Gini index, and its generalised form."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from safercity.evidence.findings import Basis, refuse_activity, require_location
from safercity.evidence.matrix import Matrix
from safercity.evidence.places.concentration.found import (
    Concentration,
    ConcentrationSettings,
    Index,
)
from safercity.evidence.places.concentration.telling import state_concentration, state_limits
from safercity.evidence.places.counts import (
    SUPPORTS_AREAS,
    CountsUnusable,
    add_up_periods,
    find_missing,
)
from safercity.evidence.runs import Run
from safercity.evidence.statistics import round_significant

PURPOSE = 320
Z_95 = 1.959963985


@dataclass(frozen=True)
class LorenzCurve:
    """From the fullest place down: `places` and `records`, shares from 0 to 1, (n + 1,) each."""

    places: np.ndarray
    records: np.ndarray


def measure_concentration(
    counts: Matrix, *, basis: Basis, run: Run, settings: ConcentrationSettings | None = None
) -> Concentration:
    """How unevenly records fall on places, and what chance alone would give.

    `counts`: places by periods, added up over the periods; places of which a period is missing are
    left out, periods of which nothing is known too. Harm weights do as well, without the
    generalised index, which counts. The interval treats places as a sample (Davidson, Journal of
    Econometrics 150, 2009). Chance: records dealt to places alike, `settings.draws` seeded times.
    Errors: `TooCoarse`, `ActivityAsked`; `CountsUnusable` for negative counts or under two places.
    Limits: depends on the size of the units: finer ones always look more concentrated.
    """
    settings = settings or ConcentrationSettings()
    refuse_activity(basis, "A measure of concentration")
    require_location(basis, SUPPORTS_AREAS, method="A measure of concentration")
    totals = add_up_periods(counts)
    values = totals[~np.isnan(totals)]
    if values.size < 2:
        raise CountsUnusable(f"Concentration is of several places; {values.size} is known.")
    curve = draw_lorenz(values)
    found = Concentration(
        places=values.size,
        total=float(round_significant(values.sum())),
        gini=_with_interval(values, stretch=1.0),
        generalised=_generalise(values),
        chance=_deal(values, settings=settings, run=run),
        needed=_find_needed(curve, settings.shares) if values.any() else (),
        curve=(curve.places, curve.records),
        settings=settings,
    )
    return replace(
        found,
        statements=state_concentration(found),
        limits=state_limits(found, basis, missing=find_missing(counts)),
    )


def draw_lorenz(values: np.ndarray) -> LorenzCurve:
    """The curve of `values` (n,), zero or more; of no records at all it is the diagonal."""
    ordered = np.sort(values)[::-1]
    total = ordered.sum()
    steps = np.arange(values.size + 1) / values.size
    if total == 0:
        return LorenzCurve(steps, steps)
    records = np.concatenate([[0.0], np.cumsum(ordered) / total])
    return LorenzCurve(round_significant(steps), round_significant(records))


def calculate_gini(values: np.ndarray) -> float:
    """The Gini index of `values` (n,), zero or more: 0 where all are alike, to 1 - 1/n; NaN of no
    records. Source: Gini (1912), as sum of (2 i - n - 1) x_i / (n sum x), i from the smallest."""
    ordered = np.sort(np.asarray(values, dtype=float))
    n, total = ordered.size, ordered.sum()
    if total == 0:
        return float("nan")
    weights = 2 * np.arange(1, n + 1) - n - 1
    return float(round_significant((weights * ordered).sum() / (n * total)))


def generalise_gini(gini: float, *, places: int, records: float) -> float:
    """The generalised index: max(places / records, 1) (gini - 1) + 1.

    With fewer records than places some places must stay empty, and the plain index calls even that
    concentrated; this one is 0 where each record has a place of its own.
    Source: Bernasco & Steenbeek, Journal of Quantitative Criminology 33 (2017), equation 5.
    """
    return float(round_significant(max(places / records, 1.0) * (gini - 1) + 1))


def _generalise(values: np.ndarray) -> Index | None:
    """The generalised index with its interval; None for what is no count, or for no records."""
    total = values.sum()
    if total == 0 or (values != np.floor(values)).any():
        return None
    return _with_interval(values, stretch=max(values.size / total, 1.0))


def _with_interval(values: np.ndarray, *, stretch: float) -> Index | None:
    """An index `stretch` (gini - 1) + 1 with a 95% interval, kept within 0 and 1."""
    gini = calculate_gini(values)
    if np.isnan(gini):
        return None
    index, half = stretch * (gini - 1) + 1, Z_95 * stretch * _error(values, gini)
    ends = (index, max(0.0, index - half), min(1.0, index + half))
    return Index(*(float(round_significant(end)) for end in ends))


def _error(values: np.ndarray, gini: float) -> float:
    """Davidson's standard error (2009, equation 18), from each place's influence."""
    ordered = np.sort(values)
    n, mean = ordered.size, ordered.mean()
    position = (2 * np.arange(1, n + 1) - 1) / n
    influence = -(gini + 1) * ordered + position * ordered - 2 / n * np.cumsum(ordered)
    spread = ((influence - influence.mean()) ** 2).sum()
    return float(np.sqrt(spread) / (n * mean))


def _deal(values: np.ndarray, *, settings: ConcentrationSettings, run: Run) -> Index | None:
    """What places alike would give by chance: the mean, and where 95% of deals lie."""
    total = values.sum()
    if total == 0 or (values != np.floor(values)).any():
        return None
    draws, n, records = run.generator(PURPOSE), values.size, int(total)
    dealt = np.empty(settings.draws)
    for at in range(settings.draws):
        run.step("concentration by chance", at, settings.draws)
        counts = np.bincount(draws.integers(0, n, records), minlength=n)
        dealt[at] = generalise_gini(calculate_gini(counts), places=n, records=records)
    low, high = np.quantile(dealt, [0.025, 0.975])
    return Index(*(float(round_significant(one)) for one in (dealt.mean(), low, high)))


def _find_needed(curve: LorenzCurve, shares: tuple[float, ...]) -> tuple[tuple[float, float], ...]:
    """(share of records, smallest share of places that holds it)."""
    at = np.searchsorted(curve.records, shares)
    return tuple((share, float(curve.places[one])) for share, one in zip(shares, at, strict=True))
