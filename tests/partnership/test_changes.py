"""What rises and falls on the pages: a sentence a theme, one for a place, none where not asked."""

from __future__ import annotations

import json

import pytest

from tests.partnership.sample_edition import add_table, write_sample_edition
from tests.partnership.sample_profiles import make_trend

pytestmark = pytest.mark.one_database

TREND = make_trend()
TEXT = "Between May and June records rose by about 3% a year."


def row(theme: str, title: str, *, verdict: str, figures: tuple) -> dict:
    change, low, high = figures
    return {
        "theme": theme, "title": title, "agency": "police", "verdict": verdict,
        "change": change, "low": low, "high": high, "trend": TREND,
    }  # fmt: skip


def write_changes(folder):
    write_sample_edition(folder)
    places = json.loads((folder / "places.json").read_bytes())["places"]
    add_table(
        folder,
        "profiles",
        {
            "themes": [
                row("asb", "Anti-social <behaviour>", verdict="rising", figures=(0.03, 0.01, 0.05)),
                row("drugs", "Drugs", verdict="falling", figures=(-0.2, -0.3, -0.1)),
                row("burglary", "Burglary", verdict="no_trend", figures=(0.0, -0.1, 0.1)),
                row("robbery", "Robbery", verdict="too_few", figures=(None, None, None)),
            ]
        },
    )
    trends = {places[0]["id"]: {**TREND, "agency": "police", "text": TEXT}}
    add_table(folder, "place_trends", {"places": trends})
    return folder, [place["id"] for place in places]


def test_themes_that_rise_or_fall_are_told_largest_first(open_site, tmp_path):
    folder, _ids = write_changes(tmp_path / "edition")
    page = open_site(folder).get("/places/").content.decode()
    assert "Falling by about 20% a year (likely 10% to 30%)." in page
    assert "Rising by about 3% a year (likely 1% to 5%)." in page
    assert page.index("Falling by about 20%") < page.index("Rising by about 3%")
    assert "No clear trend: Burglary, Robbery." in page
    assert "Of 3 themes tried, about one would look so by chance alone." in page
    assert "Anti-social &lt;behaviour&gt;" in page


def test_a_place_tells_the_trend_of_the_agency_with_most_records(open_site, tmp_path):
    folder, ids = write_changes(tmp_path / "edition")
    client = open_site(folder)
    page = client.get(f"/places/{ids[0]}/").content.decode()
    assert "Police’s records here, which are the most:" in page
    assert TEXT in page
    assert "listed because it is high now" in page
    assert "which are the most" not in client.get(f"/places/{ids[1]}/").content.decode()


def test_an_edition_without_themes_says_nothing_of_them(client):
    assert "What is rising" not in client.get("/places/").content.decode()
