"""`make_city`: a whole made-up partnership in one folder, with what was planted in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from safercity.evidence.runs import Run
from safercity.evidence.simulate.area_tables import write_adults, write_children
from safercity.evidence.simulate.boundaries import (
    write_boundaries,
    write_gazetteer,
    write_lookups,
    write_protected,
)
from safercity.evidence.simulate.council import write_asb, write_street_scene
from safercity.evidence.simulate.deprivation import SOURCE as DEPRIVATION
from safercity.evidence.simulate.deprivation import write_deprivation
from safercity.evidence.simulate.emergency import write_calls, write_fires, write_injuries
from safercity.evidence.simulate.expected import expect_records
from safercity.evidence.simulate.landlord import write_housing
from safercity.evidence.simulate.layout import CITY_CODE, lay_out_city
from safercity.evidence.simulate.names import CITY
from safercity.evidence.simulate.plan import STREAMS, month_labels
from safercity.evidence.simulate.plants import plant_places
from safercity.evidence.simulate.police import write_crimes, write_incidents
from safercity.evidence.simulate.records import Records, draw_records
from safercity.evidence.simulate.spots import Spots, list_spots
from safercity.evidence.simulate.streets import lay_streets
from safercity.evidence.simulate.truth import Fate, describe_truth, write_truth


class _Writer(Protocol):
    def __call__(
        self, folder: Path, records: Records, *, spots: Spots, random: np.random.Generator
    ) -> Fate: ...


_WRITERS: dict[str, _Writer] = {
    "force-crimes": write_crimes,
    "force-incidents": write_incidents,
    "council-asb": write_asb,
    "council-environment": write_street_scene,
    "housing-asb": write_housing,
    "fire-incidents": write_fires,
    "ambulance-calls": write_calls,
    "ae-injuries": write_injuries,
    "childrens-services-counts": write_children,
    "adult-social-care-counts": write_adults,
}


@dataclass(frozen=True)
class CityReport:
    """What was made. `extracts` are all files written, `expected` what should become of each
    source's rows; sources are shapes' ids."""

    folder: Path
    seed: int
    name: str
    area_code: str
    months: tuple[str, ...]
    extracts: tuple[Path, ...]
    expected: Mapping[str, Fate]

    @property
    def rows(self) -> int:
        """Data rows in all extracts together."""
        return sum(fate.rows for fate in self.expected.values())

    def by_source(self) -> dict[str, tuple[Path, ...]]:
        """The files of each source."""
        return {
            source: tuple(path for path in self.extracts if path.parent.name == source)
            for source in self.expected
        }


def make_city(folder: Path, *, seed: int, run: Run) -> CityReport:
    """Write the city of a seed: boundaries, lookups, gazetteer, protected premises, extracts
    and truth.

    `truth.json` stands before any record is drawn; at the end it gains what should become of
    the rows. The same seed gives the same bytes anywhere. Takes a few seconds; stops between
    sources if
    asked to.
    """
    run.step("Laying out the city", 0, len(_WRITERS))
    city = lay_out_city(seed)
    streets = lay_streets(city)
    spots = list_spots(city, streets)
    plants = plant_places(city)
    truth = describe_truth(city, plants)
    folder.mkdir(parents=True, exist_ok=True)
    write_truth(folder / "truth.json", truth)
    write_boundaries(folder / "boundaries", city)
    write_lookups(folder / "lookups", city, spots=spots)
    write_gazetteer(folder / "lookups", city, streets=streets)
    write_protected(folder / "lookups" / "protected.csv", city, streets=streets)
    expected = expect_records(city, plants, seed=seed)
    fates: dict[str, Fate] = {}
    for number, stream in enumerate(STREAMS):
        run.step(f"Writing {stream.source}", number, len(STREAMS))
        records = draw_records(expected, streets, spots=spots, stream=stream, seed=seed)
        target = folder / "extracts" / stream.source
        random = np.random.default_rng([seed, 11, number])
        fates[stream.source] = _WRITERS[stream.source](target, records, spots=spots, random=random)
    fates[DEPRIVATION] = write_deprivation(
        folder / "extracts" / DEPRIVATION, city, plants=plants,
        random=np.random.default_rng([seed, 12]),
    )  # fmt: skip
    write_truth(folder / "truth.json", truth, expected=fates)
    run.step("The city stands", len(STREAMS), len(STREAMS))
    files = tuple(sorted(path for path in (folder / "extracts").rglob("*") if path.is_file()))
    return CityReport(folder, seed, CITY, CITY_CODE, month_labels(), files, fates)
