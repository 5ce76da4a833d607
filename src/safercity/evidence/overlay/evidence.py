"""The test of a stretch of quarters: does one agency see lasting demand in a unit?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.overlay.settings import PlaceSettings
from safercity.evidence.overlay.views import AgencyView
from safercity.evidence.statistics import (
    GammaPrior,
    adjust_for_false_discovery,
    exceedance,
    fit_gamma_prior,
    rank_shares,
    round_significant,
    smooth_rates,
)


@dataclass(frozen=True)
class Evidence:
    """One agency over one stretch of quarters, vectors over the units.

    `ratio`: the unit's own smoothed rate as a multiple of the agency's typical rate.
    `rank_share`: its mid-rank within the agency, 0 to 1. `p`: chance of as many records with
    the neighbours if their rate were `ratio_at_least` times the typical one. `q`: the same under
    false-discovery control. `is_raised`: the unit's own rate is high and ranks high.
    `is_seen`: raised, and `q` is at most `false_discovery`.
    """

    ratio: np.ndarray
    rank_share: np.ndarray
    p: np.ndarray
    q: np.ndarray
    is_raised: np.ndarray
    is_seen: np.ndarray


def weigh_quarters(view: AgencyView, window: np.ndarray, *, settings: PlaceSettings) -> Evidence:
    """Pool the quarters of `window` (Q booleans) that the agency sent, and test every unit."""
    kept = window & view.present
    counts, expected = view.counts[:, kept].sum(axis=1), view.expected[:, kept].sum(axis=1)
    around = view.around[:, kept].sum(axis=1)
    expected_around = round_significant(view.expected_around[:, kept].sum(axis=1))
    prior = fit_gamma_prior(counts, expected)
    near = smooth_rates(around, expected_around, prior=prior)
    ratio = _smooth_towards(near, (counts, expected), prior=prior)
    share = rank_shares(ratio)
    p = exceedance(around, settings.ratio_at_least * expected_around)
    p = np.where(around >= settings.minimum_count, p, 1.0)
    q = adjust_for_false_discovery(p)
    raised = (ratio >= settings.ratio_at_least) & (share >= 1 - settings.top_share)
    return Evidence(ratio, share, p, q, raised, raised & (q <= settings.false_discovery))


def _smooth_towards(
    near: np.ndarray, own: tuple[np.ndarray, np.ndarray], *, prior: GammaPrior
) -> np.ndarray:
    """A unit's rate ratio drawn towards that of its surroundings (Marshall's local estimator): by
    as much as rates scatter between units in general. `own`: counts and expected counts."""
    counts, expected = own
    if not np.isfinite(prior.rate):
        return np.zeros(len(counts))
    near = np.maximum(near, 1e-9)
    return round_significant((prior.shape + counts) / (prior.shape / near + expected))
