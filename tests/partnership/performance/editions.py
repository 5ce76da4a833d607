"""Editions of a few tables, made for what a test reads of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from safercity.documents.measures import label_of, number_of
from safercity.partnership.sharing.queries import Marked

STEADY = [20, 23, 19, 21, 24, 18, 22, 20, 21, 23, 19, 20, 22, 21, 18, 24]
RISEN = [*STEADY, 35, 33, 36, 34, 35, 37, 34, 36]


@dataclass(eq=False)
class MadeEdition:
    """An edition of a few tables."""

    tables: dict
    digest: str = "e" * 64
    manifest: dict = field(default_factory=dict)

    def __post_init__(self):
        self.manifest = {"tables": {name: {} for name in self.tables}}

    def table(self, name):
        return self.tables[name]

    def mark(self, layers):
        return Marked("OFFICIAL-SENSITIVE" if "police" in layers else "OFFICIAL")

    def keeps_from(self, find):
        return False

    def mark_table(self, name):
        return Marked()


ROWS = [
    [label_of(number_of("2024-10") + at, "month"), float(value), 20.0, 10.0, 30.0, None,
     "run up" if at >= 16 else "", 1, True]
    for at, value in enumerate(RISEN)
]  # fmt: skip
COLUMNS = "period value centre low high goal signals phase judged".split()


def edition(**tables):
    indicator = {
        "id": "fly-tipping",
        "chart": "xmr",
        "reading": {
            "table": {"columns": [{"name": name} for name in COLUMNS], "rows": ROWS},
            "statements": [{"text": "It rose."}],
            "limits": [],
        },
    }
    unread = {"id": "asb-youth", "not_read": "No extract of council-asb has been loaded."}
    return MadeEdition({"indicators": {"indicators": [indicator, unread]}} | tables)


def frozen_by(name, table):
    """The frozen areas of `table` by an indicator, and by no agency's records."""
    now = table["agencies"][0]["now"]
    return table | {"agencies": [], "indicators": [{"id": name, "now": now}]}


def frozen(slug, ratio):
    statement = {"id": f"indicators.{slug}", "text": "The areas.", "values": {"ratio": ratio}}
    rows = [[label_of(number_of("2024-10") + at, "month"), 100.0 - at, 50.0] for at in range(24)]
    now = {"statements": [statement], "limits": [], "table": {"rows": rows}}
    return {"baseline": "2025-09", "agencies": [{"id": "asb_team", "now": now}]}
