"""How many stand where: outcomes are counted once, however many measures tell them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

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


def claim_one(counts: Mapping[str, int]) -> str:
    """The claim where one outcome alone is shown."""
    if counts["withheld"]:
        if counts["better"]:
            return _("The only outcome shown to you is improving")
        if counts["worse"]:
            return _("The only outcome shown to you is worsening")
        if counts["unknown"]:
            return _("The only outcome shown to you cannot be judged yet")
        return _("The only outcome shown to you is not improving")
    if counts["better"]:
        return _("The only outcome is improving")
    if counts["worse"]:
        return _("The only outcome is worsening")
    if counts["unknown"]:
        return _("The only outcome cannot be judged yet")
    return _("The only outcome is not improving")
