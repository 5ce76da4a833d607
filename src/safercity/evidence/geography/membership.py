"""Which local authorities, small areas and wards make up a partnership, by the lookups."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography.codes import kind_of_code, name_column
from safercity.evidence.geography.crosswalk import Crosswalk
from safercity.evidence.geography.survey import Survey
from safercity.evidence.geography.tables import CodeColumn, Table, read_table


@dataclass(frozen=True)
class Used:
    """A file that something was taken from, what it was used for, and why this one."""

    table: Table
    role: str
    why: str


@dataclass(frozen=True)
class Membership:
    """What the lookups say of a partnership.

    `authorities`: its local authorities' codes (newest); `earlier`: codes they had before; `csps`:
    the community safety partnerships they belong to. `small_areas`: vintage -> code -> authority.
    `wards`: small area of the newest vintage -> ward, with the wards' vintage and their names
    where the lookup has them. `known`: kind -> every code that any lookup holds;
    `known_small_areas`: the same by vintage.
    """

    authorities: tuple[str, ...]
    earlier: tuple[str, ...]
    csps: tuple[str, ...]
    small_areas: dict[str, dict[str, str]]
    wards: dict[str, str]
    ward_vintage: str | None
    crosswalk: Crosswalk
    known: dict[str, frozenset[str]]
    known_small_areas: dict[str, frozenset[str]]
    used: tuple[Used, ...]
    ward_names: Mapping[str, str] = field(default_factory=dict)


def find_membership(survey: Survey, area_codes: Sequence[str]) -> Membership:
    """Resolve area codes (E06..., W06..., E22...) to authorities, small areas and wards.

    GeographyError where a code is unknown, has ended, or no lookup places small areas in it.
    """
    full = cache(lambda position: read_table(survey.tables[position].path))
    lookups = [_Lookup(table, full, i) for i, table in enumerate(survey.tables)
               if table.code_columns and not table.postcode_heading]  # fmt: skip
    used: list[Used] = []
    authorities = _resolve(lookups, area_codes, used=used)
    earlier = _find_earlier(lookups, authorities)
    small_areas = _place_small_areas(lookups, {*authorities, *earlier}, used=used)
    if not small_areas:
        raise GeographyError(
            f"No lookup places small areas (LSOA) in {', '.join(area_codes)}. "
            f"The folders hold: {_list_tables(survey)}.",
            advice="Add the Open Geography Portal's lookup from LSOA to ward and authority.",
        )
    newest = max(small_areas)
    wards, ward_vintage, ward_names = _place_in_wards(lookups, newest, used=used)
    known, by_vintage = _list_known(lookups)
    return Membership(
        authorities, earlier, _find_csps(lookups, authorities), small_areas,
        {code: wards[code] for code in small_areas[newest] if code in wards}, ward_vintage,
        _find_crosswalk(lookups, small_areas, used=used), known, by_vintage, tuple(used),
        ward_names,
    )  # fmt: skip


def _list_tables(survey: Survey) -> str:
    return ", ".join(survey.name(table.path) for table in survey.tables) or "no table"


@dataclass(frozen=True)
class _Lookup:
    table: Table
    read: Callable[[int], Table]
    position: int

    def newest(self, kind: str) -> CodeColumn | None:
        columns = sorted(self.table.find(kind), key=lambda column: column.vintage or "")
        return columns[-1] if columns else None

    def full(self) -> Table:
        return self.read(self.position)

    def names(self, column: CodeColumn) -> dict[str, str]:
        """The names that stand beside a column of codes; empty where none do."""
        full = self.full()
        heading = name_column(column.heading, full.headings)
        if heading is None:
            return {}
        both = zip(full.values(column.heading), full.values(heading), strict=True)
        return {code: name for code, name in both if code and name}

    def pairs(self, first: CodeColumn, second: CodeColumn) -> list[tuple[str, str]]:
        full = self.full()
        both = zip(full.values(first.heading), full.values(second.heading), strict=True)
        return [pair for pair in both if all(pair)]


def _resolve(lookups: list[_Lookup], codes: Sequence[str], *, used: list[Used]) -> tuple[str, ...]:
    found: list[str] = []
    for code in codes:
        kind = kind_of_code(code)
        if kind == "csp":
            found += _authorities_of_csp(lookups, code, used=used)
        elif kind == "local_authority":
            _refuse_unknown(lookups, code)
            found.append(code)
        else:
            raise GeographyError(
                f"{code!r} is no code of a local authority or community safety partnership.",
                advice="Give a code such as E06000021, W06000015 or E22000270.",
            )
    if not found:
        raise GeographyError(
            "No area was given.", advice="Give --area with a code such as E06000021."
        )
    return tuple(sorted(set(found)))


def _authorities_of_csp(lookups: list[_Lookup], code: str, *, used: list[Used]) -> list[str]:
    for lookup in lookups:
        authority, csp = lookup.newest("local_authority"), lookup.newest("csp")
        if authority and csp:
            found = [a for a, c in lookup.pairs(authority, csp) if c == code]
            if found:
                used.append(
                    Used(lookup.table, "partnership", f"It says which authorities are {code}.")
                )
                return found
    raise GeographyError(
        f"No lookup says which local authorities make up {code}.",
        advice="Add a lookup with both codes (LAD24CD, CSP24CD), or give the authorities' codes.",
    )


def _refuse_unknown(lookups: list[_Lookup], code: str) -> None:
    """Pass a code that the newest lookups hold, or that an older one holds and none replaces."""
    found = [(one, column) for one in lookups if (column := one.newest("local_authority"))]
    newest = max((column.vintage or "" for _, column in found), default="")
    current: set[str] = set()
    older: set[str] = set()
    successors: set[str] = set()
    for lookup, column in found:
        held = current if (column.vintage or "") == newest else older
        held |= set(lookup.full().values(column.heading))
        for earlier in lookup.table.find("local_authority"):
            successors |= {now for old, now in lookup.pairs(earlier, column) if old == code}
    if code in current:
        return
    successors -= {code}
    if successors:
        raise GeographyError(
            f"The local authority {code} has ended.",
            advice=f"Give {' or '.join(sorted(successors))} instead.",
        )
    if code not in older:
        raise GeographyError(
            f"No lookup knows the local authority {code}; the newest lists {len(current)}.",
            advice="Check the code, and that the lookups cover this part of the country.",
        )


def _find_earlier(lookups: list[_Lookup], authorities: Sequence[str]) -> tuple[str, ...]:
    earlier: set[str] = set()
    for lookup in lookups:
        newest = lookup.newest("local_authority")
        for column in lookup.table.find("local_authority"):
            if newest and column != newest:
                earlier |= {old for old, now in lookup.pairs(column, newest) if now in authorities}
    return tuple(sorted(earlier - set(authorities)))


def _find_csps(lookups: list[_Lookup], authorities: Sequence[str]) -> tuple[str, ...]:
    found = set()
    for lookup in lookups:
        authority, csp = lookup.newest("local_authority"), lookup.newest("csp")
        if authority and csp:
            found |= {c for a, c in lookup.pairs(authority, csp) if a in authorities}
    return tuple(sorted(found))


def _place_small_areas(
    lookups: list[_Lookup], authorities: set[str], *, used: list[Used]
) -> dict[str, dict[str, str]]:
    """For each vintage, from the table with the newest authorities, rather of that year only."""
    best: dict[str, tuple[tuple[bool, str], _Lookup, CodeColumn, CodeColumn]] = {}
    for lookup in lookups:
        authority = lookup.newest("local_authority")
        columns = lookup.table.find("lsoa")
        for column in columns if authority else ():
            assert authority is not None
            rank = (len(columns) == 1, authority.vintage or "")
            vintage = column.vintage or ""
            if vintage not in best or rank > best[vintage][0]:
                best[vintage] = (rank, lookup, column, authority)
    placed = {}
    for vintage, (_, lookup, column, authority) in sorted(best.items()):
        members = {s: a for s, a in lookup.pairs(column, authority) if a in authorities}
        if members:
            placed[vintage] = members
            why = f"It places {len(members)} small areas of {vintage or 'no year'} in the area."
            used.append(Used(lookup.table, f"small areas {vintage}".strip(), why))
    return placed


def _place_in_wards(
    lookups: list[_Lookup], vintage: str, *, used: list[Used]
) -> tuple[dict[str, str], str | None, dict[str, str]]:
    found = []
    for lookup in lookups:
        ward = lookup.newest("ward")
        for column in lookup.table.find("lsoa"):
            if ward and (column.vintage or "") == vintage:
                found.append((ward.vintage or "", lookup, column, ward))
    if not found:
        return {}, None, {}
    ward_vintage, lookup, column, ward = max(found, key=lambda entry: entry[0])
    used.append(Used(lookup.table, "wards of small areas", f"The newest, of {ward_vintage}."))
    return dict(lookup.pairs(column, ward)), ward_vintage or None, lookup.names(ward)


def _find_crosswalk(
    lookups: list[_Lookup], small_areas: dict[str, dict[str, str]], *, used: list[Used]
) -> Crosswalk:
    codes = {code for members in small_areas.values() for code in members}
    linking = [lookup for lookup in lookups if len(lookup.table.find("lsoa")) >= 2]
    for lookup in sorted(linking, key=lambda one: len(one.table.code_columns), reverse=True):
        crosswalk = Crosswalk.of_table(lookup.full()).only(codes)
        if crosswalk.links:
            used.append(
                Used(lookup.table, "crosswalk", f"It links {len(crosswalk.links)} pairs here.")
            )
            return crosswalk
    newest = small_areas[max(small_areas)]
    return Crosswalk(tuple((code, code, "U") for code in sorted(newest)))


def _list_known(
    lookups: list[_Lookup],
) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    known: dict[str, set[str]] = {}
    by_vintage: dict[str, set[str]] = {}
    for lookup in lookups:
        if len({column.kind for column in lookup.table.code_columns}) < 2:
            continue
        for column in lookup.table.code_columns:
            codes = set(lookup.full().values(column.heading)) - {""}
            known.setdefault(column.kind, set()).update(codes)
            if column.kind == "lsoa":
                by_vintage.setdefault(column.vintage or "", set()).update(codes)
    return (
        {kind: frozenset(codes) for kind, codes in known.items()},
        {vintage: frozenset(codes) for vintage, codes in by_vintage.items()},
    )
