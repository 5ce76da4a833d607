"""Every finding that an edition keeps is found and told, without a word about it in this room."""

from __future__ import annotations

from datetime import date

import pytest

from safercity.documents import build_assessment, render_docx, render_html, render_pdf
from safercity.documents.edition_findings import (
    group_rows,
    list_findings,
    list_unread,
    write_parts,
)
from safercity.documents.names import Names
from safercity.documents.values import Figure, Paragraph, Points
from safercity.evidence.assess.edition import open_edition
from tests.documents.conftest import Changed
from tests.documents.test_pdf import unpacked
from tests.partnership.sample_profiles import make_news, make_trend, write_assessed_edition

NAMES = Names(themes={"asb": "anti-social behaviour"})


@pytest.fixture(scope="module")
def assessed(tmp_path_factory):
    return open_edition(write_assessed_edition(tmp_path_factory.mktemp("assessed") / "edition"))


@pytest.fixture(scope="module")
def paper(assessed):
    return build_assessment(assessed, made=date(2026, 11, 25))


def with_table(edition, **tables):
    manifest = {"tables": {**edition.manifest["tables"], **{name: {} for name in tables}}}
    return Changed(edition, manifest=manifest, **tables)


def test_findings_are_found_part_by_part_with_ids_and_titles(assessed):
    found = list_findings(assessed, NAMES)
    assert [(one.id, one.title, one.aspect) for one in found] == [
        ("watch", "What is new", ""),
        ("hot-spots-asb", "Anti-social behaviour", ""),
        ("hot-spots-asb-over-time", "Anti-social behaviour: over time", "over time"),
        ("hot-spots-drugs", "Drugs", ""),
        ("indicators-violence", "Violence", ""),
    ]
    assert list_unread(assessed, "indicators") == ["Recalls: No extract has been loaded."]


def test_a_part_that_only_says_what_is_lacking_is_told_and_the_same_lack_once(assessed):
    rows = [{"id": name, "title": name, "untold": ["Too few months."]} for name in "ABC"]
    rows += [{"id": "D", "title": "D", "untold": ["No place."], "now": make_trend()}]
    edition = with_table(assessed, power={"places": rows[:3]}, frozen={"untold": ["No list."]})
    assert list_unread(edition, "power") == ["A, B and C: Too few months."]
    sections = {one.id: one for one in write_parts(edition, NAMES)}
    assert sections["part-frozen"].blocks[-1] == Points(("No list.",))
    assert "finding" not in sections["part-power"].blocks[0].text
    edition = with_table(assessed, power={"places": rows})
    told = {one.id: one for one in write_parts(edition, NAMES)}["part-power"].blocks
    assert told[0] == Paragraph("1 finding in this part.")
    assert told[-1] == Points(("A, B and C: Too few months.", "D: No place."))


def test_a_table_nobody_has_heard_of_is_found_and_stands_last(assessed):
    edition = with_table(assessed, new_things={"of": [{"id": "A b", "what": make_trend()}]})
    last = list_findings(edition, NAMES)[-1]
    assert (last.id, last.title, last.part) == ("new-things-a-b-what", "A b: what", "new_things")
    assert write_parts(edition, NAMES)[-2].heading == "New things"


def test_a_finding_within_a_finding_of_a_whole_part_stands_under_it(assessed):
    edition = with_table(
        assessed,
        priorities={**make_news(), "matrix": make_trend()},
        seasons={"year": make_news(), "rises": [{"theme": "asb"}], "themes": []},
    )
    found = [one for one in list_findings(edition, NAMES) if one.part in ("priorities", "seasons")]
    assert [(one.id, one.title) for one in found] == [
        ("seasons", "The year, and what rises when"),
        ("priorities", "Candidate priorities"),
        ("priorities-matrix", "Candidate priorities: harm and likelihood"),
    ]
    assert [len(row) for row in group_rows(found)] == [1, 2]
    told = {one.id: one for one in write_parts(edition, NAMES)}
    assert told["priorities"].level == 2 and told["priorities-matrix"].level == 3
    assert any(isinstance(block, Figure) for block in told["priorities-matrix"].blocks)


def test_aspects_stay_with_their_own_row(assessed):
    rows = [{"theme": name, "forecast": make_trend(), "effects": make_news()} for name in "xy"]
    edition = with_table(assessed, seasons={"themes": rows})
    found = [one for one in list_findings(edition, NAMES) if one.part == "seasons"]
    assert [[one.aspect for one in row] for row in group_rows(found)] == [
        ["what to expect", "days of the calendar"]
    ] * 2
    sections = {each.id: each for each in write_parts(edition, NAMES)}
    assert "Days of the calendar. " in sections["seasons-x-forecast"].blocks[-2].text
    assert sections["seasons-y-forecast"].heading == "Y: what to expect"


def test_ids_are_each_their_own(assessed):
    ids = [one.id for one in list_findings(assessed, NAMES)]
    assert len(set(ids)) == len(ids)


def test_the_paper_tells_each_part_and_aspects_beside_what_they_belong_to(paper):
    headings = [section.heading for section in paper.sections if section.level == 2]
    assert headings[:4] == [
        "What rises and what falls", "What is new", "Where each theme gathers", "Indicators",
    ]  # fmt: skip
    sections = {section.id: section for section in paper.sections}
    spots = sections["hot-spots-asb"]
    words, limits = spots.blocks[-2:]
    assert words.text.startswith("Over time. Between October 2022")
    assert limits.tone == "small" and "These are records, not events" in limits.text
    assert sum(isinstance(block, Figure) for block in spots.blocks) == 1
    points = [b for b in sections["part-indicators"].blocks if isinstance(b, Points)]
    assert points[0].items == ("Recalls: No extract has been loaded.",)


def test_the_title_states_the_finding(paper, edition):
    assert paper.title == "One theme clearly rises and one falls"
    assert build_assessment(edition).title == "This edition keeps its places alone"
    assert "safercity assess" in build_assessment(edition).lead


def test_it_is_drawn_in_every_form(paper):
    page = render_html(paper)
    assert "Street 2, &lt;b&gt;" in page and "This is made up." in page
    assert b"Where each theme gathers" in unpacked(render_pdf(paper))
    assert render_docx(paper).startswith(b"PK")


def test_a_finding_is_a_finding_wherever_it_stands():
    class Alone:
        digest = "x"
        manifest = {"tables": {"watch": {}}}  # noqa: RUF012

        def table(self, name):
            return {"look": "2026-09-30", **make_news()}

    assert [one.title for one in list_findings(Alone(), NAMES)] == ["What is new"]
