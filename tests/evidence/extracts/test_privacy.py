"""What a shape calls personal goes no further than the reader; a key of it becomes a pseudonym."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

import pytest

from safercity.evidence.extracts.rows import ReadContext
from safercity.evidence.extracts.statements import build_statements
from tests.evidence.extracts.reading import SECRET, column, key_of, make_shape, read, read_text
from tests.evidence.extracts.test_rows import HEAD

KEYED = {
    "key": ["ref", "nhs"],
    "columns": {"nhs": column("NHS number", sensitivity="personal", required=True)},
}
TEXT = (
    "Ref,Date,Type,NHS number,Name\n1,01/02/2024,Noise,943 476 5919,Nobody\n2,x,Noise,é7,Nobody\n"
)


def test_a_personal_key_is_replaced_by_hmac_sha256(tmp_path):
    found = read_text(TEXT, make_shape(**KEYED), tmp_path)
    expected = [
        key_of(hmac.new(SECRET, f"tests|{key}".encode(), hashlib.sha256).hexdigest())
        for key in ("1|943 476 5919", "2|é7")
    ]
    assert found.column("key") == expected
    assert "5919" not in found.everything()


@pytest.mark.parametrize("secret", [b"k", b"k" * 64])
def test_other_secrets_give_other_pseudonyms(tmp_path, secret):
    found = read_text(TEXT, make_shape(**KEYED), tmp_path, secret=secret)
    expected = hmac.new(secret, b"tests|1|943 476 5919", hashlib.sha256).hexdigest()
    assert found.column("key")[0] == key_of(expected)


def test_the_secret_stands_in_no_statement(tmp_path):
    found = read_text(TEXT, make_shape(**KEYED), tmp_path)
    context = ReadContext(SECRET, {}, date(2025, 6, 30))
    statements = build_statements(found.extract.relation, make_shape(**KEYED), context=context)
    assert SECRET.hex() not in str(statements).lower()
    assert SECRET.decode() not in str(statements)


def test_personal_columns_are_neither_stored_nor_shown(tmp_path):
    found = read_text(TEXT, make_shape(**KEYED), tmp_path)
    assert found.column("problem") == [None, "unreadable_date"]
    assert "Nobody" not in found.everything()
    assert "é7" not in found.everything()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_scratch_files_hold_no_personal_text(tmp_path, encoding):
    """A transcoded copy is written to disk: only what is needed stands in it."""
    text = HEAD + "1,01/02/2024,Noise,café,Nobody\n"
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    found = read(tmp_path / "a.csv", make_shape(), tmp_path)
    assert found.column("x_note") == ["café"]
    kept = (tmp_path / "scratch" / "clean.csv").read_text(encoding="utf-8")
    assert "café" in kept
    assert "Nobody" not in kept


def test_columns_no_shape_names_are_never_read(tmp_path):
    text = "Ref,Date,Type,Suspect\n1,x,Noise,Nobody\n1,01/02/2024,Noise,Nobody\n"
    assert "Nobody" not in read_text(text, make_shape(), tmp_path).everything()
