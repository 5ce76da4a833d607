"""LSOA 2011 and 2021: which old area became which new one, and the unit both can be counted on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography.tables import Table, read_table


@dataclass(frozen=True)
class Crosswalk:
    """Links between small areas of two vintages: (old code, new code, change) with change U, S, M
    or X.

    U unchanged, S split, M merged, X irregular. Nothing is apportioned: areas that split or merged
    are counted together, on the common unit that holds them all.
    """

    links: tuple[tuple[str, str, str], ...]

    @staticmethod
    def read(path: Path | str) -> Crosswalk:
        """The crosswalk of a lookup CSV with a column of LSOA codes of each of two vintages.

        GeographyError where the columns are not there; the message lists those that are.
        """
        return Crosswalk.of_table(read_table(Path(path)))

    @staticmethod
    def of_table(table: Table) -> Crosswalk:
        """The crosswalk in a lookup table that is already read."""
        columns = {column.vintage or "": column.heading for column in table.find("lsoa")}
        if len(columns) < 2:
            raise GeographyError(
                f"{table.path.name} does not link small areas of two years. "
                f"Its columns are: {', '.join(table.headings)}.",
                advice="Give the lookup from LSOA 2011 to LSOA 2021 of the Open Geography Portal.",
            )
        old, new = (table.values(columns[year]) for year in (min(columns), max(columns)))
        change = next((h for h in table.headings if h.lower() in ("change_code", "chgind")), None)
        marks = table.values(change) if change else [""] * len(old)
        return Crosswalk(
            tuple(sorted({link for link in zip(old, new, marks, strict=True) if all(link[:2])}))
        )

    @cached_property
    def old_codes(self) -> frozenset[str]:
        """Every code of the older vintage."""
        return frozenset(old for old, _, _ in self.links)

    @cached_property
    def new_codes(self) -> frozenset[str]:
        """Every code of the newer vintage."""
        return frozenset(new for _, new, _ in self.links)

    @cached_property
    def unit_of(self) -> Mapping[str, str]:
        """The common unit of every code: its connected group, named by its first new code."""
        parent: dict[str, str] = {}

        def root(code: str) -> str:
            while parent.setdefault(code, code) != code:
                parent[code] = parent[parent[code]]
                code = parent[code]
            return code

        for old, new, _ in self.links:
            parent[root(f"old {old}")] = root(f"new {new}")
        first: dict[str, str] = {}
        for new in sorted(self.new_codes):
            first.setdefault(root(f"new {new}"), new)
        units = {old: first[root(f"old {old}")] for old in self.old_codes}
        return units | {new: first[root(f"new {new}")] for new in self.new_codes}

    @cached_property
    def _successors(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for old, new, _ in self.links:
            found.setdefault(old, set()).add(new)
        return {old: frozenset(new) for old, new in found.items()}

    def newest(self, code: str) -> str | None:
        """The new code of an area, or None where it is unknown or was split among several."""
        if code in self.new_codes:
            return code
        successors = self._successors.get(code, frozenset())
        return next(iter(successors)) if len(successors) == 1 else None

    def split_codes(self) -> tuple[str, ...]:
        """The old codes whose area is now several."""
        return tuple(sorted(old for old, new in self._successors.items() if len(new) > 1))

    def unmatched(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The codes that the crosswalk knows in neither vintage, each once, sorted."""
        return tuple(sorted({code for code in codes if code not in self.unit_of}))

    def only(self, codes: Iterable[str]) -> Crosswalk:
        """The part of the crosswalk whose common units hold any of these codes."""
        units = {self.unit_of[code] for code in codes if code in self.unit_of}
        return Crosswalk(tuple(link for link in self.links if self.unit_of[link[1]] in units))
