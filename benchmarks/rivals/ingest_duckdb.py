"""DuckDB and geopandas: the steps of `bench_ingest` without a ledger."""

from __future__ import annotations

from pathlib import Path

import duckdb
from points import place_points, read_areas
from warm import serve

HEADINGS = (
    "crime_id", "month", "force", "within", "longitude", "latitude", "location", "lsoa",
    "lsoa_name", "type", "outcome", "context",
)  # fmt: skip


def prepare(asked: dict) -> tuple:
    scratch = Path(asked["scratch"]) / "duckdb"
    scratch.mkdir(exist_ok=True)
    connection = duckdb.connect(config={"threads": asked["threads"]})
    connection.execute(f"SET memory_limit = '8GiB'; SET temp_directory = '{scratch}'")
    connection.execute("SET preserve_insertion_order = false")
    return connection, asked, read_areas(asked["areas"]), scratch


def work(ready: tuple) -> dict:
    connection, asked, areas, scratch = ready
    connection.execute(read_rows(asked))
    each = asked["place"] == "each row"
    connection.execute("CREATE TABLE kept AS FROM rows")
    spots = connection.execute(
        f"SELECT {'rowid AS number,' if each else 'DISTINCT'} longitude, latitude FROM kept "
        "WHERE longitude IS NOT NULL"
    ).fetchnumpy()
    placed = place_points(spots["longitude"], spots["latitude"], areas=areas)
    same = (
        "kept.rowid = spots.number"
        if each
        else ("kept.longitude = spots.longitude AND kept.latitude = spots.latitude")
    )
    if each:
        spots = {"number": spots["number"]}
    connection.register("spots", spots | placed)
    connection.register("codes", {"code": areas["code"].to_numpy().astype(object)})
    connection.execute(
        "CREATE TABLE area AS SELECT row_number() OVER () - 1 AS area, code FROM codes"
    )
    connection.execute(
        f"""CREATE TABLE facts AS SELECT crime_id, month, category, location, cell, e_cm, n_cm,
            coalesce(lsoa, code) AS lsoa FROM kept LEFT JOIN spots ON {same}
            LEFT JOIN area USING (area)
        WHERE kept.longitude IS NULL OR area >= 0"""
    )
    connection.execute(f"COPY facts TO '{scratch}/facts.parquet' (COMPRESSION zstd)")
    counts = connection.execute(
        "SELECT cell, month, category, count(*) AS n FROM facts WHERE cell >= 0 GROUP BY ALL"
    ).fetchnumpy()
    accepted = connection.execute("SELECT count(*) FROM facts").fetchone()[0]
    connection.close()
    return {"accepted": accepted, "counted": int(counts["n"].sum()), "lines": len(counts["n"])}


def read_rows(asked: dict) -> str:
    """Read, check and de-duplicate: the last of a Crime ID stands, empty ones all do."""
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in HEADINGS)
    types = ", ".join(f"'{name}'" for name in asked["types"])
    return f"""
        CREATE TABLE types AS SELECT unnest([{types}])::ENUM({types}) AS category;
        CREATE TABLE raw AS SELECT crime_id, year(day) * 12 + month(day) - 1 AS month,
            longitude, latitude, location, lsoa, category FROM (
            SELECT crime_id, strptime(month, '%Y-%m') AS day, location, lsoa,
                try_cast(longitude AS DOUBLE) AS longitude,
                try_cast(latitude AS DOUBLE) AS latitude,
                try_cast(type AS ENUM({types})) AS category
            FROM read_csv({asked["files"]}, auto_detect = false, header = true, delim = ',',
                quote = '"', columns = {{{columns}}}))
        WHERE category IS NOT NULL AND (longitude IS NULL AND latitude IS NULL
            OR longitude BETWEEN -9 AND 2.2 AND latitude BETWEEN 49.5 AND 61.5);
        CREATE TABLE earlier AS SELECT unnest(list(rowid ORDER BY rowid)[:-2]) AS id FROM raw
            WHERE crime_id IS NOT NULL AND crime_id IN (SELECT crime_id FROM raw
                WHERE crime_id IS NOT NULL GROUP BY crime_id HAVING count(*) > 1)
            GROUP BY crime_id;
        CREATE VIEW rows AS SELECT * FROM raw ANTI JOIN earlier ON raw.rowid = earlier.id"""


if __name__ == "__main__":
    serve(prepare, work)
