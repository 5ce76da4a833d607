"""The file itself: parts, relations, header and footer with the marking on every page."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files

from safercity.documents.figures.svg import element, text_of
from safercity.documents.rendering.word.blocks import write_body
from safercity.documents.rendering.word.writing import Pictures, write_paragraph, write_run
from safercity.documents.values import Document

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The date of making is no part of a document's content, and the bytes must not change by the day.
NO_DATE = (1980, 1, 1, 0, 0, 0)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = {
    "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:r": OFFICE,
    "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "xmlns:adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
}
PARTS = ("styles", "numbering", "header", "footer")


def render_docx(document: Document, *, logo: str = "") -> bytes:
    """The DOCX's bytes, with title, language, alternatives, and the marking on every page.

    `logo`: the partnership's, as `frame_logo` draws it, beside its name on the first page.
    The same document gives the same bytes. Drawings go in as PNG. Raises `ChartNotDrawn`.
    """
    pictures = Pictures()
    body, lists = write_body(document, pictures, logo=logo)
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _read("content_types.xml"),
        "_rels/.rels": _relate({
            "document": (f"{OFFICE}/officeDocument", "word/document.xml"),
            "core": (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        }),
        "docProps/core.xml": _write_core(document),
        "word/document.xml": HEAD + element("w:document", element("w:body", body), **SPACES),
        "word/styles.xml": _read("styles.xml").replace("en-GB", _language(document)),
        "word/numbering.xml": _write_numbering(lists),
        "word/header.xml": _write_edge("w:hdr", _head_line(document)),
        "word/footer.xml": _write_edge("w:ftr", _foot_line(document)),
    }  # fmt: skip
    media = {f"picture{at}": png for at, png in enumerate(pictures.names.values(), start=1)}
    parts |= {f"word/media/{name}.png": png for name, png in media.items()}
    relations = {name: (f"{OFFICE}/{name}", f"{name}.xml") for name in PARTS}
    relations |= {name: (f"{OFFICE}/image", f"media/{name}.png") for name in media}
    parts["word/_rels/document.xml.rels"] = _relate(relations)
    return _pack(parts)


def _pack(parts: dict[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            about = zipfile.ZipInfo(name, NO_DATE)
            about.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(about, content)
    return file.getvalue()


def _language(document: Document) -> str:
    return "en-GB" if document.language == "en" else document.language


def _relate(relations: dict[str, tuple[str, str]]) -> str:
    each = (
        element("Relationship", Id=name, Type=kind, Target=target)
        for name, (kind, target) in relations.items()
    )
    return HEAD + element("Relationships", *each, xmlns=f"{PACKAGE}/relationships")


def _write_core(document: Document) -> str:
    told = {
        "dc:title": document.title,
        "dc:subject": document.subject,
        "dc:creator": document.owner,
        "dc:description": f"Edition {document.edition}. {document.dated}.",
        "dc:language": _language(document),
        "cp:category": document.marking,
    }
    spaces = {
        "xmlns:cp": f"{PACKAGE}/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    }
    inside = (element(name, text_of(text)) for name, text in told.items() if text)
    return HEAD + element("cp:coreProperties", *inside, **spaces)


def _write_edge(tag: str, inside: str) -> str:
    return HEAD + element(tag, inside, **SPACES)


def _head_line(document: Document) -> str:
    return _three(document, left=document.owner, right=write_run(document.subject))


def _foot_line(document: Document) -> str:
    page = write_run("Page ") + element("w:fldSimple", write_run("1"), **{"w:instr": "PAGE"})
    line = _three(document, left=f"Edition {document.edition}. {document.dated}", right=page)
    notice = write_paragraph(write_run(document.notice), style="Edge") if document.notice else ""
    return line + notice


def _three(document: Document, *, left: str, right: str) -> str:
    """A line with the marking in its middle."""
    tab = element("w:r", element("w:tab"))
    parts = (write_run(left), tab, write_run(document.marking, bold=True), tab, right)
    return write_paragraph(*parts, style="Edge")


def _write_numbering(lists: int) -> str:
    """Bullets as number 1, and each ordered list as one of its own, so that it begins at 1."""
    kinds = (_kind(1, form="bullet", text="–"), _kind(2, form="decimal", text="%1."))
    restart = element("w:lvlOverride", element("w:startOverride", **{"w:val": 1}), **{"w:ilvl": 0})
    numbers = [element("w:num", element("w:abstractNumId", **{"w:val": 1}), **{"w:numId": 1})]
    numbers += [
        element("w:num", element("w:abstractNumId", **{"w:val": 2}), restart, **{"w:numId": at})
        for at in range(2, lists + 2)
    ]
    return HEAD + element("w:numbering", *kinds, *numbers, **SPACES)


def _kind(number: int, *, form: str, text: str) -> str:
    level = element(
        "w:lvl",
        element("w:start", **{"w:val": 1}),
        element("w:numFmt", **{"w:val": form}),
        element("w:lvlText", **{"w:val": text}),
        element("w:pPr", element("w:ind", **{"w:left": 397, "w:hanging": 284})),
        **{"w:ilvl": 0},
    )
    return element("w:abstractNum", level, **{"w:abstractNumId": number})


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
