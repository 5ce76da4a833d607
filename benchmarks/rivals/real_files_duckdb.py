"""DuckDB's side of `bench_real_files`: one table of texts.

`how`: "as people write it" lets DuckDB find out what the files are; "told all" leaves it nothing to
find out.
"""

from __future__ import annotations

import duckdb
from warm import serve

HEADINGS = 12


def prepare(asked: dict) -> tuple:
    files = f"'{asked['folder']}/*/*-street.csv.gz'"
    if asked["how"] == "told all":
        columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(HEADINGS))
        told = f"auto_detect=false, header=true, delim=',', quote='\"', columns={{{columns}}}"
    else:
        told = "all_varchar=true"
    connection = duckdb.connect(config={"threads": asked["threads"]})
    return connection, f"CREATE TABLE rows AS SELECT * FROM read_csv({files}, {told})"


def work(ready: tuple) -> dict:
    connection, sql = ready
    connection.execute(sql)
    rows = connection.execute("SELECT count(*) FROM rows").fetchone()[0]
    connection.close()
    return {"rows": rows}


if __name__ == "__main__":
    serve(prepare, work)
