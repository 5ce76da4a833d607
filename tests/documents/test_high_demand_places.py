from datetime import date

import pytest

from safercity.documents.edition_view import RenamedPlaces
from safercity.documents.high_demand_places import build_high_demand_places
from safercity.documents.values import Cell, Column, Figure, Table


def section(document, id_):
    return next(each for each in document.sections if each.id == id_)


def table(document, id_):
    return next(block for block in section(document, id_).blocks if isinstance(block, Table))


def without_drawings(block):
    if isinstance(block, Table):
        return (block.caption, [tuple(c.text for c in row) for row in block.rows])
    return getattr(block, "text", type(block).__name__)


def test_the_heading_is_the_finding(document):
    assert document.title == "Eleven places where several agencies see lasting demand"
    assert document.lead == (
        "Five are firm, four fairly firm and two tentative. By kind: 7 persistent, 2 emerging "
        "and 2 seasonal. Two more are seen by one agency alone."
    )


def test_the_same_edition_gives_an_equal_document(edition, document):
    assert build_high_demand_places(edition) == document


def test_the_sections_in_order(document):
    assert [(each.level, each.heading) for each in document.sections if each.level == 2] == [
        (2, "Five are firm, four fairly firm and two tentative"),
        (2, "The list, with who sees each place"),
        (2, "Police records alone would have found 9 of the 12"),
        (2, "The last list held more later demand than simpler lists"),
        (2, "Two places are seen by one agency alone"),
        (2, "One place has left the list"),
        (2, "Fire and rescue lacks 6 months"),
        (2, "The places one by one"),
        (2, "How the list was made"),
        (2, "What this does and does not tell you"),
    ]


def test_the_list_has_every_shared_place_once_in_rank_order(edition, document):
    shared = [
        p
        for p in edition.table("places")["places"]
        if p["class"] not in ("single_agency", "former")
    ]
    rows = table(document, "list").rows
    assert [row[1].text for row in rows] == [place["name"] for place in shared]
    assert [row[0].text for row in rows] == [str(place["rank"]) for place in shared]


def test_a_row_says_ward_kind_since_strip_and_interval(document):
    rank, name, kind, strip, sure = table(document, "list").rows[2]
    assert (rank.text, name.text, name.line) == ("3", "Salter Parade", "Elmstead, Saltersley")
    assert (kind.text, kind.line) == ("Persistent", "since Oct 2023")
    assert strip.mark.alt == (
        "Seen by Police, Anti-social behaviour team, Environmental services, Housing, Adult social "
        "care, Health and ambulance; not by Children's services; extract missing: Fire and rescue"
    )
    assert sure.text == "Firm, 2 to 5"
    assert sure.mark.alt == ""


def test_what_each_agency_missed_adds_up_with_the_capture_table(edition, document):
    capture = edition.table("capture")
    rows = table(document, "missed").rows
    assert [row[2].text for row in rows] == [
        f"{n} of {capture['of']}" for n in sorted(capture["missed"].values())
    ]
    assert rows[0][1].mark.svg.count('fill="#16202A"') == min(capture["missed"].values())


def test_missing_months_are_told_as_missing(document):
    fire = next(row for row in table(document, "coverage").rows if "Fire" in row[0].text)
    assert fire[3] == Cell("Jan to Jun 2025 (6)", state="missing")


def test_a_quarter_without_an_extract_is_none_and_before_the_first_a_dash(edition, document):
    first = edition.table("places")["places"][0]
    quarters = table(document, f"place-{first['id']}")
    fire = next(row for row in quarters.rows if "Fire" in row[0].text)
    at = first["quarters"].index("2025-Q1") + 1
    assert fire[at] == Cell("none", state="missing")
    health = next(row for row in quarters.rows if "Health" in row[0].text)
    assert health[1] == Cell("–", state="uncollected")


def test_a_hidden_count_says_yes_or_no_never_zero(changed, edition):
    places = [dict(place) for place in edition.table("places")["places"]]
    states = ["high", "not"] * 6
    hidden = {"counts": [None] * 12, "states": states, "rank": None}
    places[0] = {**places[0], "by_agency": {"children": hidden}}
    document = build_high_demand_places(changed(places={"places": places}))
    row = table(document, f"place-{places[0]['id']}").rows[0]
    assert [cell.text for cell in row[1:3]] == ["yes", "no"]
    assert {cell.state for cell in row[1:-1]} == {"hidden"}


