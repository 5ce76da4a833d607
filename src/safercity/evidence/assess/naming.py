"""What places may be called: names that records and the partners' own list carry, with points."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import shapely

from safercity.evidence.assess.drawing import join_polygons
from safercity.evidence.assess.fingerprints import fingerprint
from safercity.evidence.assess.identity import place_key
from safercity.evidence.assess.layers import Layer
from safercity.evidence.geography import Geography, PlaceName
from safercity.evidence.places import (
    FoundPlace,
    NameCandidate,
    NameRules,
    flag_artefacts,
    name_apart,
    name_place,
)
from safercity.evidence.store import Store
from safercity.evidence.store.engine import Session, quote_list

# Kinds of gazetteer entries that are as common as streets, or wider than a place.
NOT_OWN = frozenset({"street", "town", "ward"})
# The partners' own name for a spot stands before any street name that records carry.
OWN_NAME_WEIGHT = 1_000_000
SMALL_WORDS = frozenset({"and", "at", "by", "in", "of", "on", "the", "under", "upon", "le", "with"})


@dataclass(frozen=True)
class NamedPlace:
    """A found place with the name and ward people use, its key, and kinds of recording artefact."""

    found: FoundPlace
    key: str
    name: str
    ward: str
    ward_code: str
    town: str
    flags: tuple[str, ...]


def name_layer(store: Store, layer: Layer) -> tuple[NamedPlace, ...]:
    """Every place of a layer with its name, ward, town, key and artefact flags, in order of rank.

    Neither a name that names no place ("Supermarket") nor anything within the radius of protected
    premises is ever used.
    """
    geography = store.geography
    names = NamesByPoint.known(store)
    shapes = [
        join_polygons([layer.polygons[label] for label in found.units])
        for found in layer.result.places
    ]
    wards = _wards_of_places(geography, layer)
    told = [
        _name_one(store, names, shape=shape, ward=ward)
        for shape, (_code, ward) in zip(shapes, wards, strict=True)
    ]
    apart = name_apart(told, [ward for _code, ward in wards])
    artefacts = {kind: one.words for kind, one in store.taxonomy.artefacts.items()}
    return tuple(
        NamedPlace(
            found=found,
            key=place_key(found.units),
            name=name,
            ward=ward[1],
            ward_code=ward[0],
            town=name_town(geography, shape),
            flags=flag_artefacts(
                _centre(shape), names.inside(shape), artefacts=artefacts, within_metres=math.inf
            ),
        )
        for found, name, ward, shape in zip(layer.result.places, apart, wards, shapes, strict=True)
    )


@dataclass(frozen=True)
class Renamed:
    """Labels of which some are names now, and those names by the label they stand for."""

    labels: tuple[str, ...]
    titles: dict[str, str]


class Namer:
    """Names for units of one kind: by what lies in them, and the ward where two are alike."""

    def __init__(self, store: Store, polygons: dict[str, shapely.Geometry]) -> None:
        self._store, self._polygons = store, polygons
        self._names = NamesByPoint.known(store)

    @cached_property
    def fingerprint(self) -> str:
        """Of the names that may be used: new records bring new ones."""
        names = self._names.names
        at = np.array([(one.easting, one.northing, one.weight) for one in names], dtype=float)
        return fingerprint([[one.name for one in names], at])

    def name(self, labels: Iterable[str]) -> dict[str, str]:
        """What people call each of these units; no two alike."""
        shapes = {label: self._polygons[label] for label in labels}
        if not shapes:
            return {}
        wards = [ward for _code, ward in name_wards(self._store.geography, list(shapes.values()))]
        told = [
            _name_one(self._store, self._names, shape=shape, ward=ward)
            for shape, ward in zip(shapes.values(), wards, strict=True)
        ]
        return dict(zip(shapes, name_apart(told, wards), strict=True))

    def rename(self, labels: tuple[str, ...], positions: Iterable[int]) -> Renamed:
        """All labels, those at the positions named."""
        titles = self.name(dict.fromkeys(labels[int(at)] for at in positions))
        return Renamed(tuple(titles.get(label, label) for label in labels), titles)


def _wards_of_places(geography: Geography, layer: Layer) -> list[tuple[str, str]]:
    """The ward that holds most of each place's units; of equals the first by code."""
    units = sorted({label for found in layer.result.places for label in found.units})
    wards = name_wards(geography, [layer.polygons[label] for label in units]) if units else []
    of_unit = dict(zip(units, wards, strict=True))
    found = []
    for place in layer.result.places:
        counts = Counter(of_unit[label] for label in place.units)
        found.append(min(counts, key=lambda ward: (-counts[ward], ward)))
    return found


# By the engine of a store, which lives as long as the store and reads its files alone.
_KNOWN: WeakKeyDictionary[Session, NamesByPoint] = WeakKeyDictionary()


