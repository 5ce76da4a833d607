"""One area beside those most like it: rank with its interval, and ratio to the others together."""

from __future__ import annotations

import numpy as np

from safercity.evidence.findings import Basis, Statement, refuse_activity
from safercity.evidence.profile.compare.area_limits import limit_areas
from safercity.evidence.profile.compare.areas import AreaCounts, KnownAreas, read_areas
from safercity.evidence.profile.compare.funnel.limits import chance_of_count, find_widening
from safercity.evidence.profile.compare.similar.found import (
    SimilarComparison,
    SimilarRow,
    SimilarSettings,
)
from safercity.evidence.profile.limits import state_limits
from safercity.evidence.runs import Run
from safercity.evidence.statistics import (
    RateRatio,
    compare_counts,
    find_rank_intervals,
    fit_gamma_prior,
    mid_ranks,
    poisson_interval,
    round_significant,
)

METHOD = "A comparison with similar areas"
FEWEST_AREAS = 4
PURPOSE = 5401


def compare_similar(
    areas: AreaCounts,
    *,
    own: str,
    basis: Basis,
    run: Run,
    settings: SimilarSettings | None = None,
) -> SimilarComparison:
    """`own` beside similar areas: `areas` holds it and at least three others.

    The others' average is that of all their records to all their people. The ratio has the exact
    conditional interval of two counts (Przyborowski & Wilenski 1940), which allows for chance; how
    much similar areas usually differ is told apart, by the variance between the others (additive,
    Spiegelhalter 2005). Ranks have posterior intervals (Goldstein & Spiegelhalter, JRSS A 159,
    1996): a place in a league table is seldom sure.
    Limits: whoever drew up the list decided what "similar" means; areas record differently.
    Errors: `CountsUnusable`, `ComparisonUnusable`, `ActivityAsked`.
    """
    settings = settings or SimilarSettings()
    refuse_activity(basis, METHOD)
    known = read_areas(areas, denominator=settings.denominator, what=METHOD, fewest=FEWEST_AREAS)
    at = known.find(own, what=METHOD)
    others = np.arange(len(known.labels)) != at
    count, exposure = known.counts[others].sum(), known.exposure[others].sum()
    ratio = compare_counts(
        known.counts[at], count, exposure=known.exposure[at] / exposure,
        level=settings.level, dispersion=settings.dispersion,
    )  # fmt: skip
    tau, p = _usual(known, at, others=others, settings=settings)
    rows = _rank(known, run=run, settings=settings)
    own_row = next(row for row in rows if row.label == own)
    average = float(round_significant(count / exposure))
    usual = p > 1 - settings.outer
    shared = limit_areas(known, areas, denominator=settings.denominator, what=METHOD)
    return SimilarComparison(
        own, rows, average, float(ratio.ratio), float(ratio.low), float(ratio.high), tau, p,
        usual, known.unknown,
        statements=_state(own_row, (ratio, tau, usual), among=(len(rows), average),
                          settings=settings),
        limits=(*state_limits(basis), Statement("profile.limit.similar"), *shared),
        settings=settings,
    )  # fmt: skip


def _usual(
    known: KnownAreas, at: int, *, others: np.ndarray, settings: SimilarSettings
) -> tuple[float, float]:
    """How much the others' true rates differ, and the chance of the own count were it one more."""
    counts, exposure = known.counts[others], known.exposure[others]
    if not counts.sum():
        return 0.0, float("nan")
    rate = counts.sum() / exposure.sum()
    found = find_widening(counts, exposure * rate, part=settings.winsorised, kind="additive")
    expected = known.exposure[[at]] * rate
    p = chance_of_count(known.counts[[at]], expected, widening=found.at(expected))
    return found.tau, float(p[0])


def _rank(known: KnownAreas, *, run: Run, settings: SimilarSettings) -> tuple[SimilarRow, ...]:
    counts, exposure = known.counts, known.exposure
    rate = round_significant(counts / exposure)
    low, high = (round_significant(end / exposure) for end in poisson_interval(counts))
    ranks = mid_ranks(-rate)
    prior = fit_gamma_prior(counts, exposure)
    first, last = np.ones(len(rate)), np.full(len(rate), len(rate))
    if counts.sum():
        drawn = find_rank_intervals(
            counts, exposure, prior=prior, draws=run.generator(PURPOSE),
            shape=(settings.draws, settings.rank_level),
        )  # fmt: skip
        first, last = drawn.low, drawn.high
    order = sorted(range(len(rate)), key=lambda i: (ranks[i], known.labels[i]))
    return tuple(
        SimilarRow(
            known.labels[i], int(counts[i]), float(rate[i]), float(low[i]), float(high[i]),
            float(ranks[i]), int(first[i]), int(last[i]),
        )
        for i in order
    )  # fmt: skip


def _state(
    row: SimilarRow,
    told: tuple[RateRatio, float, bool],
    *,
    among: tuple[int, float],
    settings: SimilarSettings,
) -> tuple[Statement, ...]:
    ratio, tau, usual = told
    areas, average = among
    per = settings.per
    rates = {"rate": row.rate * per, "low": row.low * per, "high": row.high * per}
    values = {"area": row.label, "per": per, "denominator": settings.denominator_words} | rates
    rank = {"area": row.label, "rank": row.rank, "first": row.rank_low, "last": row.rank_high}
    statements = [
        Statement("profile.similar", values),
        Statement("profile.similar_rank", rank | {"areas": areas}),
    ]
    if np.isnan(ratio.ratio):
        return (*statements, Statement("profile.similar_none"))
    above, below = ratio.low > 1, ratio.high < 1
    name = "above" if above else "below" if below else "about"
    spread = {"ratio": float(ratio.ratio), "low": float(ratio.low), "high": float(ratio.high)}
    spread |= {"others": areas - 1, "average": average * per}
    statements.append(Statement(f"profile.similar_{name}", spread))
    if above or below:
        differ = "similar_usual" if usual else "similar_unusual"
        statements.append(Statement(f"profile.{differ}", {"tau": tau}))
    return tuple(statements)
