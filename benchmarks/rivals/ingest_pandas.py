"""pandas and geopandas: the steps of `bench_ingest` without a ledger."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from points import place_points, read_areas
from warm import serve

WANTED = {
    "Crime ID": "crime_id", "Month": "month", "Longitude": "longitude", "Latitude": "latitude",
    "Location": "location", "LSOA code": "lsoa", "Crime type": "category",
}  # fmt: skip


def prepare(asked: dict) -> tuple:
    scratch = Path(asked["scratch"]) / "pandas"
    scratch.mkdir(exist_ok=True)
    return asked, read_areas(asked["areas"]), scratch


def work(ready: tuple) -> dict:
    asked, areas, scratch = ready
    rows = pd.concat([read_file(path, asked["types"]) for path in asked["files"]])
    rows = rows[rows["crime_id"].isna() | ~rows["crime_id"].duplicated(keep="last")]
    if asked["place"] == "each row":
        where = (rows["longitude"].to_numpy(), rows["latitude"].to_numpy())
        facts = rows.assign(**place_points(*where, areas=areas))
    else:
        spots = rows[["longitude", "latitude"]].dropna().drop_duplicates(ignore_index=True)
        where = (spots["longitude"].to_numpy(), spots["latitude"].to_numpy())
        spots = spots.assign(**place_points(*where, areas=areas))
        facts = rows.merge(spots, on=["longitude", "latitude"], how="left")
    facts = facts[facts["longitude"].isna() | (facts["area"] >= 0)]
    found = facts["area"].fillna(0).clip(lower=0).astype(np.int32)
    facts["lsoa"] = facts["lsoa"].fillna(areas["code"].take(found).set_axis(facts.index))
    facts.drop(columns=["longitude", "latitude", "area"]).to_parquet(
        scratch / "facts.parquet", compression="zstd", index=False
    )
    counted = facts[facts["cell"] >= 0]
    counts = counted.groupby(["cell", "month", "category"], observed=True).size()
    return {"accepted": len(facts), "counted": int(counts.sum()), "lines": len(counts)}


def read_file(path: str, types: list[str]) -> pd.DataFrame:
    """Read and check one file; all but key and coordinates hold few different texts."""
    rows = pd.read_csv(path, usecols=list(WANTED), engine="pyarrow").rename(columns=WANTED)
    rows["category"] = pd.Categorical(rows["category"], categories=types)
    day = pd.to_datetime(rows["month"], format="%Y-%m")
    rows["month"] = (day.dt.year * 12 + day.dt.month - 1).astype(np.int32)
    east, north = rows["longitude"], rows["latitude"]
    placed = east.between(-9, 2.2) & north.between(49.5, 61.5)
    return rows[rows["category"].notna() & (placed | (east.isna() & north.isna()))]


if __name__ == "__main__":
    serve(prepare, work)
