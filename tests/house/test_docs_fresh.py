"""The generated pages of the reference say what the code says today."""

from __future__ import annotations

import pytest

from tests.house.tree import ROOT
from tools.make_reference import write_pages

PAGES = write_pages()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_generated_page_is_current(name):
    page = ROOT / "docs" / "reference" / name
    assert page.exists(), f"Run `make docs`: docs/reference/{name} has not been written."
    committed = page.read_text(encoding="utf-8")
    assert committed == PAGES[name], f"Run `make docs`: docs/reference/{name} is not current."
