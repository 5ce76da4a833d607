"""Intervals, smoothing, ranks and false discovery: pure functions over arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safercity.fronts import load_when_asked

if TYPE_CHECKING:
    from safercity.evidence.statistics.count_models import (
        CountFit,
        fit_negative_binomial,
        fit_poisson,
    )
    from safercity.evidence.statistics.discovery import adjust_for_false_discovery, exceedance
    from safercity.evidence.statistics.dispersion import (
        chance_estimated,
        pair_dispersion,
        split_dispersion,
        widen_estimated,
    )
    from safercity.evidence.statistics.errors import FiguresRefused
    from safercity.evidence.statistics.intervals import (
        byar_interval,
        poisson_interval,
        wilson_interval,
    )
    from safercity.evidence.statistics.monotone import MonotoneTest, find_monotone
    from safercity.evidence.statistics.ranks import (
        RankIntervals,
        find_rank_intervals,
        mid_ranks,
        rank_down,
        rank_shares,
    )
    from safercity.evidence.statistics.ratios import (
        RateRatio,
        compare_counts,
    )
    from safercity.evidence.statistics.rounding import round_figure, round_significant
    from safercity.evidence.statistics.smoothing import GammaPrior, fit_gamma_prior, smooth_rates
    from safercity.evidence.statistics.weighted_counts import WeightedSum, sum_weighted

__all__ = [
    "CountFit",
    "FiguresRefused",
    "GammaPrior",
    "MonotoneTest",
    "RankIntervals",
    "RateRatio",
    "WeightedSum",
    "adjust_for_false_discovery",
    "byar_interval",
    "chance_estimated",
    "compare_counts",
    "exceedance",
    "find_monotone",
    "find_rank_intervals",
    "fit_gamma_prior",
    "fit_negative_binomial",
    "fit_poisson",
    "mid_ranks",
    "pair_dispersion",
    "poisson_interval",
    "rank_down",
    "rank_shares",
    "round_figure",
    "round_significant",
    "smooth_rates",
    "split_dispersion",
    "sum_weighted",
    "widen_estimated",
    "wilson_interval",
]

# SciPy loads with what needs it: most of the program only rounds.
_HOMES = {
    "CountFit": "count_models",
    "FiguresRefused": "errors",
    "GammaPrior": "smoothing",
    "MonotoneTest": "monotone",
    "RankIntervals": "ranks",
    "RateRatio": "ratios",
    "WeightedSum": "weighted_counts",
    "adjust_for_false_discovery": "discovery",
    "byar_interval": "intervals",
    "chance_estimated": "dispersion",
    "compare_counts": "ratios",
    "exceedance": "discovery",
    "find_monotone": "monotone",
    "find_rank_intervals": "ranks",
    "fit_gamma_prior": "smoothing",
    "fit_negative_binomial": "count_models",
    "fit_poisson": "count_models",
    "mid_ranks": "ranks",
    "pair_dispersion": "dispersion",
    "poisson_interval": "intervals",
    "rank_down": "ranks",
    "rank_shares": "ranks",
    "round_figure": "rounding",
    "round_significant": "rounding",
    "smooth_rates": "smoothing",
    "split_dispersion": "dispersion",
    "sum_weighted": "weighted_counts",
    "widen_estimated": "dispersion",
    "wilson_interval": "intervals",
}

__getattr__ = load_when_asked(__name__, _HOMES)
