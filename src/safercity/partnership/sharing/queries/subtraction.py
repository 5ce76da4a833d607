"""Nothing hidden is found by taking the shown parts from a shown total.

A threshold hides each small count by itself. Where the whole is written out beside its parts, one
hidden part is what the others leave of it. So the next smallest part is hidden with it (secondary,
or complementary, cell suppression: Hundepool and others, Statistical Disclosure Control, 2012).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from safercity.evidence.taxonomy.asked import CITY, FROZEN
from safercity.evidence.types import month_number
from safercity.partnership.sharing.queries.cut import Cut
from safercity.partnership.sharing.queries.small_counts import SENTENCE, is_small

Count = int | str | None
Values = Mapping[str, Any]
WHOLES = frozenset({"make_up", "funnel", "standardised", "groups"})
"""Findings whose rows are parts of a whole that the same pages write out: types of a theme, wards,
groups of areas."""
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
    own smallness or another's, keeps its name alone; its share or rate would tell it."""
    table = values["table"]
    if below <= 1 or table.get("name") not in WHOLES:
        return values
    columns, rows = table["columns"], [list(row) for row in table["rows"]]
    gone: set[int] = set()
    for at in (at for at, column in enumerate(columns) if column["kind"] == "count"):
        cells = [row[at] for row in rows]
        told, _whole = hold_back(cells, sum(cell or 0 for cell in cells), below=below)
        for row, cell in zip(rows, told, strict=True):
            row[at] = cell
        gone |= {line for line, cell in enumerate(told) if isinstance(cell, str)}
    if not gone:
        return values
    names = {name for line in gone for name in _names(columns, rows[line])}
    for line in gone:
        rows[line] = [
            cell if isinstance(cell, str | bool) or column["kind"] == "count" else None
            for column, cell in zip(columns, rows[line], strict=True)
        ]
    return _drop_named({**values, "table": {**table, "rows": rows}}, names)


def _names(columns: Sequence[Values], row: Sequence[Any]) -> Iterator[str]:
    """What charts and sentences call a row: its first cells, an id and a title or either."""
    for column, cell in zip(columns, row, strict=True):
        if column["kind"] not in ("id", "text"):
            return
        yield cell


def _drop_named(values: Values, names: set[str]) -> Values:
    """The finding without the marks of its chart, and the sentences, that tell of these."""
    kept: dict[str, Any] = dict(values)
    text = values.get("text") or ""
    for kind in ("statements", "limits"):
        said = values.get(kind) or []
        kept[kind] = [one for one in said if not names & set(_list_words(one.get("values")))]
        for one in said:
            text = text if one in kept[kind] else text.replace(one.get("text", ""), "")
    chart = values.get("chart") or {}
    data = chart.get("data", {}).get("values")
    if data:
        drawn = [row for row in data if names.isdisjoint(_list_words(row))]
        named = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names)))
        said = SENTENCE.split(chart.get("description", ""))
        about = " ".join(one for one in said if one and not named.search(one))
        about = f"{about} What is held back is not drawn.".strip()
        kept["chart"] = {**chart, "data": {"values": drawn}, "description": about}
    return {**kept, "text": " ".join(text.split())}


def _list_words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _list_words(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _list_words(each)
