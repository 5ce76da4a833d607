"""What a document is made of: frozen values without layout, so that two documents can be
compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number"]
Tone = Literal["body", "lead", "small"]
FITS_A_PHONE = 4  # columns


@dataclass(frozen=True)
class Mark:
    """A small drawing in a table cell. `alt` says it in words; "" where the cell's text already
    does.
    """

    svg: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class Cell:
    """One cell: `text`, a quieter second `line`, a drawing, and a `step` of shade (0 to 5) or
    `state`.

    `state` is "" or one of "missing", "hidden", "uncollected": shown by pattern and word, never by
    colour.
    """

    text: str
    line: str = ""
    mark: Mark | None = None
    step: int | None = None
    state: str = ""


@dataclass(frozen=True)
class Column:
    """The head of a column; `width` is a share of the table's (0: an equal share of what is left).

    `is_early` marks an early period, which a small screen leaves out.
    """

    heading: str
    kind: Kind = "text"
    width: float = 0
    is_early: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a caption; the column at `row_head` heads its rows.

    `folded`: the numbers behind a figure, too long for paper: a page opens them when asked.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    dense: bool = False
    row_head: int = 0
    folded: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(
                    f"A row of '{self.caption}' has {len(row)} cells for {len(self.columns)} "
                    "columns."
                )

    @property
    def is_wide(self) -> bool:
        """Too many columns for a phone, which lays it out record by record."""
        return len(self.columns) > FITS_A_PHONE

    @property
    def counted(self) -> str:
        """The caption with the number of rows: how a page names a folded table."""
        return f"{self.caption} ({len(self.rows)} row{'s' * (len(self.rows) != 1)})"

    @property
    def elsewhere(self) -> str:
        """What stands on paper in place of a folded table."""
        return f"{self.counted}: on the web page and in the export."

    @property
    def paired_rows(self) -> tuple[tuple[tuple[Column, Cell], ...], ...]:
        """The rows with each cell beside its column, for templates."""
        return tuple(tuple(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True)
class Paragraph:
    """Running text."""

    text: str
    tone: Tone = "body"


@dataclass(frozen=True)
class Points:
    """A list of short statements, in order where `numbered`."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Fact:
    """A label with its value, for the row of facts under a heading."""

    label: str
    value: str


@dataclass(frozen=True)
class Facts:
    """A row of facts."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Figure:
    """A drawing (SVG text) with its alternative in words and a caption. `share` of the page's
    width.

    `narrow` is the same drawing drawn for a phone, where it is not the first made smaller.
    """

    svg: str
    alt: str
    caption: str = ""
    narrow: str = ""
    share: float = 1.0


@dataclass(frozen=True)
class Aside:
    """Words set apart: what a finding does and does not tell."""

    heading: str
    paragraphs: tuple[str, ...]


Block = Table | Paragraph | Points | Facts | Figure | Aside


@dataclass(frozen=True)
class Section:
    """A heading with blocks. `level` 2 or 3; `starts_page` on paper; `together` keeps it on one
    page.
    """

    id: str
    heading: str
    blocks: tuple[Block, ...]
    level: int = 2
    starts_page: bool = False
    together: bool = False


@dataclass(frozen=True)
class Document:
    """A whole paper. `title` states the finding; `subject` names the paper for its properties and
    header. `handling`: what the marking asks of whoever holds the paper, on its first page.
    """

    subject: str
    title: str
    lead: str
    owner: str
    marking: str
    notice: str
    edition: str
    dated: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    language: str = "en"
    notes: tuple[str, ...] = ()
    handling: str = ""
