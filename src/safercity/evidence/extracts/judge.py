"""From typed rows to verdicts: whether a row is ours, and what becomes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from safercity.evidence.errors import LedgerUnbalanced
from safercity.evidence.extracts.locate import locate_rows
from safercity.evidence.extracts.reasons import REASONS, SAME_KEY, VERDICT_REASONS
from safercity.evidence.extracts.repeats import mark_repeats
from safercity.evidence.extracts.rows import drop_typed
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.slices import Slices, number_slices
from safercity.evidence.geography import Geography
from safercity.evidence.runs import Run
from safercity.evidence.types import Verdict


@dataclass(frozen=True)
class Judged:
    """The result of judging one extract: `judged` stands in the connection; these are its sums.

    `counts` has (slice number, month, verdict, reason, rows).
    `slices` has (number, text, month, covers).
    `disagreements` is (rows compared, inside by code only, inside by point only).
    """

    rows: int
    slices: tuple[tuple[int, str, int | None, bool], ...]
    counts: tuple[tuple[int, int | None, str, str, int], ...]
    disagreements: tuple[int, int, int]
    months: tuple[int, int] | None

    @property
    def aside(self) -> frozenset[str]:
        """Which of "held", "outside" and "repeated" rows there are."""
        names = {SAME_KEY: "repeated"}
        told = {names.get(reason, verdict) for _, _, verdict, reason, _ in self.counts}
        return frozenset(told & {"held", "outside", "repeated"})


def judge_rows(
    connection: duckdb.DuckDBPyConnection,
    shape: Shape,
    *,
    rows: int,
    geography: Geography,
    run: Run,
) -> Judged:
    """Turn `typed` into the table `judged`: every row with a verdict and a reason.

    The connection knows our areas by `register_areas`. `rows` is the number of
    data rows in the file. Errors: `LedgerUnbalanced` when the verdicts do not add up to it.
    """
    run.step("Locating", 0, rows)
    spots = locate_rows(connection, shape, rows=rows, geography=geography)
    run.step("Judging", 0, rows)
    slices = number_slices(connection, shape)
    rows_and_spots = f"{spots} {slices.join}"
    judged = _judged_sql(shape, rows_and_spots, number=slices.number)
    connection.execute(f"CREATE TEMP TABLE judged AS {judged}")
    drop_typed(connection)
    connection.execute("DROP TABLE spots")
    return _sum_up(connection, shape, slices=slices, rows=rows)


def _choose(kind: str, cases: Sequence[tuple[str, str]], *, otherwise: str) -> str:
    """A CASE among words of an enumeration: one byte a row, where texts would take sixteen."""
    told = " ".join(f"WHEN {condition} THEN {word}::{kind}" for condition, word in cases)
    return f"CASE {told} ELSE '{otherwise}'::{kind} END"


_VERDICT = _choose(
    f"ENUM({', '.join(repr(verdict.value) for verdict in Verdict)})",
    [
        ("t.problem IS NOT NULL", "'held'"),
        ("t.alternative", "'known'"),
        ("t.area_code IS NOT NULL AND l.code IS NULL", "'outside'"),
        ("t.area_code IS NOT NULL", "'accepted'"),
        ("s.located AND NOT s.inside", "'outside'"),
    ],
    otherwise="accepted",
)
_REASON = _choose(
    f"ENUM({', '.join(repr(reason) for reason in (*REASONS, *VERDICT_REASONS))})",
    [
        ("t.problem IS NOT NULL", "t.problem"),
        ("t.alternative", "'alternative_coding'"),
        ("t.area_code IS NOT NULL AND l.code IS NULL", "'elsewhere_by_code'"),
        ("t.area_code IS NULL AND s.located AND NOT s.inside", "'elsewhere_by_point'"),
        ("t.area_code IS NULL AND s.located IS NOT TRUE", "'unplaced'"),
        ("s.located IS NOT TRUE OR s.cell IS NULL", "'placed_by_area'"),
    ],
    otherwise="placed",
)


def _judged_sql(shape: Shape, rows: str, *, number: str) -> str:
    kept = "".join(f"t.x_{name}, " for name in shape.stored())
    return f"""
    SELECT t."row", {number} AS slice, t.key, t.month, t.time_from, t.time_to,
        t.category, t.flags, t.n, s.cell,
        CASE WHEN t.area_kind = 'lsoa' AND t.area_code IS NOT NULL THEN l.area
            ELSE a.area END AS area,
        CASE WHEN t.area_kind = 'ward' THEN t.area_code END AS ward, s.e_cm, s.n_cm,
        t.place_name, t.place_text, {kept}
        t.area_code IS NOT NULL AND s.located AS both_told, s.inside,
        {_VERDICT} AS verdict, {_REASON} AS reason, t.raw
    FROM {rows}
    LEFT JOIN local_codes l ON l.kind = t.area_kind AND l.code = t.area_code
    LEFT JOIN small_areas a ON a.area_index = s.area_index"""


def _sum_up(
    connection: duckdb.DuckDBPyConnection, shape: Shape, *, slices: Slices, rows: int
) -> Judged:
    lines = connection.execute(
        "SELECT slice, month, verdict, reason, CASE WHEN both_told THEN inside END AS inside, "
        "count(*) FROM judged GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    # Whether code and point agree is asked of every row, also of one that a later row repeats.
    compared = [(verdict, inside, n) for *_, verdict, _, inside, n in lines if inside is not None]
    counts = _count_rows(connection, shape, lines=lines, rows=rows)
    found = sum(line[-1] for line in counts)
    if found != rows:
        raise LedgerUnbalanced(f"The file has {rows:,} rows, but {found:,} were judged.")
    months = [line[1] for line in lines if line[2] != "held" and line[1] is not None]
    covering = shape.kind == "snapshot"
    return Judged(
        rows=rows,
        slices=tuple((number, text, month, covering) for number, text, month in slices.numbered),
        counts=tuple(counts),
        disagreements=(
            sum(n for _, _, n in compared),
            sum(n for verdict, inside, n in compared if verdict == "accepted" and not inside),
            sum(n for verdict, inside, n in compared if verdict == "outside" and inside),
        ),
        months=(min(months), max(months)) if months else None,
    )


def _count_rows(
    connection: duckdb.DuckDBPyConnection, shape: Shape, *, lines: list[tuple], rows: int
) -> list[tuple]:
    """(slice, month, verdict, reason, rows), once repeats within the file are known as such."""
    repeats = mark_repeats(connection) if shape.key else 0
    is_wide = sum(line[-1] for line in lines) != rows
    if repeats or is_wide:
        # One row of a wide table tells several categories.
        n = 'count(DISTINCT "row")' if is_wide else "count(*)"
        return connection.execute(
            f"SELECT slice, month, verdict, reason, {n} FROM judged GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    counts: Counter = Counter()
    for *line, _inside, n in lines:
        counts[tuple(line)] += n
    return [(*line, n) for line, n in counts.items()]
