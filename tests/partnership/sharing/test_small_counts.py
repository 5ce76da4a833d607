"""Small counts are written out nowhere: no table, chart or sentence, and no theme of a place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from safercity.evidence.assess.edition import open_edition
from safercity.partnership.performance.queries.charting import chart_rows
from safercity.partnership.sharing.queries import hide_small, is_small, visible
from safercity.partnership.sharing.queries.cut_tables import FINDING
from safercity.partnership.sharing.queries.small_counts import speaks_small
from tests.partnership.sharing.test_door import _copy, _write

pytestmark = pytest.mark.one_database  # nothing here asks a database differently

BELOW = 5


def make_finding(column: dict[str, str], cells: list[Any], **more: Any) -> dict[str, Any]:
    """A finding of one column, and a chart of it."""
    return {
        "statements": [],
        "limits": [],
        "text": "",
        "table": {"name": "t", "columns": [column], "rows": [[cell] for cell in cells]},
        "chart": {"data": {"values": [{column["name"]: cell} for cell in cells]}},
        **more,
    }


def hide(name: str, kind: str, cells: list[Any], **more: Any) -> list[Any]:
    told = hide_small(make_finding({"name": name, "kind": kind}, cells, **more), below=BELOW)
    return [row[0] for row in told["table"]["rows"]]


def test_records_of_an_hour_are_counts_though_they_are_spread():
    assert hide("records", "figure", [0.0, 2.5, 3.0, 7.5]) == [0.0, "<5", "<5", 7.5]


@pytest.mark.parametrize("name", ["hour", "fifth_police", "met", "known", "years_known"])
def test_numbers_that_count_no_records_are_written_out(name):
    assert hide(name, "count", [1, 2, 3]) == [1, 2, 3]


def test_a_chart_that_calls_the_same_figure_otherwise_is_raised_too():
    chart = {"data": {"values": [{"hour": "00", "value": 3.0}, {"hour": "01", "value": 9.0}]}}
    values = make_finding({"name": "records", "kind": "figure"}, [3.0, 9.0], chart=chart)
    told = hide_small(values, below=BELOW)["chart"]
    assert [row["value"] for row in told["data"]["values"]] == [BELOW / 2, 9.0]
    assert "An open square: from 1 to 4." in told["description"]


def test_a_series_of_counts_is_hidden_and_one_of_rates_is_not():
    assert hide("value", "figure", [3.0, 12.0, 0.0]) == ["<5", 12.0, 0.0]
    assert hide("value", "figure", [3.0, 1.25]) == [3.0, 1.25]
    assert hide("gi_star", "figure", [3.0, 4.0]) == [3.0, 4.0]


SAID = [
    {"id": "watch.news", "text": "Three recorded around Tower Street, where 1.2 would be usual.",
     "values": {"observed": 3.0, "expected": 1.2, "count": 1}},
    {"id": "watch.number", "text": "Two new things stand out.", "values": {"number": 2}},
]  # fmt: skip


def test_a_sentence_with_a_small_count_goes_from_all_that_repeats_it():
    values = make_finding(
        {"name": "observed", "kind": "count"}, [3], statements=SAID,
        limits=[{"id": "x", "text": "3 repeats are of one day.", "values": {"repeats": 3}}],
        text=" ".join(one["text"] for one in SAID),
        chart={"description": "Two lines. In the newest month three were recorded.",
               "title": {"text": "3 recorded at Tower Street", "anchor": "start"}},
    )  # fmt: skip
    told = hide_small(values, below=BELOW)
    assert told["statements"] == SAID[1:] and told["limits"] == []
    assert told["text"] == SAID[1]["text"]
    assert told["chart"]["description"] == "Two lines."
    assert told["chart"]["title"] == {"text": "", "anchor": "start"}
    assert "hree" not in json.dumps(told)


def test_where_nothing_is_small_nothing_changes():
    values = make_finding({"name": "observed", "kind": "count"}, [30], statements=SAID[1:])
    assert hide_small(values, below=BELOW)["statements"] == SAID[1:]
    assert hide_small(values | {"statements": SAID}, below=1) == values | {"statements": SAID}


@pytest.mark.parametrize(
    ("values", "speaks"),
    [({"records": 4}, True), ({"total": 2}, True), ({"a_new_name": 1}, True),
     ({"records": 5}, False), ({"records": 0}, False), ({"share": 0.5}, False),
     ({"years": 4, "above": 3}, False),
     ({"number": 2}, False), ({"theme": "asb"}, False), ({"is_new": True}, False)],
)  # fmt: skip
def test_what_no_name_tells_harmless_is_hidden(values, speaks):
    assert speaks_small({"values": values, "text": ""}, below=BELOW) is speaks


def test_a_theme_of_one_agency_at_a_place_is_hidden(people, edition, tmp_path):
    folder = _copy(edition, tmp_path)
    table = json.loads((folder / "places.json").read_bytes())
    table["places"][0]["by_agency"]["police"]["themes"] = {"asb": 20, "domestic_abuse": 2}
    _write(folder, "places", table)
    seen = visible(open_edition(folder), people.viewer("elsewhere"), purpose="places")
    told = seen.table("places")["places"][0]["by_agency"]["police"]["themes"]
    assert told == {"asb": 20, "domestic_abuse": "<5"}


def test_no_finding_of_an_edition_speaks_of_few(people, assessed):
    seen = visible(open_edition(assessed), people.viewer("elsewhere"), purpose="places")
    found = [one for name in seen.manifest["tables"] for one in list_findings(seen.table(name))]
    assert len(found) > 3
    for one in found:
        for said in (*one["statements"], *one["limits"]):
            assert not speaks_small(said, below=BELOW), said
        for at, column in enumerate(one["table"]["columns"]):
            if column["name"] in ("records", "observed", "count"):
                cells = [row[at] for row in one["table"]["rows"]]
                assert not any(is_small(cell, below=BELOW) for cell in cells), column


def list_findings(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if value.keys() >= FINDING:
            yield value
        for each in value.values():
            yield from list_findings(each)
    elif isinstance(value, list):
        for each in value:
            yield from list_findings(each)


def test_a_hidden_count_is_charted_at_the_threshold_and_said_so():
    columns = ("period", "value", "centre", "low", "high", "signals", "judged", "phase")
    rows = [
        ("2026-01", "<5", 6.0, 1.0, 9.0, "", True, 1),
        ("2026-02", 7.0, 6.0, 1.0, 9.0, "", True, 1),
    ]
    hidden, shown = chart_rows(columns, rows)
    assert (hidden.value, hidden.below) == (5.0, 5) and (shown.value, shown.below) == (7.0, 0)


def test_a_small_count_of_the_news_is_in_no_sentence_beside_the_table(people, assessed, tmp_path):
    folder = _copy(assessed, tmp_path)
    table = json.loads((folder / "watch.json").read_bytes())
    table["table"] = {
        "name": "news",
        "columns": [{"name": "observed", "title": "Recorded", "kind": "count", "unit": ""}],
        "rows": [[30], [3]],
    }
    table["chart"]["data"]["values"] = [{"thing": "a", "times": 2.0}, {"thing": "b", "times": 1.5}]
    table |= {"says": ["30 recorded at a.", "3 recorded at b."], "areas": [["a"], ["b"]]}
    _write(folder, "watch", table)
    told = visible(open_edition(folder), people.viewer("elsewhere"), purpose="places").table(
        "watch"
    )
    assert (told["says"], told["areas"]) == (["30 recorded at a."], [["a"]])
    assert [row["thing"] for row in told["chart"]["data"]["values"]] == ["a"]
