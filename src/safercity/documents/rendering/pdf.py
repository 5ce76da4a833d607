"""A document as a tagged PDF (PDF/UA-1): typst draws, and content reaches it as data, never as
markup.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import as_file, files
from typing import Any, Literal

import typst

from safercity.documents.figures.colours import STEPS, TEXT_ON_STEP
from safercity.documents.figures.logo import measure_logo
from safercity.documents.figures.svg import clean_text
from safercity.documents.values import Document, Table
from safercity.evidence.errors import SaferCityError

# The date of making is no part of a document's content, and the bytes must not change by the day.
NO_DATE = 0
STANDARD: Literal["ua-1"] = "ua-1"


class PaperNotDrawn(SaferCityError):
    """The document could not be set as a PDF. This is our fault, not the reader's."""

    exit_code = 20
    advice = "Use --format html meanwhile, and report the words above."


def render_pdf(document: Document, *, logo: str = "") -> bytes:
    """The PDF's bytes: tagged, with language, title, alternatives, and the marking on every page.

    `logo`: the partnership's, as `frame_logo` draws it, beside its name on the first page.
    The same document gives the same bytes with the same version of typst. Raises `PaperNotDrawn`.
    """
    inputs = {"document": _write(document, logo=logo)}
    room = files("safercity.documents")
    with (
        as_file(room.joinpath("rendering", "paper.typ")) as template,
        as_file(room.joinpath("fonts")) as fonts,
    ):
        shipped = typst.Fonts(include_system_fonts=False, font_paths=[fonts])
        try:
            made = typst.compile(
                template.read_bytes(), font_paths=shipped,
                format="pdf", sys_inputs=inputs, pdf_standards=[STANDARD], timestamp=NO_DATE,
            )  # fmt: skip
        except typst.TypstError as error:
            raise PaperNotDrawn(f"The paper could not be drawn: {error.message}.") from error
    return bytes(made)


def _write(document: Document, *, logo: str) -> str:
    letterhead = {"logo": logo, "logo_mm": measure_logo(logo)}
    return json.dumps(_gather(document) | letterhead, ensure_ascii=False, sort_keys=True)


def _gather(document: Document) -> dict[str, Any]:
    content = _clean(asdict(document))
    content["steps"] = list(STEPS)
    content["text_on_step"] = list(TEXT_ON_STEP)
    for section, given in zip(content["sections"], document.sections, strict=True):
        for block, value in zip(section["blocks"], given.blocks, strict=True):
            block["type"] = type(value).__name__.lower()
            if isinstance(value, Table):
                block["elsewhere"] = clean_text(value.elsewhere)
    return content


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {key: _clean(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value
