"""Fields of a part that hold several things at once: a chair, lines of reporting, sayings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from safercity.documents.strategy import Strategy
from safercity.partnership.strategy.forms.fields import Fields, Given, Held
from safercity.partnership.strategy.forms.naming import SPARE


@dataclass(frozen=True)
class GroupHeld(Held):
    """Some fields that stand together under one key: all of them, or where nothing is said, none.

    `cells`: the fields; those that are required are asked for as soon as one of them is given.
    """

    cells: tuple[Held, ...] = ()

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """The fields of each cell, named after the group."""
        return self._make(strategy, held, at=self.key, label=self.label)

    def show(self, held: Any) -> dict[str, Any]:
        """What stands in each."""
        return self._show(held, at=self.key)

    def take(self, given: Given, held: Any) -> Any:
        """The keys and values together. Errors: ValidationError for one that is half said."""
        taken = self._take(given, held, at=self.key, label=self.label)
        if self.is_required and taken is None:
            raise self._say_lacking({}, label=self.label)
        return taken

    @property
    def shown_at(self) -> None:
        """A fault stands above the form: it names its group."""
        return None

    def _make(self, strategy: Strategy, held: Any, *, at: str, label: Any) -> Fields:
        made: Fields = {}
        for cell in self.cells:
            told = _("%(group)s: %(label)s") % {"group": label, "label": cell.label}
            note = cell.note or (self.note if cell is self.cells[0] else "")
            loose = replace(cell, label=told, note=note, is_required=False)
            fields = loose.make(strategy, getattr(held, cell.key, None))
            made |= {f"{at}_{name}": field for name, field in fields.items()}
        return made

    def _show(self, held: Any, *, at: str) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for cell in self.cells:
            stands = cell.show(getattr(held, cell.key, None))
            told |= {f"{at}_{name}": value for name, value in stands.items()}
        return told

    def _take(self, given: Given, held: Any, *, at: str, label: Any) -> dict[str, Any] | None:
        own = {
            key.removeprefix(f"{at}_"): value
            for key, value in given.items()
            if key.startswith(f"{at}_")
        }
        taken = {cell.key: cell.take(own, getattr(held, cell.key, None)) for cell in self.cells}
        kept = {key: value for key, value in taken.items() if value is not None}
        if kept and any(cell.is_required and cell.key not in kept for cell in self.cells):
            raise self._say_lacking(kept, label=label)
        return kept or None

    def _say_lacking(self, kept: dict[str, Any], *, label: Any) -> forms.ValidationError:
        lacking = [cell.label for cell in self.cells if cell.is_required and cell.key not in kept]
        told = {"group": label, "what": "; ".join(map(str, lacking))}
        return forms.ValidationError(_("%(group)s: give this too: %(what)s.") % told)


@dataclass(frozen=True)
class RowsHeld(GroupHeld):
    """Any number of such groups, with some to spare; one that says nothing goes.

    `row`: what one is called, with its number; `is_bare`: each is the value of its one cell.
    """

    row: Any = "%(n)d"
    is_bare: bool = False

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """The fields of each row."""
        made: Fields = {}
        for at, stands in enumerate([*self._open(held), *[None] * SPARE]):
            made |= self._make(strategy, stands, at=self._name(at), label=self._title(at))
        return made

    def show(self, held: Any) -> dict[str, Any]:
        """What stands in each row."""
        told: dict[str, Any] = {}
        for at, stands in enumerate(self._open(held)):
            told |= self._show(stands, at=self._name(at))
        return told

    def take(self, given: Given, held: Any) -> Any:
        """Every row that says something. Errors: ValidationError for one that is half said."""
        stands = [*self._open(held), *[None] * SPARE]
        rows = [
            self._take(given, each, at=self._name(at), label=self._title(at))
            for at, each in enumerate(stands)
        ]
        kept = [row for row in rows if row]
        if self.is_required and not kept:
            raise forms.ValidationError(_("%(label)s: give one at least.") % {"label": self.label})
        return [row[self.cells[0].key] if self.is_bare else row for row in kept] or None

    def _open(self, held: Any) -> list[Any]:
        return [_Bare(each) if self.is_bare else each for each in held or ()]

    def _name(self, at: int) -> str:
        return f"{self.key}_{at}"

    def _title(self, at: int) -> str:
        return str(self.row % {"n": at + 1})


@dataclass(frozen=True)
class _Bare:
    """A value that stands in a list by itself."""

    to: Any
