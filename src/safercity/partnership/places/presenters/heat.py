"""Agency by quarter: what each recorded here, and whether that was high for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from safercity.documents.words import write_count
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.queries import Place

KEPT_ON_PHONES = 4
SMALL = 5  # counts from 1 to 4 are not written where records are not open


@dataclass(frozen=True)
class Cell:
    """One quarter of one agency: `state` is high, not, missing, uncollected; `zero` and `small` mark the text."""

    text: str
    state: str
    is_zero: bool = False
    is_small: bool = False
    is_early: bool = False


@dataclass(frozen=True)
class Line:
    """One agency's quarters, and the place's rank in its own records."""

    agency: str
    cells: Sequence[Cell]
    rank: str


@dataclass(frozen=True)
class Heat:
    """The table: years with how many quarters each (and how many of them phones drop), and lines."""

    years: Sequence[tuple[str, int, bool]]
    quarters: Sequence[tuple[str, bool]]
    lines: Sequence[Line]
    keys: Sequence[tuple[str, str]]
    small: int


def present_heat(edition: Any, place: Place) -> Heat:
    """The table of one place."""
    quarters = place.get("quarters", [])
    first_kept = len(quarters) - KEPT_ON_PHONES
    data_to = edition.manifest.get("data_to", {})
    histories = place.get("by_agency", {})
    lines = [
        _line(slug, histories[slug], quarters=quarters, about=data_to.get(slug, {}))
        for slug in names().in_order(histories)
    ]
    return Heat(
        years=[
            (year, len(list(run)), year < quarters[max(0, first_kept)][:4])
            for year, run in groupby(quarter[:4] for quarter in quarters)
        ],
        quarters=[(quarter[5:], at < first_kept) for at, quarter in enumerate(quarters)],
        lines=lines,
        keys=_keys(lines),
        small=SMALL,
    )


def _line(slug: str, history: Any, *, quarters: Sequence[str], about: Any) -> Line:
    begins = quarter_of(about["from"]) if about.get("from") else ""
    is_open = about.get("sensitivity") == "open"
    first_kept = len(quarters) - KEPT_ON_PHONES
    cells = [
        _cell(count, state, is_before=quarter < begins, is_open=is_open, is_early=at < first_kept)
        for at, (quarter, count, state) in enumerate(
            zip(quarters, history["counts"], history["states"], strict=True)
        )
    ]
    rank = history.get("rank")
    return Line(names().agency(slug), cells, str(rank) if rank else "–")


def _cell(count: int | None, state: str, *, is_before: bool, is_open: bool, is_early: bool) -> Cell:
    if state == "missing":
        if is_before:
            return Cell("–", "uncollected", is_early=is_early)
        return Cell(_("none sent"), "missing", is_early=is_early)
    if count is None:
        return Cell(_("yes") if state == "high" else _("no"), state, is_early=is_early)
    if count == 0:
        return Cell("0", state, is_zero=True, is_early=is_early)
    return Cell(
        write_small(count, is_open=is_open), state,
        is_small=not is_open and 0 < count < SMALL, is_early=is_early,
    )  # fmt: skip


def write_small(count: int, *, is_open: bool) -> str:
    """A count, or "<5" where it is from 1 to 4 and the records are not open."""
    return write_count(count) if is_open or not 0 < count < SMALL else f"<{SMALL}"


def quarter_of(month: str) -> str:
    """ "2024-05" -> "2024-Q2"."""
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}"


def _keys(lines: Sequence[Line]) -> list[tuple[str, str]]:
    cells = [cell for line in lines for cell in line.cells]
    every = [
        ("high", _("high for that agency"), any(c.state == "high" for c in cells)),
        ("not", _("not high"), any(c.state == "not" for c in cells)),
        ("missing", _("none sent"), any(c.state == "missing" for c in cells)),
        ("zero", _("none recorded"), any(c.is_zero for c in cells)),
        ("small", _("1 to 4, not written out"), any(c.is_small for c in cells)),
        ("uncollected", _("not collected then"), any(c.state == "uncollected" for c in cells)),
    ]
    return [(state, words) for state, words, is_shown in every if is_shown]
