"""Samples of the police: twenty made-up rows a source, as messy as they really come.

What must be held stands in HELD of tests/content/test_samples.py.
"""

from __future__ import annotations

from tests.samples.places import AREAS, FORCE, STREETS, Sample, degrees, spot


def police_uk() -> Sample:
    heading = [
        "Crime ID",
        "Month",
        "Reported by",
        "Falls within",
        "Longitude",
        "Latitude",
        "Location",
        "LSOA code",
        "LSOA name",
        "Crime type",
        "Last outcome category",
        "Context",
    ]
    kinds = [
        "Violence and sexual offences",
        "Shoplifting",
        "Burglary",
        "Drugs",
        "Vehicle crime",
        "Public order",
    ]
    rows = []
    for n in range(20):
        x, y = degrees(n)
        place = "Supermarket" if n % 5 == 4 else STREETS[n % 6]
        rows.append(
            [
                f"{n:064x}",
                "2024-03",
                FORCE,
                FORCE,
                x,
                y,
                f"On or near {place}",
                AREAS[n % 6],
                "Harnbeck 001A",
                kinds[n % 6],
                "Under investigation",
                "",
            ]
        )
    for n in (6, 7, 8):  # the same incident-like row three times: separate incidents without a key
        rows[n] = ["", *rows[6][1:9], "Anti-social behaviour", "", ""]
    rows[10][4:9] = ["", "", "No Location", "", ""]
    rows[13][4], rows[13][5] = rows[13][5], rows[13][4]
    rows[17][9] = "Cyber nuisance"
    return heading, rows


def police_uk_outcomes() -> Sample:
    heading = [
        "Crime ID",
        "Month",
        "Reported by",
        "Falls within",
        "Longitude",
        "Latitude",
        "Location",
        "LSOA code",
        "LSOA name",
        "Outcome type",
    ]
    kinds = ["Unable to prosecute suspect", "Local resolution", "Offender given a caution"]
    rows = [
        [
            f"{n:064x}",
            "2024-04",
            FORCE,
            FORCE,
            *degrees(n),
            f"On or near {STREETS[n % 6]}",
            AREAS[n % 6],
            "Harnbeck 001A",
            kinds[n % 3],
        ]
        for n in range(20)
    ]
    rows[5] = list(rows[4])
    rows[9][1] = "2024-13"
    return heading, rows


def police_uk_stop_search() -> Sample:
    heading = [
        "Type",
        "Date",
        "Part of a policing operation",
        "Policing operation",
        "Latitude",
        "Longitude",
        "Gender",
        "Age range",
        "Self-defined ethnicity",
        "Officer-defined ethnicity",
        "Legislation",
        "Object of search",
        "Outcome",
        "Outcome linked to object of search",
        "Removal of more than just outer clothing",
    ]
    rows = []
    for n in range(20):
        x, y = degrees(n)
        rows.append(
            [
                "Person search",
                f"2024-05-{n + 1:02d}T2{n % 4}:{n:02d}:00+01:00",
                "False",
                "",
                y,
                x,
                "Male",
                "25-34",
                "",
                "White",
                "Misuse of Drugs Act 1971 (section 23)",
                "Controlled drugs",
                "A no further action disposal",
                "",
                "False",
            ]
        )
    rows[3][4] = rows[3][5] = ""
    rows[8][11] = ""
    rows[12][1] = "2031-05-01T10:00:00+01:00"
    return heading, rows


def force_crimes() -> Sample:
    heading = [
        "Crime Number",
        "HO Class",
        "Offence Title",
        "Date From",
        "Time From",
        "Date To",
        "Time To",
        "Easting",
        "Northing",
        "Location Type",
        "DA Flag",
        "Hate Strand",
        "Knife Flag",
        "Alcohol Flag",
        "Youth",
        "Victim Gender",
        "Victim Name",
        "Officer's note",
    ]
    codes = ["8N", "105A", "28E", "45", "5D", "9A", "92E", "34B"]
    rows = []
    for n in range(20):
        x, y = spot(n)
        rows.append(
            [
                f"HB/{24000 + n}/24",
                codes[n % 8],
                "café row" if n == 2 else "see class",
                f"{n % 27 + 1:02d}/03/2024",
                f"{n:02d}:15",
                f"{n % 27 + 1:02d}/03/2024",
                f"{n:02d}:45",
                x,
                y,
                "Street" if n % 2 else "Dwelling",
                "Y" if n % 4 == 0 else "N",
                "Racial" if n == 9 else "",
                "Y" if n == 4 else "N",
                "Y" if n % 3 == 0 else "",
                "N",
                "Female" if n % 2 else "Male",
                "Nobody Atall",
                "cost £20",
            ]
        )
    rows[3][7], rows[3][8] = "", ""
    rows[6][3] = "31/02/2024"
    rows[11][1] = "999X"
    rows[15][5] = "01/01/2024"
    return heading, rows


def force_incidents() -> Sample:
    heading = [
        "Incident No",
        "Date Time Opened",
        "Opening Class",
        "Closing Class",
        "Easting",
        "Northing",
        "Youth Related",
        "Qualifier Alcohol",
        "Qualifier Mental Health",
    ]
    kinds = [
        "ASB Nuisance",
        "ASB Personal",
        "Concern for Safety",
        "Domestic Incident",
        "RTC",
        "Missing Person",
    ]
    rows = [
        [
            f"{n + 1:05d}",
            f"{n % 27 + 1:02d}/04/2024 1{n % 10}:05",
            kinds[(n + 1) % 6],
            kinds[n % 6],
            *spot(n),
            "Y" if n % 6 == 0 else "N",
            "Y" if n % 5 == 0 else "",
            "",
        ]
        for n in range(20)
    ]
    rows[2][3] = "Misc (see log)"
    rows[14][4] = rows[14][5] = None
    return heading, rows


def home_office_csp() -> Sample:
    heading = [
        "Financial Year",
        "Financial Quarter",
        "Police Force",
        "CSP Name",
        "Offence Description",
        "Offence Group",
        "Offence Subgroup",
        "Offence Code",
        "Offence Count",
    ]
    kinds = [
        ("Rape offences", "Sexual offences", "19C"),
        ("Non-domestic burglary", "Theft offences", "30A"),
        ("Violence with injury", "Violence against the person", "8N"),
        ("Miscellaneous crimes against society", "Miscellaneous crimes against society", "54"),
        ("Stalking and Harassment", "Violence Against The Person", "8L"),
    ]
    rows = []
    for n in range(20):
        sub, group, code = kinds[n % 5]
        rows.append(
            [
                f"20{22 + n // 10}/{23 + n // 10}",
                f"Q{n % 4 + 1}" if n < 10 else n % 4 + 1,
                "Harnbeck",
                "Harnbeck",
                "as its class",
                group,
                sub,
                code,
                12 + n,
            ]
        )
    return heading, rows
