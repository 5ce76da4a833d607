"""`count_by`: the one heavy operation. Records become a labelled matrix of places by periods."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np

from safercity.evidence.errors import NothingToAssess, UnknownName
from safercity.evidence.geography import Geography
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.store.engine import open_engine, quote_list
from safercity.evidence.store.questions import Question
from safercity.evidence.taxonomy import Clause, Taxonomy
from safercity.evidence.types import month_label, month_labels, month_number, quarter_label
from safercity.evidence.workspace import Workspace

_COLUMN = {"cell": "cell", "small_area": "area", "ward": "area", "city": "1"}


@dataclass(frozen=True)
class CurrentFile:
    """One Parquet file of rows that stand now."""

    source: str
    agency: str
    path: str
    first_month: int | None
    last_month: int | None


@dataclass(frozen=True)
class Store:
    """The records of one catalogue version, with what is needed to ask about them."""

    workspace: Workspace
    geography: Geography
    taxonomy: Taxonomy
    files: tuple[CurrentFile, ...]
    run: Run

    @property
    def months(self) -> tuple[str, ...]:
        """Every month from the first to the last with a record, up to the run's `as_of`."""
        firsts = [file.first_month for file in self.files if file.first_month is not None]
        lasts = [file.last_month for file in self.files if file.last_month is not None]
        if not firsts:
            raise NothingToAssess(
                "There are no records yet.",
                advice="Load an agency's extract first: safercity load police-uk FOLDER.",
            )
        last = max(lasts)
        if self.run.as_of is not None:
            last = min(last, month_number(self.run.as_of))
        if last < min(firsts):
            raise NothingToAssess(
                f"No records lie on or before {self.run.as_of}; the first are of "
                f"{month_label(min(firsts))}.",
                advice="Choose a later month for --as-of.",
            )
        return month_labels(min(firsts), last)


def open_store(
    workspace: Workspace, *, geography: Geography, taxonomy: Taxonomy, run: Run
) -> Store:
    """The store as the catalogue has it now. Later loads do not change what this one reads."""
    with workspace.reading() as catalogue:
        rows = catalogue.execute(
            "SELECT c.source, agency, path, first_month, last_month FROM current_files c "
            "JOIN extracts ON extracts.id = extract_id ORDER BY c.source, path"
        ).fetchall()
    return Store(
        workspace, geography, taxonomy, tuple(CurrentFile(*tuple(row)) for row in rows), run
    )


def count_by(store: Store, question: Question) -> Matrix:
    """Count the standing records that answer `question`: places by periods (int64), zero where none.

    Rows are every unit of the kind asked for, in their fixed order (cells: text ids; small areas:
    common units; wards: codes; city: one row), columns every period from first to last.
    Rows without a place of that kind are in no row of the answer.
    Errors: `UnknownName` for a theme, source or agency nothing here answers to; `NothingToAssess`.
    """
    _check_names(store, question)
    months = _months_asked(store, question)
    parts = _parts(store, question, months=months)
    labels = unit_labels(store.geography, question.unit)
    if not parts:
        counts = np.zeros((len(labels), len(months)), dtype=np.int64)
    else:
        with open_engine(store.run) as connection:
            counts = _gather(connection, parts, store=store, unit=question.unit, months=months)
    matrix = Matrix(counts, labels, months)
    return matrix if question.period == "month" else matrix.group_columns(quarter_label)


def unit_labels(geography: Geography, unit: str) -> tuple[str, ...]:
    """The labels of every unit of a kind, in the order in which `count_by` answers."""
    if unit == "cell":
        return geography.grid.ids
    if unit == "small_area":
        return geography.units.labels
    if unit == "ward":
        return tuple(geography.wards.codes)
    return ("city",)


def _check_names(store: Store, question: Question) -> None:
    for kind, asked, known in (
        ("theme", question.themes, store.taxonomy.themes),
        ("agency", question.agencies, store.taxonomy.agencies),
    ):
        for name in asked:
            if name not in known:
                raise UnknownName(
                    f"There is no {kind} called {name!r}.",
                    advice=f"Known: {', '.join(sorted(known))}.",
                )


def _months_asked(store: Store, question: Question) -> tuple[str, ...]:
    months = store.months if store.files else ()
    first = question.first or (months[0] if months else None)
    last = question.last or (months[-1] if months else None)
    if first is None or last is None:
        return store.months
    return month_labels(month_number(first), month_number(last))


