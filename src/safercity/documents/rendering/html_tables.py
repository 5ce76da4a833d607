"""Tables in HTML: a caption, heads with scope, and on a phone one record under another.

Roles are written out because a table laid out as blocks loses them in some readers.
"""

from __future__ import annotations

from html import escape

from safercity.documents.figures.colours import STEPS, TEXT_ON_STEP
from safercity.documents.figures.svg import clean_text
from safercity.documents.values import Cell, Column, Mark, Table

STATE_WORDS = {"hidden": "count hidden"}


def render_table(table: Table) -> str:
    """The table as HTML; drawings in cells carry their alternative, or are silent beside words."""
    kind = "dense" if table.dense else "stacks" if table.is_wide else "plain"
    early = any(column.is_early for column in table.columns)
    hint = (
        '<p class="small on-phones">On a small screen: the last four quarters.</p>' if early else ""
    )
    note = f'<p class="small">{_text(table.note)}</p>' if table.note else ""
    columns = "".join(_render_width(column, table) for column in table.columns)
    heads = "".join(_render_head(column) for column in table.columns)
    rows = "\n".join(_render_row(row, table) for row in table.rows)
    drawn = (
        f'<table role="table" class="{kind}"><caption>{_text(table.caption)}</caption>'
        f"<colgroup>{columns}</colgroup>\n"
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}\n</tbody></table>{hint}{note}'
    )
    if not table.folded:
        return drawn
    return f"<details><summary>{_text(table.counted)}</summary>{drawn}</details>"


def _render_width(column: Column, table: Table) -> str:
    early = ' class="early"' if column.is_early else ""
    if not column.width:
        return f"<col{early}>"
    return f'<col{early} style="width:{column.width:.0%}">'


def _render_head(column: Column) -> str:
    return (
        f'<th role="columnheader" scope="col" class="{_classes(column)}">'
        f"{_text(column.heading)}</th>"
    )


def _render_row(row: tuple[Cell, ...], table: Table) -> str:
    cells = [
        _render_cell(cell, column, is_head=at == table.row_head)
        for at, (cell, column) in enumerate(zip(row, table.columns, strict=True))
    ]
    return f'<tr role="row">{"".join(cells)}</tr>'


def _render_cell(cell: Cell, column: Column, *, is_head: bool) -> str:
    tag, role = ("th", ' role="rowheader" scope="row"') if is_head else ("td", ' role="cell"')
    classes = " ".join(part for part in (_classes(column), cell.state) if part)
    style = ""
    if cell.step is not None:
        style = f' style="background:{STEPS[cell.step]};color:{TEXT_ON_STEP[cell.step]}"'
    label = f' data-label="{_text(column.heading)}"'
    return f'<{tag}{role} class="{classes}"{label}{style}>{_render_inside(cell)}</{tag}>'


def _render_inside(cell: Cell) -> str:
    mark = _render_mark(cell.mark) if cell.mark else ""
    text = f"<span>{_text(cell.text)}</span>" if cell.text else ""
    hidden = STATE_WORDS.get(cell.state, "high" if cell.step is not None and not cell.state else "")
    said = f'<span class="said"> {hidden}</span>' if hidden else ""
    line = f'<span class="line">{_text(cell.line)}</span>' if cell.line else ""
    return f"<div>{mark}{text}{said}{line}</div>"


def _render_mark(mark: Mark) -> str:
    if not mark.alt:
        return f'<span class="mark" aria-hidden="true">{mark.svg}</span>'
    return f'<span class="mark" role="img" aria-label="{_text(mark.alt)}">{mark.svg}</span>'


def _classes(column: Column) -> str:
    return f"{column.kind} early" if column.is_early else column.kind


def _text(text: str) -> str:
    return escape(clean_text(text), quote=True)
