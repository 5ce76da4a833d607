"""Samples of the council and landlords: twenty made-up rows a source, as messy as they really come.

What must be held stands in HELD of tests/content/test_samples.py.
"""

from __future__ import annotations

from tests.samples.places import AREAS, STREETS, Sample, degrees, spot


def fixmystreet() -> Sample:
    heading = [
        "month",
        "lsoa",
        "level",
        "category_code",
        "reports",
        "unique_users",
        "average_per_user",
    ]
    codes = ["A29", "A33", "A60", "A19", "A20", "A81"]
    rows = [
        [f"2018-{10 + n % 3}", AREAS[n % 6], "SHEF_A", codes[n % 6], "2.0", "2.0", "1.0"]
        for n in range(12)
    ]
    rows += [
        [
            f"2018-{10 + n % 3}",
            AREAS[n % 6],
            f"SHEF_{'BC'[n % 2]}",
            f"{'BC'[n % 2]}1",
            "2.0",
            "2.0",
            "1.0",
        ]
        for n in range(8)
    ]
    rows[7][3] = "A72"
    return heading, rows


def council_environment() -> Sample:
    heading = [
        "Enquiry Number",
        "Date Logged",
        "Request Type",
        "Street Name",
        "Grid Ref",
        "Postcode",
        "Load Size",
    ]
    kinds = [
        "Fly Tipping",
        "Graffiti",
        "Drug Litter",
        "Dog Fouling",
        "Overflowing Bin",
        "Fly Posting",
    ]
    rows = [
        [
            f"ENV{n:04d}",
            f"{n % 27 + 1:02d}/05/2024 09:{n:02d}",
            kinds[n % 6],
            STREETS[n % 6],
            f"SP {400 + n:03d} {510 + n:03d}",
            "",
            "Small van",
        ]
        for n in range(20)
    ]
    rows[1][3] = "Ferryman’s Walk"
    rows[4][4], rows[4][5] = "", "HB1 2AB"
    rows[8][4] = "nr the café"
    rows[11][2] = "Illegal Fishing"
    rows[16][1] = "2024/05/16"
    return heading, rows


def council_asb() -> Sample:
    heading = [
        "Case Reference",
        "Date Opened",
        "Type of ASB",
        "Easting",
        "Northing",
        "Youth Related",
        "Alcohol Related",
    ]
    kinds = [
        "Noise Nuisance",
        "Youth Nuisance",
        "Street Drinking",
        "Harassment / Intimidation",
        "Off Road Bikes",
    ]
    rows = [
        [
            f"ASB-{n:04d}",
            f"{n % 27 + 1:02d}/06/2024",
            kinds[n % 5],
            *spot(n),
            "Y" if n % 5 == 1 else "N",
            "Y" if n % 5 == 2 else "N",
        ]
        for n in range(20)
    ]
    rows[7][2] = "Ball games"
    rows[13][0] = ""
    return heading, rows


def housing_asb() -> Sample:
    heading = [
        "Case ID",
        "Date Reported",
        "Nature of ASB",
        "Property Easting",
        "Property Northing",
        "DA",
        "Tenant",
    ]
    kinds = ["Noise", "Neighbour Dispute", "Pets", "Drug Dealing", "Garden Nuisance"]
    rows = [
        [f"T{n:05d}", f"{n % 27 + 1:02d}.07.2024", kinds[n % 5], *spot(n), "N", "Nobody Atall"]
        for n in range(20)
    ]
    rows[10][3], rows[10][4] = degrees(10)
    return heading, rows


def housing_property() -> Sample:
    heading = ["Works Order", "Date Raised", "Job Reason", "X", "Y", "Tenure"]
    kinds = [
        "Vandalism",
        "Forced Entry",
        "Routine Repair",
        "Empty Home",
        "Fire Damage",
        "Graffiti Removal",
    ]
    rows = [[f"W{n:05d}", 45_505 + n, kinds[n % 6], *spot(n), "Council"] for n in range(20)]
    rows[9][1] = "soon"
    return heading, rows


def licensed_premises() -> Sample:
    heading = [
        "Premises Licence",
        "Trading Name",
        "Premises Postcode",
        "Easting",
        "Northing",
        "Licensable Activities",
        "Terminal Hour",
        "Licence Holder",
    ]
    return heading, [
        [
            f"PL{n:04d}",
            f"The Invented Arms {n}",
            "",
            *spot(n),
            "Alcohol; music",
            "01:00",
            "Nobody Atall",
        ]
        for n in range(20)
    ]


def similar_areas() -> Sample:
    heading = ["CSP Code", "CSP Name", "Comparator Code", "Comparator", "Rank", "Residents"]
    return [*heading, "Source"], [
        ["E22099901", "Harnbeck", f"E220998{n:02d}", f"Otherbeck {n}", n + 1,
         f"{90 + n},{100 + n}", "made up"]
        for n in range(20)
    ]  # fmt: skip


def deprivation() -> Sample:
    heading = ["LSOA code (2021)", "LSOA name (2021)", "IMD rank", "IMD decile"]
    return heading, [
        [AREAS[n % 6] if n < 6 else f"E010998{n:02d}", f"Elsewhere {n}", 1500 * n + 1, n // 2 + 1]
        for n in range(20)
    ]


def warden_log() -> Sample:
    heading = ["Log No", "Log Date", "Log Time", "Action", "Grid Ref", "Where"]
    kinds = [
        "Hi-vis Patrol",
        "Business Visit",
        "Words of Advice",
        "Alcohol Surrendered",
        "Referral to Outreach",
    ]
    rows = [
        [
            n + 1,
            f"{n % 27 + 1:02d}/11/2024",
            f"{9 + n % 9:02d}:30",
            kinds[n % 5],
            "" if n % 2 else "SP4012 5110",
            STREETS[n % 6],
        ]
        for n in range(20)
    ]
    rows[18][3] = "Tea"
    return heading, rows
