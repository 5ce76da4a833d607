"""A source's page, for every source that is shipped: also those whose rows have no category."""

from __future__ import annotations

import pytest

from safercity.evidence.extracts.shapes import load_shapes

WITHOUT = [one.id for one in load_shapes().values() if one.category is None]


@pytest.mark.parametrize("source", WITHOUT)
def test_a_source_without_categories_has_its_page(at_town, source):
    client = at_town("analyst")
    answer = client.get(f"/records/{source}/")
    assert answer.status_code == 200 and "/words/" not in answer.content.decode()


def test_there_are_such_sources():
    assert WITHOUT
