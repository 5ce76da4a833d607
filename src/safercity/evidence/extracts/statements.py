"""The SQL that types the rows of one file: texts, parsed values, the problem, what may be shown."""

from __future__ import annotations

import re
from collections.abc import Mapping

from safercity.evidence.extracts.context import ReadContext, area_table
from safercity.evidence.extracts.fields import date_fields, place_fields, word_fields
from safercity.evidence.extracts.fields.expressions import Fields, Texts, trimmed
from safercity.evidence.extracts.fields.words import count_cell, slice_columns, slice_text, whole
from safercity.evidence.extracts.relation import Relation, quote_text
from safercity.evidence.extracts.shape import Shape

TYPED_COLUMNS = (
    "key", "month", "time_from", "time_to", "longitude", "latitude", "easting",
    "northing", "postcode", "area_code", "area_kind", "place_text", "place_name", "category", "n",
    "flags", "alternative", "problem", "raw", "slice",
)  # fmt: skip
"""Columns of `typed` after `row` and those of `slice_columns`; x_<name> of stored ones follow."""

_TOTALS = "'total', 'total:', 'totals', 'grand total', 'sum', 'subtotal', 'sub-total', 'cyfanswm'"
_CONSTANT = re.compile(r"(NULL::\w+|\d+|false|true|'[^']*')$")


def build_statements(relation: Relation, shape: Shape, *, context: ReadContext) -> tuple[str, str]:
    """The SQL that makes the table `typed_rows`, and the view `typed` over it.

    What is the same in every row stands in the view and takes no room.
    """
    texts = Texts({name: f"t_{name}" for name in relation.at})
    fields = _all_fields(relation, shape, texts=texts, context=context)
    values = fields.values
    stored = [f"x_{name}" for name in shape.stored()]
    parts = [name for name in slice_columns(shape) if name != "month"]
    columns = [*parts, *TYPED_COLUMNS, *stored]
    fixed = {c: v for c in columns if _CONSTANT.fullmatch(v := values.get(c, "NULL::VARCHAR"))}
    for name in ("problem", "raw"):
        fixed.pop(name)
    fixed["slice"] = slice_text(shape)
    made = [c for c in values if c not in fixed]
    problem = _problem(relation, shape, texts=texts, tests=fields.tests)
    # Each level may name what the one within it made.
    read = _levels(relation, fields.parsed, texts=texts, corrections=context.corrections)
    valued = f"SELECT *, {_list(values)} FROM ({read})"
    tested = f"SELECT *, {problem} AS problem FROM ({valued})"
    table = (
        f"CREATE TEMP TABLE typed_rows AS SELECT {', '.join(made)}, problem, "
        f"{_raw(relation, shape, texts=texts)} AS raw FROM ({tested})"
    )
    return table, _view(columns, fixed, shape=shape, relation=relation)


def build_texts(
    relation: Relation,
    column: str,
    *,
    parsed: Mapping[str, str],
    corrections: Mapping[int, Mapping[str, str]],
) -> str:
    """The SQL that gives the texts of one column as `d_text`, with columns made from them."""
    texts = Texts({column: "d_text"})
    return _levels(relation, parsed, texts=texts, corrections=corrections)


def _all_fields(relation: Relation, shape: Shape, *, texts: Texts, context: ReadContext) -> Fields:
    checked = {
        kind: area_table(kind, codes) for kind, codes in context.known_areas.items() if codes
    }
    parts = [
        date_fields(
            shape.when,
            texts,
            first_day=context.first_day,
            last_day=context.last_day,
            typed_dates=relation.typed_dates,
        ),
        word_fields(shape, texts, categories=context.categories, flags=context.flags),
        place_fields(shape, texts, known=checked),
        _wide_fields(relation, shape),
    ]
    return Fields(
        {k: v for part in parts for k, v in part.parsed.items()},
        {k: v for part in parts for k, v in part.values.items()},
        tuple(test for part in parts for test in part.tests),
    )


def _wide_fields(relation: Relation, shape: Shape) -> Fields:
    """w0, w1 … : the counts of a wide table, tested like any count; an empty cell tells nothing."""
    parsed: dict[str, str] = {}
    values: dict[str, str] = {}
    tests: list[tuple[str, str]] = []
    for number, column in enumerate(relation.wide.values()):
        cell, wrong = count_cell(
            f"nullif(trim({column}), '')", shape, name=f"wide_{number}", may_be_empty=True
        )
        parsed.update(cell)
        values[f"w{number}"] = whole(f"wide_{number}")
        tests.extend(wrong)
    return Fields(parsed, values, tuple(tests))


