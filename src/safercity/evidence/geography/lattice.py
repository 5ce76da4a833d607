"""The national lattice of cells: which hexagon or square a point is in, in whole centimetres.

Cells start at the National Grid's own origin, so a cell keeps its id whatever the boundary laid
over it. Rows of hexagons stand `row_cm` apart, the exact spacing (width x sqrt(3) / 2) rounded to a
whole centimetre: every test is exact integer arithmetic and gives the same cell on any machine.
A cell is packed into one integer, column * 65536 + row.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography.projection import EAST_END, NORTH_END, to_centimetres

ROW_BITS = 16
ROW_MASK = (1 << ROW_BITS) - 1
SMALLEST, LARGEST = 25, 10_000
_TEXT = re.compile(r"([hs])(\d+)-(\d+)-(\d+)$")


@dataclass(frozen=True)
class Lattice:
    """Hexagons (`cell_metres` flat to flat, points up) or squares over Great Britain."""

    kind: str = "hexagon"
    cell_metres: int = 250

    def __post_init__(self) -> None:
        if self.kind not in ("hexagon", "square"):
            raise GeographyError(
                f"The grid cannot be of {self.kind!r}.", advice='Choose "hexagon" or "square".'
            )
        if self.cell_metres != int(self.cell_metres) or not SMALLEST <= self.cell_metres <= LARGEST:
            raise GeographyError(
                f"Cells cannot be {self.cell_metres} m wide.",
                advice=f"Choose whole metres from {SMALLEST} to {LARGEST}; 250 suits a town.",
            )

    @property
    def width_cm(self) -> int:
        """Centimetres from one column to the next."""
        return int(self.cell_metres) * 100

    @property
    def row_cm(self) -> int:
        """Centimetres from one row to the next."""
        if self.kind == "square":
            return self.width_cm
        return round(self.width_cm * math.sqrt(3) / 2)

    def cell_of(self, easting: np.ndarray, northing: np.ndarray) -> np.ndarray:
        """Packed cells (int64, (n,)) of points in metres, taken to the nearest centimetre.

        -1 where a coordinate is NaN or outside the National Grid (0-700 km, 0-1,300 km). A point
        on the line between cells belongs to the upper one, on an upright line to the right one.
        """
        return self.cell_of_centimetres(to_centimetres(easting), to_centimetres(northing))

    def cell_of_centimetres(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """As `cell_of`, of whole centimetres (integers); negative means no place."""
        x = np.atleast_1d(np.asarray(x, dtype=np.int64))
        y = np.atleast_1d(np.asarray(y, dtype=np.int64))
        column, row = self._square(x, y) if self.kind == "square" else self._hexagon(x, y)
        inside = (x >= 0) & (y >= 0) & (x < EAST_END * 100) & (y < NORTH_END * 100)
        return np.where(inside, (column << ROW_BITS) | row, -1)

    def centres(self, packed: np.ndarray) -> np.ndarray:
        """Centres in metres (n, 2) of packed cells: whole centimetres, or halves of one."""
        packed = np.asarray(packed, dtype=np.int64)
        column, row = packed >> ROW_BITS, packed & ROW_MASK
        if self.kind == "square":
            doubled = np.column_stack([2 * column + 1, 2 * row + 1]) * self.width_cm
        else:
            doubled = np.column_stack(
                [(2 * column + (row & 1)) * self.width_cm, 2 * row * self.row_cm]
            )
        return doubled / 200

    def corners(self, packed: np.ndarray) -> np.ndarray:
        """Corners in metres of the whole cells: (n, 6, 2) or (n, 4, 2), anticlockwise."""
        half = self.width_cm / 2
        if self.kind == "square":
            offsets = np.array([[-half, -half], [half, -half], [half, half], [-half, half]])
        else:
            tip = (half * half + self.row_cm**2) / (2 * self.row_cm)
            side = self.row_cm - tip
            offsets = np.array(
                [[0, -tip], [half, -side], [half, side], [0, tip], [-half, side], [-half, -side]]
            )
        return self.centres(packed)[:, None, :] + offsets[None, :, :] / 100

    def neighbours(self, packed: np.ndarray) -> np.ndarray:
        """The packed cells around each: (n, 6) for hexagons, (n, 8) for squares (edges and
        corners).

        -1 where there is none on the National Grid.
        """
        packed = np.asarray(packed, dtype=np.int64)
        column, row = packed >> ROW_BITS, packed & ROW_MASK
        odd = row & 1
        if self.kind == "square":
            steps = [(c, r) for r in (-1, 0, 1) for c in (-1, 0, 1) if (c, r) != (0, 0)]
            around = [(column + c, row + r) for c, r in steps]
        else:
            around = [
                (column - 1 + odd, row - 1), (column + odd, row - 1), (column - 1, row),
                (column + 1, row), (column - 1 + odd, row + 1), (column + odd, row + 1),
            ]  # fmt: skip
        packed_around = [
            np.where((c >= 0) & (r >= 0), (c << ROW_BITS) | (r & ROW_MASK), -1) for c, r in around
        ]
        return np.column_stack(packed_around)

    def text_id(self, packed: int) -> str:
        """The id that people and files see: "h250-1834-1402" (kind, metres, column, row)."""
        return (
            f"{self.kind[0]}{self.cell_metres}-{int(packed) >> ROW_BITS}-{int(packed) & ROW_MASK}"
        )

    def packed_id(self, text: str) -> int:
        """The packed cell of a text id. GeographyError if it is not of this lattice."""
        match = _TEXT.match(text)
        if not match or (match[1], int(match[2])) != (self.kind[0], self.cell_metres):
            raise GeographyError(
                f"{text!r} is not a cell of this grid, whose ids begin "
                f"{self.kind[0]}{self.cell_metres}-.",
                advice="Ids of another grid cannot be used here; look the place up by coordinates.",
            )
        return (int(match[3]) << ROW_BITS) | int(match[4])

    def _square(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return x // self.width_cm, y // self.width_cm

    def _hexagon(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The nearer of the two nearest centres, one in the row below and one in the row above."""
        width, height = self.width_cm, self.row_cm
        below = y // height
        from_below = y - below * height
        odd = below & 1
        column_below = (x + width // 2 - odd * (width // 2)) // width
        column_above = (x + width // 2 - (1 - odd) * (width // 2)) // width
        across_below = x - column_below * width - odd * (width // 2)
        across_above = x - column_above * width - (1 - odd) * (width // 2)
        from_above = height - from_below
        is_above = across_above**2 + from_above**2 <= across_below**2 + from_below**2
        return np.where(is_above, column_above, column_below), below + is_above
