"""Trend tests against pyMannKendall's published results, and against a slow count of pairs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safercity.evidence.statistics import find_monotone

# The series of pyMannKendall's own tests (MIT licence), checked there against R's modifiedmk, fume,
# rkt and trend. "-" is missing.
SERIES = np.array(
    [
        np.nan if each == "-" else float(each)
        for each in """
    32 20 25 189 240 193 379 278 301 0 0 82 0 4 - - 121 234 360 262 120 30 11 1 7 3 31 31 355
    102 248 274 308 - 5 26 11 16 6 48 388 539 431 272 404 186 0 2 0 4 1 54 272 459 235 164 365
    135 2 - - 4 0 128 210 163 446 225 462 467 19 13 0 3 17 132 178 338 525 623 145 31 19 3 0 29
    25 87 259 756 486 180 292 43 92 1 0 16 2 0 130 253 594 111 273 30 0 4 0 27 24 41 292 378 499
    265 320 227 4 0 4 14 8 48 416 240 404 207 733 105 0 112 0 14 0 30 140 202 289 159 424 106 3
    0 65 3 14 58 268 466 432 266 240 95 1 0 10 26 4 114 94 289 173 208 263 156 5 0 16 16 14 0
    111 475 534 432 471 117 70 1 3 28 7 401 184 283 338 171 335 176 0 0 10 11 9 140 102 208 298
    245 220 29 2 27 10 13 26 84 143 367 749 563 283 353 10 0 0 0 0 9 246 265 343 429 168 133 17
    0 18 35 76 158 272 250 190 289 466 84 0 0 0 0 0 22 217 299 185 115 344 203 8 - - 0 5 284 123
    254 476 496 326 27 20 0 4 53 72 113 214 364 219 220 156 264 0 13 0 0 45 90 137 638 529 261
    206 251 0 0 5 9 58 72 138 130 471 328 356 523 0 1 0 0 12 143 193 184 192 138 174 69 1 0 0 18
    25 28 92 732 320 256 302 131 15 0 27 0 22 20 213 393 474 374 109 159 0 0 0 3 3 49 205 128
    194 570 169 89 0 0 0 0 0 26 185 286 92 225 244 190 3 20
    """.split()
    ]
)


def test_original_mann_kendall():
    told = find_monotone(SERIES, variant="original")
    assert (told.s, told.variance) == (-1959, pytest.approx(4889800.333333333))
    assert told.z == pytest.approx(-0.8854562842589916, abs=1e-9)
    assert told.p == pytest.approx(0.37591058740506833, abs=1e-9)
    assert told.slope == pytest.approx(-0.006369426751592357, abs=1e-9)


def test_hamed_rao_says_the_opposite_of_the_same_series():
    told = find_monotone(SERIES, variant="hamed_rao")
    assert told.z == pytest.approx(-3.8419950613710894, abs=1e-8)
    assert told.variance == pytest.approx(259723.81316716125, rel=1e-8)


def test_seasonal_mann_kendall():
    told = find_monotone(SERIES, variant="seasonal", period=12)
    assert (told.s, told.variance) == (-399, pytest.approx(34702.333333333336))
    assert told.z == pytest.approx(-2.136504114534638, abs=1e-9)
    assert told.slope == pytest.approx(-0.08695652173913043, abs=1e-9)


def test_small_series_by_hand():
    """n = 10 without ties: S = 45 of 45, variance 125. With ties: S = 8, variance 264 / 18."""
    assert find_monotone(np.arange(10.0), variant="original").z == pytest.approx(44 / 125**0.5)
    tied = find_monotone(np.array([1.0, 1, 2, 2, 3]), variant="original")
    assert (tied.s, tied.variance) == (8, pytest.approx(264 / 18))


@given(st.lists(st.integers(0, 5) | st.none(), min_size=1, max_size=40))
def test_pairs_are_counted_as_by_hand(series):
    values = np.array([np.nan if each is None else float(each) for each in series])
    known = [each for each in series if each is not None]
    pairs = [(b > a) - (b < a) for i, a in enumerate(known) for b in known[i + 1 :]]
    assert find_monotone(values, variant="original").s == sum(pairs)


def test_a_season_alone_is_no_trend():
    waves = 100 + 50 * np.sin(np.arange(48) * np.pi / 6)
    assert find_monotone(waves).s == 0
    rising = waves + np.arange(48)
    assert find_monotone(rising).slope == pytest.approx(12)


@pytest.mark.parametrize("variant", ["original", "hamed_rao", "seasonal"])
@pytest.mark.parametrize("series", [[], [3.0], [np.nan, np.nan], [2.0] * 30])
def test_what_tells_nothing_gives_no_trend(variant, series):
    told = find_monotone(np.array(series), variant=variant)
    assert (told.s, told.z, told.p) == (0, 0, 1)


def test_infinite_values_are_refused():
    with pytest.raises(ValueError, match="infinite"):
        find_monotone(np.array([1.0, np.inf]))


def test_nothing_is_compared_across_a_break():
    steps = np.repeat([1.0, 9.0], 24) + np.tile([0.0, 0.1], 24)
    assert find_monotone(steps).z > 3
    assert find_monotone(steps, breaks=[24]).s == 0
