"""The other tables of an edition within a viewer's terms, row by row or whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from safercity.partnership.sharing.queries.cut import Cut
from safercity.partnership.sharing.queries.cut_places import cut_places
from safercity.partnership.sharing.queries.small_counts import hide_small, is_small, write_small
from safercity.partnership.sharing.queries.subtraction import hold_back_parts, hold_back_wards

Values = Mapping[str, Any]
FINDING = frozenset({"statements", "limits", "text", "table", "chart"})
BY_AGENCY = frozenset({"coverage", "places"})
COUNTED = frozenset({"frozen"})
"""Tables of areas that all chose, in which each row counts one agency's records all the same."""
NOTHING: Mapping[str, Values] = {
    "cells": {"unit": "cell", "cells": []},
    "small_areas": {"unit": "small_area", "cells": []},
    "capture": {"of": 0, "missed": {}},
}
"""What stands for a table that every page reads, where its product is not within the terms."""


def is_kept(table: Values, cut: Cut, *, name: str) -> bool:
    """Whether anything of a table remains. A table by rows is kept for what rows remain."""
    return name in NOTHING or name in BY_AGENCY or has_rows(table) or cut.sees_product(name)


def has_rows(table: Values) -> bool:
    """Whether rows of the table say whose records they tell."""
    return any(layers_of_row(row) is not None for row in _list_rows(table))


def layers_of_row(row: Values) -> list[str] | None:
    """The agencies whose records a row tells; None where it does not say."""
    if "agency" in row:
        return [row["agency"]]
    told = row.get("agencies")
    return told if isinstance(told, list) else None  # cells count theirs


def counted_in(row: Values, cut: Cut) -> tuple[str, ...] | None:
    """Whose records a row of `COUNTED` counts, by `of`; in editions of before, which have none, by
    an id that is an agency's. None where it cannot be told."""
    if "of" in row:
        return list_counted(row["of"])
    return (row["id"],) if row.get("id") in cut.layers else None


def list_counted(of: str | Sequence[str]) -> tuple[str, ...]:
    """One agency or several, as a row says it."""
    return ((of,) if of else ()) if isinstance(of, str) else tuple(of)


def _list_rows(table: Values) -> Iterator[Values]:
    for value in table.values():
        rows = value.values() if isinstance(value, Mapping) else value
        if (isinstance(rows, Sequence) and not isinstance(rows, str)) or isinstance(value, Mapping):
            yield from (row for row in rows if isinstance(row, Mapping))


def cut_table(table: Values, cut: Cut, *, name: str) -> Values:
    """A table as the viewer sees it."""
    if name == "places":
        return {**table, "places": cut_places(table["places"], cut)}
    if name == "coverage":
        return {**table, "agencies": _cut_agencies(table.get("agencies", {}), cut)}
    if name == "counts":
        table = hold_back_wards(table, cut)
    if has_rows(table):
        return _cut_rows(table, cut, name=name)
    if not cut.sees_product(name):
        return NOTHING.get(name, {})
    if name in COUNTED:
        return _cut_counted(table, cut, below=cut.threshold(cut.layers_of(name)))
    if name in ("capture", "score"):
        return _cut_figures(table, cut)
    told = _cut_words(table, cut, below=cut.threshold(cut.layers_of(name)))
    return _cut_news(told, cut) if name == "watch" else told


def _cut_news(table: Values, cut: Cut) -> Values:
    """The watch list, whose rows are told in sentences (`says`) and drawn too: not those of small
    counts, nor those that name a hidden agency."""
    names = [one["name"] for one in table["table"]["columns"]]
    if "says" not in table or "observed" not in names:
        return table
    at = names.index("observed")
    gone = {
        line
        for line, row in enumerate(table["table"]["rows"])
        if isinstance(row[at], str) or cut.tells_hidden(table["says"][line])
    }

    def keep(told: Sequence[Any]) -> list[Any]:
        return [one for line, one in enumerate(told) if line not in gone]

    drawn = keep(table["chart"].get("data", {}).get("values", ()))
    chart = {**table["chart"], "data": {"values": drawn}} if gone else table["chart"]
    return {**table, "says": keep(table["says"]), "areas": keep(table["areas"]), "chart": chart}


def _cut_agencies(told: Values, cut: Cut) -> dict[str, Any]:
    return {layer: value for layer, value in told.items() if cut.sees(layer)}


def _cut_figures(table: Values, cut: Cut) -> dict[str, Any]:
    """Figures kept by agency lose the hidden ones: {"records": {agency: n}}."""
    return {
        key: _cut_agencies(value, cut) if key in ("missed", "records") else value
        for key, value in table.items()
    }


def _cut_counted(table: Values, cut: Cut, *, below: int) -> dict[str, Any]:
    """Each row only to whoever sees the counts of the agency that it counts."""
    return {
        key: [
            _cut_words(row, cut, below=below)
            for row in value
            if not isinstance(row, Mapping) or sees_counted(counted_in(row, cut), cut)
        ]
        if isinstance(value, list)
        else value
        for key, value in table.items()
    }


