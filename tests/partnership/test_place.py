"""One place's page: rules, quarters, small numbers, what is missing."""

from __future__ import annotations

import json
import re

import pytest

from safercity.partnership.places.presenters.heat import write_small
from tests.partnership.sample_edition import write_sample_edition

pytestmark = pytest.mark.one_database


def open_place(client, rank: int) -> str:
    shapes = client.get("/places.geojson").json()["features"]
    (place,) = [f["properties"]["id"] for f in shapes if f["properties"]["rank"] == rank]
    answer = client.get(f"/places/{place}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_who_sees_it_and_why(client):
    page = open_place(client, 1)
    assert "<h1>Market Cross and Tanner Street, Brackenford</h1>" in page
    assert "Seven agencies see lasting demand here: Police" in page
    assert "It meets every entry rule" in page
    assert "<td>3 of 8</td><td><b>7 of 8, 1 hidden</b></td>" in page
    assert "4.2% of the records" in page


def test_one_agency_is_never_called_several(client):
    page = open_place(client, 13)
    assert "One agency sees it, so it is not on the shared list" in page
    assert "It meets every entry rule" not in page


def test_missing_zero_and_not_collected_differ(client):
    page = open_place(client, 1)
    row = re.search(r"<tr><th scope=\"row\">Fire and rescue.*?</tr>", page, re.S)[0]
    assert row.count('<td class="missing') == 2 and "<span>none</span>" in row
    health = re.search(r"<tr><th scope=\"row\">Health and ambulance.*?</tr>", page, re.S)[0]
    assert health.count("uncollected") == 4 and "<span>none</span>" not in health
    assert '<i class="ring">0</i>' in open_place(client, 4)


def test_what_you_may_not_see_is_not_in_the_page(client, edition):
    place = json.loads((edition / "places.json").read_bytes())["places"][0]
    assert place["agency_states"]["children"] == "hidden"
    row = re.search(r"Children&#x27;s services<span.*?</tr>", open_place(client, 1), re.S)[0]
    cells = re.findall(r'<td class="hidden[^>]*>(.*?)</td>', row)
    assert len(cells) == 12 and set(cells) == {""}


@pytest.mark.parametrize(("count", "written"), [(0, "0"), ("<5", "<5"), (5, "5"), (1006, "1,006")])
def test_counts_are_written_as_the_door_left_them(count, written):
    assert write_small(count) == written


def test_no_small_count_of_a_closed_edition_reaches_the_page(client, open_site, tmp_path):
    heat = re.search(r'<table class="heat">.*?</table>', open_place(client, 2), re.S)[0]
    cells = re.findall(r'<td class="(?:high|not)[^>]*>\s*([^<]*)', heat)
    assert "&lt;5" in cells and not {"1", "2", "3", "4"} & {cell.strip() for cell in cells}
    folder = write_sample_edition(tmp_path / "open")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for table in manifest["tables"].values():
        table["sensitivity"] = "open"
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert "&lt;5" not in open_place(open_site(folder), 2)


def test_an_unknown_place_is_not_found_and_says_so(client):
    answer = client.get("/places/p-of-another-edition/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "There is no such page here" in page and "See the places on the list now" in page


def test_the_method_page_repeats_settings_limits_and_digest(client, edition):
    manifest = json.loads((edition / "manifest.json").read_bytes())
    page = client.get("/about/").content.decode()
    assert manifest["edition"] in page
    assert "Where several agencies record demand" in page
    assert "Jan to Jun 2025" in page and "1,000" in page
