"""statsforecast's side of `bench_forecasts`: AutoETS with a season of twelve, and intervals."""

from __future__ import annotations

import numpy as np
import pandas as pd
from statsforecast import StatsForecast
from statsforecast.models import AutoETS
from warm import serve

AHEAD = 12


def prepare(asked: dict) -> pd.DataFrame:
    with np.load(asked["path"]) as file:
        values, months = file["values"], file["months"]
    rows, size = values.shape
    return pd.DataFrame(
        {
            "unique_id": np.repeat(np.arange(rows), size),
            "ds": np.tile(pd.to_datetime(months), rows),
            "y": values.ravel().astype(float),
        }
    )


def work(series: pd.DataFrame) -> dict:
    models = StatsForecast(models=[AutoETS(season_length=AHEAD)], freq="MS")
    found = models.forecast(df=series, h=AHEAD, level=[90])
    names = {"expected": "AutoETS", "low": "AutoETS-lo-90", "high": "AutoETS-hi-90"}
    return {
        name: found[column].to_numpy().reshape(-1, AHEAD).tolist() for name, column in names.items()
    }


if __name__ == "__main__":
    serve(prepare, work)
