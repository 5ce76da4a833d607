"""Rows: every one is accounted for, and a faulty one says why and no more than it may."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from safercity.evidence.extracts.reasons import REASONS
from safercity.evidence.extracts.rows import drop_typed
from safercity.evidence.extracts.statements import TYPED_COLUMNS
from tests.evidence.extracts.reading import column, key_of, make_shape, read, read_text

HEAD = "Ref,Date,Type,Note,Name\n"
GOOD = "1,01/02/2024,Noise,,\n"


def test_typed_has_the_agreed_columns(tmp_path):
    found = read_text(HEAD + GOOD, make_shape(), tmp_path)
    described = found.connection.execute("DESCRIBE typed").fetchall()
    kinds = {name: kind for name, kind, *_ in described}
    assert list(kinds) == ["row", *TYPED_COLUMNS, "x_note"]
    assert kinds["row"] == kinds["month"] == kinds["n"] == kinds["flags"] == "INTEGER"
    assert kinds["time_from"] == kinds["time_to"] == "TIMESTAMP"
    assert kinds["longitude"] == kinds["northing"] == "DOUBLE"
    assert kinds["alternative"] == "BOOLEAN"
    drop_typed(found.connection)
    assert found.connection.execute("SHOW TABLES").fetchall() == []


def test_values_of_a_good_row(tmp_path):
    text = HEAD + ' 7 , 01/02/2024 , NOISE , "loud, and late" ,Nobody\n'
    found = read_text(text, make_shape(key=["ref"], covers=["kind", "month"]), tmp_path)
    values = {name: found.column(name)[0] for name in ("key", "month", "category", "slice", "n")}
    assert values == {
        "key": key_of("7"), "month": 2024 * 12 + 1, "category": "noise",
        "slice": "NOISE|2024-02", "n": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1,01/02/2024,Noise,a,b,c\n", "too_many_fields"),
        ("1,01/02/2024\n", "too_few_fields"),
        ('1,01/02/2024,Noise,"a,b,c\n', "unreadable_text"),
        ("Total,,,,\n", "not_a_record"),
        (",,,,\n", "not_a_record"),
        ("Total,400,,,\n", "not_a_record"),  # padded: 400 might be a spreadsheet's date
        ("sub-total,01/02/2024,,,\n", "not_a_record"),
        ("1,,Noise,,\n", "no_date"),
        ("1,1 Feb,Noise,,\n", "unreadable_date"),
        ("1,31/02/2024,Noise,,\n", "impossible_date"),
        ("1,02/13/2024,Noise,,\n", "impossible_date"),
        ("1,01/07/2025,Noise,,\n", "date_in_future"),
        ("1,01/01/1900,Noise,,\n", "date_too_old"),
        ("1,01/02/2024,,,\n", "no_category"),
        ("1,01/02/2024,Nuisance,,\n", "unknown_category"),
    ],
)
def test_a_faulty_row_is_held_and_only_it(tmp_path, line, reason):
    found = read_text(HEAD + GOOD + line + GOOD, make_shape(), tmp_path)
    assert found.rows == 3
    assert found.column("problem") == [None, reason, None]
    assert found.column('"row"') == [1, 2, 3]
    assert reason in REASONS


def test_raw_tells_what_may_be_told(tmp_path):
    text = HEAD.replace("Name", "Name,Born") + "1,31/02/2024,Noise,loud,Nobody,1990\n"
    found = read_text(text, make_shape(), tmp_path)
    [raw] = found.column("raw")
    assert json.loads(raw) == {"ref": "1", "day": "31/02/2024", "kind": "Noise", "note": "loud"}


def test_of_a_line_that_does_not_fall_into_columns_only_its_number_is_told(tmp_path):
    text = HEAD + GOOD + "1,01/02/2024,Noise,loud,Nobody Atall,extra\n" + "Nobody Atall,1\n"
    found = read_text(text, make_shape(), tmp_path)
    assert [json.loads(r) for r in found.column("raw")[1:]] == [{"_line": 3}, {"_line": 4}]
    assert "Nobody" not in found.everything()
    assert "Nobody" not in (tmp_path / "scratch" / "clean.csv").read_text()


def test_good_rows_have_no_raw(tmp_path):
    assert read_text(HEAD + GOOD, make_shape(), tmp_path).column("raw") == [None]


def test_blank_lines_are_no_rows_and_quoted_line_ends_count_once(tmp_path):
    text = (
        HEAD + GOOD + "\n  \n" + '2,01/02/2024,Noise,"two\nlines\n\nand ""more""",\n' + GOOD + "\n"
    )
    found = read_text(text, make_shape(), tmp_path)
    assert found.rows == 3
    assert found.column("x_note")[1] == 'two\nlines\n\nand "more"'


