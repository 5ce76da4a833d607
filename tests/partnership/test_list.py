"""The list of places: what it states, its filters, its downloads."""

from __future__ import annotations

import csv
import io
import re

import pytest

from safercity.partnership.places.presenters.claim import count_places
from tests.partnership.access.test_tokens import make_token
from tests.partnership.full_site import write_large_edition
from tests.partnership.sample_edition import replace_table, write_sample_edition

pytestmark = pytest.mark.one_database

EVERY = "14 places: 11 that several agencies see, and 3 others"
HOSTILE = "<script>alert(1)</script>\"'&amp;{{ 7 }}"


def text_of(response) -> str:
    return response.content.decode()


def names_in(page: str) -> list[str]:
    return re.findall(r'class="c-place"><a [^>]*>([^<]*)</a>', page)


def test_the_front_leads_to_my_work(client):
    answer = client.get("/")
    assert (answer.status_code, answer["Location"]) == (302, "/my-work/")


def test_the_heading_states_the_finding(client):
    page = text_of(client.get("/places/"))
    assert "<h1>11 places where several agencies see lasting demand</h1>" in page
    assert EVERY in page
    assert "Five are firm, four fairly firm and two tentative." in page
    assert "Two places are seen by one agency alone" in page
    assert "One place was on such a list before" in page
    assert "Police records alone would have found" in page


def test_one_count_is_said_alike_in_list_map_place_files_and_programs(client, people):
    """Two totals stood in one page, and nothing said what each counted."""
    shapes = [f["properties"] for f in client.get("/places.geojson").json()["features"]]
    page, story = text_of(client.get("/places/")), client.get(f"/places/{shapes[0]['id']}/")
    assert f"<b>{EVERY}</b>" in page and f'aria-label="Map of {EVERY}.' in page
    assert f"<b>1</b>, of {EVERY}. Range " in text_of(story)
    sheet = csv.DictReader(io.StringIO(client.get("/places.csv").content.decode("utf-8-sig")))
    _token, secret = make_token(people)
    api = client.get("/api/v1/places", headers={"Authorization": f"Bearer {secret}"}).json()
    said = [each["seen_by_several"] for each in shapes]
    assert said == [True] * 11 + [False] * 3
    assert [each["seen_by_several"] for each in api["items"]] == said
    assert [row["seen_by_several"] for row in sheet] == [str(each).lower() for each in said]


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ([], "0 places"),
        (["emerging"], "1 place that several agencies see"),
        (["former"], "1 place, not one that several agencies see"),
        (["emerging", "seasonal", "former"],
         "3 places: 2 that several agencies see, and 1 other"),
    ],
)  # fmt: skip
def test_places_are_counted_in_words(kinds, said):
    assert count_places([{"class": kind} for kind in kinds]) == said


def test_former_and_single_places_stand_apart(client):
    names = names_in(text_of(client.get("/places/")))
    assert names[:2] == ["Market Cross and Tanner Street", "Interchange and Coronet Lane"]
    assert names[-1] == "Old Depot"  # former: ranked 12th, listed last
    assert names.index("Ring Road retail park") > names.index("Hollin Estate")


def test_every_page_has_marking_banner_and_dates(client):
    for address in ("/places/", "/about/", "/places/nothing-of-the-kind/"):
        page = text_of(client.get(address))
        assert "OFFICIAL" in page and "Made-up demonstration" in page
        assert "to September 2025" in page
        assert "Fire and rescue sent none for Jan to Jun 2025" in page


def test_a_real_edition_has_no_made_up_banner(open_site, tmp_path):
    client = open_site(write_sample_edition(tmp_path / "real", made_up=False))
    assert "Made-up" not in text_of(client.get("/places/"))


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("?kind=emerging", {"Ropewalk", "Hollin Estate"}),
        ("?sure=tentative&agency=fire", {"Old Depot"}),
        ("?kind=former&sure=firm", set()),
        ("?agency=children&kind=persistent", {"Quarry Road shops", "Larkspur Square"}),
    ],
)
def test_filters_keep_what_they_say(client, address, kept):
    assert set(names_in(text_of(client.get(f"/places/{address}")))) == kept


def test_filters_live_in_addresses(client):
    page = text_of(client.get("/places/?kind=emerging&sure=tentative"))
    assert f"2 places that several agencies see. Without filters, {EVERY}." in page
    assert 'href="/places.csv?kind=emerging&amp;sure=tentative"' in page
    assert '<option value="emerging" selected>' in page
    assert "Filter: 2 on" in page


