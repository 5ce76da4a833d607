"""Samples of agencies that send counts by area: twenty made-up rows a source, messy as they come.

What must be held stands in HELD of tests/content/test_samples.py.
"""

from __future__ import annotations

from tests.samples.places import AREAS, WARDS, Sample


def police_risk_counts() -> Sample:
    heading = [
        "Month",
        "LSOA code",
        "Missing children",
        "Missing adults",
        "PPN child",
        "PPN adult",
        "PPN domestic abuse",
        "S136 detentions",
    ]
    rows = [
        [f"2024-{n % 10 + 1:02d}", AREAS[n % 6], 6 + n % 3, "<5", 9, 7, 11, "*"] for n in range(20)
    ]
    rows[5][2] = "six"
    return heading, rows


def childrens_services_counts() -> Sample:
    heading = ["Reporting Month", "LSOA Code", "Measure", "Value"]
    kinds = ["Contacts", "Referrals", "CIN Starts", "Missing Episodes", "Extra-familial Harm"]
    rows = [
        [("Jan 2024", "Feb 2024", "March 2024")[n % 3], AREAS[n % 6], kinds[n % 5], 5 + n]
        for n in range(20)
    ]
    rows[3][3] = "*"
    rows[8][3] = "<5"
    rows[15][2] = "Adoptions"
    return heading, rows


def adult_social_care_counts() -> Sample:
    heading = ["Month Ending", "LSOA21CD", "Event Type", "Number"]
    kinds = ["Safeguarding Concern", "S42 Enquiry", "Self Neglect", "MHA Assessment"]
    rows = [
        [("31/01/2024", "29/02/2024", "31/03/2024")[n % 3], AREAS[n % 6], kinds[n % 4], 5 + n]
        for n in range(20)
    ]
    rows[6][3] = "-99"
    rows[12][3] = "-3"
    return heading, rows


def youth_justice_counts() -> Sample:
    heading = ["Reporting Quarter", "Ward Code", "Measure", "Count"]
    kinds = ["First Time Entrants", "Offences", "Prevention Referrals", "Caseload"]
    rows = [
        [f"2024/25 Q{n % 4 + 1}", WARDS[n % 4], kinds[n % 4], "<5" if n % 3 == 0 else 6 + n]
        for n in range(20)
    ]
    rows[5][0] = "Summer"
    return heading, rows


def probation_counts() -> Sample:
    heading = [
        "Snapshot Month",
        "Area Code",
        "Supervision starts",
        "Recalls and breaches",
        "Caseload at month end",
    ]
    return heading, [
        [f"2024-{n % 9 + 1:02d}", AREAS[n % 6], 5 + n % 3, "<5", 40 + n] for n in range(20)
    ]


def treatment_counts() -> Sample:
    heading = ["Financial Year", "Financial Quarter", "Ward Code", "Substance Group", "Clients"]
    kinds = ["Starts - Opiate", "Starts - Alcohol Only", "Starts - Non-opiate", "In Treatment"]
    rows = [
        ["2024/25", f"Q{n % 4 + 1}" if n % 2 else n % 4 + 1, WARDS[n % 4], kinds[n % 4], 6 + n]
        for n in range(20)
    ]
    rows[11][1] = "Q5"
    return heading, rows


def early_help_counts() -> Sample:
    heading = ["Calendar Year", "Month No", "Area", "Activity", "Families"]
    kinds = ["Requests", "Plans Started", "Open Plans"]
    rows = [[2024, n % 12 + 1, AREAS[n % 6], kinds[n % 3], 6 + n] for n in range(20)]
    rows[2][1] = 13
    return heading, rows