def test_the_score_is_printed_even_when_bad(changed, edition):
    score = {**edition.table("score"), "demand_share": 0.02, "pai": {"value": 0.8}}
    document = build_high_demand_places(changed(score=score))
    quality = section(document, "quality")
    assert quality.heading == "The last list held less later demand than simpler lists"
    assert "0.80 times their share" in quality.blocks[0].text


def test_no_place_is_said_plainly(changed, edition):
    places = [p for p in edition.table("places")["places"] if p["class"] == "single_agency"]
    statement = [{"id": "x", "values": {}, "text": "Five months cannot show eight quarters."}]
    few = changed(places={"places": places}, manifest={"statement": statement})
    document = build_high_demand_places(few)
    assert document.title == "No place can be called high demand for several agencies"
    assert document.lead.startswith("Five months cannot show eight quarters.")
    assert not any(each.id == "list" for each in document.sections)
    assert section(document, "map").heading == "Where demand is"


def test_an_edition_without_places_scores_or_shapes_still_makes_a_paper(changed):
    bare = changed(
        places={"places": []},
        manifest={"tables": {}, "data_to": {}, "settings": {}, "limits": [], "counted": []},
    )
    document = build_high_demand_places(bare)
    assert [each.id for each in document.sections] == ["quality", "method"]


def test_undetermined_places_stand_apart(changed, edition):
    places = [dict(place) for place in edition.table("places")["places"]]
    places[0]["class"] = "undetermined"
    document = build_high_demand_places(changed(places={"places": places}))
    assert document.title.startswith("Ten places")
    assert section(document, "undetermined").heading == "One place cannot be said yet"
    assert "never low" in section(document, "undetermined").blocks[1].text


def test_a_place_that_has_left_says_from_when_to_when(changed, edition):
    places = [dict(place) for place in edition.table("places")["places"]]
    places[11] = {**places[11], "since": "2023-01", "until": "2024-06"}
    document = build_high_demand_places(changed(places={"places": places}))
    (row,) = table(document, "former").rows
    assert row[2].text == "Jan 2023 to Jun 2024"


def test_many_places_apart_are_cut_short_and_said_so(changed, edition):
    one = edition.table("places")["places"][12]
    many = [{**one, "id": f"p-{n}", "rank": n} for n in range(1, 31)]
    document = build_high_demand_places(changed(places={"places": many}))
    apart = section(document, "single-agency")
    assert apart.heading == "Thirty places are seen by one agency alone"
    assert len(apart.blocks[0].rows) == 20
    assert apart.blocks[1].text.startswith("The first 20 are shown; the exports hold all.")
    assert section(document, "map").blocks[0].svg.count('class="number"') == 20


def test_a_list_on_small_areas_says_small_area(changed, edition):
    on_areas = changed(cells={**edition.table("cells"), "unit": "small_area"})
    document = build_high_demand_places(on_areas)
    assert "by small area in six steps" in section(document, "map").blocks[0].alt
    assert "by small area and quarter" in section(document, "method").blocks[0].items[0]


def test_the_date_of_making_is_printed_only_when_given(edition, document):
    assert document.dated == "Records to 30 September 2025"
    made = build_high_demand_places(edition, made=date(2025, 11, 3))
    assert made.dated == "Records to 30 September 2025. Made 3 November 2025"


def test_places_can_carry_the_lasting_ids_of_the_catalogue(edition):
    places = [{**p, "id": f"x{p['rank']}"} for p in edition.table("places")["places"]]
    document = build_high_demand_places(RenamedPlaces(edition, places))
    assert any(each.id == "place-x1" for each in document.sections)


def test_every_figure_has_words_and_a_drawing_for_phones(document):
    figures = [b for s in document.sections for b in s.blocks if isinstance(b, Figure)]
    assert len(figures) == 13
    assert all(len(figure.alt) > 20 and figure.narrow for figure in figures)
    assert "Salter" not in figures[0].alt or "ward" in figures[0].alt


def test_a_table_row_must_fit_its_columns():
    with pytest.raises(ValueError, match="has 1 cells for 2 columns"):
        Table("T", (Column("a"), Column("b")), ((Cell("1"),),))


def test_words_the_design_forbids_are_not_in_the_paper(document):
    text = repr([without_drawings(b) for s in document.sections for b in s.blocks]).lower()
    for word in ("significant", "proves", "caused", "due to", "crime-ridden", "!"):
        assert word not in text
