"""The slices that a file tells, such as a force's month, as small numbers."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np

from safercity.evidence.extracts.fields.words import slice_columns, slice_text
from safercity.evidence.extracts.shape import Shape


@dataclass(frozen=True)
class Slices:
    """`numbered`: (number, text, first month), in the order of the texts.

    `number` is the SQL of a row's number (-1 where it names none), `join` what that needs beside
    `typed t`.
    """

    numbered: tuple[tuple[int, str, int | None], ...]
    number: str
    join: str = ""


def number_slices(connection: duckdb.DuckDBPyConnection, shape: Shape) -> Slices:
    """Number the slices of `typed`. Where all rows are of one (most files), nothing is joined."""
    columns = slice_columns(shape)
    listed = "".join(f"{name}, " for name in columns)
    grouped = f"GROUP BY {', '.join(columns)}" if columns else "HAVING count(*) > 0"
    found = connection.execute(
        f"SELECT {slice_text(shape)} AS slice, {listed}first_month FROM "
        f"(SELECT {listed}min(month) AS first_month FROM typed {grouped})"
    ).fetchall()
    first: dict[str, int | None] = {}
    for text, *_, month in found:
        earlier = first.get(text)
        if text is not None:
            first[text] = month if earlier is None else min(earlier, month or earlier)
    texts = sorted(first)
    numbered = tuple((number, text, first[text]) for number, text in enumerate(texts))
    if len(found) == 1 or not texts:
        return Slices(numbered, "0" if texts else "-1")
    number = {text: position for position, text in enumerate(texts)}
    named = [line for line in found if line[0] is not None]
    table: dict[str, np.ndarray] = {
        name: np.array(
            [line[place] for line in named], dtype=np.int32 if name == "month" else object
        )
        for place, name in enumerate(columns, start=1)
    }
    table["number"] = np.array([number[line[0]] for line in named], dtype=np.int32)
    connection.register("slice_arrays", table)
    connection.execute("CREATE OR REPLACE TEMP TABLE slice_numbers AS FROM slice_arrays")
    connection.unregister("slice_arrays")
    same = " AND ".join(f"g.{name} = t.{name}" for name in columns)
    return Slices(numbered, "coalesce(g.number, -1)", f"LEFT JOIN slice_numbers g ON {same}")
