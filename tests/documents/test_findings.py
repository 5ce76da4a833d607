"""From a finding's plain values to a section, by one path for pages and papers."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from safercity.documents import build_high_demand_places, render_html, render_pdf
from safercity.documents.charts import ChartNotDrawn
from safercity.documents.findings import Heading, write_finding, write_table
from safercity.documents.values import Aside, Figure, Paragraph, Points, Table
from safercity.evidence.assess.edition import open_edition
from safercity.evidence.findings import as_values
from safercity.evidence.profile import measure_level
from tests.documents.test_pdf import unpacked
from tests.partnership.sample_profiles import (
    BASIS,
    make_counts,
    make_trend,
    write_assessed_edition,
)

HEAD = Heading("trend", "Anti-social behaviour", 2)


@pytest.fixture(scope="module")
def assessed(tmp_path_factory):
    return open_edition(write_assessed_edition(tmp_path_factory.mktemp("assessed") / "edition"))


@pytest.fixture(scope="module")
def paper(assessed):
    return build_high_demand_places(assessed)


def section_of(paper, name):
    return next(section for section in paper.sections if section.id == name)


def of_kind(section, kind):
    return [block for block in section.blocks if isinstance(block, kind)]


def test_a_finding_is_told_in_words_chart_numbers_and_limits():
    values = make_trend()
    section = write_finding(values, HEAD, titles={})
    said, figure, table, limits = section.blocks
    assert (section.id, section.heading, section.level) == ("trend", "Anti-social behaviour", 2)
    assert said == Paragraph(values["text"])
    assert figure.svg.startswith("<svg") and figure.narrow.startswith("<svg")
    assert figure.alt == f"Records by month, with trend and season dashed. {values['text']}"
    assert [column.heading for column in table.columns] == ["Month", "Records", "Trend and season"]
    assert table.rows[0][0].text == "October 2022" and table.folded
    assert isinstance(limits, Aside)
    assert "These are records, not events" in limits.paragraphs[0]
    assert "4% of the records have no place." in limits.paragraphs


def test_on_its_own_page_the_finding_leads_and_the_rest_is_a_list():
    told = ["It rises by 6%.", "In September 2025 it was 40.", "Chance alone would show one."]
    values = make_trend() | {"statements": [{"text": one} for one in told], "text": " ".join(told)}
    lead, rest, *_others = write_finding(values, replace(HEAD, level=1), titles={}).blocks
    assert (lead, rest) == (Paragraph(told[0], tone="lead"), Points(tuple(told[1:])))
    hidden = values | {"text": told[0]}  # as the door leaves it: nothing but that is said
    said, after, *_others = write_finding(hidden, replace(HEAD, level=1), titles={}).blocks
    assert said == Paragraph(told[0]) and isinstance(after, Figure)


def test_numbers_are_written_by_their_kind_and_gaps_say_so():
    level = json.loads(json.dumps(as_values(measure_level(make_counts(90, 0.1), basis=BASIS))))
    table = write_table(level["table"], caption="Level")
    texts = {c.heading: cell.text for c, cell in zip(table.columns, table.rows[0], strict=True)}
    assert texts["Rate, for each 1000 a year"] == "not known"
    assert texts["Change"].endswith("%")
    assert not table.folded


def test_a_finding_with_nothing_to_draw_has_no_figure():
    values = make_trend() | {"chart": {"data": {"values": [{"month": "2024-01", "count": None}]}}}
    assert of_kind(write_finding(values, HEAD, titles={}), Figure) == []


def test_a_figure_that_is_not_drawn_does_not_make_a_chart():
    values = make_trend()
    for row in values["chart"]["data"]["values"]:
        row.update(count=None, expected=None, phase=1)
    assert of_kind(write_finding(values, HEAD, titles={}), Figure) == []


def test_a_limit_says_what_was_kept_with_it():
    limit = {"id": "watch.limit.of_old", "values": {}, "text": "As it was said then."}
    section = write_finding(make_trend() | {"limits": [limit]}, HEAD, titles={})
    assert of_kind(section, Aside)[0].paragraphs == ("As it was said then.",)


def test_a_limit_of_another_version_is_not_dropped():
    values = make_trend() | {"limits": [{"id": "profile.limit.unheard_of", "values": {}}]}
    section = write_finding(values, HEAD, titles={})
    told = of_kind(section, Aside)[0].paragraphs
    assert told == ("A limit that this version has no words for: profile.limit.unheard_of.",)


def test_a_chart_that_cannot_be_drawn_is_an_error():
    values = make_trend()
    values["chart"]["layer"][0]["mark"]["type"] = "no such mark"
    with pytest.raises(ChartNotDrawn):
        write_finding(values, HEAD, titles={})


def test_the_paper_has_a_row_for_every_theme_and_a_chart_for_each_clear_one(paper):
    section = section_of(paper, "changes")
    assert section.heading == "What rises and what falls"
    assert "Of 3 themes tried, about one would look so by chance alone." in [
        each.text for each in of_kind(section, Paragraph)
    ]
    table = of_kind(section, Table)[0]
    rows = {row[0].text: row for row in table.rows}
    assert [cell.text for cell in rows["Anti-social behaviour"][1:2]] == ["Rising"]
    assert rows["Drug-related crime & harm"][1].text == "Falling"
    assert rows["Robbery"][1].text == "No clear trend"
    assert rows["Drug-related crime & harm"][4].text.startswith("−")
    assert " to " in rows["Robbery"][4].line
    drawn = [each.id for each in paper.sections if each.id.startswith("theme-")]
    assert drawn == ["theme-drugs", "theme-asb"]  # the larger change first
    assert all(of_kind(section_of(paper, name), Figure) for name in drawn)


def test_a_place_tells_how_its_records_have_moved(paper, assessed):
    trends = assessed.table("place_trends")["places"]
    for key, told in trends.items():
        words = [each.text for each in of_kind(section_of(paper, f"place-{key}"), Paragraph)]
        assert any(told["text"] in text and "Police's records" in text for text in words)


def test_an_edition_without_themes_has_no_such_section(edition):
    paper = build_high_demand_places(edition)
    assert not [each for each in paper.sections if each.id == "changes"]


def test_the_page_folds_long_tables_and_has_both_drawings(paper):
    page = render_html(paper)
    assert "<details><summary>Anti-social behaviour: the numbers (36 rows)</summary>" in page
    assert page.count('class="chart"') == 2 * 2  # themes, for page and phone
    assert "not known" in page  # two months of drugs were not sent


def test_the_pdf_has_the_section_and_says_each_chart(paper):
    objects = unpacked(render_pdf(paper))
    assert b"What rises and what falls" in objects
    assert objects.count(b"Records by month, with trend and season dashed. Between") >= 2
    assert render_pdf(paper) == render_pdf(paper)
