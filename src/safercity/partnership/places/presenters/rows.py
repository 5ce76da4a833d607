"""A place as a row of the list: mark, words, the who-sees-it strip, the rank's interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from safercity.documents.figures.rank_interval import HEIGHT, WIDTH, draw_rank_interval
from safercity.documents.figures.strip import Square, describe_strip
from safercity.documents.high_demand_places.ranking import write_since
from safercity.documents.high_demand_places.strips import list_squares
from safercity.documents.words import capitalise
from safercity.partnership.common.in_words import write_rank_range
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.queries import Place

OPENING = f'<svg viewBox="0 0 {WIDTH} {HEIGHT}">'  # the page's style says the rest for all rows
STATES = ("sees", "not", "missing", "hidden", "context")


@dataclass(frozen=True)
class Row:
    """What one row says. `interval` is an SVG drawing, silent beside `sure_words`."""

    id: str
    mark: str
    name: str
    where: str
    kind: str
    squares: Sequence[Square]
    seen_by: str
    sure: str
    sure_words: str
    interval: SafeString


def list_rows(places: Iterable[Place], *, last: int) -> list[Row]:
    """Rows in the order given; `last` is the end of the scale of ranks."""
    return [_row(place, last=last) for place in places]


def last_rank(places: Iterable[Place]) -> int:
    """The end of a scale of ranks: whole twenties."""
    highest = max((place["rank_high"] for place in places), default=1)
    return -(-highest // 20) * 20


def _row(place: Place, *, last: int) -> Row:
    squares = list_squares(place, names())
    low, high, sure = place["rank_low"], place["rank_high"], place["sure"]
    # Safe: `draw_rank_interval` writes numbers and constants only.
    drawn = draw_rank_interval(place["rank"], (low, high), last=last, sure=sure)
    return Row(
        id=place["id"],
        mark=str(place["rank"]),
        name=place["name"],
        where=place.get("ward") or _("Ward not known"),
        kind=describe_kind(place),
        squares=squares,
        seen_by=describe_strip(squares),
        sure=sure.replace(" ", "-"),
        sure_words=f"{capitalise(sure)}, {write_rank_range(low, high)}",
        interval=mark_safe(OPENING + drawn.partition(">")[2]),
    )


def describe_kind(place: Place) -> str:
    """The kind and its time: "Persistent since Jan 2024 or earlier"."""
    return f"{title_kind(place['class'])} {write_since(place)}".strip()


def title_kind(kind: str) -> str:
    """The kind of a place, as readers see it."""
    return {
        "persistent": _("Persistent"),
        "emerging": _("Emerging"),
        "seasonal": _("Seasonal"),
        "former": _("Former"),
        "undetermined": _("Undetermined"),
        "few_agencies": _("Few agencies"),
        "single_agency": _("One agency"),
    }.get(kind, kind)


def describe_states(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """The key of the strips: only the states that some row shows."""
    shown = {square.state for row in rows for square in row.squares}
    meanings: dict[str, Any] = {
        "sees": _("sees lasting demand"),
        "not": _("does not"),
        "missing": _("extract missing"),
        "hidden": _("you may not see"),
        "context": _("small areas only, not counted"),
    }
    return [(state, meanings[state]) for state in STATES if state in shown]
