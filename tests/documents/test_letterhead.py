"""A partnership's logo beside its name on the first page of every kind of paper."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from safercity.documents import render_docx, render_html, render_pdf
from safercity.documents.charts.engine import rasterise
from safercity.documents.figures.logo import frame_logo, measure_logo
from tests.documents.test_pdf import unpacked
from tests.documents.test_strategy_paper import PAPER

SHAPE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 40"><path d="M0 0h80v40z"/></svg>'
SVG = frame_logo(SHAPE, kind="image/svg+xml", breadth=2)
PNG = frame_logo(rasterise(SVG, scale=1), kind="image/png", breadth=2)
BROKEN = frame_logo(b"\x89PNG no image", kind="image/png", breadth=2)


@pytest.mark.parametrize("logo", [SVG, PNG], ids=["svg", "png"])
def test_every_kind_of_paper_carries_the_logo_and_is_itself_without(logo):
    html = render_html(PAPER, logo=logo)
    assert logo in html and html.index(logo) < html.index("<h1>")
    assert html.replace(f'<span class="logo" aria-hidden="true">{logo}</span>', "") == (
        render_html(PAPER)
    )
    plain, pdf = unpacked(render_pdf(PAPER)), unpacked(render_pdf(PAPER, logo=logo))
    assert len(pdf) > len(plain) and pdf.count(b"/Artifact") > plain.count(b"/Artifact")
    with zipfile.ZipFile(BytesIO(render_docx(PAPER, logo=logo))) as word:
        body = word.read("word/document.xml").decode()
        assert "word/media/picture1.png" in word.namelist()
    assert body.index("decorative") < body.index(PAPER.owner) < body.index(PAPER.title)


def test_an_image_that_cannot_be_read_does_not_keep_the_paper_back():
    assert render_pdf(PAPER, logo=BROKEN).startswith(b"%PDF")
    assert render_docx(PAPER, logo=BROKEN).startswith(b"PK")


def test_a_broad_logo_is_kept_within_the_page():
    assert measure_logo(SVG) == 26
    assert measure_logo(frame_logo(SHAPE, kind="image/svg+xml", breadth=20)) == 70


@pytest.mark.parametrize("breadth", [900_000.0, 1 / 900_000])
def test_a_logo_that_is_but_a_line_does_not_keep_the_paper_back(breadth):
    """The engine that draws for Word ended the whole process on a frame of millions of units."""
    line = f"{max(breadth, 1):.0f} {max(1 / breadth, 1):.0f}"
    shape = SHAPE.replace(b"80 40", line.encode())
    logo = frame_logo(shape, kind="image/svg+xml", breadth=breadth)
    assert 1 < measure_logo(logo) <= 70
    assert render_pdf(PAPER, logo=logo).startswith(b"%PDF")
    assert render_docx(PAPER, logo=logo).startswith(b"PK")
