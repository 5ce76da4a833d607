"""Bytes to text: decided from the bytes, whatever the system that wrote them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safercity.evidence.errors import UnreadableFile
from safercity.evidence.extracts.encodings import Surveyor, decode_line
from tests.evidence.extracts.reading import make_shape, read_text

TEXT = "Ref,Date,Type,Note\n1,01/02/2024,Noise,café – “the Dôg” £5\n2,01/02/2024,Graffiti,x\n"
NOTE = "café – “the Dôg” £5"


@pytest.mark.parametrize(
    ("encoding", "mark", "told"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("cp1252", b"", "cp1252"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end(tmp_path, encoding, mark, told, ends):
    found = read_text(mark + TEXT.replace("\n", ends).encode(encoding), make_shape(), tmp_path)
    assert found.rows == 2
    assert found.column("x_note") == [NOTE, "x"]
    assert found.extract.encoding == told
    assert found.extract.columns["ref"] == "Ref"


def test_without_a_last_line_end(tmp_path):
    assert read_text(TEXT.rstrip("\n"), make_shape(), tmp_path).rows == 2


def test_mixed_line_ends(tmp_path):
    text = TEXT.replace("\n", "\r\n", 1)
    assert read_text(text, make_shape(), tmp_path).column("x_note") == [NOTE, "x"]


def test_two_encodings_in_one_file_are_read_line_by_line(tmp_path):
    head, first, second = TEXT.splitlines(keepends=True)
    mixed = head.encode() + first.encode() + first.encode("cp1252") + second.encode()
    found = read_text(mixed, make_shape(), tmp_path)
    assert found.column("x_note") == [NOTE, NOTE, "x"]
    assert "cp1252" in found.extract.notes[0]


def test_bytes_that_no_encoding_has_are_held(tmp_path):
    text = TEXT.encode("cp1252").replace(b"caf\xe9", b"caf\x81")
    assert read_text(text, make_shape(), tmp_path).column("problem") == ["unreadable_text", None]


def test_utf16_cut_in_the_middle(tmp_path):
    with pytest.raises(UnreadableFile, match="utf-16"):
        read_text(TEXT.encode("utf-16")[:-1], make_shape(), tmp_path)


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_a_letter_across_two_chunks_is_still_one(size):
    data = TEXT.encode()
    surveyor = Surveyor()
    for start in range(0, len(data), size):
        surveyor.feed(data[start : start + size])
    survey = surveyor.finish("a.csv")
    assert survey.encoding == "utf-8"
    assert (survey.lines, survey.has_quotes) == (3, False)


def test_a_cut_letter_at_the_end_is_not_utf8():
    surveyor = Surveyor()
    surveyor.feed("é".encode()[:1])
    assert surveyor.finish("a.csv").encoding == "cp1252"


def test_lines_decode_alone():
    assert decode_line("café".encode()) == decode_line("café".encode("cp1252")) == "café"


@given(
    st.lists(st.lists(st.text(" ab\té", max_size=3), min_size=1, max_size=3), min_size=1),
    st.sampled_from(["\n", "\r\n"]),
    st.integers(1, 9),
)
def test_tight_means_that_no_field_has_a_space_at_an_end(rows, ends, size):
    data = "".join(",".join(row) + ends for row in rows).encode()
    surveyor = Surveyor()
    for start in range(0, len(data), size):
        surveyor.feed(data[start : start + size])
    fields = [field for row in rows for field in row]
    tight = data.isascii() and all(field == field.strip(" ") for field in fields)
    assert surveyor.finish("a.csv").is_tight == tight


@pytest.mark.parametrize("text", ["a, b\n", " a,b\n", "a,b \n", 'a,"b"\n', "a,b\n ", "a,é\n"])
def test_what_needs_trimming_is_not_tight(text):
    surveyor = Surveyor()
    surveyor.feed(text.encode())
    assert not surveyor.finish("a.csv").is_tight


def test_a_tight_file_and_a_loose_one_read_alike(tmp_path):
    tight = "Ref,Date,Type,Note\n1,01/02/2024,Noise,\n2,01/02/2024,Graffiti,x y\n"
    first = read_text(tight, make_shape(), tmp_path).everything()
    assert read_text(tight.replace(",", " , "), make_shape(), tmp_path).everything() == first
