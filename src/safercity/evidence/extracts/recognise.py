"""Say why a table is not this source's, and whose it looks like instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from safercity.evidence.errors import WrongShape
from safercity.evidence.extracts.header import Header, find_header, list_unread, match_header
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.shapes import load_shapes

# Below this share of the required headings a likeness is chance.
ENOUGH = 0.6


def recognise(rows: Sequence[Sequence[str]], shapes: Iterable[Shape]) -> tuple[str | None, float]:
    """The shape whose required headings these first rows hold best, and their share (0 to 1)."""
    best: tuple[float, int, str | None] = (0.0, 0, None)
    for shape in shapes:
        header = find_header(rows, shape)
        required = sum(column.required for column in shape.columns.values()) or 1
        share = 1 - len(header.missing) / required
        best = max(best, (share, len(header.columns), shape.id), key=lambda b: b[:2])
    return (best[2], best[0]) if best[0] >= ENOUGH else (None, best[0])


def explain_misfit(
    name: str, rows: Sequence[Sequence[str]], *, shape: Shape, header: Header
) -> WrongShape:
    """The error for a table whose heading does not fit `shape`: what, where and what to do."""
    others = [other for other in load_shapes().values() if other.id != shape.id]
    looks_like, share = recognise(rows, others)
    if looks_like and share == 1:
        return WrongShape(
            f"{name} is not an extract of {shape.id}: it looks like {looks_like}.",
            advice=f"Load it with: safercity load {looks_like} {name}",
            looks_like=looks_like,
        )
    if not header.columns or len(header.names) < 2:
        return _unknown_table(name, rows, shape=shape)
    wanted = ", ".join(_call(shape, column) for column in header.missing)
    plural = "columns" if len(header.missing) > 1 else "column"
    return WrongShape(
        f"{name}: the {plural} {wanted} {'are' if plural == 'columns' else 'is'} missing. "
        f"The heading (line {header.row + 1}) has: {_list(header.names)}.",
        advice=f"Ask for an extract with {wanted}{_advise_mapping(shape, header.missing[0])}.",
        unread=list_unread([header], shape),
    )


def refuse_twice(name: str, header: Header) -> None:
    """Raise WrongShape where two columns bear the name of one that is needed."""
    if header.twice:
        raise WrongShape(
            f"{name}: the column {header.twice[0]!r} stands twice in the heading "
            f"(line {header.row + 1}).",
            advice="Remove or rename the one that is not meant, and load the file again.",
        )


def _advise_mapping(shape: Shape, column: str) -> str:
    line = f'"Their heading": {column}'
    told = "; if the column only has another name, say so in content/mappings/"
    return f"{told}{shape.id}.headings.yaml: {line}"


def _unknown_table(name: str, rows: Sequence[Sequence[str]], *, shape: Shape) -> WrongShape:
    first = next((row for row in rows if any(cell.strip() for cell in row)), [])
    if len(first) < 2:
        return WrongShape(
            f"{name} does not fall into columns: its first line is {_shorten(''.join(first))!r}.",
            advice="Columns are separated by comma, semicolon, tab or |. Export the file so.",
        )
    wanted = [_call(shape, n) for n, column in shape.columns.items() if column.required]
    return WrongShape(
        f"{name} is not an extract of {shape.id}: its first line has {_list(first)}.",
        advice=f"{shape.id} needs {', '.join(wanted)}. Is it the right file, and the right source?",
        unread=list_unread([_guess_header(rows, shape)], shape),
    )


def _guess_header(rows: Sequence[Sequence[str]], shape: Shape) -> Header:
    """The row that most likely holds the headings: the first of those with the most texts."""
    told = [sum(bool(cell.strip()) for cell in row) for row in rows]
    at = told.index(max(told))
    return match_header(rows[at], shape, row=at)


def _call(shape: Shape, column: str) -> str:
    return repr(shape.columns[column].headers[0] if column in shape.columns else column)


def _list(names: Sequence[str]) -> str:
    shown = [_shorten(n.strip()) for n in names if n.strip()][:12]
    return ", ".join(shown) + (" …" if len(names) > 12 else "")


def _shorten(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
