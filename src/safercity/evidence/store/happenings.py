"""Records told to the day, as columns: for what counts by month cannot answer.

They pass through memory only. What is found in them is counts, and no column here carries an
identifier, a text or a person.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from safercity.evidence.extracts.shapes import load_shapes
from safercity.evidence.store.count import area_positions, fits_theme, months_asked
from safercity.evidence.store.engine import quote_list
from safercity.evidence.store.questions import Question
from safercity.evidence.store.records import Store
from safercity.evidence.store.sql import kind_sql, list_paths, unpack_kind, write_conditions
from safercity.evidence.types import month_number


@dataclass(frozen=True)
class Happenings:
    """Standing records with a day, in a fixed order; columns of one length (int64).

    `unit`: position of the small area, -1 without one. `day`, `received`: days since 1970-01-01, a
    night belonging to the day it began. `east`, `north`: centimetres, -1 without a point. `kind`:
    positions in `kinds`, which are (source, category, flags). `times`: records that a row tells.
    `minute`, `until`: local wall time, minutes since 1970-01-01; `until` -1 where no end is told.
    """

    unit: np.ndarray
    day: np.ndarray
    received: np.ndarray
    east: np.ndarray
    north: np.ndarray
    times: np.ndarray
    minute: np.ndarray
    until: np.ndarray
    kind: np.ndarray
    kinds: tuple[tuple[str, str, int], ...]

    def __len__(self) -> int:
        return self.day.size

    def tells(self, store: Store, theme: str, *, sources: Collection[str]) -> np.ndarray:
        """Which of them tell of a theme, and come from these sources, (n,) bool."""
        fits = [kind[0] in sources and fits_theme(store, theme, kind=kind) for kind in self.kinds]
        return np.array(fits, dtype=bool)[self.kind] if fits else np.zeros(0, dtype=bool)

    def number_points(self) -> np.ndarray:
        """A number for each distinct point, from 0 in the order of their coordinates, (n,)."""
        packed = self.east * (1 << 32) + self.north
        return np.unique(packed, return_inverse=True)[1].reshape(-1)

    def where(self, chosen: np.ndarray) -> Happenings:
        """Those chosen (n,) bool."""
        columns = {name: getattr(self, name)[chosen] for name in (*COLUMNS, "kind")}
        return Happenings(**columns, kinds=self.kinds)


COLUMNS = ("unit", "day", "received", "east", "north", "times", "minute", "until")


def read_happenings(store: Store, question: Question) -> Happenings:
    """Standing records of the question's sources, layer and months that carry a day.

    Its unit and period are not asked: units are small areas, periods days. Ordered by every column,
    so that the same records give the same answer whatever the order of the files.
    """
    store.session.keep_table("small_areas", lambda: area_positions(store.geography, "small_area"))
    months = months_asked(store, question)
    between = f"month BETWEEN {month_number(months[0])} AND {month_number(months[-1])}"
    shapes = load_shapes(store.workspace.content)
    selects = []
    for source, paths in list_paths(store, question, months=months).items():
        where = write_conditions(store.taxonomy, question, source=source)
        shape = shapes.get(source)
        # Facts of early 0.1 have the day before, for sources without a time of day.
        is_timed = shape is None or shape.when is None or shape.when.precision == "minute"
        day = "day" if is_timed else "time_from::DATE"
        if where is not None:
            selects.append(
                f"SELECT coalesce(u.unit, -1) AS unit, {_days(day)} AS day, "
                f"{_days('received')} AS received, coalesce(e_cm, -1)::BIGINT AS east, "
                f"coalesce(n_cm, -1)::BIGINT AS north, n::BIGINT AS times, "
                f"{_minutes('time_from')} AS minute, coalesce({_minutes('time_to')}, -1) AS until, "
                f"{kind_sql(store, source)}::BIGINT AS packed "
                f"FROM read_parquet({quote_list(paths)}) f "
                f"LEFT JOIN small_areas u ON u.code = f.area "
                f"WHERE {between} AND day IS NOT NULL AND n > 0{where}"
            )
    if not selects:
        none = np.zeros(0, dtype=np.int64)
        return Happenings(**dict.fromkeys(COLUMNS, none), kind=none, kinds=())
    union = " UNION ALL ".join(selects)
    answer = store.session.ask(f"SELECT * FROM ({union}) ORDER BY ALL")
    packed = np.asarray(answer["packed"], dtype=np.int64)
    kinds = np.unique(packed)
    return Happenings(
        **{name: np.asarray(answer[name], dtype=np.int64) for name in COLUMNS},
        kind=np.searchsorted(kinds, packed),
        kinds=tuple(unpack_kind(store, int(one)) for one in kinds),
    )


def _minutes(column: str) -> str:
    return f"date_diff('minute', TIMESTAMP '1970-01-01', {column})::BIGINT"


def _days(column: str) -> str:
    return f"date_diff('day', DATE '1970-01-01', {column})::BIGINT"
