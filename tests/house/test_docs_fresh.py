"""The generated pages of the reference say what the code says today."""

from __future__ import annotations

import pytest

from tests.house.tree import ROOT
from tools.make_reference import list_writers

WRITERS = list_writers()
# Written by `make bench` and `make truth`: too long for every day, so only their form is checked.
MEASURED = {"benchmarks.md", "truth.md"}


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_generated_page_is_current(name):
    page = ROOT / "docs" / "reference" / name
    assert page.exists(), f"Run `make docs`: docs/reference/{name} has not been written."
    stale = page.read_text(encoding="utf-8") != WRITERS[name]()
    assert not stale, f"Run `make docs`: docs/reference/{name} is not current."


def test_no_page_of_the_reference_is_written_by_hand():
    pages = {page.name for page in (ROOT / "docs" / "reference").glob("*.md")}
    assert pages == set(WRITERS) | MEASURED
