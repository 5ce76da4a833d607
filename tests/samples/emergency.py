"""Samples of fire, hospital and ambulance: twenty made-up rows a source, as messy as they come.

What must be held stands in HELD of tests/content/test_samples.py.
"""

from __future__ import annotations

from tests.samples.places import AREAS, Sample, degrees, spot


def fire_incidents() -> Sample:
    heading = [
        "IRS Number",
        "Date and Time of Call",
        "Incident Category",
        "OS Easting",
        "OS Northing",
        "Casualties",
    ]
    kinds = [
        "Deliberate Secondary Fire",
        "False Alarm - AFA",
        "Accidental Dwelling Fire",
        "Deliberate Vehicle Fire",
        "RTC",
    ]
    rows = [
        [f"2024-{n:06d}", f"{n % 27 + 1:02d}/08/2024 22:{n:02d}:30", kinds[n % 5], *spot(n), n % 2]
        for n in range(20)
    ]
    rows[9][3], rows[9][4] = 0, 0
    return heading, rows


def fire_lsoa_open() -> Sample:
    heading = ["FINANCIAL_YEAR", "INCIDENT_TYPE", "LSOA_CODE", "LSOA_DESCRIPTION"]
    kinds = ["Primary fire", "Secondary fire", "False alarm"]
    return heading, [
        ["2023/24", kinds[n % 3], AREAS[n % 6], AREAS[n % 6] if n % 4 == 0 else "Harnbeck 001A"]
        for n in range(20)
    ]


def ae_injuries() -> Sample:
    heading = [
        "SITE CODE (OF TREATMENT)",
        "ARRIVAL DATE AND TIME AT ACCIDENT AND EMERGENCY DEPARTMENT",
        "ASSAULT DATE AND TIME",
        "ASSAULT METHOD",
        "ASSAULT LOCATION TYPE",
        "ASSAULT LOCATION DESCRIPTION",
    ]
    places = [
        "outside the kebab shop, Market Row",
        "home",
        "Lantern St nr bridge",
        "",
        "cant remember",
    ]
    rows = [
        [
            "ZZ901",
            f"{n % 27 + 1:02d}/09/2024 02:{n:02d}",
            f"{n % 27 + 1:02d}/09/2024 01:{n:02d}",
            ("Body part (fist, foot)", "Knife", "Glass or Bottle")[n % 3],
            ("Street", "Home", "Pub or Club")[n % 3],
            places[n % 5],
        ]
        for n in range(20)
    ]
    rows[4][2] = ""
    return heading, rows


def ambulance_calls() -> Sample:
    heading = [
        "CAD Number",
        "Call Date",
        "Call Time",
        "Chief Complaint",
        "Longitude",
        "Latitude",
        "Outward Code",
    ]
    kinds = ["Assault", "Overdose", "Falls", "Stab / Gunshot", "Intoxication"]
    rows = []
    for n in range(20):
        x, y = degrees(n)
        rows.append(
            [
                f"A{n:06d}",
                f"{n % 27 + 1:02d}/10/2024",
                f"{n:02d}{n * 2:02d}",
                kinds[n % 5],
                x,
                y,
                "HB1",
            ]
        )
    rows[6][4] = rows[6][5] = ""
    rows[12][2] = "late"
    return heading, rows
