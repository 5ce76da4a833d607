"""Choosing a partnership's geography from folders of boundary files and lookups, and keeping it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import shapely

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography import kept
from safercity.evidence.geography.candidates import Candidate, pick_covering, pick_wards
from safercity.evidence.geography.known import pack_codes
from safercity.evidence.geography.membership import Membership, find_membership
from safercity.evidence.geography.points import (
    kind_of_points,
    read_place_names,
    read_postcodes,
    read_protected,
)
from safercity.evidence.geography.residents import choose_residents
from safercity.evidence.geography.survey import Survey, survey_folders
from safercity.evidence.workspace.durable import digest_file


@dataclass(frozen=True)
class Chosen:
    """One thing taken: what for, from which file (name and sha256), how many, and why."""

    what: str
    file: str
    sha256: str
    count: int
    why: str


@dataclass(frozen=True)
class Choice:
    """What a geography was made of, as `choice.json` holds it. No paths, no times."""

    area_codes: tuple[str, ...]
    authorities: tuple[str, ...]
    earlier_authorities: tuple[str, ...]
    csps: tuple[str, ...]
    chosen: tuple[Chosen, ...]
    passed_over: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict:
        """The choice as plain values, as `choice.json` holds it."""
        passed = [{"file": name, "why": why} for name, why in self.passed_over]
        whole = {"format": kept.FORMAT} | asdict(self) | {"passed_over": passed}
        return json.loads(json.dumps(whole))


def choose_geography(
    *,
    area_codes: Sequence[str],
    boundaries: Path,
    lookups: Path,
    population: Path | None = None,
    into: Path,
) -> Choice:
    """Choose and keep what a partnership needs, by the content of files and not by their names.

    `area_codes`: local authorities (E06..., W06...) or a community safety partnership (E22...).
    The folders are searched with those below them; residents also in the first two where
    `population` is None. `into` is the workspace's `geography` folder, the one `load_geography`
    reads. For each kind and year of area the file that covers the partnership wholly; among those
    that are valid, the finest. GeographyError where none covers it, naming what was found.
    """
    survey = survey_folders([boundaries, lookups, *([population] if population else [])])
    membership = find_membership(survey, area_codes)
    # Beside the folder until it is whole: a failure leaves an earlier choice as it was.
    beside = into.with_name(f"{into.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    work = _Work(survey, membership, beside, [], {}, [])
    try:
        choice = _keep_all(work, area_codes)
        shutil.rmtree(into, ignore_errors=True)
        beside.replace(into)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return choice


def _keep_all(work: _Work, area_codes: Sequence[str]) -> Choice:
    survey, membership = work.survey, work.membership
    _keep_areas(work)
    _keep_lookups(work)
    _keep_points(work)
    taken = {item.file for item in work.chosen}
    passed = dict(work.passed_over) | {survey.name(p): why for p, why in survey.passed_over}
    for table in survey.tables:
        passed.setdefault(survey.name(table.path), "Nothing in it was needed.")
    choice = Choice(
        tuple(area_codes), membership.authorities, membership.earlier, membership.csps,
        tuple(work.chosen),
        tuple(sorted((name, why) for name, why in passed.items() if name not in taken)),
        tuple(work.notes),
    )  # fmt: skip
    kept.write_json(work.into / kept.CHOICE, choice.as_json())
    return choice


@dataclass(frozen=True)
class _Work:
    survey: Survey
    membership: Membership
    into: Path
    chosen: list[Chosen]
    passed_over: dict[str, str]
    notes: list[str]

    def take(self, what: str, path: Path, *, count: int, why: str) -> None:
        name = self.survey.name(path)
        self.chosen.append(Chosen(what, name, digest_file(path), count, why))

    def take_areas(self, picked: Candidate) -> None:
        areas = picked.areas
        kept.write_areas(self.into, areas)
        what = f"{areas.kind} {areas.vintage or ''}".strip()
        self.take(what, picked.path, count=len(areas), why=picked.why)
        self.notes.extend(areas.notes)
        for path, why in picked.passed_over:
            self.passed_over.setdefault(self.survey.name(path), why)


def _keep_areas(work: _Work) -> None:
    membership, survey = work.membership, work.survey
    small_areas = {}
    for vintage, members in membership.small_areas.items():
        picked = pick_covering(survey, "lsoa", codes=frozenset(members), vintage=vintage or None)
        if picked:
            small_areas[vintage] = picked
            work.take_areas(picked)
        else:
            work.notes.append(
                f"No boundary file covers all {len(members)} small areas of {vintage}."
            )
    if not small_areas:
        counts = ", ".join(f"{len(m)} of {v}" for v, m in membership.small_areas.items())
        raise GeographyError(
            f"No boundary file covers the partnership's small areas ({counts}). "
            f"The folders hold: {survey.list_found()}.",
            advice="Add the LSOA boundaries of the Open Geography Portal as GeoJSON.",
        )
    area = pick_covering(survey, "local_authority", codes=frozenset(membership.authorities))
    if area is None:
        area = _join_small_areas(work, small_areas[max(small_areas)])
    work.take_areas(area)
    wards = pick_wards(survey, area.areas.outline())
    for ward in wards or _join_wards(work, small_areas[max(small_areas)]):
        work.take_areas(ward)
    _keep_custom(work, area.areas.outline())


def _join_wards(work: _Work, picked: Candidate) -> list[Candidate]:
    """The wards made of the small areas that the lookup places in them, where no file has them."""
    membership = work.membership
    newest = max(membership.small_areas)
    placed = {code: ward for code, ward in membership.wards.items() if ward}
    if picked.areas.vintage not in (newest or None, None) or not placed:
        work.notes.append(
            "No boundary file covers the area with wards, and no lookup places its small areas in "
            "wards: nothing is told by ward."
        )
        return []
    lines = "a ward's true line may run through a small area"
    work.notes.append(f"Wards are drawn from their small areas, by the lookup's best fit: {lines}.")
    why = "No file has the wards: the small areas that the lookup places in them were joined."
    return [
        picked.join(
            placed,
            kind="ward",
            vintage=membership.ward_vintage,
            names=membership.ward_names,
            why=why,
        )
    ]


def _join_small_areas(work: _Work, picked: Candidate) -> Candidate:
    """The authorities' shapes made of their small areas, where no boundary file has them."""
    members = work.membership.small_areas[picked.areas.vintage or ""]
    known = set(work.membership.authorities)
    if not known >= set(members.values()):
        raise GeographyError(
            f"No boundary file covers {', '.join(work.membership.authorities)}. "
            f"The folders hold: {work.survey.list_found()}.",
            advice="Add the local authority boundaries of the Open Geography Portal as GeoJSON.",
        )
    return picked.join(
        members,
        kind="local_authority",
        vintage=picked.areas.vintage,
        why="No file has the local authority: its small areas were joined.",
    )


