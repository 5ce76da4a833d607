"""Actions are found by words however they are written, and on PostgreSQL through an index."""

from __future__ import annotations

import pytest
from django.db import connection

from safercity.partnership.commitments import queries
from safercity.partnership.common.words import add_index
from tests.partnership.commitments.made import make


def ask(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def test_words_are_found_in_any_case_and_together(people):
    make(people, what="New LIGHTS by the river")
    make(people, what="Lights at the station")
    for words, n in {"lights": 2, "LIGHTS River": 1, "river station": 0, "100%": 0}.items():
        found = queries.list_commitments(people.viewer("manager"), queries.Wanted(words=words))
        assert found.count() == n, words


def test_postgresql_reads_an_index_of_what_they_say(people, caplog):
    if connection.vendor != "postgresql" or not ask(
        "SELECT name FROM pg_available_extensions WHERE name = 'pg_trgm'"
    ):
        assert not caplog.records  # SQLite reads them all, as fast
        return
    for way in ("seqscan", "indexscan", "indexonlyscan"):  # all that a small table is read by
        ask(f"SELECT set_config('enable_{way}', 'off', true)")
    rows = queries.list_commitments(people.viewer("manager"), queries.Wanted(words="lights"))
    assert "commitments_commitment_what_words" in rows.order_by().explain()


@pytest.mark.one_database
@pytest.mark.parametrize("who", ["manager", "officer"])
def test_sqlite_walks_by_the_day_through_an_index_that_holds_the_words(people, who):
    if connection.vendor != "sqlite":
        return
    ids = queries.list_ids(people.viewer(who), queries.Wanted(words="lights"))[:20]
    assert "USING COVERING INDEX commitments_words" in ids.explain()


def test_a_server_that_refuses_the_index_is_told_of_and_no_more(people, caplog):
    add_index(connection, "CREATE INDEX nowhere ON not_a_table (nothing)")
    refused = ["Words are searched without an index"] if connection.vendor == "postgresql" else []
    assert [record.getMessage()[:35] for record in caplog.records] == refused
    assert queries.list_commitments(people.viewer("manager")).count() == 0