def sees_counted(counted: Sequence[str] | None, cut: Cut) -> bool:
    """Whether these agencies' counts are seen; where it is not known whose they are, whether those
    of all agencies are."""
    return not cut.hidden if counted is None else all(map(cut.sees, counted))


def _cut_rows(table: Values, cut: Cut, *, name: str) -> dict[str, Any]:
    product = cut.sees_product(name)
    kept = {
        key: _cut_list(value, cut, product=product)
        for key, value in table.items()
        if product or not _is_finding(value)  # of all rows together
    }
    themes = _list_themes(kept)
    return {key: _drop_strays(value, themes) for key, value in kept.items()}


def _cut_list(value: Any, cut: Cut, *, product: bool) -> Any:
    if _is_finding(value):
        return _cut_words(value, cut, below=1)
    if isinstance(value, Mapping):
        rows = {k: _cut_row(row, cut, product=product) for k, row in value.items()}
        return {key: row for key, row in rows.items() if row is not None}
    if isinstance(value, Sequence) and not isinstance(value, str):
        told = [_cut_row(row, cut, product=product) for row in value]
        return [row for row in told if row is not None]
    return value


def _cut_row(row: Any, cut: Cut, *, product: bool) -> Any:
    """The row, or None where the viewer may not see whose records it tells."""
    if not isinstance(row, Mapping):
        return row
    layers = layers_of_row(row) or []
    series = row.get("records")
    of = list_counted(row.get("of") or "")
    if layers and not is_row_seen(layers, cut, product=product, of=of):
        return None
    if not layers and not (_tells_nothing(row) or (product and sees_counted(of, cut))):
        return None
    below = cut.threshold(layers)
    cleaned = _cut_words(row, cut, below=below)
    if isinstance(series, list):  # counts by month
        told = [write_small(count, below=below) for count in series]
        cleaned = {**cleaned, "records": told, "shown_from": below}
    elif is_small(series, below=below):  # of a year; its rate and change would give it back
        cleaned = {**cleaned, "records": write_small(series, below=below), "rate": None}
        cleaned.pop("level", None)
    others = row.get("others")
    return {**cleaned, "others": [o for o in others if cut.sees(o)]} if others else cleaned


def is_row_seen(layers: Sequence[str], cut: Cut, *, product: bool, of: Sequence[str] = ()) -> bool:
    """Whether a row that tells these agencies' records is seen: each of them, or what is made of
    several together. `of`: where all chose the areas, whose records are counted there."""
    if all(map(cut.sees, layers)):
        return True
    return product and len(layers) != 1 and sees_counted(of, cut)


def _tells_nothing(row: Values) -> bool:
    """A row without a figure of its own: what cannot be read yet, or a line of the calendar that
    stands or falls with its theme (`_drop_strays`)."""
    return bool(row.get("not_read")) or ("theme" in row and not any(map(_is_finding, row.values())))


def _list_themes(table: Values) -> set[str]:
    rows = [row for row in _list_rows(table) if "agency" in row]
    return {row["theme"] for row in rows if "theme" in row}


def _drop_strays(value: Any, themes: set[str]) -> Any:
    """Rows of a theme that say no agency stay only where the theme itself does."""
    if not isinstance(value, list):
        return value
    return [
        row
        for row in value
        if not isinstance(row, Mapping)
        or "agency" in row
        or "theme" not in row
        or row["theme"] in themes
    ]


def _is_finding(value: Any) -> bool:
    return isinstance(value, Mapping) and value.keys() >= FINDING


def _cut_words(value: Any, cut: Cut, *, below: int) -> Any:
    """Findings at any depth: small counts hidden, sentences about hidden agencies left out."""
    if isinstance(value, Mapping):
        if not _is_finding(value):
            return {key: _cut_field(each, cut, key=key, below=below) for key, each in value.items()}
        told = hide_small(hold_back_parts(value, below=below), below=below)
        inner = {
            key: _cut_field(each, cut, key=key, below=below)
            for key, each in told.items()
            if key not in ("table", "chart", "settings")
        }
        return {**told, **inner}
    if isinstance(value, list):
        return [_cut_words(each, cut, below=below) for each in value]
    return value


def _cut_field(value: Any, cut: Cut, *, key: str, below: int) -> Any:
    if not cut.hidden:
        return value if key in ("statements", "limits") else _cut_words(value, cut, below=below)
    if key in ("statements", "limits"):
        return [each for each in value if not cut.says_hidden(each)]
    if key in ("text", "introduction") and isinstance(value, str):
        return drop_sentences(value, cut)
    return _cut_words(value, cut, below=below)


def drop_sentences(text: str, cut: Cut) -> str:
    """The text without the sentences that name a hidden agency."""
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z0-9])", text)
    return " ".join(one for one in sentences if not cut.tells_hidden(one))