def _keep_custom(work: _Work, outline: shapely.Geometry) -> None:
    for path, areas in work.survey.areas:
        if areas.kind == "custom":
            here = shapely.intersects(areas.polygons, outline)
            if here.any():
                kept.write_areas(work.into, areas.choose(here), file_name=f"custom-{path.stem}")
                work.take("custom areas", path, count=int(here.sum()), why="They lie in the area.")


def _keep_lookups(work: _Work) -> None:
    membership = work.membership
    for used in membership.used:
        work.take(used.role, used.table.path, count=0, why=used.why)
    rows = [
        (vintage, code, authority, membership.wards.get(code, ""))
        for vintage, members in sorted(membership.small_areas.items())
        for code, authority in sorted(members.items())
    ]
    header = ("vintage", "code", "local_authority", "ward")
    kept.write_rows(work.into / "small_areas.csv", header, rows=rows)
    kept.write_rows(
        work.into / "crosswalk.csv",
        ("lsoa11_code", "lsoa21_code", "change_code"),
        rows=membership.crosswalk.links,
    )
    known = {f"lsoa {v}": codes for v, codes in membership.known_small_areas.items() if v}
    packed = {k: pack_codes(codes) for k, codes in sorted((membership.known | known).items())}
    kept.write_json(work.into / "known.json", packed)
    found = choose_residents(work.survey.tables, membership.small_areas)
    if found is None:
        work.notes.append("No table of residents by small area: rates are by area, not by people.")
        kept.write_rows(work.into / "residents.csv", ("code", "residents"), rows=[])
        return
    kept.write_rows(
        work.into / "residents.csv", ("code", "residents"), rows=sorted(found.counts.items())
    )
    work.take("residents", found.path, count=len(found.counts), why=found.why)


def _keep_points(work: _Work) -> None:
    names, protected = [], []
    for table in work.survey.tables:
        kind = kind_of_points(table)
        if kind == "place_names":
            read = read_place_names(table.path)
            names += [(p.name, p.easting, p.northing, p.kind) for p in read]
            work.take("place names", table.path, count=len(read), why="It names points.")
        elif kind == "protected":
            premises = read_protected(table.path)
            protected += [
                (p.name, p.kind, p.easting, p.northing, p.within_metres) for p in premises
            ]
            work.take(
                "protected premises", table.path, count=len(premises), why="Points with a radius."
            )
        elif kind == "postcodes":
            postcodes = read_postcodes(table.path)
            kept.write_postcodes(work.into / "postcodes.npz", postcodes)
            work.take("postcodes", table.path, count=len(postcodes), why="Postcodes with points.")
    kept.write_rows(
        work.into / "place_names.csv",
        ("name", "easting", "northing", "kind"),
        rows=sorted(set(names)),
    )
    header = ("name", "kind", "easting", "northing", "metres")
    kept.write_rows(work.into / "protected.csv", header, rows=sorted(set(protected)))
