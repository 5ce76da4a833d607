"""Whatever people read of an edition has titles: a slug of the content stands in ids alone."""

import re
from collections.abc import Iterator, Mapping

import pytest

from safercity.documents.edition_findings import list_findings
from safercity.documents.finding_words import say_limits
from safercity.documents.findings import Heading, write_finding, write_table
from safercity.documents.names import read_names
from safercity.documents.values import Table
from safercity.evidence.assess import open_current
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.workspace import open_workspace

pytestmark = pytest.mark.slow
WORD = re.compile(r"[\w-]+")


@pytest.fixture(scope="module")
def edition(demonstration):
    return open_current(open_workspace(demonstration.folder / "workspace"))


@pytest.fixture(scope="module")
def slugs():
    """Ids of themes, kinds and agencies that are no word of any title."""
    content = load_taxonomy()
    known = {**content.categories, **content.agencies, **content.themes}
    titles = {one.title["en"] for one in known.values()}
    words = {word for title in titles for word in WORD.findall(title.lower())}
    return frozenset(slug for slug in known if "_" in slug or slug not in words)


def find_slugs(text: object, slugs: frozenset[str]) -> list[str]:
    words = WORD.findall(str(text).lower())
    return [word for word in words if word in slugs or "_" in word]


def list_drawn(spec: Mapping) -> Iterator[object]:
    """What a chart writes: title, description, titles of axes, labels that it names."""
    title = spec.get("title") or ""
    yield title["text"] if isinstance(title, Mapping) else title
    yield spec.get("description", "")
    rows = spec.get("data", {}).get("values", ())
    for channel in list_channels(spec):
        yield channel.get("title") or ""
        yield channel.get("datum", "")
        if channel.get("type") in ("nominal", "ordinal") or "type" not in channel:
            yield from (row.get(channel.get("field"), "") for row in rows)


def list_channels(part: object) -> Iterator[Mapping]:
    if isinstance(part, Mapping):
        for key, each in part.items():
            if key == "encoding":
                yield from each.values()
            elif key != "data":
                yield from list_channels(each)
    elif isinstance(part, list):
        for each in part:
            yield from list_channels(each)


def list_texts(kept) -> Iterator[object]:
    values = kept.values
    yield from (kept.title, kept.aspect, values["text"])
    yield from (one.get("text", "") for one in values["statements"])
    yield from say_limits(values["limits"], titles={})
    yield from list_drawn(values["chart"] or {})
    table = write_table(values["table"], caption="")
    yield from (column.heading for column in table.columns)
    yield from (cell.text for row in table.rows for cell in row)


def test_no_slug_stands_in_what_people_read(edition, slugs):
    assert len(slugs) > 100 and "asb" in slugs and "burglary_residential" in slugs
    found = list_findings(edition, read_names())
    assert len(found) > 100
    wrong = {
        (one.part, one.aspect, slug)
        for one in found
        for text in list_texts(one)
        for slug in find_slugs(text, slugs)
    }
    assert not wrong


def test_the_walk_would_see_a_slug(edition, slugs):
    """The walk itself: a slug in a cell, in a label of a chart and in a title is found."""
    (make_up, *_) = [o for o in list_findings(edition, read_names()) if o.part == "details"]
    section = write_finding(make_up.values, Heading("a", "A"), titles={})
    (table,) = [block for block in section.blocks if isinstance(block, Table)]
    ids = [row[0] for row in make_up.values["table"]["rows"]]
    assert find_slugs(ids, slugs) and len(table.columns) < len(make_up.values["table"]["columns"])
    spec = {
        "title": "asb",
        "encoding": {"y": {"field": "kind", "type": "nominal", "title": "by_type"}},
        "data": {"values": [{"kind": "drugs_possession", "id": "vehicle_crime"}]},
    }
    texts = [str(one) for one in list_drawn(spec)]
    assert {"asb", "by_type", "drugs_possession"} <= set(texts) and "vehicle_crime" not in texts
