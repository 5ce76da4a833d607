"""Files that are no extract of this source: what is said, and what to do."""

from __future__ import annotations

import duckdb
import pytest

from safercity.evidence.errors import UnreadableFile, WrongShape
from safercity.evidence.extracts.shapes import load_shape
from tests.evidence.extracts.reading import make_shape, read, read_text

GOOD = "Ref,Date,Type\n1,01/02/2024,Noise\n"
STREET = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\n"
    ",2024-01,Staffordshire Police,Staffordshire Police,-2.18,53.02,On or near High Street,"
    "E01014400,Stoke-on-Trent 001A,Burglary,,\n"
)
OUTCOMES = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Outcome type\nabc,2024-01,S,S,-2.18,53.02,On or near A,E01014400,X,Local resolution\n"
)


def refused(error, text, tmp_path, shape=None):
    with pytest.raises(error) as caught:
        read_text(text, shape or make_shape(), tmp_path)
    assert caught.value.advice
    assert "extract.csv" in str(caught.value)
    # A good file after a bad one is read as ever.
    assert read_text(GOOD, make_shape(), tmp_path).rows == 1
    return str(caught.value), caught.value.advice


@pytest.mark.parametrize("text", [b"", b"\n\n", b"\xef\xbb\xbf", b"  \r\n"])
def test_an_empty_file(tmp_path, text):
    said, _ = refused(UnreadableFile, text, tmp_path)
    assert "is empty" in said


@pytest.mark.parametrize("text", ["Ref,Date,Type\n", "Ref,Date,Type", "Ref,Date,Type\n\n \n"])
def test_a_heading_and_nothing_below(tmp_path, text):
    said, _ = refused(UnreadableFile, text, tmp_path)
    assert "has a heading, but no rows" in said


def test_a_separator_that_is_none(tmp_path):
    said, advice = refused(WrongShape, GOOD.replace(",", "~"), tmp_path)
    assert "does not fall into columns" in said
    assert "semicolon" in advice


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_are_found(tmp_path, separator):
    assert read_text(GOOD.replace(",", separator), make_shape(), tmp_path).rows == 1


@pytest.mark.parametrize(
    "text", ["<!DOCTYPE html><html>", " \n<html lang=en>", "<?xml version='1'?>"]
)
def test_a_web_page_saved_as_csv(tmp_path, text):
    said, advice = refused(UnreadableFile, text + GOOD, tmp_path)
    assert "web page" in said
    assert "sign-in" in advice


@pytest.mark.parametrize("head", [b"%PDF-1.7", b"{\\rtf1", b"\x89PNG\r\n"])
def test_other_kinds_of_file(tmp_path, head):
    said, _ = refused(UnreadableFile, head + GOOD.encode(), tmp_path)
    assert "not a table" in said


def test_another_source_is_named(tmp_path):
    said, advice = refused(WrongShape, OUTCOMES, tmp_path, load_shape("police-uk"))
    assert "it looks like police-uk-outcomes" in said
    assert "safercity load police-uk-outcomes" in advice
    said, _ = refused(WrongShape, STREET, tmp_path, load_shape("police-uk-outcomes"))
    assert "it looks like police-uk." in said


def test_no_source_at_all(tmp_path):
    said, advice = refused(WrongShape, "Make,Colour,Doors\nFord,red,4\n", tmp_path)
    assert "Make, Colour, Doors" in said
    assert "'Ref', 'Date', 'Type'" in advice


def test_a_missing_column_is_named(tmp_path):
    said, advice = refused(WrongShape, "Ref,Date,Note\n1,01/02/2024,x\n", tmp_path)
    assert "the column 'Type' is missing" in said
    assert "line 1" in said
    assert 'tests.headings.yaml: "Their heading": kind' in advice


def test_a_column_twice_is_refused(tmp_path):
    said, _ = refused(WrongShape, "Ref,Date,Type,date\n1,01/02/2024,Noise,\n", tmp_path)
    assert "'Date' stands twice" in said


def test_a_column_we_do_not_read_may_stand_twice(tmp_path):
    text = "Ref,Date,Type,Extra,Extra\n1,01/02/2024,Noise,a,b\n"
    assert read_text(text, make_shape(), tmp_path).rows == 1


def test_zero_bytes_are_refused(tmp_path):
    said, _ = refused(UnreadableFile, GOOD.encode() * 200 + b"\0" * 500, tmp_path)
    assert "500 zero bytes" in said


def test_one_endless_line_is_refused(tmp_path):
    said, _ = refused(UnreadableFile, b"Ref,Date,Type," * 400_000, tmp_path)
    assert "one line" in said


@pytest.mark.parametrize("name", ["extract.csv", "extract.xlsx"])
def test_a_locked_workbook(tmp_path, name):
    """The container of an encrypted workbook, as far as a reader looks."""
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000)
    with pytest.raises(UnreadableFile, match="cannot be opened as a workbook"):
        read(path, make_shape(), tmp_path)


@pytest.mark.parametrize("name", ["a.xlsx", "a.XLSM", "a.ods", "a.parquet"])
def test_text_under_the_name_of_a_workbook_is_not_read_and_not_quoted(tmp_path, name):
    (tmp_path / name).write_text("secret of Ann Other")
    with pytest.raises(UnreadableFile, match="not the kind of file") as refused:
        read(tmp_path / name, make_shape(), tmp_path)
    assert "Ann" not in refused.value.sentence


def test_damaged_parquet(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"PAR1" + b"x" * 100)
    with pytest.raises(UnreadableFile, match="begins as Parquet"):
        read(tmp_path / "a.parquet", make_shape(), tmp_path)


@pytest.mark.parametrize(
    ("kind", "rows", "said"),
    [
        ("repeat('Noise', 20000)", 1500, "unpacks to far more"),  # 150 MB in a few kilobytes
        ("repeat('Noise', 20000)::BLOB", 500, "unpacks to far more"),  # \\x.. as text
        ("['Noise', 'Litter']", 3, "not one value a row"),
        ("{'a': 'Noise'}", 3, "not one value a row"),
    ],
)
def test_parquet_of_more_than_it_seems(tmp_path, kind, rows, said):
    path = tmp_path / "a.parquet"
    duckdb.sql(
        f"""COPY (SELECT i AS "Ref", DATE '2024-02-01' AS "Date", {kind} AS "Type"
        FROM range({rows}) t(i)) TO '{path}' (FORMAT parquet, COMPRESSION zstd)"""
    )
    assert path.stat().st_size < 200_000
    with pytest.raises(UnreadableFile, match=said):
        read(path, make_shape(), tmp_path)


def test_other_columns_of_parquet_may_be_anything(tmp_path):
    path = tmp_path / "a.parquet"
    duckdb.sql(
        f"""COPY (SELECT i AS "Ref", DATE '2024-02-01' AS "Date", 'Noise' AS "Type",
        repeat('x', 100000) AS "Photo", [1] AS "List" FROM range(1500) t(i)) TO '{path}'
        (FORMAT parquet, COMPRESSION zstd)"""
    )
    assert read(path, make_shape(), tmp_path).rows == 1500
