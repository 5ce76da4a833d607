"""What, how often and which: category, count, flags, key, slice, and columns kept as they are."""

from __future__ import annotations

from collections.abc import Mapping

from safercity.evidence.extracts.fields.expressions import Fields, Texts, among, choose, sort_out
from safercity.evidence.extracts.shape import Shape

_MONTH_LABEL = "strftime(make_date(month // 12, month % 12 + 1, 1), '%Y-%m')"


def word_fields(
    shape: Shape, texts: Texts, *, categories: Mapping[str, str], flags: Mapping[str, int]
) -> Fields:
    """Columns category, n, flags, alternative, key, slice_0 ... and x_..., and their tests.

    `categories` adds a workspace's words to the shape's map; `flags` gives each flag's bit.
    """
    parts = [
        _category(shape, texts, categories=categories),
        _count(shape, texts),
        Fields(values={"flags": _flags(shape, texts, bits=flags)}),
        Fields(values={"alternative": _alternative(shape, texts)}),
        Fields(values={"key": _key(shape, texts), **_slice_parts(shape, texts)}),
        Fields(values={f"x_{name}": texts.get(name) for name in shape.stored()}),
    ]
    return Fields(
        {k: v for part in parts for k, v in part.parsed.items()},
        {k: v for part in parts for k, v in part.values.items()},
        tuple(test for part in parts for test in part.tests),
    )


def _category(shape: Shape, texts: Texts, *, categories: Mapping[str, str]) -> Fields:
    category = shape.category
    if category is None or category.wide:
        return Fields(values={"category": "NULL::VARCHAR"})
    if category.constant is not None:
        return Fields(values={"category": f"'{category.constant}'"})
    words = {k.strip().lower(): v for k, v in {**category.map, **categories}.items()}
    text = texts.get(category.column)
    return Fields(
        values={"category": choose(text, words)},
        tests=(
            (
                "category IS NULL",
                sort_out((f"{text} IS NULL", "no_category"), otherwise="unknown_category"),
            ),
        ),
    )


def _count(shape: Shape, texts: Texts) -> Fields:
    if shape.count is None:
        return Fields(values={"n": "1"})
    parsed, tests = count_cell(texts.get(shape.count), shape, name="count_number")
    return Fields(parsed, {"n": whole("count_number")}, tests)


def count_cell(
    text: str, shape: Shape, *, name: str, may_be_empty: bool = False
) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """SQL of one count (NULL where hidden) under `name`, and what is wrong with it."""
    hidden = among(text, shape.suppressed) if shape.suppressed else "false"
    number = f"CASE WHEN NOT {hidden} THEN try_cast(replace({text}, ',', '') AS DOUBLE) END"
    given = f"{text} IS NOT NULL AND " if may_be_empty else ""
    unreadable = (
        f"{given}NOT {hidden} AND ({name} IS NULL OR {name} <> floor({name}) OR abs({name}) > 2e9)"
    )
    return {name: number}, ((unreadable, "unreadable_count"), (f"{name} < 0", "negative_count"))


def whole(name: str) -> str:
    """SQL: a tested count as a whole number."""
    return f"try_cast({name} AS INTEGER)"


def _flags(shape: Shape, texts: Texts, *, bits: Mapping[str, int]) -> str:
    set_where = [
        f"CASE WHEN {among(texts[flag.column], flag.yes)} THEN {bits[name]} ELSE 0 END"
        for name, flag in shape.flags.items()
        if texts.has(flag.column)
    ]
    return f"({' + '.join(set_where)})::INTEGER" if set_where else "0"


def _alternative(shape: Shape, texts: Texts) -> str:
    if shape.alternative is None or not texts.has(shape.alternative.column):
        return "false"
    return f"NOT {among(texts[shape.alternative.column], (shape.alternative.use,))}"


def _slice_parts(shape: Shape, texts: Texts) -> dict[str, str]:
    named = (c for c in shape.covers if c not in ("month", "file"))
    return {f"slice_{number}": texts.get(name) for number, name in enumerate(named)}


def slice_columns(shape: Shape) -> list[str]:
    """The columns of `typed` that tell a row's slice apart."""
    return [*_slice_parts(shape, Texts({})), *(["month"] if "month" in shape.covers else [])]


def slice_text(shape: Shape) -> str:
    """SQL: a slice's text from `slice_columns`; NULL where one of them is."""
    parts = iter(_slice_parts(shape, Texts({})))
    pieces = [
        _MONTH_LABEL if c == "month" else "'file'" if c == "file" else next(parts)
        for c in shape.covers
    ]
    return " || '|' || ".join(pieces) if pieces else "NULL::VARCHAR"


def _key(shape: Shape, texts: Texts) -> str:
    """The MD5 of the parts joined: 16 bytes instead of 64. A key that holds a personal column is
    first replaced by a keyed pseudonym (HMAC-SHA256).

    The pads of the secret are variables of the connection, so that it stands in no statement.
    """
    if not shape.key:
        return "NULL::UUID"
    joined = " || '|' || ".join(texts.get(name) for name in shape.key)
    if not holds_personal_key(shape):
        return f"md5_number({joined})::UUID"
    told = f"encode('{shape.id}|' || {joined})"
    inner = f"unhex(sha256(getvariable('inner_pad')::BLOB || {told}))"
    return f"md5_number(sha256(getvariable('outer_pad')::BLOB || {inner}))::UUID"


def holds_personal_key(shape: Shape) -> bool:
    """Whether the key must be replaced by a pseudonym."""
    return any(shape.columns[name].sensitivity == "personal" for name in shape.key)
