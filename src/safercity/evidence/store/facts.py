"""Facts: the accepted rows of one extract as Parquet; beside them those held, outside, repeated."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from safercity.evidence.extracts.reasons import SAME_KEY
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.store.engine import quote
from safercity.evidence.workspace.durable import digest_file, publish

FACTS_FORMAT = 1
ROW_GROUP = 250_000


@dataclass(frozen=True)
class FactsRequest:
    """What is known of the extract whose judged rows are to be written.

    `aside`: which of "held", "outside" and "repeated" rows there are.
    """

    shape: Shape
    agreement: str
    vintage: str
    received: date
    day_starts: int
    aside: frozenset[str]


def write_facts(
    connection: duckdb.DuckDBPyConnection, request: FactsRequest, *, root: Path, scratch: Path
) -> str:
    """Write `judged` as up to four Parquet files under `root`/facts; return the facts' path.

    The path is relative to `root`, in a folder by source, agreement and month received, so that
    retention can drop whole files. All share one name, made of the content of all: extracts
    may have the same accepted rows (none, say) and not the same held ones.
    """
    agreement = request.agreement or "open"
    folder = Path("facts") / request.shape.id / agreement / f"{request.received:%Y-%m}"
    parts = {
        "outside": _aside_sql(request.shape, "verdict = 'outside'"),
        "repeated": _aside_sql(request.shape, f"reason = '{SAME_KEY}'"),
        "held": _held_sql(request.shape),
    }
    written = {f".{name}.parquet": sql for name, sql in parts.items() if name in request.aside}
    made = {}
    for ending, sql in {**written, ".parquet": _accepted_sql(request)}.items():
        made[ending] = scratch / f"judged{ending}"
        _copy(connection, sql, path=made[ending], about=_about(request))
    name = _name_together(made)
    for ending, path in made.items():
        publish(path, root / folder / f"{name}{ending}")
    return (folder / f"{name}.parquet").as_posix()


def _name_together(made: dict[str, Path]) -> str:
    told = "\n".join(f"{ending} {digest_file(path)}" for ending, path in sorted(made.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _accepted_sql(request: FactsRequest) -> str:
    """The lasting columns. A night belongs to the day it began: `day` is shifted where the source
    tells the time of day, `month` never is."""
    kept = "".join(f"x_{name}, " for name in request.shape.stored())
    vintage = f"DATE {quote(request.vintage)}" if request.vintage else "NULL::DATE"
    return f"""
    SELECT "row", slice, key, reason, month,
        {_day_sql(request)} AS day,
        time_from, time_to,
        (time_from AT TIME ZONE 'Europe/London' AT TIME ZONE 'UTC')::TIMESTAMP AS utc_from,
        {_AMBIGUOUS} AS ambiguous,
        category, flags, n, cell, area, ward, e_cm, n_cm, place_name, place_text, {kept}
        {vintage} AS vintage, DATE {quote(request.received.isoformat())} AS received
    FROM judged WHERE verdict = 'accepted'"""


def _day_sql(request: FactsRequest) -> str:
    when = request.shape.when
    if when is not None and when.precision == "minute":
        return f"(time_from - INTERVAL {request.day_starts} HOUR)::DATE"
    return "time_from::DATE"


# The hour between 1 and 2 on the last Sunday of October happens twice; what was written down
# does not say which of the two was meant.
_AMBIGUOUS = (
    "coalesce(extract('month' FROM time_from) = 10 AND extract('day' FROM time_from) >= 25 "
    "AND extract('dow' FROM time_from) = 0 AND extract('hour' FROM time_from) = 1, false)"
)


def _aside_sql(shape: Shape, condition: str) -> str:
    """Of rows elsewhere, or told again: what tells them apart, and the key's stored parts."""
    parts = "".join(f", x_{name}" for name in shape.stored() if name in shape.key)
    return f'SELECT "row", slice, key, reason, month{parts} FROM judged WHERE {condition}'


def _held_sql(shape: Shape) -> str:
    """Of rows that wait: why, what may be shown, and the key, by which a later one is recognised.

    A row of a wide table is judged once a category, and waits once.
    """
    key = "any_value(key) AS key, " if shape.key else ""
    return (
        f'SELECT "row", slice, month, reason, {key}min(raw) AS raw FROM judged '
        'WHERE verdict = \'held\' GROUP BY "row", slice, month, reason ORDER BY "row"'
    )


def _about(request: FactsRequest) -> dict[str, str]:
    return {
        "format": str(FACTS_FORMAT),
        "source": request.shape.id,
        "shape_version": str(request.shape.version),
        "agency": request.shape.agency,
        "location_precision": request.shape.location_precision,
        "time_precision": request.shape.when.precision if request.shape.when else "none",
    }


def _copy(
    connection: duckdb.DuckDBPyConnection, sql: str, *, path: Path, about: dict[str, str]
) -> None:
    metadata = ", ".join(f"{key}: {quote(value)}" for key, value in about.items())
    connection.execute(
        f"COPY ({sql}) TO {quote(path.as_posix())} (FORMAT parquet, COMPRESSION zstd, "
        f"COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {ROW_GROUP}, KV_METADATA {{{metadata}}})"
    )
