"""A source's page, for every source that is shipped: also those whose rows have no category."""

from __future__ import annotations

import pytest

from safercity.evidence.extracts.ledger import LedgerLine
from safercity.evidence.extracts.shapes import load_shapes
from safercity.partnership.records.presenters import fold_extracts

WITHOUT = [one.id for one in load_shapes().values() if one.category is None]


@pytest.mark.parametrize("source", WITHOUT)
def test_a_source_without_categories_has_its_page(at_town, source):
    client = at_town("analyst")
    answer = client.get(f"/records/{source}/")
    assert answer.status_code == 200 and "/words/" not in answer.content.decode()


def test_there_are_such_sources():
    assert WITHOUT


def test_extracts_but_the_newest_three_are_folded_away():
    lines = [
        LedgerLine("s", name, name, "", 1, {}, received=day)
        for name, day in [("a", "2026-02-03"), ("b", "2026-01-01"), ("c", "2026-01-01"),
                          ("d", "2026-01-01")]
    ]  # fmt: skip
    told = fold_extracts(lines)
    assert [line.file for line in told.newest] == ["a", "d", "c"]
    assert [line.file for line in told.earlier] == ["b"]
