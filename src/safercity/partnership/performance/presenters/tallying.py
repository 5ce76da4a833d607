"""How many stand where: outcomes are counted once, however many measures tell them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from safercity.partnership.performance.presenters.words import MARKS
from safercity.partnership.performance.queries import Reading

# Which measure speaks for an outcome that several tell: what is worsening must not be outvoted.
FIRST = ("worse", "better", "care", "steady", "unknown", "withheld")


def pick_telling(readings: Iterable[Reading]) -> list[Reading]:
    """One reading for each outcome, in order: of several measures the one that FIRST names first.

    A measure that serves nothing stands for itself.
    """
    picked: dict[tuple[str, str], Reading] = {}
    for one in readings:
        key = (one.measure.serves, "" if one.measure.serves else one.measure.code)
        stands = picked.get(key)
        if stands is None or _rank(one) < _rank(stands):
            picked[key] = one
    return list(picked.values())


def count_verdicts(readings: Iterable[Reading]) -> Counter[str]:
    """How many stand in each column of the table."""
    return Counter(MARKS[one.verdict] for one in readings)


def _rank(reading: Reading) -> int:
    return FIRST.index(MARKS[reading.verdict])
