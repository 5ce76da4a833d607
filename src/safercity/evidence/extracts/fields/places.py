"""Where: degrees, metres, grid references, postcodes, areas, and the mistakes made with them."""

from __future__ import annotations

from collections.abc import Mapping

from safercity.evidence.extracts.fields.expressions import Fields, Texts, number, sort_out
from safercity.evidence.extracts.shape import Shape, Where

# Great Britain with its islands, in degrees and in metres of the National Grid.
_LONGITUDES = (-9.0, 2.2)
_LATITUDES = (49.5, 61.5)
_EASTINGS = (0, 700_000)
_NORTHINGS = (0, 1_300_000)
_POSTCODE = "^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$"
_OUTWARD = "^[A-Z]{1,2}[0-9][A-Z0-9]?$"
# Coarser than 100 metres a square says nothing about a street.
_GRID_REFERENCE = "^[A-HJ-Z]{2}([0-9]{6}|[0-9]{8}|[0-9]{10})$"
_CODE_LENGTH = 9  # of the codes that the Office for National Statistics gives
_COLUMNS = {
    "longitude": "DOUBLE", "latitude": "DOUBLE", "easting": "DOUBLE", "northing": "DOUBLE",
    "postcode": "VARCHAR", "area_code": "VARCHAR", "area_kind": "VARCHAR",
    "place_text": "VARCHAR", "place_name": "VARCHAR",
}  # fmt: skip


def place_fields(shape: Shape, texts: Texts, *, known: Mapping[str, str]) -> Fields:
    """Columns of place and their tests. `known`: kind of area -> table of its valid codes.

    Of the ways a shape tells where, a row uses the first in which anything is filled.
    """
    parsed: dict[str, str] = {}
    values: dict[str, str] = {}
    tests: list[tuple[str, str]] = []
    before: list[str] = []
    for where in shape.where:
        if not texts.has(*where.columns()):
            continue
        filled = "(" + " OR ".join(f"{texts[c]} IS NOT NULL" for c in where.columns()) + ")"
        chosen = " AND ".join([filled, *(f"NOT {b}" for b in before)])
        one = _read_one(where, texts, shape=shape, number_of=len(before))
        parsed.update(one.parsed)
        for name, sql in one.values.items():
            values[name] = _prefer(values.get(name), f"CASE WHEN {chosen} THEN {sql} END")
        tests += [(f"{chosen} AND {test}", reason) for test, reason in one.tests]
        before.append(filled)
    _add_own_area(shape, texts, values=values)
    if shape.place_name and texts.has(shape.place_name):
        values["place_name"] = texts[shape.place_name]
    tests += _area_tests(values, known)
    missing = {name: f"NULL::{kind}" for name, kind in _COLUMNS.items() if name not in values}
    return Fields(parsed, {**values, **missing}, tuple(tests))


def _prefer(first: str | None, second: str) -> str:
    return f"coalesce({first}, {second})" if first else second


def _read_one(where: Where, texts: Texts, *, shape: Shape, number_of: int) -> Fields:
    if where.degrees:
        return _degrees(*where.degrees, texts=texts, prefix=f"p{number_of}")
    if where.metres:
        return _metres(*where.metres, texts=texts, prefix=f"p{number_of}")
    if where.grid_reference:
        return _grid_reference(texts[where.grid_reference], prefix=f"p{number_of}")
    if where.postcode:
        outward = shape.location_precision == "outward"
        return _postcode(texts[where.postcode], prefix=f"p{number_of}", outward=outward)
    if where.area:
        code = area_code(texts[where.area])
        return Fields(values={"area_code": code, "area_kind": f"'{where.of}'"})
    return Fields(values={"place_text": texts[where.text or ""]})


def _degrees(longitude: str, latitude: str, *, texts: Texts, prefix: str) -> Fields:
    x, y = f"{prefix}_x", f"{prefix}_y"
    inside = _within(x, _LONGITUDES) + " AND " + _within(y, _LATITUDES)
    swapped = _within(y, _LONGITUDES) + " AND " + _within(x, _LATITUDES)
    metres = f"(abs({x}) > 180 OR abs({y}) > 90) AND " + _on_grid(x, y)
    return Fields(
        {
            x: f"try_cast({texts[longitude]} AS DOUBLE)",
            y: f"try_cast({texts[latitude]} AS DOUBLE)",
        },
        {"longitude": x, "latitude": y},
        (
            (
                f"({inside}) IS NOT TRUE",
                sort_out(
                    (f"{x} IS NULL OR {y} IS NULL", "unreadable_coordinate"),
                    (swapped, "degrees_swapped"),
                    (metres, "metres_for_degrees"),
                    otherwise="not_in_great_britain",
                ),
            ),
        ),
    )


