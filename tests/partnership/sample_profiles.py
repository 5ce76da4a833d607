"""Tables `profiles` and `place_trends` for the sample edition: made-up months, told by the method.

The series are invented; what is said of them is what the analysis says, as an edition keeps it.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from safercity.evidence.findings import Basis, Caption, as_values, draw_bars, plain
from safercity.evidence.matrix import Matrix
from safercity.evidence.profile import find_trend, measure_level
from safercity.evidence.types import month_number
from tests.partnership.sample_edition import add_table, write_sample_edition

MONTHS = tuple(f"{2022 + k // 12}-{k % 12 + 1:02d}" for k in range(9, 45))
BASIS = Basis(
    sources=("force-crimes",), agencies=("police",), location="point", time="day",
    unplaced_share=0.04,
)  # fmt: skip
THEMES = (
    ("asb", "Anti-social behaviour", 320, 0.09, ()),
    ("drugs", "Drug-related crime & harm", 60, -0.3, (7, 8)),
    ("robbery", "Robbery", 12, 0.0, ()),
)


def make_counts(level: float, change: float, missing: tuple[int, ...] = ()) -> Matrix:
    """A monthly series that changes by a share a year, with season and an even scatter."""
    at = np.arange(len(MONTHS))
    season = 1 + 0.15 * np.cos(2 * np.pi * (np.array([month_number(m) for m in MONTHS]) - 6) / 12)
    wobble = 1 + 0.05 * np.where(at % 2, 1, -1) * (1 + at % 3) / 3
    values = np.round(level * season * wobble * (1 + change) ** (at / 12))
    values[list(missing)] = np.nan
    return Matrix(values[None, :], ("city",), MONTHS)


def make_trend(
    level: float = 320, change: float = 0.09, missing: tuple[int, ...] = ()
) -> dict[str, object]:
    """The plain values of a real trend."""
    found = find_trend(make_counts(level, change, missing), basis=BASIS)
    return json.loads(json.dumps(as_values(found)))


def make_profiles() -> dict[str, object]:
    """The table `profiles`, in the shape that `assess` gives it."""
    return {"themes": [_make_row(*theme) for theme in THEMES]}


def _make_row(
    theme: str, title: str, level: float, change: float, missing: tuple[int, ...]
) -> dict[str, object]:
    counts = make_counts(level, change, missing)
    trend, found = find_trend(counts, basis=BASIS), measure_level(counts, basis=BASIS)
    return {
        "theme": theme,
        "title": title,
        "agency": "police",
        "others": ["housing"],
        "introduction": f"{title}, as Police records it.",
        "records": found.count,
        "rate": plain(found.rate),
        "verdict": trend.verdict,
        "change": plain(trend.change),
        "low": plain(trend.low),
        "high": plain(trend.high),
        "level": as_values(found),
        "trend": as_values(trend),
    }


def write_assessed_edition(folder: Path) -> Path:
    """The sample edition with both tables, as `safercity assess` makes it."""
    write_sample_edition(folder)
    add_table(folder, "profiles", make_profiles())
    places = json.loads((folder / "places.json").read_bytes())["places"]
    trends = {
        place["id"]: {"agency": "police", **make_trend(20 + k, 0.2)}
        for k, place in enumerate(places[:3])
    }
    add_table(folder, "place_trends", {"places": trends})
    add_table(folder, "watch", make_news())
    add_table(folder, "hot_spots", {"themes": [
        {"theme": "asb", "agency": "asb_team", "now": make_news(),
         "over_time": make_trend(40, 0.02)},
        {"theme": "drugs", "agency": "police", "now": make_news()},
    ]})  # fmt: skip
    unread = {"id": "recalls", "title": "Recalls", "not_read": "No extract has been loaded."}
    read = {
        "id": "violence",
        "title": "Violence",
        "agencies": ["police"],
        "reading": make_trend(40, 0.02),
    }
    add_table(folder, "indicators", {"indicators": [unread, read]})
    return folder


def make_news() -> dict[str, object]:
    """A finding with bars over rows with a small count, as an edition keeps it."""
    rows = [[f"Street {k}, <b>", k * 3, k % 2 == 0] for k in range(5)]
    names = ("name", "count", "is_new")
    caption = Caption("Four streets stand out.", "Streets by their records.")
    chart = draw_bars(
        [dict(zip(names, row, strict=True)) for row in rows], caption, name="name", value="count"
    )
    kinds = zip(names, ("Street", "Records", "New"), ("text", "count", "flag"), strict=True)
    columns = [{"name": n, "title": t, "kind": k, "unit": ""} for n, t, k in kinds]
    limit = {"id": "watch.limit.made_up", "values": {}, "text": "This is made up."}
    return {
        "statements": [], "limits": [limit],
        "text": "Four streets stand out.", "settings": {}, "chart": chart,
        "table": {"name": "news", "columns": columns, "rows": rows},
    }  # fmt: skip


LONG = ("details", "risk", "hot_spots", "seasons", "frozen", "indicators")
"""Parts of an edition whose tables of numbers are long in a real city."""


def write_long_edition(folder: Path) -> Path:
    """The assessed edition with a long table of numbers in each part that has one in a city."""
    write_assessed_edition(folder)
    for at, part in enumerate(LONG):
        row = {"id": "long", "title": "A long story", "now": make_long_news(is_wide=at % 2 == 0)}
        if part == "frozen":  # outcomes read it
            add_table(folder, part, {"agencies": [row], "baseline": "2025-09", "untold": []})
        else:
            rows = "indicators" if part == "indicators" else "rows"
            add_table(folder, part, {rows: [row | {"agency": "police"}]})
    return folder


def make_long_news(*, is_wide: bool) -> dict[str, object]:
    """A finding of 90 rows: columns of every kind, or few enough for a phone."""
    news = make_news()
    columns = [("Street", "text"), ("Records", "count")]
    if is_wide:
        columns += [("Share", "share"), ("Rate", "rate"), ("Months between", "figure"),
                    ("Month", "month"), ("Day", "day"), ("New", "flag"), ("Lower", "figure"),
                    ("Upper", "figure"), ("Theme", "id")]  # fmt: skip
    values = (0.25, 1.5, 12.5, "2024-02", "2024-02-29", True, 1.1, None, "asb")
    rows = [[f"Street {k}, <b>", k % 9, *values][: len(columns)] for k in range(90)]
    told = [{"name": t.lower(), "title": t, "kind": kind, "unit": ""} for t, kind in columns]
    return {**news, "table": {"name": "news", "columns": told, "rows": rows}}
