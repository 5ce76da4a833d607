"""The arithmetic of frozen against matched areas: months on each side, ratio of changes, doubts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import stdtrit

from safercity.evidence.findings import Statement
from safercity.evidence.indicators.errors import ComparisonIncomplete
from safercity.evidence.indicators.terms import Direction
from safercity.evidence.matrix import LabelsDiffer, Matrix
from safercity.evidence.statistics import round_significant


@dataclass(frozen=True)
class FrozenTerms:
    """When the areas were chosen, fixed beforehand. Months are labels ("2024-03").

    `chosen_from` to `chosen_to`: the months whose figures chose the areas. Months before
    `chosen_from` are "before", months after `chosen_to` are "after"; those that chose are neither,
    since they were high by choice. `fewest_before`, `fewest_after`: months needed for a verdict.
    """

    chosen_from: str
    chosen_to: str
    better: Direction = "down"
    level: float = 0.95
    fewest_before: int = 12
    fewest_after: int = 6
    fewest_areas: int = 3


@dataclass(frozen=True)
class Split:
    """Which months are before and after, (m,) bool; whether those that chose stand in."""

    before: np.ndarray
    after: np.ndarray
    chosen_on_before: bool


def check_areas(frozen: Matrix, matched: Matrix, *, terms: FrozenTerms) -> None:
    """Errors: `LabelsDiffer`, `ComparisonIncomplete`, for areas that cannot be compared."""
    if frozen.columns != matched.columns:
        raise LabelsDiffer(
            f"Frozen areas have months {frozen.columns[:1]} to {frozen.columns[-1:]}, "
            f"matched ones {matched.columns[:1]} to {matched.columns[-1:]}."
        )
    shared = sorted(set(map(str, frozen.rows)) & set(map(str, matched.rows)))
    if shared:
        raise ComparisonIncomplete(f"{shared[0]} stands among the frozen and the matched areas.")
    if not frozen.rows or not matched.rows:
        raise ComparisonIncomplete("There are no frozen areas, or no areas that match them.")
    if terms.chosen_from > terms.chosen_to:
        raise ComparisonIncomplete(f"Chosen from {terms.chosen_from} to {terms.chosen_to}?")
    for one in (frozen, matched):
        check_figures(one, what="Frozen areas")


def check_figures(counts: Matrix, *, what: str) -> None:
    """Errors: `ComparisonIncomplete`, with the first count that is negative or infinite."""
    values = np.asarray(counts.values, dtype=float)
    wrong = np.argwhere((values < 0) | np.isinf(values))
    if wrong.size:
        row, column = wrong[0]
        raise ComparisonIncomplete(
            f"{what}: the count of {counts.rows[row]} in {counts.columns[column]} is "
            f"{values[row, column]:g}, not zero or more.",
            advice="Give counts of zero or more; a month that was not sent is missing (NaN).",
        )


def split_months(columns: tuple[Any, ...], known: np.ndarray, *, terms: FrozenTerms) -> Split:
    """The known months on each side. Errors: `ComparisonIncomplete`, for none on a side."""
    labels = np.array([str(label) for label in columns])
    before = known & (labels < terms.chosen_from)
    after = known & (labels > terms.chosen_to)
    chosen = known & ~before & ~after & (labels >= terms.chosen_from) & (labels <= terms.chosen_to)
    instead = before.sum() < terms.fewest_before and chosen.any()
    before = chosen if instead else before
    if not before.any() or not after.any():
        side = "before" if not before.any() else "after"
        raise ComparisonIncomplete(
            f"There is no known month {side} the areas were chosen "
            f"({terms.chosen_from} to {terms.chosen_to})."
        )
    return Split(before, after, bool(instead))


def compare_changes(
    parts: list[tuple[np.ndarray, np.ndarray]], *, level: float
) -> tuple[float, float, float]:
    """The ratio of changes with its interval; `parts`: (before, after) of frozen, then matched."""
    logs, variances, free = [], [], []
    for before, after in parts:
        b, a = before.sum(axis=1), after.sum(axis=1)
        # Half an incident on each side: a set without any still gives a figure and a wide interval.
        total_b, total_a = b.sum() + 0.5, a.sum() + 0.5
        chance = 1 / total_b + 1 / total_a
        number = b.size
        rest = a - b * (total_a / total_b)
        spread = (rest**2).sum() / total_a**2 * number / max(number - 1, 1)
        logs.append(np.log(total_a / total_b * before.shape[1] / after.shape[1]))
        variances.append(max(chance, spread if number > 1 else 0.0))
        free.append(max(number - 1, 1))
    total = sum(variances)
    welch = total**2 / sum(v**2 / d for v, d in zip(variances, free, strict=True))
    half = float(stdtrit(welch, (1 + level) / 2)) * total**0.5
    middle = logs[0] - logs[1]
    found = round_significant(np.exp(np.array([middle, middle - half, middle + half])))
    return float(found[0]), float(found[1]), float(found[2])


def doubt_comparison(
    split: Split, sides: list[np.ndarray], *, terms: FrozenTerms
) -> Statement | None:
    """Why no verdict can be given; None where one can."""
    if split.chosen_on_before:
        return Statement("indicators.frozen_chosen")
    months = {"before": int(split.before.sum()), "after": int(split.after.sum())}
    if months["before"] < terms.fewest_before or months["after"] < terms.fewest_after:
        return Statement("indicators.frozen_few_months", months)
    if min(one.shape[0] for one in sides) < terms.fewest_areas:
        return Statement("indicators.frozen_few_areas")
    return None