def _levels(
    relation: Relation,
    parsed: Mapping[str, str],
    *,
    texts: Texts,
    corrections: Mapping[int, Mapping[str, str]],
) -> str:
    clean = str if relation.is_tight else trimmed
    columns = [
        f"{_corrected(clean(relation.at[n]), corrections, name=n)} AS {t}"
        for n, t in texts.columns.items()
    ]
    kept = [*relation.wide.values(), *(["fault", "line"] if relation.is_clean else [])]
    # Numbering the rows takes them one after the other: only where a row was corrected.
    numbered = f"(SELECT *, row_number() OVER () AS file_row FROM {relation.sql})"
    source = numbered if corrections else relation.sql
    first = f"SELECT {', '.join([*columns, *kept])} FROM {source}"
    return f"SELECT *, {_list(parsed)} FROM ({first})" if parsed else first


def _corrected(text: str, corrections: Mapping[int, Mapping[str, str]], *, name: str) -> str:
    """A column's text, or what a person says that it is in a row."""
    told = " ".join(
        f"WHEN {row} THEN {quote_text(values[name]) if values[name] else 'NULL'}"
        for row, values in sorted(corrections.items())
        if name in values
    )
    return f"CASE file_row {told} ELSE {text} END" if told else text


def _problem(
    relation: Relation, shape: Shape, *, texts: Texts, tests: tuple[tuple[str, str], ...]
) -> str:
    """The first test that a row fails. Another coding of a record is tested for its form only."""
    cases = []
    if relation.is_clean:
        cases.append("WHEN fault IS NOT NULL THEN fault")
        if not relation.typed_dates:
            damaged = " OR ".join(f"contains({t}, chr(65533))" for t in texts.columns.values())
            cases.append(f"WHEN {damaged} THEN 'unreadable_text'")
    if shape.alternative:
        cases.append("WHEN alternative THEN NULL")
    cases.append(f"WHEN {_is_no_record(shape, texts)} THEN 'not_a_record'")
    if shape.kind == "increment":
        tests = (*tests, ("key IS NULL", "no_key"))
    for condition, reason in tests:
        told = reason if reason.startswith("CASE ") else f"'{reason}'"
        cases.append(f"WHEN {condition} THEN {told}")
    return f"CASE {' '.join(cases)} ELSE NULL END"


def _is_no_record(shape: Shape, texts: Texts) -> str:
    """Nothing filled, or at most one of three or more required columns: a total or a note; or one
    of them is empty while another says that the line is a total.
    """
    nothing = " AND ".join(f"{t} IS NULL" for t in texts.columns.values())
    required = [texts[n] for n, c in shape.columns.items() if c.required and texts.has(n)]
    if len(required) < 2:
        return f"({nothing})"
    empty = " + ".join(f"({t} IS NULL)::INTEGER" for t in required)
    named = " OR ".join(f"lower({t}) IN ({_TOTALS})" for t in required)
    alone = f"{empty} >= {len(required) - 1}" if len(required) > 2 else nothing
    return f"({alone} OR ({empty} > 0 AND coalesce({named}, false)))"


def _raw(relation: Relation, shape: Shape, *, texts: Texts) -> str:
    """JSON of what may be shown of a row; of a line that does not fall into columns, its number."""
    shown = [name for name in shape.shown() if texts.has(name)]
    pairs = ", ".join(f"'{name}': {texts[name]}" for name in shown)
    told = f"to_json({{{pairs}}})::VARCHAR" if shown else "'{}'"
    if relation.is_clean:
        told = f"CASE WHEN fault IS NOT NULL THEN '{{\"_line\": ' || line || '}}' ELSE {told} END"
    return f"CASE WHEN problem IS NOT NULL THEN {told} END"


def _view(columns: list[str], fixed: Mapping[str, str], *, shape: Shape, relation: Relation) -> str:
    listed = {c: fixed.get(c, c) for c in columns}
    source = "typed_rows"
    if relation.wide:
        categories = [shape.wide_columns()[header] for header in relation.wide]
        slots = ", ".join(f"({number}, '{slug}')" for number, slug in enumerate(categories))
        counts = " ".join(f"WHEN {number} THEN w{number}" for number in range(len(categories)))
        listed["category"], listed["n"] = "slot.category", f"CASE slot.number {counts} END"
        source = f"typed_rows, (VALUES {slots}) AS slot(number, category)"
    first = '(typed_rows.rowid + 1)::INTEGER AS "row"'
    return f"CREATE TEMP VIEW typed AS SELECT {first}, {_list(listed)} FROM {source}"


def _list(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