def test_a_stray_quotation_mark_spoils_its_own_line_only(tmp_path):
    text = HEAD + GOOD + '2,01/02/2024,Noise,"loud, and,\n' + GOOD * 300
    found = read_text(text, make_shape(), tmp_path)
    assert found.rows == 302
    assert [p for p in found.column("problem") if p] == ["unreadable_text"]
    # Where the line has as many fields as the heading, the mark is part of its text.
    found = read_text(text.replace(" and,", ""), make_shape(), tmp_path)
    assert found.rows == 302
    assert found.column("x_note")[1] == '"loud'


def test_quotation_marks_within_texts_are_kept(tmp_path):
    text = HEAD + '1,01/02/2024,Noise,a 6" pipe,\n' + '2,01/02/2024,Noise,"the ""Dog""",\n'
    found = read_text(text, make_shape(), tmp_path)
    assert found.column("x_note") == ['a 6" pipe', 'the "Dog"']


def test_separators_at_the_line_end_are_no_fields(tmp_path):
    found = read_text(HEAD + "1,01/02/2024,Noise,,,\n", make_shape(), tmp_path)
    assert found.column("problem") == [None]


def test_title_rows_above_the_heading(tmp_path):
    text = 'Anywhere Council\n"Noise, 2024"\n\n' + HEAD + GOOD + "Source: us,,,,\n"
    found = read_text(text, make_shape(), tmp_path)
    assert found.column("problem") == [None, "not_a_record"]
    bad = read_text(text + "1,2\n", make_shape(), tmp_path)
    assert json.loads(bad.column("raw")[2]) == {"_line": 7}


def test_headings_by_other_names_and_in_other_order(tmp_path):
    found = read_text("TYPE;reference ;date\nNoise;9;01/02/2024\n", make_shape(), tmp_path)
    assert found.column("category") == ["noise"]
    assert found.extract.columns == {"ref": "reference", "day": "date", "kind": "TYPE"}


def test_a_workspace_adds_words(tmp_path):
    text = HEAD + "1,01/02/2024,Nuisance,,\n"
    assert read_text(text, make_shape(), tmp_path, categories={"nuisance ": "noise"}).column(
        "category"
    ) == ["noise"]


def test_flags_are_bits(tmp_path):
    shape = make_shape(
        flags={
            "youth": {"column": "note", "yes": ["Y"]},
            "hate": {"column": "note", "yes": ["y", "H"]},
        }
    )
    text = HEAD + "".join(f"1,01/02/2024,Noise,{w},\n" for w in ("y", "h", "n", ""))
    found = read_text(text, shape, tmp_path, flags={"youth": 1, "hate": 4})
    assert found.column("flags") == [5, 4, 0, 0]


def test_other_codings_are_marked_and_not_held(tmp_path):
    shape = make_shape(alternative={"column": "note", "use": "A"})
    text = HEAD + "1,01/02/2024,Noise,a,\n1,01/02/2024,Other,B,\n"
    found = read_text(text, shape, tmp_path)
    assert found.column("alternative") == [False, True]
    assert found.column("problem") == [None, None]


def test_an_increment_without_a_key_is_held(tmp_path):
    shape = make_shape(kind="increment", covers=[], key=["ref", "note"])
    text = HEAD + "1,01/02/2024,Noise,a,\n1,01/02/2024,Noise,,\n"
    found = read_text(text, shape, tmp_path)
    assert found.column("key") == [key_of("1|a"), None]
    assert found.column("problem") == [None, "no_key"]
    assert found.column("slice") == [None, None]


def test_a_slice_with_a_piece_missing_is_none(tmp_path):
    text = HEAD + "1,,Noise,,\n1,01/02/2024,Noise,,\n"
    assert read_text(text, make_shape(), tmp_path).column("slice") == [None, "2024-02"]
    whole = make_shape(covers=["file"])
    assert read_text(text, whole, tmp_path).column("slice") == ["file", "file"]


