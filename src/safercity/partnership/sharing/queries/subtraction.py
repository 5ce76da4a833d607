"""Nothing hidden is found by taking the shown parts from a shown total.

A threshold hides each small count by itself. Where the whole is written out beside its parts, one
hidden part is what the others leave of it. So the next smallest part is hidden with it (secondary,
or complementary, cell suppression: Hundepool and others, Statistical Disclosure Control, 2012).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from safercity.evidence.taxonomy.asked import CITY, FROZEN
from safercity.evidence.types import month_number
from safercity.partnership.sharing.queries.cut import Cut
from safercity.partnership.sharing.queries.small_counts import SENTENCE, is_small, quiet_chart

Count = int | str | None
Values = Mapping[str, Any]
WHOLES = frozenset({"make_up", "funnel", "standardised", "groups"})
"""Findings whose rows are parts of a whole that the same pages write out: types of a theme, wards,
groups of areas."""
SUMS = frozenset({"total", "share"})
"""What a sentence about a table of weights says of all records: their harm, the share without."""
ROUND = 5  # what is held back together is "less than" a multiple of this


def hold_back(
    parts: Sequence[int | None], total: int | None, *, below: int
) -> tuple[list[Count], Count]:
    """The parts and their total as they are written out, so that no part can be taken from it.

    Small counts alone are "<5". Those that others were hidden for are, all alike, less than more
    than their sum, so that none says which of them is small. Where no part is left to hide, it is
    the total. Missing parts and zeros stay.
    """
    held = {at for at, count in enumerate(parts) if is_small(count, below=below)}
    if is_small(total, below=below) or total is None:
        return _write(parts, held, bound=below), total if total is None else f"<{below}"
    apart = max(total - sum(count or 0 for count in parts), 0)
    if not held or not _is_told(parts, held, apart=apart, below=below):
        return _write(parts, held, bound=below), total
    rest = sorted((n, at) for at, n in enumerate(parts) if n and at not in held)
    for _count, at in rest:
        held.add(at)
        if not _is_told(parts, held, apart=apart, below=below):
            return _write(parts, held, bound=_bound(_sum(parts, held))), total
    return _write(parts, held, bound=_bound(_sum(parts, held))), f"<{_bound(total)}"


def _is_told(parts: Sequence[int | None], held: set[int], *, apart: int, below: int) -> bool:
    """Whether what the total leaves for the hidden parts tells one of them, or is itself small.
    `apart`: what of the total lies in no part, which is written out nowhere either."""
    left = _sum(parts, held) + apart
    hidden = len(held) + bool(apart)
    return hidden < 2 or left < below or left in (hidden, hidden * (below - 1))


def _sum(parts: Sequence[int | None], held: set[int]) -> int:
    return sum(parts[at] or 0 for at in held)


def _bound(count: int) -> int:
    return int(count // ROUND + 1) * ROUND


def _write(parts: Sequence[int | None], held: set[int], *, bound: int) -> list[Count]:
    return [f"<{bound}" if at in held else count for at, count in enumerate(parts)]


def hold_back_wards(table: Values, cut: Cut) -> dict[str, Any]:
    """The table `counts` with what its wards and the whole area would tell of each other held back,
    month by month."""
    rows = [{**row, "records": list(row["records"])} for row in table.get("rows", ())]
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["area"] != FROZEN:
            groups[(row["of"], row["kind"], row["name"])].append(row)
    for (agency, _kind, _name), told in groups.items():
        below = cut.threshold([agency])
        whole = next((row for row in told if row["area"] == CITY), None)
        if below > 1 and whole is not None:
            _hold_back_months([row for row in told if row is not whole], whole, below=below)
    return {**table, "rows": rows}


def _hold_back_months(wards: list[dict[str, Any]], whole: dict[str, Any], *, below: int) -> None:
    begin = month_number(whole["first"])
    starts = [month_number(row["first"]) - begin for row in wards]
    for at, total in enumerate(whole["records"]):
        here = [
            (row["records"], at - start)
            for row, start in zip(wards, starts, strict=True)
            if 0 <= at - start < len(row["records"])
        ]
        parts = [series[month] for series, month in here]
        held, whole["records"][at] = hold_back(parts, total, below=below)
        for (series, month), count in zip(here, held, strict=True):
            series[month] = count


def hold_back_parts(values: Values, *, below: int) -> Values:
    """A finding of `WHOLES` without what tells its small counts: a part that is held back, for its
    own smallness or another's, keeps its name alone; its share, rate or verdict would tell it, and
    so would its place among others that are sorted by size."""
    table = values["table"]
    if below <= 1 or table.get("name") not in WHOLES:
        return values
    columns, rows = table["columns"], [list(row) for row in table["rows"]]
    gone: set[int] = set()
    wholes: set[int] = set()
    for at in (at for at, column in enumerate(columns) if column["kind"] == "count"):
        cells = [row[at] for row in rows]
        total = sum(cell or 0 for cell in cells)
        told, whole = hold_back(cells, total, below=below)
        wholes |= {total} if isinstance(whole, str) else set()
        for row, cell in zip(rows, told, strict=True):
            row[at] = cell
        gone |= {line for line, cell in enumerate(told) if isinstance(cell, str)}
    if not gone:
        return values
    named = _count_names(columns)
    kept = [at < named or one["kind"] in ("count", "flag") for at, one in enumerate(columns)]
    bare = [
        [cell if is_kept else None for cell, is_kept in zip(rows[line], kept, strict=True)]
        for line in gone
    ]
    bare.sort(key=lambda row: str(row[0]).casefold())
    for line, row in zip(sorted(gone), bare, strict=True):
        rows[line] = row
    names = {str(cell) for row in bare for cell in row[:named]}
    return _drop_told({**values, "table": {**table, "rows": rows}}, names, wholes=wholes)


def _count_names(columns: Sequence[Values]) -> int:
    """How many columns say what charts and sentences call a row: an id and a title, or either."""
    kinds = (column["kind"] in ("id", "text") for column in columns)
    return sum(1 for _one in takewhile(bool, kinds))


def _drop_told(values: Values, names: set[str], *, wholes: set[int]) -> Values:
    """The finding without the marks of its chart, and the sentences, that tell of these names, of
    a whole that is held back, or of all parts weighted: a second sum beside their number."""
    named = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names)))

    def tells(one: Values) -> bool:
        said = one.get("values") or {}
        return (
            not names.isdisjoint(_list_words(said))
            or bool(named.search(one.get("text", "")))
            or any(isinstance(each, int | float) and each in wholes for each in said.values())
            or ("table" in said and not SUMS.isdisjoint(said))
        )

    both = {kind: values.get(kind) or [] for kind in ("statements", "limits")}
    gone = [one["text"] for said in both.values() for one in said if one.get("text") and tells(one)]

    def drop(text: str) -> str:
        for words in gone:
            text = text.replace(words, "")
        left = SENTENCE.split(" ".join(text.split()))
        return " ".join(one for one in left if not named.search(one))

    kept: dict[str, Any] = {
        kind: [one for one in said if not tells(one)] for kind, said in both.items()
    }
    if chart := values.get("chart"):
        kept["chart"] = quiet_chart(chart, drop)
    if data := (chart or {}).get("data", {}).get("values"):
        drawn = [row for row in data if names.isdisjoint(_list_words(row))]
        about = f"{kept['chart'].get('description', '')} What is held back is not drawn.".strip()
        kept["chart"] |= {"data": {"values": drawn}, "description": about}
    return {**values, **kept, "text": drop(values.get("text") or "")}


def _list_words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _list_words(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _list_words(each)
