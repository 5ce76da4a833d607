"""Workbooks that are kilobytes and would be gigabytes as read are refused before they are read."""

from __future__ import annotations

import contextlib
import zipfile

import pytest

from safercity.evidence.errors import UnreadableFile
from safercity.evidence.extracts.sheets import open_workbook, read_table
from tests.evidence.extracts.test_sheets import HEAD, write_book

LONG = 32_000
PLAIN = "<worksheet><sheetData>{}</sheetData></worksheet>"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
TEXTS = f"<sst><si><t>{'x' * LONG}</t></si></sst>"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
ODS = (
    f'<o:document-content xmlns:o="{OFFICE}office:1.0" xmlns:t="{OFFICE}table:1.0" '
    f'xmlns:p="{OFFICE}text:1.0"><o:body><o:spreadsheet><t:table>{{}}</t:table>'
    "</o:spreadsheet></o:body></o:document-content>"
)


def make_rows(cell: str, *, rows: int) -> str:
    return f"<row>{cell * 10}</row>" * rows


BOMBS = {
    "a text that a hundred thousand cells point at": {
        STRINGS: TEXTS,
        SHEET: PLAIN.format(make_rows('<c t="s"><v>0</v></c>', rows=10_000)),
    },
    "the same behind a list of nothing, a formula and a prefix": {
        "xl/a.xml": "<sst><si><t/></si></sst>",
        STRINGS: TEXTS,
        "any.thing": '<x:worksheet xmlns:x="x">'
        + "<x:c t='s'><x:f>9</x:f><x:v>0</x:v><x:f>9</x:f></x:c>" * 10_000
        + "</x:worksheet>",
    },
    "texts of their own": {
        SHEET: PLAIN.format(
            make_rows(f'<c t="inlineStr"><is><t>{"x" * LONG}</t></is></c>', rows=300)
        )
    },
    "a cell far away": {
        SHEET: PLAIN.format('<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>')
    },
    "cells that are repeated": {
        "content.xml": ODS.format(
            '<t:table-row t:number-rows-repeated="1000"><t:table-cell '
            't:number-columns-repeated="1000"><p:p>a long text indeed, and a longer one'
            "</p:p></t:table-cell></t:table-row>"
        )
    },
}


@pytest.mark.parametrize("parts", BOMBS.values(), ids=list(BOMBS))
def test_a_bomb_is_refused_before_it_is_read(parts, tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert path.stat().st_size < 500_000
    with pytest.raises(UnreadableFile, match="unpacks to far more"):
        open_workbook(path, "a.xlsx")


def test_a_workbook_damaged_on_its_way_is_refused_and_no_fault_of_ours(tmp_path):
    path = write_book(tmp_path / "a.xlsx", {"Data": [HEAD, *([f"R{n}"] for n in range(3_000))]})
    sound = path.read_bytes()
    for at in range(0, len(sound), 151):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 0x55]) + sound[at + 1 :])
        with contextlib.suppress(UnreadableFile):
            open_workbook(path, "a.xlsx")


def test_a_large_table_and_empty_rows_without_end_are_read(tmp_path):
    rows = [HEAD, *([f"R{n}", "03/04/2024", "Noise at night", "x" * 300] for n in range(5_000))]
    path = write_book(tmp_path / "a.xlsx", {"Data": rows})
    assert len(read_table(open_workbook(path, "a.xlsx"), "Data")) == 5_001
    empty = (
        "<t:table-row><t:table-cell><p:p>Ref</p:p></t:table-cell><t:table-cell "
        't:number-columns-repeated="16383"/></t:table-row><t:table-row '
        't:number-rows-repeated="1048575"><t:table-cell t:number-columns-repeated="16384"/>'
        "</t:table-row>"
    )
    sheet = ODS.format(empty).replace("<t:table>", '<t:table t:name="Data">')
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", sheet)
    assert open_workbook(tmp_path / "a.ods", "a.ods")
