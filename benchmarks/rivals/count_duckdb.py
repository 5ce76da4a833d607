"""DuckDB's side of `bench_count_by`: a bare group-by over the same Parquet files."""

from __future__ import annotations

import duckdb
from warm import serve


def prepare(asked: dict) -> tuple:
    connection = duckdb.connect(config={"threads": asked["threads"]})
    return connection, asked


def work(ready: tuple) -> int:
    connection, asked = ready
    unit = {"cell": "cell", "small_area": "area"}.get(asked["unit"])
    column = f"{unit}, " if unit else ""
    wanted = f"{unit} IS NOT NULL" if unit else "true"
    if asked["categories"]:
        wanted += f" AND category IN ({', '.join(repr(name) for name in asked['categories'])})"
    counts = connection.execute(
        f"SELECT {column}month, count(*) AS n FROM read_parquet({asked['files']}) "
        f"WHERE {wanted} GROUP BY ALL"
    ).fetchnumpy()
    connection.close()
    return int(counts["n"].sum())


if __name__ == "__main__":
    serve(prepare, work)
