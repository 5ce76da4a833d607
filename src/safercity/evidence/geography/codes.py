"""What a code or a column heading says about areas: their kind and their vintage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# Entity codes of the Office for National Statistics' code list (England E, Wales W).
# Any capital may lead, so that made-up cities can use a letter no nation has.
_KINDS = {
    "00": "output_area", "01": "lsoa", "02": "msoa", "05": "ward",
    "06": "local_authority", "07": "local_authority", "08": "local_authority",
    "09": "local_authority", "10": "county", "12": "region",
    "22": "csp", "23": "police_force", "31": "fire_service",
}  # fmt: skip
# Where Wales has numbers of its own, some of them other things in England.
_KINDS_IN_WALES = {"14": "csp", "15": "police_force", "25": "fire_service"}
_CODE = re.compile(r"([A-Z])(\d\d)\d{6}$")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d|[0-4]\d)(?!\d)")
_HEADINGS = {
    "lsoa": "lsoa", "ward": "ward", "wd": "ward", "ltla": "local_authority",
    "lad": "local_authority", "la": "local_authority", "csp": "csp",
    "pfa": "police_force", "fra": "fire_service",
    "oa": "output_area", "msoa": "msoa",
}  # fmt: skip
_HEADING = re.compile(r"^(lsoa|ward|wd|ltla|lad|la|csp|pfa|fra|msoa|oa)?\d{0,4}_?(cd|code)$")
MOSTLY = 0.9


def kind_of_code(code: object) -> str | None:
    """The kind of area ("lsoa", "ward" ...) that a nine-character code names, or None."""
    match = _CODE.match(str(code).strip())
    if not match:
        return None
    own = _KINDS_IN_WALES.get(match.group(2)) if match.group(1) == "W" else None
    return own or _KINDS.get(match.group(2))


def kind_of_column(heading: str, values: Sequence[object]) -> str | None:
    """The kind of area a column holds codes of: nine in ten values say so, or its heading."""
    filled = [value for value in values if value not in (None, "")]
    if not filled:
        return None
    kinds = [kind_of_code(value) for value in filled]
    commonest = max(set(kinds), key=lambda kind: (kinds.count(kind), str(kind)))
    if commonest and kinds.count(commonest) >= MOSTLY * len(kinds):
        return commonest
    named = _HEADING.match(heading.strip().lower())
    if named and named.group(1) and all(re.fullmatch(r"\S{2,12}", str(v)) for v in filled):
        return _HEADINGS[named.group(1)]
    return None


def vintage_of(heading: str) -> str | None:
    """The year a heading names: "LSOA21CD", "lsoa21_code" and "LSOA code (2021)" all say "2021"."""
    years = _YEAR.findall(re.sub(r"[A-Za-z_()]+", " ", heading))
    if not years:
        return None
    return years[-1] if len(years[-1]) == 4 else f"20{years[-1]}"


def name_column(code_heading: str, headings: Iterable[str]) -> str | None:
    """The heading of the names that belong to a column of codes: LSOA21CD -> LSOA21NM."""
    plain = {re.sub(r"[^a-z0-9]", "", h.lower()): h for h in headings if h != code_heading}
    code = re.sub(r"[^a-z0-9]", "", code_heading.lower())
    for old, new in (("code", "name"), ("cd", "nm")):
        if old in code and code.replace(old, new) in plain:
            return plain[code.replace(old, new)]
    return plain.get("name")
