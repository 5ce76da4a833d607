"""Themes, months and findings in CSV and in the workbook: the same rows, all in the dictionary."""

from __future__ import annotations

import csv

import pytest
from python_calamine import load_workbook

from safercity.documents.export import export_edition
from safercity.documents.export.dictionary import CSV_TABLES
from safercity.evidence.assess.edition import open_edition
from tests.documents.conftest import Changed
from tests.partnership.sample_profiles import make_news, write_assessed_edition


@pytest.fixture(scope="module")
def assessed(tmp_path_factory):
    return open_edition(write_assessed_edition(tmp_path_factory.mktemp("assessed") / "edition"))


@pytest.fixture(scope="module")
def tables(assessed, tmp_path_factory):
    paths = export_edition(assessed, format="csv", out=tmp_path_factory.mktemp("csv"))
    return {path.stem: rows_of(path) for path in paths}


@pytest.fixture(scope="module")
def book(assessed, tmp_path_factory):
    (path,) = export_edition(assessed, format="xlsx", out=tmp_path_factory.mktemp("xlsx"))
    return load_workbook(str(path))


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_theme_is_a_row_with_its_trend_and_interval(tables):
    rows = {row["theme"]: row for row in tables["themes"]}
    assert set(rows) == {"asb", "drugs", "robbery"}
    assert rows["drugs"]["trend"] == "falling"
    low, change, high = (
        float(rows["drugs"][key]) for key in ("change_low", "change", "change_high")
    )
    assert low < change < high < 0
    assert rows["asb"]["rate"] == ""  # no file of residents: not known, never zero


def test_a_month_not_sent_is_empty_and_not_zero(tables):
    months = [row for row in tables["theme_months"] if row["theme"] == "drugs"]
    assert len(months) == 36
    assert [row["month"] for row in months if row["records"] == ""] == ["2023-05", "2023-06"]
    assert all(row["expected"] for row in months)


def test_months_of_places_are_under_their_lasting_ids(tables, assessed):
    ids = [place["id"] for place in assessed.table("places")["places"]]
    assert sorted({row["place_id"] for row in tables["place_months"]}) == sorted(ids[:3])


def test_findings_of_a_part_with_the_same_columns_are_one_table(tables):
    assert [row["finding"] for row in tables["findings"]] == [
        "watch", "hot-spots-asb", "hot-spots-asb-over-time", "hot-spots-drugs",
        "indicators-violence",
    ]  # fmt: skip
    assert tables["findings"][0]["limits"] == "This is made up."
    rows = tables["finding_hot_spots_news"]
    assert [row["finding"] for row in rows] == ["hot-spots-asb"] * 5 + ["hot-spots-drugs"] * 5
    assert [row["count"] for row in rows[:5]] == ["0", "3", "6", "9", "12"]
    assert rows[0]["is_new"] == "true"
    assert len(tables["finding_hot_spots_trend"]) == 36
    described = [r for r in tables["data_dictionary"] if r["table"] == "finding_hot_spots_news"]
    assert [(r["column"], r["type"]) for r in described][2:] == [
        ("finding", "text"), ("name", "text"), ("count", "integer"), ("is_new", "boolean"),
    ]  # fmt: skip


def test_tables_of_one_name_with_other_columns_are_kept_apart(assessed, tmp_path):
    news = make_news()
    other = {**news, "table": {**news["table"], "columns": news["table"]["columns"][:1],
                               "rows": [["alone"]]}}  # fmt: skip
    manifest = {"tables": {**assessed.manifest["tables"], "watch": {}}}
    edition = Changed(assessed, manifest=manifest, watch={"of": [
        {"id": "one", "what": news}, {"id": "two", "what": other}]})  # fmt: skip
    paths = {path.stem: path for path in export_edition(edition, format="csv", out=tmp_path)}
    assert len(rows_of(paths["finding_watch_news"])) == 5
    assert [row["name"] for row in rows_of(paths["finding_watch_news_2"])] == ["alone"]


def test_every_table_is_described(tables):
    described = {row["table"] for row in tables["data_dictionary"]}
    assert described == set(tables) - {"data_dictionary"}


def test_the_workbook_has_the_same_rows_a_sheet_a_table(book, tables):
    assert book.sheet_names[0] == "about"
    assert set(book.sheet_names) == set(tables)
    for name, rows in tables.items():
        head, *cells = book.get_sheet_by_name(name).to_python()
        assert len(cells) == len(rows)
        if rows:
            assert head == list(rows[0])


def test_numbers_are_numbers_and_text_stays_text(book, hostile, tmp_path):
    head, *rows = book.get_sheet_by_name("themes").to_python()
    assert all(isinstance(row[head.index("records")], float) for row in rows)
    (path,) = export_edition(hostile, format="xlsx", out=tmp_path)
    head, *rows = load_workbook(str(path)).get_sheet_by_name("places").to_python()
    assert rows[1][head.index("name")] == "=cmd|' /C calc'!A0"


def test_the_same_edition_gives_the_same_workbook(assessed, tmp_path):
    one, two = (
        export_edition(assessed, format="xlsx", out=tmp_path / name)[0].read_bytes()
        for name in ("one", "two")
    )
    assert one == two


def test_an_edition_without_them_has_the_tables_without_rows(edition, tmp_path):
    paths = {path.stem: path for path in export_edition(edition, format="csv", out=tmp_path)}
    assert set(paths) == {spec.name for spec in CSV_TABLES} | {"data_dictionary"}
    assert rows_of(paths["themes"]) == [] == rows_of(paths["place_months"])
    (book,) = export_edition(edition, format="xlsx", out=tmp_path)
    assert "themes" in load_workbook(str(book)).sheet_names
