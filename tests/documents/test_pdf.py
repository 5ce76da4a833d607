import re
import zlib
from dataclasses import replace

import pytest

from safercity.documents import build_high_demand_places, render_pdf
from safercity.documents.values import Figure


@pytest.fixture(scope="module")
def pdf(document):
    return render_pdf(document)


def unpacked(pdf):
    """The file with its compressed streams opened, so that its objects can be searched."""
    parts = [pdf]
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(match.group(1)))
        except zlib.error:
            continue
    return b"\n".join(parts)


@pytest.fixture(scope="module")
def objects(pdf):
    return unpacked(pdf)


def test_it_is_tagged_with_language_and_says_so(objects):
    assert objects.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in objects
    assert re.search(rb"/Lang\s*\(en(-GB)?\)", objects)
    assert re.search(rb"/MarkInfo\s*<<[^>]*/Marked true", objects)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in objects
    assert b"/DisplayDocTitle true" in objects


def test_the_title_is_the_finding(document, objects):
    assert document.title.encode() in objects


def test_headings_tables_and_figures_are_tagged(document, objects):
    figures = [b for s in document.sections for b in s.blocks if isinstance(b, Figure)]
    assert re.search(rb"/S\s*/H1\b", objects)
    assert re.search(rb"/S\s*/H3\b", objects)
    assert re.search(rb"/S\s*/TH\b", objects)
    tagged = len(re.findall(rb"/S\s*/Figure\b", objects))
    assert tagged >= len(figures)
    assert len(re.findall(rb"/Alt\s*[(<]", objects)) >= len(figures)


def test_the_same_document_gives_the_same_bytes(document, pdf):
    assert render_pdf(document) == pdf
    assert b"CreationDate" not in unpacked(pdf) or b"1970" in unpacked(pdf)


def test_the_list_fits_a_committee(objects):
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", objects))
    assert 12 <= pages <= 20


def test_a_hostile_name_is_only_ever_text(hostile):
    pages = re.findall(
        rb"/MediaBox\s*\[([^\]]*)\]", unpacked(render_pdf(build_high_demand_places(hostile)))
    )
    assert pages
    assert {tuple(round(float(n)) for n in page.split()) for page in pages} == {(0, 0, 595, 842)}


def test_a_figure_without_words_is_refused(document):
    from safercity.documents.rendering.pdf import PaperNotDrawn

    section = next(each for each in document.sections if each.id == "map")
    silent = replace(section, blocks=(replace(section.blocks[0], alt=None),))
    with pytest.raises(PaperNotDrawn, match="alt"):
        render_pdf(replace(document, sections=(silent,)))


def test_welsh_letters_are_in_the_font(document, pdf):
    other = render_pdf(replace(document, title="Ŵyl y Tŷ: deuddeg lle", language="cy"))
    assert b"(cy" in unpacked(other)
    assert b"Libertinus" not in unpacked(other)
