"""Bombs that a file's own size does not betray: inside archives, and in what a footer omits."""

from __future__ import annotations

import gzip
import re

import duckdb
import pytest

from tests.partnership.records.conftest import run_jobs, write_cases
from tests.partnership.records.test_sending import make_zip, send, text_of

pytestmark = pytest.mark.one_database


def write_parquet(path, select: str) -> bytes:
    """What a query gives, as Parquet."""
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
    return path.read_bytes()


@pytest.fixture
def repeated(tmp_path) -> bytes:
    """A long text that lies in the file once, and is 200 MB as read."""
    return write_parquet(tmp_path / "a.parquet", "SELECT repeat('x', 100000) AS a FROM range(2000)")


@pytest.fixture
def workbook() -> bytes:
    """Two archives deep: a sheet of 80 MB in what is kilobytes."""
    return make_zip({"[Content_Types].xml": b"<Types/>", "xl/worksheets/a.xml": bytes(80 << 20)})


def is_refused(answer, town) -> bool:
    """Whether the form says that it is a bomb, and nothing of it is left."""
    told = answer.status_code == 422 and "unpacks to far more" in text_of(answer)
    return told and not list((town / "uploads").iterdir())


def test_what_a_parquet_repeats_is_counted(at_town, town, repeated):
    assert len(repeated) < 50_000
    client = at_town("analyst")
    assert is_refused(send(client, repeated, name="a.parquet"), town)
    assert is_refused(send(client, repeated, name="called.csv"), town)
    assert is_refused(send(client, make_zip({"a.csv": repeated}), name="a.zip"), town)
    assert is_refused(send(client, gzip.compress(repeated), name="a.csv.gz"), town)


def test_rows_of_nothing_are_counted(at_town, town, tmp_path):
    sent = write_parquet(
        tmp_path / "a.parquet", "SELECT NULL::INT AS a, 1 AS b FROM range(40000000)"
    )
    assert is_refused(send(at_town("analyst"), sent, name="a.parquet"), town)


def test_a_workbook_in_an_archive_is_checked_as_by_itself(at_town, town, workbook):
    client = at_town("analyst")
    assert is_refused(send(client, workbook, name="a.xlsx"), town)
    assert is_refused(send(client, make_zip({"a.xlsx": workbook}), name="a.zip"), town)
    assert is_refused(send(client, make_zip({"a.csv": workbook}), name="a.zip"), town)
    assert is_refused(send(client, gzip.compress(workbook), name="a.xlsx.gz"), town)


def test_a_text_that_many_cells_point_at_is_refused_by_the_load(at_town):
    """The site takes the file, looks into its sheets in the worker, and says so on its page."""
    cell, text = '<c t="s"><v>0</v></c>', "x" * 32_000
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/sharedStrings.xml": f"<sst><si><t>{text}</t></si></sst>",
        "xl/worksheets/a.xml": f"<worksheet>{cell * 100_000}</worksheet>",
    }
    book = make_zip({name: told.encode() for name, told in parts.items()})
    client = at_town("analyst")
    sent = send(client, book, name="a.xlsx")
    assert sent.status_code == 302
    run_jobs()
    page = text_of(client.get(sent.url))
    assert "Not loaded" in page and "unpacks to far more" in page


def test_long_cells_are_cut_on_the_page(at_town, tmp_path):
    client = at_town("analyst")
    words = [f"Noise {n} " + "at night, " * 1000 for n in range(15)]
    sent = write_cases(tmp_path / "cases.csv", words=[*words, "Witchcraft"]).read_bytes()
    assert send(client, sent).status_code == 302
    run_jobs()
    page = text_of(client.get("/records/housing-asb/"))
    assert "Row by row" in page and len(page) < 100_000
    assert len(re.findall(r"at night, [^<]{0,80}…<", page)) == 10, "ten rows a page"
    assert page.count('name="word"') == 1, "what is longer than a word is not mapped"


def test_sound_tables_in_archives_are_taken(at_town, town, tmp_path):
    client = at_town("analyst")
    table = write_parquet(tmp_path / "a.parquet", "SELECT 'Noise' AS kind, [1, 2] AS list")
    book = make_zip({"[Content_Types].xml": b"<Types/>", "xl/worksheets/a.xml": b"<sheet/>"})
    packed = make_zip({"a.parquet": table, "b.xlsx": book, "c.csv": b"Case ID\n"})
    for name, content in (("a.zip", packed), ("a.gz", gzip.compress(table)), ("a.parquet", table)):
        assert send(client, content, name=name).status_code == 302, name
    for folder in (town / "uploads").iterdir():
        assert len(list(folder.iterdir())) == 2, "the file and what is told of it"
    damaged = table[:40] + bytes(len(table) - 48) + table[-8:]
    answer = send(client, damaged, name="a.parquet")
    assert answer.status_code == 422 and "cannot be read as such" in text_of(answer)