def _metres(easting: str, northing: str, *, texts: Texts, prefix: str) -> Fields:
    x, y = f"{prefix}_x", f"{prefix}_y"
    degrees = _within(x, _LONGITUDES) + " AND " + _within(y, _LATITUDES)
    swapped = _within(y, _LONGITUDES) + " AND " + _within(x, _LATITUDES)
    return Fields(
        {x: number(texts[easting]), y: number(texts[northing])},
        {"easting": x, "northing": y},
        (
            (
                f"({_on_grid(x, y)}) IS NOT TRUE",
                sort_out(
                    (f"{x} IS NULL OR {y} IS NULL", "unreadable_coordinate"),
                    (f"{degrees} OR {swapped}", "degrees_for_metres"),
                    otherwise="not_in_great_britain",
                ),
            ),
        ),
    )


def _grid_reference(text: str, *, prefix: str) -> Fields:
    """The middle of the square: its south-west corner and half its side."""
    clean, figures = f"{prefix}_ref", f"{prefix}_figures"
    valid = f"regexp_matches({clean}, '{_GRID_REFERENCE}')"
    # The letters count 5 x 5 squares of 500 km, then of 100 km, from the north-west, without I.
    first, second = (_letter(clean, place) for place in (1, 2))
    east = f"((({first} - 2) % 5) * 5 + {second} % 5)"
    north = f"(19 - ({first} // 5) * 5 - ({second} // 5))"
    side = f"pow(10, 5 - {figures})"
    east_digits = f"try_cast(substr({clean}, 3, {figures}) AS DOUBLE)"
    north_digits = f"try_cast(substr({clean}, 3 + {figures}, {figures}) AS DOUBLE)"
    x = f"CASE WHEN {valid} THEN {east} * 100000 + ({east_digits} + 0.5) * {side} END"
    y = f"CASE WHEN {valid} THEN {north} * 100000 + ({north_digits} + 0.5) * {side} END"
    bare = f"upper(regexp_replace({text}, '[^A-Za-z0-9]', '', 'g'))"
    return Fields(
        {clean: bare, figures: f"((length({bare}) - 2) // 2)"},
        {"easting": x, "northing": y},
        (
            (f"NOT {valid}", "unreadable_grid_reference"),
            (f"NOT ({_on_grid(f'({x})', f'({y})')})", "not_in_great_britain"),
        ),
    )


def _letter(text: str, place: int) -> str:
    code = f"ascii(substr({text}, {place}, 1))"
    return f"({code} - 65 - CASE WHEN {code} > 73 THEN 1 ELSE 0 END)"


def _postcode(text: str, *, prefix: str, outward: bool) -> Fields:
    clean = f"{prefix}_code"
    whole = f"regexp_matches({clean}, '{_POSTCODE}')"
    valid = f"({whole} OR regexp_matches({clean}, '{_OUTWARD}'))" if outward else whole
    first = f"left({clean}, length({clean}) - 3)"
    full = f"{first} || ' ' || right({clean}, 3)"
    coarse = f"CASE WHEN {whole} THEN {first} ELSE {clean} END"
    return Fields(
        {clean: f"upper(regexp_replace({text}, '[^A-Za-z0-9]', '', 'g'))"},
        {"postcode": coarse if outward else full},
        ((f"NOT {valid}", "unreadable_postcode"),),
    )


def area_code(text: str) -> str:
    """SQL: an area's code without spaces and in capitals.

    Nearly all are that already: nine signs from a capital on, of which only figures follow.
    """
    asked = f"strlen({text}) = {_CODE_LENGTH} AND {text} < 'a' AND NOT contains({text}, ' ')"
    return f"CASE WHEN {asked} THEN {text} ELSE upper(replace({text}, ' ', '')) END"


def _add_own_area(shape: Shape, texts: Texts, *, values: dict[str, str]) -> None:
    """The agency's own area code, where filled, stands before the one found under `where`."""
    if not shape.area or not texts.has(shape.area):
        return
    own = area_code(texts[shape.area])
    kinds = {shape.area_of, *(w.of for w in shape.where if w.area)}
    other = values.get("area_code")
    only_own = all(w.area in (None, shape.area) for w in shape.where)
    values["area_code"] = own if only_own or not other else f"coalesce({own}, {other})"
    if len(kinds) == 1 or not other:
        values["area_kind"] = f"'{shape.area_of}'"
    else:
        values["area_kind"] = (
            f"CASE WHEN {own} IS NOT NULL THEN '{shape.area_of}' ELSE {values['area_kind']} END"
        )


def _area_tests(values: dict[str, str], known: Mapping[str, str]) -> list[tuple[str, str]]:
    if "area_code" not in values:
        return []
    return [
        (
            f"area_code IS NOT NULL AND area_kind = '{kind}' "
            f"AND area_code NOT IN (SELECT code FROM {table})",
            "unknown_area",
        )
        for kind, table in sorted(known.items())
        if f"'{kind}'" in values["area_kind"]
    ]


def _within(value: str, bounds: tuple[float, float]) -> str:
    return f"{value} BETWEEN {bounds[0]} AND {bounds[1]}"


def _on_grid(x: str, y: str) -> str:
    """Inside the National Grid, and not its false origin."""
    return f"{_within(x, _EASTINGS)} AND {_within(y, _NORTHINGS)} AND {x} + {y} > 1000"
