"""The sections and blocks of a document in Word's own terms."""

from __future__ import annotations

from dataclasses import dataclass

from safercity.documents.figures.logo import measure_logo
from safercity.documents.figures.svg import element
from safercity.documents.rendering.word.writing import (
    TEXT_WIDTH_MM,
    Pictures,
    write_paragraph,
    write_picture,
    write_run,
    write_table,
)
from safercity.documents.values import (
    Aside,
    Block,
    Document,
    Fact,
    Facts,
    Figure,
    Paragraph,
    Points,
    Section,
    Table,
)

TONES = {"body": "", "lead": "Lead", "small": "Small"}
PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
    '<w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1304" w:right="964" w:bottom="1304" w:left="964" w:header="567" '
    'w:footer="567" w:gutter="0"/></w:sectPr>'
)


@dataclass
class _Counted:
    pictures: Pictures
    lists: int = 0


def write_body(document: Document, pictures: Pictures, *, logo: str = "") -> tuple[str, int]:
    """What stands in the body, and how many ordered lists there are."""
    counted = _Counted(pictures)
    parts = [_write_letterhead(document, logo, pictures=pictures)] if logo else []
    parts += [write_paragraph(write_run(document.notice), style="Aside")] if document.notice else []
    parts += [
        write_paragraph(write_run(document.title), style="Title"),
        write_paragraph(write_run(document.lead), style="Lead"),
        _write_facts(document.facts),
    ]
    if document.handling:
        parts.append(write_paragraph(write_run(f"Handling. {document.handling}"), style="Aside"))
    parts += [_write_section(section, counted) for section in document.sections]
    return "".join((*parts, PAGE)), counted.lists


def _write_letterhead(document: Document, logo: str, *, pictures: Pictures) -> str:
    drawn = write_picture(logo, "", width_mm=measure_logo(logo), pictures=pictures)
    return write_paragraph(drawn, write_run(f"  {document.owner}", bold=True))


def _write_section(section: Section, counted: _Counted) -> str:
    starts = element("w:pageBreakBefore") if section.starts_page else ""
    style = f"Heading{section.level - 1}"
    head = write_paragraph(write_run(section.heading), style=style, marks=starts)
    return head + "".join(_write_block(block, counted) for block in section.blocks)


def _write_block(block: Block, counted: _Counted) -> str:
    match block:
        case Paragraph(text, tone):
            return write_paragraph(write_run(text), style=TONES[tone])
        case Points():
            return _write_points(block, counted)
        case Facts(facts):
            return _write_facts(facts)
        case Figure():
            return _write_figure(block, counted.pictures)
        case Aside(heading, paragraphs):
            head = write_paragraph(write_run(heading, bold=True), style="Aside")
            return head + "".join(
                write_paragraph(write_run(each), style="Aside") for each in paragraphs
            )
        case Table(folded=True):
            return write_paragraph(write_run(block.elsewhere), style="Small")
        case Table():
            return write_table(block, counted.pictures)


def _write_points(points: Points, counted: _Counted) -> str:
    style, marks = "ListBullet", ""
    if points.numbered:
        counted.lists += 1
        number = element("w:numId", **{"w:val": counted.lists + 1})
        level = element("w:ilvl", **{"w:val": 0})
        style, marks = "ListNumber", element("w:numPr", level, number)
    return "".join(
        write_paragraph(write_run(item), style=style, marks=marks) for item in points.items
    )


def _write_facts(facts: tuple[Fact, ...]) -> str:
    runs = []
    for at, fact in enumerate(facts):
        runs += [
            write_run(("; " if at else "") + f"{fact.label}: "),
            write_run(fact.value, bold=True),
        ]
    return write_paragraph(*runs)


def _write_figure(figure: Figure, pictures: Pictures) -> str:
    width = TEXT_WIDTH_MM * figure.share
    drawn = write_picture(figure.svg, figure.alt, width_mm=width, pictures=pictures)
    caption = write_paragraph(write_run(figure.caption), style="Small") if figure.caption else ""
    return write_paragraph(drawn, style="Figure") + caption
