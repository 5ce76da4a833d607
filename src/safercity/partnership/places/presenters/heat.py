"""Agency by quarter: what each recorded here, and whether that was high for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from safercity.documents.words import write_small
from safercity.evidence.types import quarter_label
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.queries import Place, Reading

KEPT_ON_PHONES = 4


@dataclass(frozen=True)
class Cell:
    """One quarter of one agency: `state` is high, not, missing, hidden or uncollected.

    Phones drop the early ones.
    """

    text: str
    state: str
    is_zero: bool = False
    is_small: bool = False
    is_early: bool = False


@dataclass(frozen=True)
class Line:
    """One agency's quarters, a word on it, and the place's rank in its own records."""

    agency: str
    note: str
    cells: Sequence[Cell]
    rank: str


@dataclass(frozen=True)
class Heat:
    """The table: years with their quarters, quarters (and whether phones drop them), lines, key;
    `small` is how a small count is written here."""

    years: Sequence[tuple[str, int]]
    quarters: Sequence[tuple[str, str, bool]]
    lines: Sequence[Line]
    keys: Sequence[tuple[str, str]]
    small: str


def present_heat(edition: Reading, place: Place) -> Heat:
    """The table of one place."""
    quarters = place.get("quarters", [])
    first_kept = len(quarters) - KEPT_ON_PHONES
    histories = place.get("by_agency", {})
    begins = {slug: about.get("from") for slug, about in edition.manifest["data_to"].items()}
    lines = [
        _line(slug, place, begins=begins.get(slug) or "") for slug in names().in_order(histories)
    ]
    return Heat(
        years=[(year, len(list(run))) for year, run in groupby(q[:4] for q in quarters)],
        quarters=[(q[:4], q[5:], at < first_kept) for at, q in enumerate(quarters)],
        lines=lines,
        keys=_keys(lines),
        small=next((c.text for line in lines for c in line.cells if c.is_small), ""),
    )


def _line(slug: str, place: Place, *, begins: str) -> Line:
    history, state = place["by_agency"][slug], place["agency_states"].get(slug)
    told = list(_cells(place["quarters"], history, begins=begins))
    notes = {"context": _("small areas only, not counted"), "hidden": _("you may not see")}
    rank = history.get("rank")
    return Line(
        agency=names().agency(slug),
        note=notes.get(state or "", ""),
        cells=_hide(told) if state == "hidden" else told,
        rank=str(rank) if rank and state != "hidden" else "–",
    )


def _cells(quarters: Sequence[str], history: Any, *, begins: str) -> Iterator[Cell]:
    first_kept = len(quarters) - KEPT_ON_PHONES
    started = quarter_label(begins) if begins else ""
    told = zip(quarters, history["counts"], history["states"], strict=True)
    for at, (quarter, count, state) in enumerate(told):
        if state == "missing":
            cell = Cell("–", "uncollected") if quarter < started else Cell(_("none"), "missing")
        else:
            cell = _cell(count, state)
        yield replace(cell, is_early=at < first_kept)


def _hide(cells: Sequence[Cell]) -> list[Cell]:
    return [Cell("", "hidden", is_early=cell.is_early) for cell in cells]


def _cell(count: int | str | None, state: str) -> Cell:
    if count is None:
        return Cell(_("yes") if state == "high" else _("no"), state)
    if count == 0:
        return Cell("0", state, is_zero=True)
    return Cell(write_small(count), state, is_small=isinstance(count, str))


def _keys(lines: Sequence[Line]) -> list[tuple[str, str]]:
    cells = [cell for line in lines for cell in line.cells]
    every = [
        ("high", _("high for that agency"), any(c.state == "high" for c in cells)),
        ("not", _("not high"), any(c.state == "not" for c in cells)),
        ("missing", _("none sent"), any(c.state == "missing" for c in cells)),
        ("zero", _("none recorded"), any(c.is_zero for c in cells)),
        ("small", _("too few to write out"), any(c.is_small for c in cells)),
        ("hidden", _("you may not see"), any(c.state == "hidden" for c in cells)),
        ("uncollected", _("not collected then"), any(c.state == "uncollected" for c in cells)),
    ]
    return [(state, words) for state, words, is_shown in every if is_shown]