def _parts(store: Store, question: Question, *, months: tuple[str, ...]) -> list[str]:
    """One SELECT for each source that can answer, over only the files that reach into the period."""
    first, last = month_number(months[0]), month_number(months[-1])
    by_source: dict[str, list[str]] = {}
    for file in store.files:
        wanted = (not question.sources or file.source in question.sources) and (
            not question.agencies or file.agency in question.agencies
        )
        reaches = file.first_month is not None and (
            file.first_month <= last and (file.last_month or 0) >= first
        )
        if wanted and reaches:
            by_source.setdefault(file.source, []).append(
                (store.workspace.root / file.path).as_posix()
            )
    parts = []
    for source, paths in by_source.items():
        where = _where(store.taxonomy, question, source=source)
        if where is None:
            continue
        column = _COLUMN[question.unit]
        placed = "" if question.unit == "city" else f" AND {column} IS NOT NULL"
        parts.append(
            f"SELECT {column} AS unit, month, {_amount(store.taxonomy, question)} AS amount "
            f"FROM read_parquet({quote_list(paths)}) "
            f"WHERE month BETWEEN {first} AND {last}{placed}{where}"
        )
    return parts


def _amount(taxonomy: Taxonomy, question: Question) -> str:
    if question.weights is None:
        return "n"
    table = taxonomy.weights(question.weights).weights
    cases = " ".join(f"WHEN '{name}' THEN {weight}" for name, weight in sorted(table.items()))
    return f"n * CASE category {cases} ELSE 0 END" if cases else "0"


def _where(taxonomy: Taxonomy, question: Question, *, source: str) -> str | None:
    """The condition on category and flags; None where this source cannot answer at all."""
    conditions = ""
    if question.layer != "any":
        others = sorted(
            name for name, one in taxonomy.categories.items() if one.layer != question.layer
        )
        conditions += f" AND category NOT IN ({_texts(others)})" if others else ""
    if not question.themes:
        return conditions
    clauses = [
        _clause_sql(clause)
        for theme in question.themes
        for clause in taxonomy.clauses(theme, source)
    ]
    if not clauses:
        return None
    return f"{conditions} AND ({' OR '.join(clauses)})"


def _clause_sql(clause: Clause) -> str:
    told = []
    if clause.categories is not None:
        told.append(f"category IN ({_texts(sorted(clause.categories))})")
    if clause.flags_mask:
        told.append(f"(flags & {clause.flags_mask}) = {clause.flags_mask}")
    if clause.without_mask:
        told.append(f"(flags & {clause.without_mask}) = 0")
    return f"({' AND '.join(told)})" if told else "true"


def _texts(names: list[str]) -> str:
    return ", ".join("'" + name.replace("'", "''") + "'" for name in names) or "NULL"


def _gather(
    connection: duckdb.DuckDBPyConnection,
    parts: list[str],
    *,
    store: Store,
    unit: str,
    months: tuple[str, ...],
) -> np.ndarray:
    answer = connection.execute(
        "SELECT unit, month, sum(amount)::BIGINT AS amount FROM "
        f"({' UNION ALL '.join(parts)}) WHERE amount IS NOT NULL GROUP BY ALL"
    ).fetchnumpy()
    labels = unit_labels(store.geography, unit)
    rows = _row_positions(store.geography, unit, units=answer["unit"])
    columns = np.asarray(answer["month"]) - month_number(months[0])
    counts = np.zeros((len(labels), len(months)), dtype=np.int64)
    inside = rows >= 0
    np.add.at(counts, (rows[inside], columns[inside]), np.asarray(answer["amount"])[inside])
    return counts


def _row_positions(geography: Geography, unit: str, *, units: np.ndarray) -> np.ndarray:
    if unit == "city":
        return np.zeros(len(units), dtype=np.int64)
    if unit == "cell":
        return geography.grid.index_of(np.asarray(units, dtype=np.int64))
    find = geography.unit_of_area if unit == "small_area" else geography.ward_of_area
    position = {label: index for index, label in enumerate(unit_labels(geography, unit))}
    codes = {code: position.get(find(code), -1) for code in set(units)}
    return np.array([codes[code] for code in units], dtype=np.int64)
