"""What an app puts on My work: rows under a heading. `config` collects every app's `panels.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from safercity.partnership.common.viewers import Viewer

FIRST = 8  # rows under a heading of My work; the whole is a press away


@dataclass(frozen=True)
class Row:
    """One thing that waits, or is worth knowing.

    `button`: the words of its button, where the next step is a press away; `press`: where it
    leads, if not to `address`. `owner`: the post, or "" where it is the viewer's own. `marks` of
    a tally: "full", "half", "open", "late" or "none", a mark for each thing counted.
    """

    title: str
    address: str
    detail: str = ""
    due: date | None = None
    is_late: bool = False
    button: str = ""
    owner: str = ""
    press: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Panel:
    """A heading and its rows.

    `order` says where: 0–99 tallies, 100–199 decisions, 200–299 due from me, 300–399 due from my
    agency, 400–499 what changed, 500–599 what comes next. `more`: the address of the whole list.
    `count`, `late`: how many there are and how many of them are late, where `rows` are the first.
    """

    title: str
    rows: tuple[Row, ...]
    order: int
    more: str = ""
    count: int | None = None
    late: int | None = None

    @property
    def of(self) -> int:
        """How many there are, shown or not."""
        return len(self.rows) if self.count is None else self.count

    @property
    def of_late(self) -> int:
        """How many of them are late."""
        return sum(row.is_late for row in self.rows) if self.late is None else self.late


MakePanels = Callable[[Viewer], list[Panel]]
OFFERED: list[MakePanels] = []


def offer_panels(makers: list[MakePanels]) -> None:
    """Say which apps have panels. Called once, by `config`, which alone knows every app."""
    OFFERED[:] = makers


def collect_panels(viewer: Viewer) -> Iterator[Panel]:
    """Every app's panels for this viewer, in the order of the page."""
    panels = [panel for make in OFFERED for panel in make(viewer)]
    yield from sorted(panels, key=lambda panel: panel.order)
