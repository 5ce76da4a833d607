"""A question as SQL over Parquet files."""

from __future__ import annotations

from collections.abc import Iterator

from safercity.evidence.store.engine import quote, quote_list
from safercity.evidence.store.questions import Question
from safercity.evidence.store.records import CurrentFile, Store
from safercity.evidence.taxonomy import Clause, Taxonomy
from safercity.evidence.types import month_number

_COLUMN = {"cell": "cell", "small_area": "area", "ward": "area", "city": "1"}


def write_question(
    store: Store, question: Question, *, months: tuple[str, ...], split: bool = False
) -> str:
    """One SELECT over the files that reach into the period; "" where no source can answer.

    Columns: unit, month, amount; with `split` also kind, which `unpack_kind` takes apart.
    """
    first, last = month_number(months[0]), month_number(months[-1])
    # A condition on the month costs a third of the whole: only files that need one are asked.
    parts: dict[tuple[str, bool], list[str]] = {}
    for file in _list_files(store, question, first=first, last=last):
        within = file.first_month >= first and file.last_month <= last  # type: ignore[operator]
        path = (store.workspace.root / file.path).as_posix()
        parts.setdefault((file.source, within), []).append(path)
    keys = "month, kind" if split else "month"
    selects = []
    for (source, within), paths in parts.items():
        where = write_conditions(store.taxonomy, question, source=source)
        if where is None:
            continue
        column = _COLUMN[question.unit]
        whole = question.unit == "city"  # grouping by a constant costs as much as counting
        placed, by = ("true", keys) if whole else (f"{column} IS NOT NULL", f"unit, {keys}")
        period = "" if within else f" AND month BETWEEN {first} AND {last}"
        kind = f", {kind_sql(store, source)} AS kind" if split else ""
        selects.append(
            f"SELECT {column} AS unit, month{kind}, sum({_amount(store.taxonomy, question)}) "
            f"AS amount FROM read_parquet({quote_list(paths)}) "
            f"WHERE {placed}{period}{where} GROUP BY {by}"
        )
    if len(selects) < 2:
        return "".join(selects)
    together = " UNION ALL ".join(selects)
    return f"SELECT unit, {keys}, sum(amount) AS amount FROM ({together}) GROUP BY ALL"


def list_paths(
    store: Store, question: Question, *, months: tuple[str, ...]
) -> dict[str, list[str]]:
    """The files that reach into the months, by source; their rows still need a condition."""
    first, last = month_number(months[0]), month_number(months[-1])
    found: dict[str, list[str]] = {}
    for file in _list_files(store, question, first=first, last=last):
        path = (store.workspace.root / file.path).as_posix()
        found.setdefault(file.source, []).append(path)
    return found


def _list_files(
    store: Store, question: Question, *, first: int, last: int
) -> Iterator[CurrentFile]:
    for file in store.files:
        if _is_asked(file, question) and _reaches(file, first, last=last):
            yield file


def _is_asked(file: CurrentFile, question: Question) -> bool:
    return (not question.sources or file.source in question.sources) and (
        not question.agencies or file.agency in question.agencies
    )


def _reaches(file: CurrentFile, first: int, *, last: int) -> bool:
    return file.first_month is not None and (
        file.first_month <= last and (file.last_month or 0) >= first
    )


def kind_sql(store: Store, source: str) -> str:
    """Source, category and flags as one number: grouping by texts costs twice as much."""
    names = _texts(sorted(store.taxonomy.categories))
    category = f"coalesce(enum_code(try_cast(category AS ENUM({names})))::BIGINT + 1, 0)"
    number = _list_sources(store).index(source)
    # Shifts and ors have one precedence in DuckDB: each shift needs its own brackets.
    return f"(({number}::BIGINT << 48) | ({category} << 32) | flags)"


def unpack_kind(store: Store, kind: int) -> tuple[str, str, int]:
    """Source, category ("" if the taxonomy has none such) and flags of a kind."""
    names = ["", *sorted(store.taxonomy.categories)]
    return _list_sources(store)[kind >> 48], names[kind >> 32 & 0xFFFF], kind & 0xFFFFFFFF


def _list_sources(store: Store) -> list[str]:
    return sorted({file.source for file in store.files})


def _amount(taxonomy: Taxonomy, question: Question) -> str:
    if question.weights is None:
        return "n"
    table = taxonomy.weights(question.weights).weights
    cases = " ".join(f"WHEN {quote(name)} THEN {weight}" for name, weight in sorted(table.items()))
    return f"n * CASE category {cases} ELSE 0 END" if cases else "0"


def write_conditions(taxonomy: Taxonomy, question: Question, *, source: str) -> str | None:
    """Conditions on category and flags, " AND ..." each; None where the source cannot answer."""
    conditions = ""
    if question.layer != "any":
        others = sorted(
            name for name, one in taxonomy.categories.items() if one.layer != question.layer
        )
        conditions += f" AND NOT {_is_among(others)}" if others else ""
    if question.categories:
        conditions += f" AND {_is_among(sorted(question.categories))}"
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
        told.append(_is_among(sorted(clause.categories)))
    if clause.flags_mask:
        told.append(f"(flags & {clause.flags_mask}) = {clause.flags_mask}")
    if clause.without_mask:
        told.append(f"(flags & {clause.without_mask}) = 0")
    return f"({' AND '.join(told)})" if told else "true"


def _is_among(names: list[str]) -> str:
    """Whether the category is one of the names. DuckDB asks an enumeration once a dictionary entry
    of the file, IN once a row: twice the time of the whole question."""
    return f"(try_cast(category AS ENUM({_texts(names)})) IS NOT NULL)" if names else "false"


def _texts(names: list[str]) -> str:
    return ", ".join(quote(name) for name in names) or "NULL"