@dataclass(frozen=True)
class NamesByPoint:
    """Names that may be used, found by where they lie."""

    names: tuple[NameCandidate, ...]
    tree: shapely.STRtree

    @staticmethod
    def known(store: Store) -> NamesByPoint:
        """The partners' own names and those in the records; found once for a store."""
        found = _KNOWN.get(store.session)
        if found is None:
            names = [*_own_names(store.geography), *_names_in_records(store)]
            found = _KNOWN[store.session] = NamesByPoint.of(names, store.geography)
        return found

    @staticmethod
    def of(names: list[NameCandidate], geography: Geography) -> NamesByPoint:
        """All but those within the radius of protected premises."""
        points = shapely.points(
            np.array([(one.easting, one.northing) for one in names], dtype=float).reshape(-1, 2)
        )
        masked = [
            shapely.Point(one.easting, one.northing).buffer(one.within_metres)
            for one in geography.protected
        ]
        hidden = shapely.intersects(shapely.union_all(masked), points)
        kept = tuple(one for one, is_hidden in zip(names, hidden, strict=True) if not is_hidden)
        return NamesByPoint(kept, shapely.STRtree(points[~hidden]))

    def inside(self, shape: shapely.Geometry) -> list[NameCandidate]:
        """Names whose points a shape covers."""
        return [self.names[i] for i in sorted(self.tree.query(shape, predicate="covers"))]


def _name_one(store: Store, names: NamesByPoint, *, shape: shapely.Geometry, ward: str) -> str:
    """By what lies inside the shape; failing that, by the nearest name; failing that, by ward."""
    hidden = frozenset(one.name for one in store.geography.protected if one.name)
    is_generic = store.taxonomy.names.is_generic
    inside = [one for one in names.inside(shape) if not is_generic(one.name)]
    return name_place(
        _centre(shape),
        inside or names.names,
        rules=NameRules(is_generic, hidden, within_metres=math.inf if inside else 0.0),
        fallback=f"Part of {ward}" if ward else "A place without a name",
    )


def _centre(shape: shapely.Geometry) -> np.ndarray:
    return np.array([[shape.centroid.x, shape.centroid.y]])


def name_wards(geography: Geography, polygons: list[shapely.Geometry]) -> list[tuple[str, str]]:
    """(code, name) of the ward that holds each shape's centre; empty texts where there is none."""
    wards = geography.wards
    centres = shapely.get_coordinates(shapely.centroid(polygons))
    positions = geography.locate_ward(centres[:, 0], centres[:, 1])
    lost = np.flatnonzero(positions < 0)
    if len(wards) and lost.size:
        # Generalised wards leave slivers between them and the boundary.
        positions[lost] = shapely.STRtree(wards.polygons).nearest(shapely.points(centres[lost]))
    told = [*zip(wards.codes, wards.names, strict=True), ("", "")]
    return [told[position] for position in positions]


def name_town(geography: Geography, shape: shapely.Geometry) -> str:
    """The nearest town of the partners' own list; empty where it names none."""
    towns = [one for one in geography.place_names if one.kind == "town"]
    if not towns:
        return ""
    centre = shape.centroid
    return min(towns, key=lambda one: (_metres(one, centre), one.name)).name


def _metres(one: PlaceName, centre: shapely.Point) -> float:
    return round(math.hypot(one.easting - centre.x, one.northing - centre.y), 2)


def _own_names(geography: Geography) -> list[NameCandidate]:
    return [
        NameCandidate(
            one.name, one.easting, one.northing, 1 if one.kind in NOT_OWN else OWN_NAME_WEIGHT
        )
        for one in geography.place_names
        if one.kind != "town"
    ]


def _names_in_records(store: Store) -> list[NameCandidate]:
    paths = [(store.workspace.root / file.path).as_posix() for file in store.files]
    answer = store.session.ask(
        "SELECT place_name, round(avg(e_cm))::BIGINT AS east, round(avg(n_cm))::BIGINT AS north, "
        f"count(*) AS times FROM read_parquet({quote_list(paths)}, union_by_name = true) "
        "WHERE place_name IS NOT NULL AND e_cm IS NOT NULL "
        "GROUP BY place_name, cell ORDER BY ALL"
    )
    rows = zip(*(column.tolist() for column in answer.values()), strict=True)
    plain = store.taxonomy.names.plain
    return [
        NameCandidate(say_name(plain(name)), east / 100, north / 100, n)
        for name, east, north, n in rows
    ]


def say_name(text: str) -> str:
    """A name in the case people write: "BRIDGE STREET" is "Bridge Street"; mixed case is kept, but
    for the S after an apostrophe, which machines raise ("St Matthew'S Avenue")."""
    words = re.sub(r"(?<=[a-z]['’])S\b", "s", " ".join(text.split()))
    if words != words.upper():
        return words
    told = [word if word in SMALL_WORDS else word.capitalize() for word in words.lower().split()]
    return " ".join([told[0].capitalize(), *told[1:]]) if told else words
