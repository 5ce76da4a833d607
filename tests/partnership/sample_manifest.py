"""The sample edition's manifest."""

from __future__ import annotations

AGENCIES = (
    "police asb_team environment housing children adults fire health".split()  # fixed order
)
SOURCES = {
    "police": "force-crimes",
    "asb_team": "council-asb",
    "environment": "council-environment",
    "housing": "housing-asb",
    "children": "childrens-services-counts",
    "adults": "adult-social-care-counts",
    "fire": "fire-incidents",
    "health": "ambulance-calls",
}
LAST_MONTH = 2025 * 12 + 8  # 2025-09
MONTHS = [f"{m // 12}-{m % 12 + 1:02d}" for m in range(LAST_MONTH - 35, LAST_MONTH + 1)]
QUARTERS = [f"{q // 4}-Q{q % 4 + 1}" for q in range(2022 * 4 + 3, 2025 * 4 + 3)]
MISSING = {"fire": ("2025-Q1", "2025-Q2")}
STARTS = {"health": "2023-Q4"}


def months_of(quarters) -> list[str]:
    return [f"{q[:4]}-{(int(q[-1]) - 1) * 3 + m:02d}" for q in quarters for m in (1, 2, 3)]


def make_manifest(edition: str, digests: dict[str, str]) -> dict:
    return {
        "format": 1,
        "edition": edition,
        "partnership": "0192f000-0000-7000-8000-000000000001",
        "title": "Brackenford Community Safety Partnership",
        "as_of": "2025-09",
        "made_up": True,
        "marking": "OFFICIAL",
        "settings": {
            "agencies_at_least": 3,
            "quarters_at_least": 6,
            "of_last": 8,
            "ratio_at_least": 1.5,
            "minimum_count": 5,
            "false_discovery": 0.05,
            "weightings": 1000,
            "listed": 20,
            "cell_metres": 250,
            "grid": "hexagon",
        },
        "tables": {
            name: {"digest": digest, "derived_from": AGENCIES, "sensitivity": "made_up"}
            for name, digest in digests.items()
        },
        "data_to": {slug: _data_to(slug) for slug in AGENCIES},
        "statement": [
            {
                "id": "places.multi_agency",
                "values": {"places": 12},
                "text": "12 places where several agencies see lasting demand.",
            }
        ],
        "limits": [
            "Where several agencies record demand, and for how long. Not where people are most at "
            "risk, nor why.",
            "Fire sent no records for January to June 2025, so Fire is missing there, not counted "
            "as not seeing it.",
            "6.2% of records have no place and are in no local count.",
        ],
    }


def _data_to(slug: str) -> dict:
    return {
        "from": "2023-10" if slug == "health" else MONTHS[0],
        "to": "2025-09",
        "missing": months_of(MISSING.get(slug, ())),
        "sources": [SOURCES[slug]],
        "rows": 4000 + 900 * len(slug),
        "unplaced_share": 0.062 if slug == "police" else 0.03,
    }
