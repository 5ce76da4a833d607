"""Themes, trends by month and other findings as rows, and the tables that findings bring."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from safercity.documents.edition_findings import Kept, list_findings, name_part
from safercity.documents.edition_view import Edition, Row, list_places, own_key, read_table
from safercity.documents.export.dictionary import EDITION_FIELDS, Field, TableSpec, Type
from safercity.documents.export.plain import Value, write_plain
from safercity.documents.finding_words import say_limits
from safercity.documents.high_demand_places.changes import list_themes
from safercity.documents.names import read_names

Rows = Iterator[Mapping[str, Value]]

TYPES: Mapping[str, Type] = {
    "count": "integer", "share": "number", "rate": "number", "figure": "number", "flag": "boolean",
    "month": "month", "day": "day",
}  # fmt: skip


def gather_themes(edition: Edition) -> Rows:
    """A row a theme."""
    for one in list_themes(edition):
        yield {
            **{key: one.get(key) for key in ("theme", "title", "agency", "records", "rate")},
            "others": write_plain(one.get("others", [])),
            "trend": one["verdict"],
            "change": one["change"],
            "change_low": one["low"],
            "change_high": one["high"],
        }


def gather_theme_months(edition: Edition) -> Rows:
    """A row a theme and month."""
    for one in list_themes(edition):
        yield from _months(one["trend"], theme=one["theme"], agency=one["agency"])


def gather_place_months(edition: Edition) -> Rows:
    """A row a place and month, for the agency that has most records there."""
    kept = read_table(edition, "place_trends").get("places", {})
    for place in list_places(edition):
        found = kept.get(own_key(place))
        if found:
            yield from _months(found, place_id=place["id"], agency=found["agency"])


def _months(finding: Row, **of: Value) -> Rows:
    names = [column["name"] for column in finding["table"]["columns"]]
    for row in finding["table"]["rows"]:
        month = dict(zip(names, row, strict=True))
        yield {**of, **month, "records": _plain(month["count"], "count")}


def gather_findings(edition: Edition) -> Rows:
    """A row a finding: what it says and what it does not tell."""
    for one in list_findings(edition, read_names()):
        yield {
            "finding": one.id,
            "title": one.title,
            "text": one.values["text"],
            "limits": " ".join(say_limits(one.values["limits"], titles={})),
        }


def gather_finding_tables(edition: Edition) -> list[tuple[TableSpec, list[tuple[Value, ...]]]]:
    """The own tables of the findings: those of a part that have the same columns are one table."""
    about = (edition.digest, edition.manifest["as_of"])
    alike: dict[str, list[Kept]] = {}
    for one in list_findings(edition, read_names()):
        alike.setdefault(_name(one, taken=alike), []).append(one)
    return [
        (_describe(name, found[0]), [(*about, *row) for one in found for row in _list_rows(one)])
        for name, found in alike.items()
    ]


def _list_rows(one: Kept) -> Iterator[tuple[Value, ...]]:
    kinds = [each["kind"] for each in one.values["table"]["columns"]]
    for row in one.values["table"]["rows"]:
        yield (one.id, *(_plain(value, kind) for value, kind in zip(row, kinds, strict=True)))


def _name(one: Kept, *, taken: Mapping[str, Sequence[Kept]]) -> str:
    """The table's name: the part's and its own; numbered where another has other columns."""
    own = str(one.values["table"]["name"])
    name = own if own.startswith(one.part) else f"{one.part}_{own}"
    name = "finding_" + re.sub(r"[^a-z0-9]+", "_", name.lower())
    numbered = (name, *(f"{name}_{number}" for number in range(2, len(taken) + 2)))
    columns = one.values["table"]["columns"]
    return next(
        each
        for each in numbered
        if each not in taken or taken[each][0].values["table"]["columns"] == columns
    )


def _describe(name: str, one: Kept) -> TableSpec:
    columns: Sequence[Mapping[str, Any]] = one.values["table"]["columns"]
    fields = (
        Field(each["name"], TYPES.get(each["kind"], "text"), f"{each['title']}.", _unit(each))
        for each in columns
    )
    about = f"a finding of '{name_part(one.part)}' and a row of its table"
    finding = Field("finding", "text", "The finding's id.")
    return TableSpec(name, about, (*EDITION_FIELDS, finding, *fields))


def _unit(column: Mapping[str, Any]) -> str:
    return str(column.get("unit") or ("0 to 1" if column["kind"] == "share" else ""))


def _plain(value: object, kind: str) -> Value:
    if kind == "count" and isinstance(value, float) and value.is_integer():
        return int(value)
    return value if value is None or isinstance(value, int | float) else write_plain(value)
