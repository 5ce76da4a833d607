"""Mid-ranks with ties, and rank intervals that hold the true rank as often as they say."""

from __future__ import annotations

import numpy as np

from safercity.evidence.statistics import (
    find_rank_intervals,
    fit_gamma_prior,
    mid_ranks,
    rank_down,
    rank_shares,
    round_significant,
)


def test_ties_share_the_mean_of_their_ranks() -> None:
    assert mid_ranks(np.array([3, 1, 3, 2, 3])).tolist() == [4, 1, 4, 2, 4]


def test_values_equal_to_ten_digits_are_ties() -> None:
    assert mid_ranks(np.array([0.1 + 0.2, 0.3])).tolist() == [1.5, 1.5]


def test_shares_average_a_half_whatever_the_ties() -> None:
    values = np.random.default_rng(1).integers(0, 5, 101)
    assert abs(float(rank_shares(values).mean()) - 0.5) < 1e-9


def test_rank_down_puts_the_highest_first() -> None:
    assert rank_down(np.array([[1.0, 9.0, 4.0]])).tolist() == [[3, 1, 2]]


def test_rank_intervals_of_the_reported_top_cover_as_they_say() -> None:
    inside = total = 0
    for seed in range(6):
        rng = np.random.default_rng([7, seed])
        exposure = rng.gamma(8, 1 / 8, 800) * 40
        rates = rng.gamma(5, 1 / 5, 800)
        counts = rng.poisson(rates * exposure)
        prior = fit_gamma_prior(counts, exposure)
        ranks = find_rank_intervals(counts, exposure, prior=prior, draws=rng, shape=(600, 0.90))
        truth = np.argsort(np.argsort(-rates)) + 1
        top = np.argsort(ranks.median, kind="stable")[:50]
        inside += int(((truth >= ranks.low) & (truth <= ranks.high))[top].sum())
        total += 50
    assert 0.85 <= inside / total <= 0.95  # 90%, and 3 deviations of 300 tries


def test_rounding_keeps_ten_digits_and_odd_values() -> None:
    values = np.array([0.0, np.nan, np.inf, 9.99999999999, 123456789012345.0, 1e-300])
    rounded = round_significant(values)
    assert rounded[3:].tolist() == [10.0, 123456789000000.0, 0.0]
    assert rounded[0] == 0 and np.isnan(rounded[1]) and np.isinf(rounded[2])


def test_rounding_agrees_with_decimal_text_to_the_last_bit_or_two() -> None:
    rng = np.random.default_rng(3)
    values = rng.standard_normal(2000) * 10.0 ** rng.integers(-12, 12, 2000)
    text = np.array([float(f"{value:.9e}") for value in values])
    assert np.allclose(round_significant(values), text, rtol=5e-16, atol=0)
