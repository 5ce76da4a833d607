"""The real files beside the project: every row of every file."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import duckdb
import pytest

from safercity.evidence.extracts.files import find_files
from safercity.evidence.extracts.shapes import load_shape
from tests.evidence.extracts.reading import key_of, read

DATA = Path(__file__).parents[4] / "shared" / "data"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason=f"the real data are not at {DATA}"),
]


def rows_of(source, tmp_path, paths):
    shape = load_shape(source)
    counted = 0
    problems: dict[str, int] = {}
    for file in find_files(paths, shape):
        found = read(file, shape, tmp_path, last_day=date(2025, 12, 31))
        counted += found.rows
        for problem in found.column("problem"):
            if problem:
                problems[problem] = problems.get(problem, 0) + 1
    return counted, problems


def test_all_rows_of_the_31_street_files(tmp_path):
    assert len(find_files([DATA / "police"], load_shape("police-uk"))) == 31
    rows, problems = rows_of("police-uk", tmp_path, [DATA / "police"])
    assert rows == 260_993
    assert sum(problems.values()) < rows * 0.01


def test_all_outcomes(tmp_path):
    rows, problems = rows_of("police-uk-outcomes", tmp_path, [DATA / "police"])
    assert (rows, sum(problems.values())) == (83_377, 0)


def test_fixmystreet_counts_one_level(tmp_path):
    shape = load_shape("fixmystreet")
    [path] = (DATA / "council").glob("fixmystreet*.csv.gz")
    found = read(path, shape, tmp_path)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        head = next(file).rstrip("\n").split(",")
        lines = [line.rstrip("\n").split(",") for line in file]
    level, number = head.index("level"), head.index("reports")
    assert found.rows == len(lines)
    told = found.connection.execute("SELECT sum(n) FROM typed WHERE NOT alternative").fetchone()
    assert told == (sum(int(float(line[number])) for line in lines if line[level] == "SHEF_A"),)


def test_values_are_those_of_an_independent_reader(tmp_path):
    [file] = find_files([DATA / "police" / "2025-01"], load_shape("police-uk"))
    found = read(file, load_shape("police-uk"), tmp_path)
    plain = duckdb.sql(
        f"""SELECT "Crime ID", "Longitude"::DOUBLE, "LSOA code", "Location"
        FROM read_csv('{file.path}', all_varchar=true)"""
    ).fetchall()
    ours = [found.column(c) for c in ("key", "longitude", "area_code", "place_name")]
    wanted = [(key and key_of(key), *others) for key, *others in plain]
    assert list(zip(*ours, strict=True)) == wanted
