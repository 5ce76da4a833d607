"""When the rows of a file lie in far more months than is usual."""

from __future__ import annotations

import sqlite3

import pytest

from safercity.evidence.store.scatter import Scatter, find_scatter


def make_catalogue(months: dict[str, list[int]]) -> sqlite3.Connection:
    catalogue = sqlite3.connect(":memory:")
    catalogue.row_factory = sqlite3.Row
    catalogue.execute("CREATE TABLE extracts (id INTEGER, source, digest)")
    catalogue.execute("CREATE TABLE verdicts (extract_id INTEGER, month INTEGER, verdict)")
    for key, (digest, told) in enumerate(months.items()):
        catalogue.execute("INSERT INTO extracts VALUES (?, 's', ?)", (key, digest))
        lines = [(key, month, "accepted") for month in told]
        catalogue.executemany("INSERT INTO verdicts VALUES (?, ?, ?)", [*lines, (key, 999, "held")])
    return catalogue


@pytest.mark.parametrize(
    ("months", "found"),
    [
        ({"own": [1, 2, 3, 4], "a": [9]}, Scatter(4, 1, 4, 1)),
        ({"own": [1, 2, 3], "a": [9]}, None),
        ({"own": [1, 2, 3, 4], "a": [9, 10]}, None),  # no more than twice as many
        ({"own": [1, 2, 3, 4]}, None),  # the first file
        ({"own": [1, 2, 3, 4], "old": [*range(36)], "a": [9]}, Scatter(4, 1, 4, 1)),
        ({"own": [1], "a": [1, 2, 3, 4, 5], "b": [9]}, None),  # another file scatters
    ],
)
def test_a_file_scatters_beside_what_is_usual(months, found):
    assert find_scatter(make_catalogue(months), "s", digests={"own"}) == found
