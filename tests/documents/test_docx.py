"""The report for Word: its parts hold together, its words are there, nothing changes by the day."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

import pytest

from safercity.documents import build_high_demand_places, render_docx
from safercity.documents.values import Figure, Points, Section, Table
from safercity.evidence.assess.edition import open_edition
from tests.documents.conftest import HOSTILE
from tests.partnership.sample_profiles import write_assessed_edition

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    folder = write_assessed_edition(tmp_path_factory.mktemp("assessed") / "edition")
    return build_high_demand_places(open_edition(folder))


@pytest.fixture(scope="module")
def docx(paper):
    return render_docx(paper)


@pytest.fixture(scope="module")
def parts(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as packed:
        assert packed.testzip() is None
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.fixture(scope="module")
def body(parts):
    return ElementTree.fromstring(parts["word/document.xml"])


def text_of(node):
    return "".join(each.text or "" for each in node.iter(f"{W}t"))


def styled(body, style):
    return [
        text_of(each)
        for each in body.iter(f"{W}p")
        if (named := each.find(f"{W}pPr/{W}pStyle")) is not None and named.get(f"{W}val") == style
    ]


def test_every_part_is_well_formed_and_every_relation_leads_somewhere(parts, body):
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(data)
    relations = {
        each.get("Id"): each.get("Target")
        for each in ElementTree.fromstring(parts["word/_rels/document.xml.rels"])
    }
    assert all(f"word/{target}" in parts for target in relations.values())
    used = {value for node in body.iter() for key, value in node.items() if key.startswith(R)}
    assert used <= set(relations)
    styles = re.findall(r'w:styleId="(\w+)"', parts["word/styles.xml"].decode())
    named = {node.get(f"{W}val") for node in body.iter() if node.tag.endswith("Style")}
    assert named <= set(styles)


def test_headings_are_headings_in_the_order_of_the_paper(paper, body):
    assert styled(body, "Title") == [paper.title]
    tops = [section.heading for section in paper.sections if section.level == 2]
    assert styled(body, "Heading1") == tops
    assert "What rises and what falls" in tops


def test_every_drawing_has_its_words_and_is_a_png(paper, parts, body):
    figures = [b for s in paper.sections for b in s.blocks if isinstance(b, Figure)]
    told = [each.get("descr") for each in body.iter(f"{WP}docPr")]
    assert all(figure.alt in told for figure in figures)
    assert any(alt.startswith("Records by month, with trend and season dashed.") for alt in told)
    silent = [each for each in body.iter(f"{WP}docPr") if not each.get("descr")]
    assert all("decorative" in ElementTree.tostring(each).decode() for each in silent)
    media = [data for name, data in parts.items() if name.startswith("word/media/")]
    assert media and all(data.startswith(b"\x89PNG") for data in media)
    numbers = [each.get("id") for each in body.iter(f"{WP}docPr")]
    assert len(set(numbers)) == len(numbers)


def test_tables_keep_their_rows_and_repeat_their_head(paper, body):
    shown = [b for s in paper.sections for b in s.blocks if isinstance(b, Table) and not b.folded]
    drawn = list(body.iter(f"{W}tbl"))
    assert [len(each.findall(f"{W}tr")) for each in drawn] == [len(t.rows) + 1 for t in shown]
    assert all(each.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None for each in drawn)
    captions = [each.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val") for each in drawn]
    assert captions == [table.caption for table in shown]
    folded = "Anti-social behaviour: the numbers (36 rows): on the web page and in the export."
    assert folded in styled(body, "Small")


def test_marking_and_page_stand_on_every_page(paper, parts):
    for name in ("word/header.xml", "word/footer.xml"):
        assert paper.marking in text_of(ElementTree.fromstring(parts[name]))
    assert b'w:instr="PAGE"' in parts["word/footer.xml"]
    assert paper.title.encode() in parts["docProps/core.xml"]
    assert b'w:lang w:val="en-GB"' in parts["word/styles.xml"]


def test_each_ordered_list_begins_at_one(paper):
    from dataclasses import replace

    lists = tuple(Points((f"{k} a", f"{k} b"), numbered=True) for k in range(2))
    made = render_docx(replace(paper, sections=(Section("x", "X", lists),)))
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        used = re.findall(rb'w:numId w:val="(\d+)"', packed.read("word/document.xml"))
        kinds = packed.read("word/numbering.xml")
    assert used == [b"2", b"2", b"3", b"3"]
    assert kinds.count(b'<w:startOverride w:val="1"/>') == 2


def test_the_same_document_gives_the_same_bytes(paper, docx):
    assert render_docx(paper) == docx


def test_a_hostile_name_is_only_ever_text(hostile):
    made = render_docx(build_high_demand_places(hostile))
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        told = text_of(ElementTree.fromstring(packed.read("word/document.xml")))
    assert HOSTILE.replace("\x07", "") in told
