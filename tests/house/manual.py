"""Reading the manual of methods: its entries, what each must say, and its examples."""

from __future__ import annotations

import contextlib
import io
import re
from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).resolve().parents[2] / "docs" / "reference" / "methods"
ROOMS = (
    "places", "profile", "seasons", "forecasts", "watch", "effects", "indicators", "priorities",
)  # fmt: skip
PARTS = ("Question", "Formula", "Defaults", "Source", "Limits", "Beside it", "Example")
EXAMPLE = re.compile(r"^```python\n(.*?)^```\n\n^```text\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """A method in the manual: the page, its heading, the names in the heading, and its text."""

    page: str
    heading: str
    names: tuple[str, ...]
    text: str

    def lacks(self) -> list[str]:
        """Which parts it does not have."""
        return [part for part in PARTS if f"\n**{part}.**" not in self.text]


def read_page(room: str) -> str:
    """A page's text."""
    return (PAGES / f"{room}.md").read_text(encoding="utf-8")


def list_entries() -> list[Entry]:
    """Every `##` of every room's page."""
    entries = []
    for room in ROOMS:
        for part in re.split(r"^## ", read_page(room), flags=re.MULTILINE)[1:]:
            heading, _, text = part.partition("\n")
            entries.append(Entry(room, heading, tuple(re.findall(r"`(\w+)`", heading)), text))
    return entries


def list_examples(text: str) -> list[tuple[str, str]]:
    """(code, what it prints) of every example."""
    return EXAMPLE.findall(text)


def run_example(code: str, *, name: str) -> str:
    """What the code prints, in a namespace of its own."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, name, "exec"), {"__name__": "example"})
    return out.getvalue()
