"""polars and geopandas: the steps of `bench_ingest` without a ledger."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "2")

import polars as pl
from points import place_points, read_areas
from polars import col
from warm import serve


def prepare(asked: dict) -> tuple:
    scratch = Path(asked["scratch"]) / "polars"
    scratch.mkdir(exist_ok=True)
    return asked, read_areas(asked["areas"]), scratch


def work(ready: tuple) -> dict:
    asked, areas, scratch = ready
    rows = read_rows(asked)
    codes = pl.Series(areas["code"].to_numpy().astype(object), dtype=pl.String)
    if asked["place"] == "each row":
        placed = place_points(
            rows["longitude"].fill_null(float("nan")).to_numpy(),
            rows["latitude"].fill_null(float("nan")).to_numpy(),
            areas=areas,
        )
        rows = rows.with_columns(**{name: pl.Series(values) for name, values in placed.items()})
        rows = rows.with_columns(code=codes.gather(rows["area"].clip(lower_bound=0))).lazy()
    else:
        spots = rows.select("longitude", "latitude").drop_nulls().unique()
        placed = place_points(
            spots["longitude"].to_numpy(), spots["latitude"].to_numpy(), areas=areas
        )
        spots = spots.with_columns(**{name: pl.Series(values) for name, values in placed.items()})
        spots = spots.with_columns(code=codes.gather(spots["area"].clip(lower_bound=0)))
        rows = rows.lazy().join(spots.lazy(), on=["longitude", "latitude"], how="left")
    facts = (
        rows.filter(col("longitude").is_null() | (col("area") >= 0))
        .select(
            "crime_id", "month", "category", "location", "cell", "e_cm", "n_cm",
            lsoa=pl.coalesce("lsoa", pl.when(col("longitude").is_not_null()).then("code")),
        )
        .collect()
    )  # fmt: skip
    del rows
    facts.write_parquet(scratch / "facts.parquet", compression="zstd", compression_level=1)
    counts = facts.filter(col("cell") >= 0).group_by("cell", "month", "category").len("n")
    return {"accepted": len(facts), "counted": int(counts["n"].sum()), "lines": len(counts)}


def read_rows(asked: dict) -> pl.DataFrame:
    """Read, check and de-duplicate: the last of a Crime ID stands, empty ones all do."""
    types = pl.Enum(asked["types"])
    wanted = {
        "crime_id": "Crime ID", "day": "Month", "longitude": "Longitude", "latitude": "Latitude",
        "location": "Location", "lsoa": "LSOA code", "category": "Crime type",
    }  # fmt: skip
    schema = {"Longitude": pl.Float64, "Latitude": pl.Float64}
    rows = (
        pl.scan_csv(asked["files"], schema_overrides=schema, infer_schema=False)
        .select(**{name: col(heading) for name, heading in wanted.items()})
        .with_columns(
            col("category").cast(types, strict=False),
            month=col("day").str.slice(0, 4).cast(pl.Int32) * 12
            + col("day").str.slice(5, 2).cast(pl.Int32) - 1,
        )
        .drop("day")
        .filter(
            col("category").is_not_null(),
            (col("longitude").is_null() & col("latitude").is_null())
            | (col("longitude").is_between(-9, 2.2) & col("latitude").is_between(49.5, 61.5)),
        )
    )  # fmt: skip
    rows = rows.collect(engine="streaming")
    named = rows.filter(col("crime_id").is_not_null())
    named = named.unique("crime_id", keep="last", maintain_order=False)
    return pl.concat([named, rows.filter(col("crime_id").is_null())])


if __name__ == "__main__":
    serve(prepare, work)
