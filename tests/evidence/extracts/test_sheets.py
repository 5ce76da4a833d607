"""Workbooks and Parquet: as agencies send them."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time

import duckdb
import pytest
import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from safercity.evidence.errors import UnreadableFile, WrongShape
from tests.evidence.extracts.reading import column, key_of, make_shape, open_one, read

HEAD = ["Ref", "Date", "Type", "Note"]


def write_book(path, sheets, hidden=()):
    book = xlsxwriter.Workbook(path)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(number, place, value, moment)
                elif isinstance(value, date):
                    sheet.write_datetime(number, place, datetime.combine(value, time()), day)
                elif value is not None:
                    sheet.write(number, place, value)
        if title in hidden:
            sheet.hide()
    book.close()
    return path


def test_a_sheet_below_its_title(tmp_path):
    rows = [
        ["Anywhere Council"], ["Noise, 2024"], [], HEAD,
        [1.0, date(2024, 2, 1), "Noise", 12.0], [], [2, "03/04/2024", "Graffiti", 0.5],
        ["Source: the council's own records"],
    ]  # fmt: skip
    found = read(write_book(tmp_path / "a.xlsx", {"Data": rows}), make_shape(key=["ref"]), tmp_path)
    assert found.rows == 3
    assert found.column("key")[:2] == [key_of("1"), key_of("2")]
    assert found.column("slice")[:2] == ["2024-02", "2024-04"]
    assert found.column("x_note")[:2] == ["12", "0.5"]
    assert found.column("problem") == [None, None, "not_a_record"]


def test_dates_times_and_serial_numbers(tmp_path):
    shape = make_shape(
        when={"column": "day", "formats": ["%d/%m/%Y", "excel"], "precision": "minute"}
    )
    rows = [
        HEAD,
        *(
            [n, d, "Noise", ""]
            for n, d in enumerate(
                [
                    datetime(2024, 2, 1, 23, 30),
                    date(2024, 2, 1),
                    45323,
                    45323.979166667,
                    "01/02/2024",
                ]
            )
        ),
    ]
    found = read(write_book(tmp_path / "a.xlsx", {"Data": rows}), shape, tmp_path)
    late, midnight = datetime(2024, 2, 1, 23, 30), datetime(2024, 2, 1)
    assert found.column("time_from") == [late, midnight, midnight, late, midnight]
    # A date alone may be any time of that day.
    next_day = datetime(2024, 2, 2)
    assert found.column("time_to") == [None, next_day, next_day, None, next_day]


def test_a_sheet_for_each_year_and_others_beside(tmp_path):
    sheets = {
        "Contents": [["This workbook"], ["has tables"]],
        "2023-24": [HEAD, [1, "01/02/2024", "Noise", "a"]],
        "2024_25": [["Title"], ["Type", "Date", "Ref"], ["Graffiti", "01/05/2024", 2]],
        "Old": [HEAD, [9, "01/02/2020", "Noise", "hidden"]],
    }
    path = write_book(tmp_path / "a.xlsx", sheets, hidden=["Old"])
    found = read(path, make_shape(key=["ref"]), tmp_path)
    assert found.column("key") == [key_of("1"), key_of("2")]
    assert found.column("category") == ["noise", "graffiti"]
    assert found.column("x_note") == ["a", None]
    assert "2023-24, 2024_25" in found.extract.notes[0]
    one = make_shape(key=["ref"], sheets=["2024*"])
    assert read(path, one, tmp_path).column("key") == [key_of("2")]


def test_a_heading_of_two_rows_with_merged_cells(tmp_path):
    wide = {"wide": {"Incidents Noise": "noise", "Incidents Graffiti": "graffiti"}}
    columns = {"kind": column("Type")}
    shape = make_shape(record="counts", category=wide, columns=columns)
    rows = [
        ["", "", "Incidents", ""],
        ["Ref", "Date", "Noise", "Graffiti"],
        ["a", "01/02/2024", 3, 4],
    ]
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.merge_range(0, 2, 0, 3, "Incidents")
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if number:
                sheet.write(number, place, value)
    book.close()
    found = read(tmp_path / "a.xlsx", shape, tmp_path)
    assert found.rows == 1
    assert sorted(zip(found.column("category"), found.column("n"), strict=True)) == [
        ("graffiti", 4), ("noise", 3),
    ]  # fmt: skip


def test_an_ods_sheet(tmp_path):
    book = OpenDocumentSpreadsheet()
    table = Table(name="Data")
    for values in (HEAD, ["1", "01/02/2024", "Noise", "café"]):
        row = TableRow()
        for value in values:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=value))
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(tmp_path / "a.ods"))
    assert read(tmp_path / "a.ods", make_shape(), tmp_path).column("x_note") == ["café"]


def test_parquet_with_typed_columns(tmp_path):
    path = tmp_path / "a.parquet"
    duckdb.sql(
        f"""COPY (SELECT i AS "Ref", DATE '2024-02-01' + i::INTEGER AS "Date", 'Noise' AS "Type",
        NULL AS "Note" FROM range(3) t(i)) TO '{path}' (FORMAT parquet)"""
    )
    found = read(path, make_shape(key=["ref"]), tmp_path)
    assert found.column("key") == [key_of(ref) for ref in ("0", "1", "2")]
    assert found.column("slice") == ["2024-02"] * 3
    assert found.column("problem") == [None] * 3


def test_no_sheet_fits(tmp_path):
    path = write_book(tmp_path / "a.xlsx", {"Data": [["Ref", "Date"], [1, "01/02/2024"]]})
    with pytest.raises(WrongShape, match=r"a\.xlsx, sheet 'Data': the column 'Type' is missing"):
        open_one(path, make_shape(), tmp_path)


def test_an_empty_workbook(tmp_path):
    with pytest.raises(UnreadableFile, match="no visible sheet with anything"):
        open_one(write_book(tmp_path / "a.xlsx", {"Data": []}), make_shape(), tmp_path)


def test_a_sheet_with_a_heading_only(tmp_path):
    with pytest.raises(UnreadableFile, match="no rows below it"):
        read(write_book(tmp_path / "a.xlsx", {"Data": [HEAD]}), make_shape(), tmp_path)


def test_a_workbook_locked_with_a_password(tmp_path):
    """An ODS whose manifest says that its content is encrypted."""
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", b"\x01\x02")
    with pytest.raises(UnreadableFile, match="locked with a password") as caught:
        open_one(tmp_path / "a.ods", make_shape(), tmp_path)
    assert "copy without the password" in caught.value.advice
