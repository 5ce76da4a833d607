"""Every shipped shape reads its sample: twenty messy rows, held where they should be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from safercity.evidence.extracts.files import find_files
from safercity.evidence.extracts.open import open_extract
from safercity.evidence.extracts.rows import ReadContext, read_rows
from safercity.evidence.extracts.shapes import load_shape, load_shapes
from safercity.evidence.runs import Run
from safercity.evidence.taxonomy import load_taxonomy

SAMPLES = Path(__file__).parents[1] / "samples"
ROWS = 20
HELD = {
    "adult-social-care-counts": {"negative_count": 1},
    "ae-injuries": {"no_date": 1},
    "ambulance-calls": {"unreadable_time": 1},
    "childrens-services-counts": {"unknown_category": 1},
    "council-asb": {"unknown_category": 1, "no_key": 1},
    "council-environment": {"unreadable_grid_reference": 1, "unreadable_date": 1},
    "deprivation": {},
    "early-help-counts": {"unreadable_date": 1},
    "fire-incidents": {"not_in_great_britain": 1},
    "fire-lsoa-open": {},
    "fixmystreet": {"unknown_category": 1},
    "force-crimes": {"impossible_date": 1, "to_before_from": 1, "unknown_category": 1},
    "force-incidents": {"unknown_category": 1},
    "home-office-csp": {},
    "housing-asb": {"degrees_for_metres": 1},
    "housing-property": {"unreadable_date": 1},
    "licensed-premises": {},
    "police-risk-counts": {"unreadable_count": 1},
    "police-uk": {"degrees_swapped": 1, "unknown_category": 1},
    "police-uk-outcomes": {"impossible_date": 1},
    "police-uk-stop-search": {"date_in_future": 1},
    "probation-counts": {},
    "similar-areas": {},
    "treatment-counts": {"unreadable_date": 1},
    "warden-log": {"unknown_category": 1},
    "youth-justice-counts": {"unreadable_date": 1},
}
ENCODINGS = {"force-crimes": "cp1252", "housing-asb": "utf-16", "licensed-premises": "utf-8-sig"}


def test_every_shape_has_a_sample():
    assert set(HELD) == set(load_shapes())
    assert set(HELD) == {p.stem for p in SAMPLES.iterdir() if p.suffix in (".csv", ".xlsx", ".ods")}


def read_sample(name: str, scratch: Path) -> tuple[duckdb.DuckDBPyConnection, int, str]:
    shape = load_shape(name)
    [path] = [p for p in SAMPLES.glob(f"{name}.*") if p.stem == name]
    [file] = find_files([path], shape)
    context = ReadContext(
        secret=b"a secret of the tests, 32 bytes.",
        flags=load_taxonomy().flag_masks,
        last_day=date(2025, 1, 31),
    )
    connection = duckdb.connect()
    run = Run(threads=1)
    extract = open_extract(file, shape, scratch=scratch, run=run)
    rows = read_rows(connection, extract, shape=shape, context=context, run=run)
    return connection, rows, extract.encoding


@pytest.mark.parametrize("name", sorted(HELD))
def test_sample_reads_with_the_expected_held_rows(name, tmp_path):
    connection, rows, encoding = read_sample(name, tmp_path)
    held = connection.execute(
        "SELECT problem, count(DISTINCT row) FROM typed WHERE problem IS NOT NULL GROUP BY 1"
    ).fetchall()
    assert rows == ROWS
    assert dict(held) == HELD[name]
    assert encoding == ENCODINGS.get(name, encoding)


@pytest.mark.parametrize("name", sorted(HELD))
def test_accepted_rows_have_a_month_and_a_known_category(name, tmp_path):
    connection, _, _ = read_sample(name, tmp_path)
    shape, taxonomy = load_shape(name), load_taxonomy()
    fine = "problem IS NULL AND NOT alternative"
    found = connection.execute(
        f"SELECT category, count(*), count(month) FROM typed WHERE {fine} GROUP BY 1"
    ).fetchall()
    assert found
    for category, rows, months in found:
        assert category in taxonomy.categories or shape.category is None
        assert months == rows or shape.when is None


@pytest.mark.parametrize("name", sorted(HELD))
def test_no_undescribed_column_gets_through(name, tmp_path):
    """The samples hold invented people in columns that no shape describes."""
    connection, _, _ = read_sample(name, tmp_path)
    columns = [c[0] for c in connection.execute("DESCRIBE typed").fetchall()]
    for row in connection.execute("SELECT * FROM typed").fetchall():
        told = dict(zip(columns, row, strict=True))
        assert not any("Nobody" in str(value) or "cost £" in str(value) for value in told.values())


def test_a_personal_key_becomes_a_pseudonym(tmp_path):
    connection, _, _ = read_sample("council-asb", tmp_path)
    keys = connection.execute("SELECT key, raw FROM typed WHERE key IS NOT NULL").fetchall()
    assert keys
    assert not any("ASB-" in str(value) for pair in keys for value in pair)


def test_suppressed_counts_are_neither_zero_nor_lost(tmp_path):
    connection, _, _ = read_sample("childrens-services-counts", tmp_path)
    [(hidden, zero)] = connection.execute(
        "SELECT count(*) FILTER (n IS NULL), count(*) FILTER (n = 0) FROM typed "
        "WHERE problem IS NULL"
    ).fetchall()
    assert (hidden, zero) == (2, 0)


def test_other_codings_of_the_same_reports_are_told_apart(tmp_path):
    connection, _, _ = read_sample("fixmystreet", tmp_path)
    assert connection.execute("SELECT count(*) FROM typed WHERE alternative").fetchone() == (8,)


def test_flags_of_a_crime_are_set(tmp_path):
    connection, _, _ = read_sample("force-crimes", tmp_path)
    masks = load_taxonomy().flag_masks
    found = dict(connection.execute("SELECT row, flags FROM typed").fetchall())
    assert found[10] & masks["hate"] and found[10] & masks["hate_race"]
    assert found[5] & masks["knife"] and found[5] & masks["domestic"]
    assert not found[2] & masks["knife"]


def test_committed_samples_are_what_the_script_makes(tmp_path, monkeypatch):
    """Texts byte for byte; workbooks are compared by reading them, above."""
    from tests.samples import make_samples

    monkeypatch.setattr(make_samples, "HERE", tmp_path)
    make_samples.make_samples()
    for name in make_samples.TEXTS:
        made = (tmp_path / f"{name}.csv").read_bytes()
        assert made == (SAMPLES / f"{name}.csv").read_bytes(), name
