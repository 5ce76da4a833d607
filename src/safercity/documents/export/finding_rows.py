"""Themes, trends by month and other findings as rows, and a table for each finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from safercity.documents.edition_view import Edition, Row, list_places, own_key, read_table
from safercity.documents.export.dictionary import EDITION_FIELDS, Field, TableSpec, Type
from safercity.documents.export.plain import Value, write_plain
from safercity.documents.finding_words import say_limits
from safercity.documents.findings import list_findings
from safercity.documents.high_demand_places.changes import list_themes

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
        yield {**of, **month, "records": month["count"]}


def gather_findings(edition: Edition) -> Rows:
    """A row a finding: what it says and what it does not tell."""
    for one in list_findings(edition):
        yield {
            "finding": str(one["id"]),
            "title": str(one["title"]),
            "text": one["text"],
            "limits": " ".join(say_limits(one["limits"], titles={})),
        }


def gather_finding_tables(edition: Edition) -> list[tuple[TableSpec, list[tuple[Value, ...]]]]:
    """The own table of each finding, with the columns that it names."""
    about = (edition.digest, edition.manifest["as_of"])
    return [
        (_describe(one), [(*about, *map(_plain, row)) for row in one["table"]["rows"]])
        for one in list_findings(edition)
    ]


def _describe(finding: Row) -> TableSpec:
    columns: Sequence[Mapping[str, Any]] = finding["table"]["columns"]
    fields = (
        Field(each["name"], TYPES.get(each["kind"], "text"), f"{each['title']}.", _unit(each))
        for each in columns
    )
    name = re.sub(r"[^a-z0-9]+", "_", str(finding["id"]).lower()).strip("_")
    about = f"a row of the finding '{finding['title']}'"
    return TableSpec(f"finding_{name}", about, (*EDITION_FIELDS, *fields))


def _unit(column: Mapping[str, Any]) -> str:
    return str(column.get("unit") or ("0 to 1" if column["kind"] == "share" else ""))


def _plain(value: object) -> Value:
    return value if value is None or isinstance(value, int | float) else write_plain(value)
