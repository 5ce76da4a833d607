"""The paper of a strategy: its content, and the page, tagged PDF and Word file made of it."""

from __future__ import annotations

import zipfile
from datetime import date
from io import BytesIO

import pytest

from safercity.documents import render_docx, render_html, render_pdf
from safercity.documents.strategy import StrategyCover, build_strategy_document, load_strategy
from safercity.documents.values import Table
from tests.documents.test_pdf import unpacked

STRATEGY = load_strategy("stoke-on-trent-2024-27")
PAPER = build_strategy_document(STRATEGY, StrategyCover(made=date(2026, 11, 26)))


def tables_of(paper):
    return [block for section in paper.sections for block in section.blocks
            if isinstance(block, Table)]  # fmt: skip


def words_of(paper):
    return " ".join(
        f"{cell.text} {cell.line}" for table in tables_of(paper) for row in table.rows
        for cell in row
    )  # fmt: skip


def test_the_same_strategy_gives_the_same_paper():
    assert build_strategy_document(STRATEGY, StrategyCover(made=date(2026, 11, 26))) == PAPER
    assert PAPER.title == STRATEGY.title["en"]
    assert PAPER.lead.startswith("To create a safer, stronger city, by reducing crime, disorder")
    assert PAPER.marking == "OFFICIAL" and "own words" in PAPER.notice


def test_each_priority_has_its_actions_and_outcomes():
    sections = [each for each in PAPER.sections if each.id.startswith("priority-")]
    counted = [[len(b.rows) for b in each.blocks if isinstance(b, Table)] for each in sections]
    assert counted == [[9, 5], [10, 6], [9, 3], [9, 4]]


@pytest.mark.parametrize("kind", ["actions", "outcomes", "bodies", "documents", "supporting",
                                  "achievements", "reviews", "powers", "meetings"])  # fmt: skip
def test_nothing_that_it_holds_is_left_out(kind):
    told = words_of(PAPER)
    assert not [each.id for each in getattr(STRATEGY, kind) if each.title["en"] not in told]


def test_what_is_ours_and_what_is_ambiguous_is_marked():
    told = words_of(PAPER)
    assert told.count("ambiguous") == 4
    assert told.count("our inference") >= 20
    assert "None stated" in told and "Tuesday 7 November 2023" in told


def test_a_made_up_strategy_says_so_on_its_paper():
    paper = build_strategy_document(load_strategy("demonstration"))
    assert "Made up" in paper.notice
    assert "Staffordshire" not in words_of(paper) + paper.title + paper.owner
    assert not any(section.id == "differences" for section in paper.sections)


def test_it_becomes_a_page_a_pdf_and_a_word_file():
    page = render_html(PAPER)
    assert page.count("<table") == len(tables_of(PAPER)) and 'id="priority-2"' in page
    pdf = render_pdf(PAPER)
    assert pdf.startswith(b"%PDF") and b"/StructTreeRoot" in unpacked(pdf)
    with zipfile.ZipFile(BytesIO(render_docx(PAPER))) as archive:
        assert "Modern Slavery" in archive.read("word/document.xml").decode()
