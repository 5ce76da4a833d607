"""Groups and areas at greatest risk, whether they stay so, and where risks meet. Aggregate only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import cast

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.counting import count_agency, lay_units
from safercity.evidence.assess.layers import unit_polygons
from safercity.evidence.assess.naming import Namer
from safercity.evidence.assess.questions.deprived import (
    FIFTHS,
    NOT_TOLD,
    Deprivation,
    read_deprivation,
)
from safercity.evidence.assess.questions.series import ThemeSeries, read_series
from safercity.evidence.assess.questions.titles import name_agencies, name_all
from safercity.evidence.assess.questions.untold import tell_row
from safercity.evidence.findings import Basis as Rests
from safercity.evidence.findings import Finding, Statement, as_values
from safercity.evidence.matrix import Matrix
from safercity.evidence.overlay import AgencyDemand, Units
from safercity.evidence.profile import (
    AreaMeasures,
    ComparisonUnusable,
    GroupCounts,
    GroupedCounts,
    GroupRisk,
    LastingAreas,
    Meeting,
    PairOfMeasures,
    RiskMeasure,
    RiskProfile,
    StandardisedRates,
    find_lasting,
    find_meeting,
    profile_groups,
    profile_risk,
    standardise_rates,
)
from safercity.evidence.profile.words import MESSAGES
from safercity.evidence.runs import Run
from safercity.evidence.statistics import fit_gamma_prior, smooth_rates

MONTHS = 12
AREAS_AT_LEAST, MEASURES_AT_LEAST = 5, 3
HALVES = ("the more deprived half", "the less deprived half")
BY_GROUP = (
    "By age, sex or other traits of people nothing is told: no source that is loaded says them of "
    "those it concerns."
)


@dataclass(frozen=True)
class _Ground:
    """The small areas by name, their neighbours and exposure, and what is known of them."""

    basis: Basis
    units: Units
    labels: tuple[str, ...]
    demand: tuple[AgencyDemand, ...]
    deprivation: Deprivation | None

    @property
    def neighbours(self) -> list[list[int]]:
        return [self.units.neighbours(at).tolist() for at in range(len(self.labels))]

    def smooth(self, counts: np.ndarray, *, years: float) -> np.ndarray:
        """Rates that a small area does not lead by chance, NaN where nobody lives."""
        exposure = np.asarray(self.units.exposure, dtype=float) * years
        known = exposure > 0
        rates = np.full(len(counts), np.nan)
        prior = fit_gamma_prior(counts[known], exposure[known])
        rates[known] = smooth_rates(counts[known], exposure[known], prior=prior)
        return rates


def risk_table(basis: Basis, *, run: Run) -> dict:
    """The table `risk`: areas in which several measures meet, which of them met a year before, and
    each theme by deprivation; empty where there are too few small areas to rank."""
    ground = _lay_ground(basis)
    if len(ground.labels) < AREAS_AT_LEAST:
        return {}
    run.step("Where risks meet")
    told: dict = {"untold": [BY_GROUP]}
    if len(ground.demand) + (ground.deprivation is not None) >= MEASURES_AT_LEAST:
        told |= _tell_areas(ground, run=run)
    told["pairs"] = _tell_pairs(ground, run=run)
    if ground.deprivation is None:
        told["untold"] = [NOT_TOLD, BY_GROUP]
    else:
        told["themes"] = _tell_themes(ground, ground.deprivation, run=run)
    return told


def _lay_ground(basis: Basis) -> _Ground:
    units = lay_units(basis.store, "small_area")
    namer = Namer(basis.store, unit_polygons(basis.store.geography, "small_area"))
    demand = [
        count_agency(basis.store, one, unit="small_area", months=basis.months)
        for one in basis.agencies
    ]
    labels = tuple(namer.name(units.labels).values())
    return _Ground(basis, units, labels, tuple(demand), read_deprivation(basis))


def _tell_areas(ground: _Ground, *, run: Run) -> dict:
    titles = name_all(ground.basis)
    try:
        now = _profile(ground, back=0, run=run)
    except ComparisonUnusable as refused:
        return {"untold": [refused.sentence, BY_GROUP]}
    told: dict = {"areas": as_values(now, messages=MESSAGES, titles=titles)}
    lasting = tell_row(
        {"id": "lasting", "title": "Areas in which risks still meet"},
        {"now": partial(_find_lasting, ground, now, run=run)}, messages=MESSAGES, titles=titles,
    )  # fmt: skip
    return told | {"lasting": [lasting]}


def _find_lasting(ground: _Ground, now: RiskProfile, *, run: Run) -> LastingAreas:
    """The areas that meet now beside those that met a year before, told by the same records."""
    if len(ground.basis.months) < 2 * MONTHS:
        raise ComparisonUnusable(
            f"Of {len(ground.basis.months)} months there is no year before the newest."
        )
    before = _profile(ground, back=MONTHS, run=run)
    if before.measures != now.measures:
        raise ComparisonUnusable(
            "Other agencies had sent records a year before: areas were ranked by "
            f"{', '.join(before.measures)} then and by {', '.join(now.measures)} now."
        )
    met, earlier = (
        [row.label for row in one.areas if row.verdict == "meets"] for one in (now, before)
    )
    return find_lasting(met, earlier, among=ground.labels, basis=_rest(ground))


def _profile(ground: _Ground, *, back: int, run: Run) -> RiskProfile:
    """The profile of the twelve months that end so many before the newest."""
    exposure = np.asarray(ground.units.exposure, dtype=float)
    titles = name_agencies(ground.basis)
    measures = [
        RiskMeasure(
            one.agency, _sum_year(one, back=back), exposure, agency=one.agency,
            title=titles[one.agency],
        )
        for one in ground.demand
        if any(one.present[_newest_year(one, back=back)])
    ]  # fmt: skip
    if ground.deprivation is not None:
        rank = ground.deprivation.rank
        measures.append(RiskMeasure("deprivation", rank, high_is_worse=False, title="Deprivation"))
    areas = AreaMeasures(ground.labels, tuple(measures))
    return profile_risk(areas, basis=_rest(ground), run=run)


def _sum_year(one: AgencyDemand, *, back: int) -> np.ndarray:
    return one.counts.values[:, _newest_year(one, back=back)].sum(axis=1).astype(float)


def _newest_year(one: AgencyDemand, *, back: int) -> slice:
    """The twelve months that end so many before the last."""
    stop = len(one.present) - back
    return slice(max(stop - MONTHS, 0), stop)


def _rest(ground: _Ground) -> Rests:
    return Rests(agencies=tuple(one.agency for one in ground.demand))


def _tell_pairs(ground: _Ground, *, run: Run) -> list[dict]:
    """The demand of the agency with most records beside that of each other one."""
    years = {one.agency: _sum_year(one, back=0) for one in ground.demand}
    if len(years) < 2:
        return []
    titles = name_agencies(ground.basis)
    most = max(sorted(years), key=lambda agency: float(years[agency].sum()))
    rows = []
    for agency in (one for one in years if one != most):
        names = (f"demand on {titles[most].lower()}", f"demand on {titles[agency].lower()}")
        sides = [ground.smooth(years[one], years=1.0) for one in (most, agency)]
        rests = Rests(agencies=(most, agency))
        meet = partial(_meet, ground, sides, names=names, rests=rests, run=run)
        row = {"id": f"{most}-{agency}", "title": f"{titles[most]} and {titles[agency]}"}
        rows.append(tell_row(row, {"now": meet}, messages=MESSAGES, titles=titles))
    return rows


def _meet(
    ground: _Ground, sides: Sequence[np.ndarray], *, names: tuple[str, str], rests: Rests, run: Run
) -> Meeting:
    pair = PairOfMeasures(ground.labels, sides[0], sides[1], ground.neighbours, names)
    return find_meeting(pair, basis=rests, run=run)


def _tell_themes(ground: _Ground, deprivation: Deprivation, *, run: Run) -> list[dict]:
    """Each theme: who it concerns by how deprived their area is, and where it meets deprivation."""
    titles = name_all(ground.basis)
    found = read_series(ground.basis, unit="small_area")
    rows = []
    for done, series in enumerate(found):
        run.step("Groups at risk", done, len(found))
        title = ground.basis.store.taxonomy.themes[series.theme].title["en"]
        row: dict = {"theme": series.theme, "title": title, "agency": series.agency}
        counts, years = _sum_known(series)
        sides = [ground.smooth(counts, years=years), -deprivation.rank]
        names = (title.lower(), "deprivation")
        asked: dict[str, Callable[[], Finding]] = {
            "groups": partial(_group, ground, counts, years=years, rests=series.rests),
            "standardised": partial(_standardise, ground, counts, years=years, rests=series.rests),
            "meeting": partial(_meet, ground, sides, names=names, rests=series.rests, run=run),
        }
        rows.append(tell_row(row, asked, messages=MESSAGES, titles=titles))
    return rows


def _sum_known(series: ThemeSeries) -> tuple[np.ndarray, float]:
    """Records of each unit in the months sent of the newest year, and how many years these are."""
    newest = series.counts.values[:, -MONTHS:]
    sent = ~np.isnan(newest).any(axis=0)
    return newest[:, sent].sum(axis=1), float(sent.sum()) / MONTHS


def _group(ground: _Ground, counts: np.ndarray, *, years: float, rests: Rests) -> GroupRisk:
    """People by the fifth of deprivation of where they live."""
    deprivation = ground.deprivation
    lived = ground.basis.store.geography.units.residents
    if deprivation is None or not lived.sum():
        raise ComparisonUnusable("Nobody has told how many live in the small areas.")
    told = [
        (f"the nation's {name}", deprivation.fifth == fifth) for fifth, name in enumerate(FIFTHS)
    ]
    told = [(name, mine) for name, mine in told if lived[mine].sum() > 0]
    groups = GroupCounts(
        tuple(name for name, _mine in told),
        np.array([counts[mine].sum() for _name, mine in told]),
        np.array([lived[mine].sum() * years for _name, mine in told]),
    )
    found = profile_groups(groups, basis=rests)
    return replace(found, limits=(*found.limits, Statement("profile.limit.where_it_happened")))


def _standardise(
    ground: _Ground, counts: np.ndarray, *, years: float, rests: Rests
) -> StandardisedRates:
    """Wards as if in each as many lived in the more deprived half of these areas as in all."""
    geography = ground.basis.store.geography
    lived, rank = geography.units.residents * years, cast(Deprivation, ground.deprivation).rank
    known = ~np.isnan(rank) & (lived > 0)
    if not known.any():
        raise ComparisonUnusable("Nobody has told how many live in the small areas.")
    halves = (known & (rank <= np.median(rank[known])), known & (rank > np.median(rank[known])))
    ward_of = {label: geography.ward_of_area(label) for label in ground.units.labels}
    sides = [
        Matrix(np.column_stack([values * half for half in halves]), ground.units.labels, HALVES)
        for values in (counts, lived)
    ]
    recorded, people = (side.group_rows(ward_of) for side in sides)
    names = name_all(ground.basis)
    wards = tuple(str(names.get(ward, ward)) for ward in recorded.rows)
    grouped = GroupedCounts(wards, HALVES, recorded.values, people.values)
    found = standardise_rates(grouped, basis=rests)
    return replace(found, limits=(*found.limits, Statement("profile.limit.where_it_happened")))