COUNTS = {
    "record": "counts",
    "count": "number",
    "suppressed": ["*", "<5", "-99"],
    "columns": {"number": column("Number", required=True)},
}


def test_counts(tmp_path):
    values = ["3", '"1,204"', "12.0", "0", "*", "<5", "-99", "", "2.5", "-3", "many"]
    text = "Ref,Date,Type,Number\n" + "".join(f"1,01/02/2024,Noise,{v}\n" for v in values)
    found = read_text(text, make_shape(**COUNTS), tmp_path)
    assert found.column("n")[:7] == [3, 1204, 12, 0, None, None, None]
    assert found.column("problem") == [None] * 7 + [
        "unreadable_count", "unreadable_count", "negative_count", "unreadable_count",
    ]  # fmt: skip


def test_a_wide_table_gives_one_line_for_each_category(tmp_path):
    wide = {"wide": {"Noise calls": "noise", "Graffiti": "graffiti"}}
    columns = {"kind": column("Type"), "ref": column("Ref", required=True)}
    shape = make_shape(record="counts", category=wide, columns=columns, suppressed=["*"])
    text = "Ref,Date,Noise Calls,Graffiti\n1,01/02/2024,3,*\n2,01/02/2024,x,4\n3,01/03/2024,,0\n"
    found = read_text(text, shape, tmp_path)
    assert found.rows == 3
    told = found.connection.execute(
        'SELECT "row", category, n, problem FROM typed ORDER BY ALL'
    ).fetchall()
    assert told == [
        (1, "graffiti", None, None), (1, "noise", 3, None),
        (2, "graffiti", 4, "unreadable_count"), (2, "noise", None, "unreadable_count"),
        (3, "graffiti", 0, None), (3, "noise", None, None),
    ]  # fmt: skip


def test_reading_again_replaces_what_was_read(tmp_path):
    first = read_text(HEAD + GOOD * 3, make_shape(), tmp_path)
    assert first.rows == 3
    assert read_text(HEAD + GOOD, make_shape(), tmp_path).column("category") == ["noise"]


def test_order_and_numbers_hold_over_many_rows(tmp_path):
    """More than DuckDB takes in one piece, so that its threads must put them in order."""
    lines = "".join(f"{i},01/02/2024,Noise,note number {i},\n" for i in range(300_000))
    found = read_text(HEAD + lines, make_shape(), tmp_path)
    assert found.rows == 300_000
    wrong = found.connection.execute(
        """SELECT count(*) FROM typed WHERE x_note <> 'note number ' || ("row" - 1)"""
    ).fetchone()
    assert wrong == (0,)


TEXTS = st.text(
    st.characters(codec="cp1252", exclude_characters="\r\0\ufeff", exclude_categories=["Cc"])
    | st.sampled_from("\",;|\n '"),
    max_size=12,
)


def reads_as_utf8(line: bytes) -> bool:
    """Whether a line that is not ASCII is valid UTF-8."""
    try:
        return not line.isascii() and bool(line.decode("utf-8"))
    except UnicodeDecodeError:
        return False


@settings(max_examples=40, deadline=None)
@given(
    notes=st.lists(TEXTS, min_size=1, max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    ends=st.sampled_from(["\n", "\r\n"]),
)
def test_what_was_written_comes_back(tmp_path_factory, notes, encoding, delimiter, quoting, ends):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=ends)
    writer.writerow(["Ref", "Date", "Type", "Note"])
    for number, note in enumerate(notes):
        writer.writerow([number, "01/02/2024", "Noise", note])
    data = out.getvalue().encode(encoding)
    # "Â" and a hard space in cp1252 are the bytes of one hard space in UTF-8: nobody can tell.
    assume(encoding != "cp1252" or not any(map(reads_as_utf8, data.splitlines())))
    folder = tmp_path_factory.mktemp("property")
    path = folder / "extract.csv"
    path.write_bytes(data)
    found = read(path, make_shape(), folder)
    assert found.rows == len(notes)
    expected = [note.replace("\r\n", "\n").strip(" \xa0") or None for note in notes]
    assert found.column("x_note") == expected
    assert found.column("problem") == [None] * len(notes)
