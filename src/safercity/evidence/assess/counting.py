"""Which sources are counted for each agency, and their counts as the overlay wants them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from safercity.evidence.overlay import AgencyDemand, Units
from safercity.evidence.store import (
    Question,
    SourceCoverage,
    Store,
    Unit,
    count_by,
    count_themes,
)
from safercity.evidence.types import SUPPORTS_CELLS

# An agency whose sources all ended longer ago than this is a matter of history, not of this list.
RECENT_MONTHS = 24


@dataclass(frozen=True)
class CountedAgency:
    """One agency and the sources that speak for it. `supports`: "cell" or "small_area"."""

    agency: str
    sources: tuple[SourceCoverage, ...]
    supports: str

    def unplaced_share(self) -> float:
        """Share of the counted extracts' readable rows without a place."""
        accepted = sum(source.accepted for source in self.sources)
        shares = [source.unplaced_of_extract * source.accepted for source in self.sources]
        return sum(shares) / accepted if accepted else 0.0

    def present(self, months: tuple[str, ...]) -> tuple[bool, ...]:
        """For each month, whether every counted source that was running has sent it."""
        marks = []
        for month in months:
            running = [s for s in self.sources if s.months and s.months[0] <= month]
            marks.append(bool(running) and all(month in set(s.months) for s in running))
        return tuple(marks)


def choose_agencies(
    coverage: tuple[SourceCoverage, ...], store: Store, *, months: tuple[str, ...]
) -> tuple[CountedAgency, ...]:
    """The agencies that are counted, in order of name.

    Of an agency's sources that tell of the same events only the best is counted. Activity,
    reference lists and sources that the settings leave out are not demand. Where some of an
    agency's sources bear cells and others only small areas, those that bear cells speak for it.
    """
    by_agency: dict[str, list[SourceCoverage]] = defaultdict(list)
    for source in coverage:
        if _is_counted(source, store, months=months):
            by_agency[source.agency].append(source)
    chosen = []
    for agency, sources in sorted(by_agency.items()):
        best = _best_of_each_event(sources)
        bearing = [s for s in best if s.shape.location_precision in SUPPORTS_CELLS]
        supports = "cell" if bearing else "small_area"
        chosen.append(CountedAgency(agency, tuple(bearing or best), supports))
    return tuple(chosen)


def _is_counted(source: SourceCoverage, store: Store, *, months: tuple[str, ...]) -> bool:
    setting = store.workspace.settings.sources.get(source.source)
    wanted = setting is None or setting.counted
    recent = any(month in set(source.months) for month in months[-RECENT_MONTHS:])
    is_demand = source.shape.record != "reference" and source.shape.layer == "demand"
    return wanted and is_demand and recent and source.accepted > 0


def _best_of_each_event(sources: list[SourceCoverage]) -> list[SourceCoverage]:
    best: dict[str, SourceCoverage] = {}
    for source in sorted(sources, key=lambda s: (s.shape.events_rank, s.source)):
        best[source.shape.events or source.source] = source
    return sorted(best.values(), key=lambda s: s.source)


def count_agency(
    store: Store, chosen: CountedAgency, *, unit: Unit, months: tuple[str, ...]
) -> AgencyDemand:
    """One agency's counts, presence and themes on a kind of unit."""
    names = tuple(source.source for source in chosen.sources)
    question = Question(sources=names, unit=unit, first=months[0], last=months[-1])
    told = [
        theme
        for theme in store.taxonomy.themes
        if any(store.taxonomy.clauses(theme, name) for name in names)
    ]
    themes = count_themes(store, question, themes=told)
    return AgencyDemand(
        agency=chosen.agency,
        counts=count_by(store, question),
        present=chosen.present(months),
        supports=chosen.supports,
        unplaced_share=chosen.unplaced_share(),
        themes=themes,
    )


def lay_units(store: Store, unit: Unit) -> Units:
    """The units of a kind with their exposure: residents where they are known, else area."""
    geography = store.geography
    if unit == "cell":
        grid = geography.grid
        labels, residents, areas = grid.ids, geography.cell_residents(), grid.area_m2
        centroids, (indptr, indices) = grid.centroids, grid.neighbours
    else:
        units = geography.units
        labels, residents, areas = units.labels, units.residents, units.area_m2
        centroids, (indptr, indices) = units.centroids, units.neighbours
    known = bool(residents.sum() > 0)
    return Units(
        kind=unit,
        labels=labels,
        exposure=residents if known else areas,
        exposure_kind="residents" if known else "square_metres",
        indptr=indptr,
        indices=indices,
        centroids=centroids,
    )