def test_period_asks_when_an_agency_stood_high(client):
    every = names_in(text_of(client.get("/places/")))
    fire_missing = names_in(text_of(client.get("/places/?agency=fire&period=2025-Q1")))
    fire_there = names_in(text_of(client.get("/places/?agency=fire&period=2025-Q3")))
    assert fire_missing == []  # no extract: never "high"
    assert 0 < len(fire_there) < len(every)


def test_an_unknown_filter_is_set_aside_and_said(client):
    page = text_of(client.get("/places/?agency=martians"))
    assert EVERY in page
    assert "set aside: martians" in page


def test_nothing_left_says_what_to_do(client):
    page = text_of(client.get("/places/?kind=former&sure=firm"))
    assert "No place passes every filter" in page and "show all places" in page


def test_hostile_names_stay_text(open_site, tmp_path):
    client = open_site(write_sample_edition(tmp_path / "hostile", names={0: HOSTILE}))
    place = client.get("/places.geojson").json()["features"][0]["properties"]
    for address in ("/places/", f"/places/{place['id']}/", "/places/?agency=<script>alert(1)"):
        page = text_of(client.get(address))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
    assert place["name"] == HOSTILE


def test_the_page_is_light(client):
    page = client.get("/places/").content
    assert len(page) < 100_000
    assert b"<script>" not in page and b" style=" not in page and b"onclick" not in page


def test_a_long_list_has_pages_that_hold_every_place_once(open_site, tmp_path):
    client = open_site(write_large_edition(tmp_path / "large"))
    pages = [text_of(client.get("/places/?page=1"))]
    while next_page := re.search(r'class="after" href="(\?page=\d+)"', pages[-1]):
        pages.append(text_of(client.get("/places/" + next_page[1])))
    found = [
        place for page in pages for place in re.findall(r'<tr role="row" data-place="(.+?)"', page)
    ]
    assert len(pages) > 2 and len(found) == len(set(found)) == 100
    for page in pages:
        rows = page.count('<tr role="row" data-place=')
        assert page.count('<g class="spot') == rows
        assert re.search(r'<path class="dots" d="(.+?)"', page)[1].count("M") == 100 - rows
        assert text_of(client.get("/places.csv")).count("\n") == 101
    filtered = text_of(client.get("/places/?sure=firm"))
    assert 'href="?sure=firm&amp;page=2"' in filtered
    assert "Without filters, 100 places: " in filtered


def test_strips_are_said_in_words(client):
    page = text_of(client.get("/places/?kind=persistent"))
    assert 'role="img" aria-label="Seen by Police, Anti-social behaviour team' in page
    assert "extract missing: Fire and rescue" in page


def test_the_table_for_spreadsheets_runs_nothing(open_site, tmp_path):
    client = open_site(write_sample_edition(tmp_path / "sums", names={0: '=HYPERLINK("x")'}))
    answer = client.get("/places.csv?kind=persistent")
    assert answer["Content-Disposition"].startswith("attachment")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 7
    assert rows[0]["name"] == '\'=HYPERLINK("x")'
    assert rows[0]["rank"] == "1" and rows[0]["marking"] == "OFFICIAL"


def test_shapes_come_as_geojson(client):
    places = client.get("/places.geojson?kind=emerging")
    assert places["Content-Type"] == "application/geo+json"
    assert [f["properties"]["rank"] for f in places.json()["features"]] == [10, 11]
    cells = client.get("/cells.geojson").json()["features"]
    assert {cell["properties"]["step"] for cell in cells} == {0, 1, 2, 3, 4, 5}
    layers = [
        f["properties"]["layer"] for f in client.get("/boundaries.geojson").json()["features"]
    ]
    assert layers.count("wards") == 8 and layers.count("boundary") == 1


def test_an_edition_without_places_is_a_finding(open_site, tmp_path):
    folder = write_sample_edition(tmp_path / "none")
    replace_table(folder, "places", {"as_of": "2025-09", "places": []})
    replace_table(folder, "capture", {"of": 0, "missed": {}})
    page = text_of(open_site(folder).get("/places/"))
    assert "No place can be called high demand for several agencies" in page
    assert "This edition lists no place" in page
