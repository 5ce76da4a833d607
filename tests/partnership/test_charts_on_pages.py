"""Charts and findings on pages: drawn from what the edition keeps, small counts never told."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest

from safercity.documents.edition_view import own_key
from safercity.documents.values import Table
from safercity.partnership.config.serving import look_first
from safercity.partnership.places.presenters import light
from safercity.partnership.places.presenters.charts import sketch_themes
from safercity.partnership.places.presenters.reach import name_sources
from safercity.partnership.sharing.queries import hide_small
from tests.partnership.sample_profiles import make_news, write_assessed_edition

pytestmark = pytest.mark.one_database


@pytest.fixture
def page_of(open_site, assessed):
    client = open_site(assessed)
    return lambda address: client.get(address).content.decode()


def first_place(folder):
    return json.loads((folder / "places.json").read_bytes())["places"][0]


def test_every_theme_that_rises_or_falls_has_a_sketch_and_a_page_with_chart_and_numbers(page_of):
    page = page_of("/places/")
    sketches = re.findall(r'<svg class="sketch".*?<path d="(.+?)"', page)
    assert len(sketches) == 2
    assert all(one.startswith("M0 ") and one.count("M") in (1, 2) for one in sketches)
    assert '<a href="/changes/drugs/">Chart and numbers' in page
    numbers = page_of("/changes/drugs/")
    assert numbers.count('<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img"') == 2
    assert numbers.count("<title>Records by month, with trend and season dashed.") == 2
    assert "Drug-related crime &amp; harm: the numbers" in numbers
    assert len(re.findall(r"<tr\b", numbers)) == 37


def test_the_numbers_of_a_theme_go_out_as_a_file(open_site, assessed):
    client = open_site(assessed)
    text = client.get("/changes/drugs/?format=csv").content.decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(text))
    assert len(rows) == 36 and heads[-2:] == ["data_to", "marking"]
    assert all(row[-2] and row[-1] for row in rows)
    assert client.get("/changes/drugs/?format=xlsx").content[:2] == b"PK"


def test_a_theme_without_a_clear_change_has_no_page_of_it(open_site, assessed):
    for theme in ("robbery", "nothing-of-the-kind"):
        assert open_site(assessed).get(f"/changes/{theme}/").status_code == 404


def test_a_place_shows_its_months_for_page_and_phone(page_of, assessed):
    page = page_of(f"/places/{first_place(assessed)['id']}/")
    assert page.count('class="chart"') == 2
    assert '<div class="for-phone"><svg' in page
    assert "the numbers (36 rows)" in page


def test_pages_hold_nothing_that_the_policy_refuses(page_of, assessed):
    for address in ("/places/", f"/places/{first_place(assessed)['id']}/", "/findings/watch/"):
        assert not re.search(r"<[^>]*\sstyle=", page_of(address))


def test_findings_have_an_index_and_a_page_each(page_of):
    index = page_of("/findings/")
    assert '<a href="/findings/hot-spots-asb/">Anti-social behaviour</a>' in index
    assert '<a class="meta" href="/findings/hot-spots-asb-over-time/">' in index
    assert "Recalls: No extract has been loaded." in index
    assert re.findall(r"<h2>(<a [^>]*>)?What is new", index) == ['<a href="/findings/watch/">']
    assert '<a href="#hot_spots">Where each theme gathers</a>' in index
    page = page_of("/findings/hot-spots-asb/")
    assert "This is made up." in page and "Street 2, &lt;b&gt;" in page
    assert '<a href="/findings/#hot_spots">Where each theme gathers</a>' in page_of("/places/")


def test_a_finding_that_is_not_kept_is_not_found(open_site, assessed):
    assert open_site(assessed).get("/findings/nothing-of-the-kind/").status_code == 404


@pytest.mark.parametrize("name", ["rank_low", "years_above", "local_places", "phase"])
def test_ranks_places_and_years_are_no_small_counts(name):
    values = make_news()
    values["table"]["columns"][1]["name"] = name
    assert [row[1] for row in hide_small(values, below=5)["table"]["rows"]][1] == 3


def test_small_counts_are_hidden_where_records_are_not_open(page_of, open_site, tmp_path):
    page = page_of("/findings/watch/")
    assert "&lt;5</td>" in page and "An open square: from 1 to 4." in page
    folder = write_assessed_edition(tmp_path / "open")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for table in manifest["tables"].values():
        table["sensitivity"] = "open"
    (folder / "manifest.json").write_text(json.dumps(manifest))
    page = open_site(folder).get("/findings/watch/").content.decode()
    assert "&lt;5</td>" not in page and "An open square" not in page


def test_hidden_counts_are_neither_in_table_nor_chart():
    values = make_news()
    hidden = hide_small(values, below=5)
    assert [row[1] for row in hidden["table"]["rows"]] == [0, "<5", 6, 9, 12]
    drawn = hidden["chart"]
    assert [row["count"] for row in drawn["data"]["values"]] == [0, 2.5, 6, 9, 12]
    assert [row for row in drawn["data"]["values"] if row.get("hidden count")] == [
        drawn["data"]["values"][1]
    ]
    assert drawn["layer"][-1]["mark"]["shape"] == "square"
    assert drawn["layer"][:-1] == values["chart"]["layer"], "the rest is drawn as before"
    assert [row[1] for row in values["table"]["rows"]] == [0, 3, 6, 9, 12]
    assert hide_small(values, below=1) is values


def test_a_place_is_found_by_its_own_key_whatever_its_lasting_identity():
    assert own_key({"id": "p-lasting", "key": "p-own"}) == "p-own"
    assert own_key({"id": "p-own"}) == "p-own"


def test_an_edition_without_findings_has_pages_all_the_same(client, edition):
    page = client.get("/places/").content.decode()
    assert 'class="chart"' not in page and "What else the records say" not in page
    assert client.get(f"/places/{first_place(edition)['id']}/").status_code == 200
    assert "keeps no findings" in client.get("/findings/").content.decode()


def test_the_first_look_of_a_server_draws_the_sketches_of_the_list(open_site, assessed):
    sketch_themes.cache_clear()
    assert look_first(assessed)
    drawn = sketch_themes.cache_info().misses  # once for each way of seeing
    assert drawn >= 1
    assert open_site(assessed).get("/places/").status_code == 200
    assert sketch_themes.cache_info().misses == drawn


def test_what_is_heavy_is_fetched_by_itself(open_site, assessed, monkeypatch):
    monkeypatch.setattr(light, "INLINE", 100)
    monkeypatch.setattr(light, "ROWS", 2)
    client, address = open_site(assessed), "/findings/hot-spots-asb/"
    page = client.get(address).content.decode()
    [drawn] = re.findall(rf'<img src="({address}\d+-wide\.svg)" alt="[^"]+">', page)
    [narrow] = re.findall(rf'srcset="({address}\d+-narrow\.svg)"', page)
    for file in (drawn, narrow):
        answer = client.get(file)
        assert answer["Content-Type"] == "image/svg+xml" and answer.content.startswith(b"<svg")
        assert "style=" not in answer.content.decode()
        assert answer.content.count(b"@font-face") == 1  # a picture has none of its page's letters
    blocks = client.get(address).context["blocks"]
    at, table = next((at, one) for at, one in enumerate(blocks) if isinstance(one, Table))
    [elsewhere] = light.lighten("a-finding", [replace(table, folded=True)])
    assert elsewhere.words == table.counted and len(table.rows) > 2
    numbers = f"{address}numbers-{at}/"
    first = client.get(numbers).content.decode()
    assert first.count('<tr role="row">') == 3 and 'href="?page=2"' in first
    assert 'href="?format=csv"' in first
    file = client.get(f"{numbers}?format=csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file)))
    heads = [column.heading for column in table.columns]
    assert rows[0][: len(heads)] == heads and rows[0][-1] == "marking"
    cells = [[" ".join(filter(None, (cell.text, cell.line))) for cell in row] for row in table.rows]
    assert [row[: len(heads)] for row in rows[1:]] == cells, "every row, as its page shows it"
    assert client.get(f"{numbers}?format=xlsx").content[:2] == b"PK"
    for wrong in (
        f"{address}numbers-99/",
        drawn.replace("wide", "huge"),
        "/findings/no/numbers-0/",
    ):
        assert client.get(wrong).status_code == 404


def test_a_source_that_was_never_sent_is_said_by_its_title(edition, settings):
    told = name_sources("No extract of police-risk-counts or well-known-list has been loaded.")
    assert "police-risk-counts" not in told and "well-known-list" in told
