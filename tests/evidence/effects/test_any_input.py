"""Whatever comes in, out comes a finding that can be written down, or a named error."""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import pytest

from safercity.evidence.effects import (
    Effect,
    EffectRequest,
    EffectSettings,
    Intervention,
    UnitCosts,
    measure_effect,
)
from safercity.evidence.errors import SaferCityError
from safercity.evidence.findings import as_values
from safercity.evidence.matrix import Matrix
from safercity.evidence.types import month_labels
from tests.evidence.effects.cities import LABELS, MONTHS, START, make_city

SEEDS = 250


def strange_counts(rng: np.random.Generator) -> Matrix:
    """Few or many units and months; none, one or twenty a month; gaps of every kind."""
    units, months = int(rng.integers(2, 30)), int(rng.integers(2, 60))
    levels = rng.choice([0.0, 0.05, 1.0, 20.0], (units, 1))
    values = rng.poisson(levels * np.ones(months)).astype(float)
    kind = rng.integers(6)
    if kind == 0:
        values[:] = 0
    if kind == 1:
        values[1:] = 0
    if kind == 2:
        values[rng.random(values.shape) < rng.choice([0.02, 0.3, 0.9])] = np.nan
    if kind == 3:
        values[:, rng.random(months) < 0.4] = np.nan
    if kind == 4:
        values[0, months // 2 :] = 0
    return Matrix(values, tuple(range(units)), month_labels(24240, 24239 + months))


def strange_request(counts: Matrix, rng: np.random.Generator) -> EffectRequest:
    treated = counts.rows[: int(rng.integers(1, 3))]
    others = counts.rows[len(treated) :]
    start = counts.columns[int(rng.integers(len(counts.columns)))]
    request = {"costs": UnitCosts(10.0, 3.0)}
    if rng.random() < 0.5:
        request["comparison"] = others[: int(rng.integers(0, len(others) + 1))]
    elif rng.random() < 0.5:
        request["centroids"] = {one: (300.0 * one, 0.0) for one in counts.rows}
    if rng.random() < 0.3:
        request |= {"by_type": {"theft": counts}, "harm_weights": {"theft": 2.0}}
    return EffectRequest(Intervention("Place", start, cost=100.0), treated, **request)


@pytest.mark.filterwarnings("error")
def test_any_input_gives_a_finding_or_a_named_error():
    seen: Counter[str] = Counter()
    for seed in range(SEEDS):
        rng = np.random.default_rng([40, seed])
        counts = strange_counts(rng)
        settings = EffectSettings(
            chosen_months=int(rng.choice([0, 12])),
            fewest_before=int(rng.choice([1, 12])),
            fewest_after=int(rng.choice([1, 6])),
            fewest_areas=int(rng.choice([1, 3])),
            fewest_incidents=int(rng.choice([0, 10])),
        )
        try:
            found = measure_effect(counts, strange_request(counts, rng), settings=settings)
        except SaferCityError as error:
            assert error.advice
            seen[type(error).__name__] += 1
            continue
        seen[found.verdict] += 1
        must_be_writable(found)
    assert set(seen) >= {"no_change", "not_judged", "EffectIncomplete", "TooFewAreas"}


def must_be_writable(found: Effect) -> None:
    methods = [one for one in vars(found.methods).values() if one is not None]
    for one in (found, *methods):
        json.dumps(as_values(one), allow_nan=False)


def test_the_order_of_units_does_not_matter():
    rng = np.random.default_rng(9)
    counts = make_city(rng).draw(rng).astype(float)
    order = rng.permutation(len(LABELS))
    request = EffectRequest(Intervention("Place", START), ("area 5",))
    first = measure_effect(Matrix(counts, LABELS, MONTHS), request)
    mixed = Matrix(counts[order], tuple(LABELS[i] for i in order), MONTHS)
    second = measure_effect(mixed, request)
    assert set(first.settings.comparison) == set(second.settings.comparison)
    assert second.verdict == first.verdict
    for one, other in zip(first.answers, second.answers, strict=True):
        assert other.value == pytest.approx(one.value, rel=1e-6), one.name
