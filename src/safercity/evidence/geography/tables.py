"""Lookup tables (CSV), known by what stands in them: area codes, residents, points."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography.codes import kind_of_column, vintage_of

SAMPLE = 200
_RESIDENTS = (
    "totalresidents", "residents", "usualresidents", "totalpopulation", "population", "allpersons",
    "allages", "total",
)  # fmt: skip
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? *\d[A-Z]{2}$", re.IGNORECASE)


@dataclass(frozen=True)
class CodeColumn:
    """A column of area codes: its heading, kind ("lsoa" ...) and vintage ("2021" or None)."""

    heading: str
    kind: str
    vintage: str | None


@dataclass(frozen=True)
class Table:
    """A CSV's headings and rows of text. A sampled table holds only its first rows."""

    path: Path
    headings: tuple[str, ...]
    rows: Sequence[Sequence[str]]

    @cached_property
    def code_columns(self) -> tuple[CodeColumn, ...]:
        """Every column that holds area codes, judged by its first rows and its heading."""
        found = []
        for position, heading in enumerate(self.headings):
            kind = kind_of_column(heading, [row[position] for row in self.rows[:SAMPLE]])
            if kind:
                found.append(CodeColumn(heading, kind, vintage_of(heading)))
        return tuple(found)

    def find(self, kind: str) -> tuple[CodeColumn, ...]:
        """The columns of codes of one kind."""
        return tuple(column for column in self.code_columns if column.kind == kind)

    def values(self, heading: str) -> list[str]:
        """One column's values, trimmed."""
        position = self.headings.index(heading)
        return [row[position].strip() for row in self.rows]

    def find_heading(self, *names: str) -> str | None:
        """The heading that, bare of case, spaces and signs, is the earliest of these names."""
        bare = {re.sub(r"[^a-z0-9]", "", heading.lower()): heading for heading in self.headings}
        return next((bare[name] for name in names if name in bare), None)

    @property
    def residents_heading(self) -> str | None:
        """The column of residents, where every value in the sample is a number."""
        starts = ("totalpopulationmid", "totalresidents", "totalpopulation")
        bare = {re.sub(r"[^a-z0-9]", "", heading.lower()): heading for heading in self.headings}
        longer = next((bare[b] for b in bare if b.startswith(starts)), None)
        heading = self.find_heading(*_RESIDENTS) or longer
        if heading and all(
            read_count(value) is not None for value in self.values(heading)[:SAMPLE]
        ):
            return heading
        return None

    @property
    def postcode_heading(self) -> str | None:
        """The column of postcodes, known by its values."""
        for position, heading in enumerate(self.headings):
            sample = [row[position].strip() for row in self.rows[:SAMPLE]]
            if sample and sum(bool(_POSTCODE.match(value)) for value in sample) >= 0.9 * len(
                sample
            ):
                return heading
        return None

    @property
    def metre_headings(self) -> tuple[str, str] | None:
        """The columns of eastings and northings."""
        east = self.find_heading("easting", "eastings", "oseast1m", "x", "xcoordinate")
        north = self.find_heading("northing", "northings", "osnrth1m", "y", "ycoordinate")
        return (east, north) if east and north else None

    @property
    def degree_headings(self) -> tuple[str, str] | None:
        """The columns of longitude and latitude."""
        east = self.find_heading("longitude", "lon", "long", "lng")
        north = self.find_heading("latitude", "lat")
        return (east, north) if east and north else None


def read_table(path: Path, *, sample: bool = False) -> Table:
    """A CSV as text, in UTF-8, UTF-16 or cp1252. `sample` reads the first 200 rows only.

    GeographyError where it is empty or not text. Rows shorter than the header are filled with "".
    """
    try:
        raw = path.read_bytes() if not sample else _read_start(path)
    except OSError as fault:
        raise GeographyError(
            f"{path} cannot be read: {fault}.", advice="Check the path."
        ) from fault
    reader = csv.reader(io.StringIO(decode_text(raw), newline=""))
    try:
        header = tuple(heading.strip() for heading in next(reader))
        rows = list(itertools.islice(reader, SAMPLE if sample else None))
    except (StopIteration, csv.Error) as fault:
        raise GeographyError(
            f"{path.name} is empty or not a CSV table.", advice="Leave it out, or save it as CSV."
        ) from fault
    width = len(header)
    return Table(path, header, [(row + [""] * width)[:width] for row in rows if any(row)])


def read_count(text: str) -> int | None:
    """A whole number written with or without commas, or None."""
    bare = text.strip().replace(",", "")
    try:
        value = float(bare)
    except ValueError:
        return None
    return int(value) if value >= 0 and value == int(value) else None


def _read_start(path: Path) -> bytes:
    with path.open("rb") as file:
        return b"".join(itertools.islice(file, SAMPLE + 1))


def decode_text(raw: bytes) -> str:
    """A small file's bytes as text: UTF-16 where it says so, UTF-8, else cp1252."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
