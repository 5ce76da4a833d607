"""Words, pictures and tables as WordprocessingML. Text is escaped once, here."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from safercity.documents.charts.engine import rasterise
from safercity.documents.figures.colours import STEPS, TEXT_ON_STEP
from safercity.documents.figures.svg import element, text_of
from safercity.documents.rendering.html_tables import STATE_WORDS
from safercity.documents.values import Cell, Column, Table

TEXT_WIDTH_TWIPS = 9978  # A4 less margins of 17 mm
TEXT_WIDTH_MM = 176.0
EMU_PER_MM = 36000
MM_PER_UNIT = 0.254  # of a small drawing in a cell, as the PDF has it
DOTS_PER_MM = 8.0  # 203 to the inch
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


@dataclass
class Pictures:
    """The drawings of one file as PNG, each once, in the order in which they come."""

    names: dict[str, bytes] = field(default_factory=dict)
    shown: int = 0

    def add(self, svg: str, *, scale: float) -> int:
        """The number of the drawing's relation, from 1; `scale` in dots to a unit."""
        name = hashlib.sha256(f"{scale} {svg}".encode()).hexdigest()
        if name not in self.names:
            self.names[name] = rasterise(svg, scale=scale)
        return list(self.names).index(name) + 1


def write_run(text: str, *, bold: bool = False, colour: str = "") -> str:
    """A stretch of text."""
    marks = [element("w:b")] if bold else []
    marks += [element("w:color", **{"w:val": colour})] if colour else []
    style = element("w:rPr", *marks) if marks else ""
    said = element("w:t", text_of(text), **{"xml:space": "preserve"})
    return element("w:r", style, said)


def write_paragraph(*runs: str, style: str = "", marks: str = "") -> str:
    """A paragraph of runs; `marks` are further properties, in the order that the schema asks."""
    named = element("w:pStyle", **{"w:val": style}) if style else ""
    about = element("w:pPr", named, marks) if named or marks else ""
    return element("w:p", about, *runs)


def write_picture(svg: str, alt: str, *, width_mm: float, pictures: Pictures) -> str:
    """A drawing in the line, with its words; without words it is marked as decoration."""
    found = _SIZE.search(svg)
    wide, high = (float(each) for each in found.groups()) if found else (1.0, 1.0)
    cx = round(width_mm * EMU_PER_MM)
    size = {"cx": cx, "cy": round(cx * high / wide)}
    relation = f"picture{pictures.add(svg, scale=width_mm * DOTS_PER_MM / wide)}"
    pictures.shown += 1
    return element("w:r", element("w:drawing", element(
        "wp:inline",
        element("wp:extent", **size),
        _describe(alt, number=pictures.shown),
        element("a:graphic", element(
            "a:graphicData", _write_fill(relation, size, number=pictures.shown),
            uri="http://schemas.openxmlformats.org/drawingml/2006/picture",
        )),
        distT=0, distB=0, distL=0, distR=0,
    )))  # fmt: skip


def _describe(alt: str, *, number: int) -> str:
    about = {"id": number, "name": f"Picture {number}", "descr": alt}
    if alt:
        return element("wp:docPr", **about)
    decoration = element("adec:decorative", val=1)
    extension = element("a:ext", decoration, uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
    return element("wp:docPr", element("a:extLst", extension), **about)


def _write_fill(relation: str, size: dict[str, int], *, number: int) -> str:
    name = element("pic:cNvPr", id=number, name=f"Picture {number}")
    fill = element("a:blip", **{"r:embed": relation}) + element("a:stretch", element("a:fillRect"))
    frame = element("a:off", x=0, y=0) + element("a:ext", **size)
    shape = element("a:xfrm", frame) + element("a:prstGeom", element("a:avLst"), prst="rect")
    return element(
        "pic:pic",
        element("pic:nvPicPr", name, element("pic:cNvPicPr")),
        element("pic:blipFill", fill),
        element("pic:spPr", shape),
    )


def write_table(table: Table, pictures: Pictures) -> str:
    """A table under its caption, with a head that repeats, and its note."""
    widths = _share_out(table.columns)
    grid = element("w:tblGrid", *(element("w:gridCol", **{"w:w": each}) for each in widths))
    about = element(
        "w:tblPr",
        element("w:tblStyle", **{"w:val": "Plain"}),
        element("w:tblW", **{"w:w": sum(widths), "w:type": "dxa"}),
        element("w:tblLayout", **{"w:type": "fixed"}),
        element("w:tblLook", **{"w:firstRow": 1, "w:firstColumn": 1, "w:noVBand": 1}),
        element("w:tblCaption", **{"w:val": table.caption}),
    )
    style = "DenseCell" if table.dense else "Cell"
    head = [_write_cell(write_run(each.heading, bold=True), each, width=width, style=style)
            for each, width in zip(table.columns, widths, strict=True)]  # fmt: skip
    repeats = element("w:trPr", element("w:cantSplit"), element("w:tblHeader"))
    rows = [element("w:tr", repeats, *head)]
    whole = element("w:trPr", element("w:cantSplit"))
    for row in table.rows:
        cells = [
            _write_cell(
                _fill_cell(cell, pictures, is_head=at == table.row_head),
                column, width=width, style=style, cell=cell,
            )
            for at, (column, cell, width) in enumerate(
                zip(table.columns, row, widths, strict=True)
            )
        ]  # fmt: skip
        rows.append(element("w:tr", whole, *cells))
    note = write_paragraph(write_run(table.note), style="Small")
    caption = write_paragraph(write_run(table.caption), style="Caption")
    return caption + element("w:tbl", about, grid, *rows) + note


def _share_out(columns: tuple[Column, ...]) -> list[int]:
    """Widths in twips: as the columns say, and what is left shared by those that do not."""
    told = sum(column.width for column in columns)
    silent = sum(1 for column in columns if not column.width)
    rest = max(1.0 - told, 0.0) / silent if silent else 0.0
    return [round(TEXT_WIDTH_TWIPS * (column.width or rest)) for column in columns]


def _write_cell(
    inside: str, column: Column, *, width: int, style: str, cell: Cell | None = None
) -> str:
    shade = f"{STEPS[cell.step][1:]}" if cell and cell.step is not None else ""
    about = element(
        "w:tcPr",
        element("w:tcW", **{"w:w": width, "w:type": "dxa"}),
        element("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": shade}) if shade else "",
    )
    side = element("w:jc", **{"w:val": "right"}) if column.kind == "number" else ""
    return element("w:tc", about, write_paragraph(inside, style=style, marks=side))


def _fill_cell(cell: Cell, pictures: Pictures, *, is_head: bool) -> str:
    colour = TEXT_ON_STEP[cell.step][1:] if cell.step is not None else ""
    parts = []
    if cell.mark:
        width = cell.mark.width * MM_PER_UNIT
        parts.append(write_picture(
            cell.mark.svg, cell.mark.alt, width_mm=width, pictures=pictures
        ))  # fmt: skip
    if cell.text:
        words = f"{cell.text} {STATE_WORDS.get(cell.state, '')}".strip()
        parts.append(write_run(words, bold=is_head or cell.step is not None, colour=colour))
    if cell.line:
        parts.append(write_run(cell.line, colour="47535E"))
    return element("w:r", element("w:br")).join(parts)
