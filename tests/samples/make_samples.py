"""Write the samples again, as messy as they come: python -m tests.samples.make_samples"""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import xlsxwriter
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from tests.samples import council, counts, emergency, police
from tests.samples.places import Sample

HERE = Path(__file__).parent
Rows = list[list[object]]


def write_csv(name: str, table: Sample, *, encoding: str = "utf-8", above: str = "") -> None:
    """A delimited text; SEPARATORS says by what."""
    heading, rows = table
    text = io.StringIO()
    text.write(above)
    writer = csv.writer(text, delimiter=SEPARATORS.get(name, ","), lineterminator="\r\n")
    writer.writerows([heading, *rows])
    (HERE / f"{name}.csv").write_bytes(text.getvalue().encode(encoding))


def write_xlsx(name: str, sheets: dict[str, Rows]) -> None:
    """A workbook whose cells keep their types; the creation date is fixed."""
    book = xlsxwriter.Workbook(HERE / f"{name}.xlsx")
    book.set_properties({"created": datetime(2024, 1, 1), "author": "made up"})
    for title, rows in sheets.items():
        sheet = book.add_worksheet(title)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()


def write_ods(name: str, rows: Rows) -> None:
    """An OpenDocument table of text cells."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Data")
    for row in rows:
        line = TableRow()
        for value in row:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=str(value)))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(HERE / f"{name}.ods"))


def titled(title: str, table: Sample) -> Rows:
    """Title rows above the heading, as reports come."""
    heading, rows = table
    return [[title], ["OFFICIAL - made up for tests"], [], list(heading), *rows]


SEPARATORS = {
    "council-environment": ";",
    "fire-incidents": "\t",
    "housing-asb": "\t",
    "ambulance-calls": "|",
}
ENCODINGS = {
    "force-crimes": "cp1252",
    "council-environment": "cp1252",
    "housing-asb": "utf-16",
    "childrens-services-counts": "utf-8-sig",
    "licensed-premises": "utf-8-sig",
}
TEXTS = [
    "police-uk",
    "police-uk-outcomes",
    "police-uk-stop-search",
    "fixmystreet",
    "force-crimes",
    "council-environment",
    "housing-asb",
    "childrens-services-counts",
    "adult-social-care-counts",
    "youth-justice-counts",
    "licensed-premises",
    "fire-incidents",
    "ae-injuries",
    "ambulance-calls",
    "similar-areas",
    "deprivation",
]
WORKBOOKS = [
    "force-incidents",
    "police-risk-counts",
    "housing-property",
    "treatment-counts",
    "early-help-counts",
]
OPEN_DOCUMENTS = ["council-asb", "probation-counts", "fire-lsoa-open", "warden-log"]


def make_samples() -> None:
    """Write every sample."""
    for name in TEXTS:
        above = "Adult social care activity\r\n\r\n" if name.startswith("adult") else ""
        write_csv(name, table_of(name), encoding=ENCODINGS.get(name, "utf-8"), above=above)
    for name in WORKBOOKS:
        write_xlsx(name, {"Extract": titled(name.replace("-", " "), table_of(name))})
    for name in OPEN_DOCUMENTS:
        write_ods(name, titled(name.replace("-", " "), table_of(name)))
    heading, rows = table_of("home-office-csp")
    contents: Rows = [["Recorded crime by partnership"], ["made up"]]
    years = {"2022_23": [list(heading), *rows[:10]], "2023_24": [list(heading), *rows[10:]]}
    write_xlsx("home-office-csp", {"Contents": contents, **years})


def table_of(name: str) -> Sample:
    """The made-up rows of a source."""
    function = name.replace("-", "_")
    module = next(m for m in (police, council, counts, emergency) if hasattr(m, function))
    return getattr(module, function)()


if __name__ == "__main__":
    make_samples()
