"""A question that people ask of an edition's counts: what is counted, where, and out of what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from safercity.evidence.taxonomy.model import STRICT

CITY, FROZEN = "city", "high_demand"


@dataclass(frozen=True)
class Counted:
    """Records of one agency about a theme, or of one category of the taxonomy: one of the two."""

    __pydantic_config__ = STRICT
    agency: str
    theme: str = ""
    category: str = ""

    @property
    def names(self) -> tuple[str, str, str]:
        """Agency, "theme" or "category", and which: how the table `counts` names it."""
        kind = "theme" if self.theme else "category"
        return self.agency, kind, self.theme or self.category


@dataclass(frozen=True)
class EvidenceQuestion:
    """What is counted and where, as a count, per so many residents, or as a share of another count.

    `area`: "city", "high_demand" (the areas frozen at the baseline) or a ward's code.
    """

    __pydantic_config__ = STRICT
    counted: Counted
    area: str = CITY
    per_residents: int | None = None
    out_of: Counted | None = None

    @property
    def data(self) -> Literal["count", "rate", "share"]:
        """The kind of figure that it gives."""
        return "share" if self.out_of else "rate" if self.per_residents else "count"

    @property
    def agencies(self) -> tuple[str, ...]:
        """Whose records it asks."""
        told = [self.counted.agency, *([self.out_of.agency] if self.out_of else [])]
        return tuple(dict.fromkeys(told))


def check_question(question: EvidenceQuestion, known: Mapping[str, Any]) -> list[str]:
    """What is wrong with a question as content: names that `known` (agencies, themes, categories)
    lacks, both or neither of theme and category, residents and a share at once."""
    faults = []
    for one in filter(None, (question.counted, question.out_of)):
        if bool(one.theme) == bool(one.category):
            faults.append("a theme or a category, one of them")
        named = (("agencies", one.agency), ("themes", one.theme), ("categories", one.category))
        faults += [
            f"{name!r} is not known" for kind, name in named if name not in ("", *known[kind])
        ]
    if question.per_residents is not None and question.out_of is not None:
        faults.append("per_residents or out_of, one of them")
    if question.per_residents is not None and question.per_residents < 1:
        faults.append("per_residents: 1 or more")
    if question.out_of == question.counted:
        faults.append("out_of: is what is counted")
    return faults
