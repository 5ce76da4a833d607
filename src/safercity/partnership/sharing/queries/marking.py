"""Markings: what a page, file or print carries, by the most sensitive source it draws on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from safercity.partnership.sharing.queries.terms import Terms

LOWEST = "OFFICIAL"
SENSITIVE = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True)
class Marked:
    """A marking with the handling instructions that go with it."""

    marking: str = LOWEST
    handling: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Both in one line, for a file."""
        return " ".join([self.marking, *self.handling])


def mark_sources(terms: Terms, sources: Collection[str], *, least: str = LOWEST) -> Marked:
    """The most sensitive marking of the agreements under which the sources are seen, with their
    handling instructions. `least`: what they carry whatever an agreement says.
    """
    told = {marking for source, marking in terms.markings if source in sources}
    texts = {text for source, text in terms.handling if source in sources}
    return Marked(_highest({least, *told}), tuple(sorted(texts)))


def add_up_marks(marks: Iterable[Marked]) -> Marked:
    """What a page carries that draws on all of these."""
    every = list(marks)
    texts = {text for one in every for text in one.handling}
    return Marked(_highest({LOWEST, *(one.marking for one in every)}), tuple(sorted(texts)))


def _highest(markings: Collection[str]) -> str:
    return max(markings, key=lambda marking: (marking != LOWEST, marking))
