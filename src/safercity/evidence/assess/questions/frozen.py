"""Are the areas we chose improving? The list as it stood at the strategy's baseline, frozen,
against areas that match it; and the rolling list apart, which always seems to improve."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.layers import Layer
from safercity.evidence.assess.questions.indicators import Asked, agencies_of, ask_records
from safercity.evidence.assess.questions.series import leave_gaps, rests_on
from safercity.evidence.assess.questions.titles import name_agencies
from safercity.evidence.assess.questions.untold import tell_row
from safercity.evidence.assess.unseen import LASTING
from safercity.evidence.effects import Excluded, MatchSettings, match_areas
from safercity.evidence.errors import NothingToAssess
from safercity.evidence.findings import Basis as Rests
from safercity.evidence.findings import Finding
from safercity.evidence.findings.basis import require_location
from safercity.evidence.indicators import (
    FrozenComparison,
    FrozenTerms,
    RollingList,
    RollingTerms,
    compare_frozen,
    show_rolling,
)
from safercity.evidence.indicators.errors import ComparisonIncomplete
from safercity.evidence.indicators.words import MESSAGES
from safercity.evidence.matrix import Matrix
from safercity.evidence.overlay import AgencyDemand, Units, lay_over
from safercity.evidence.places import find_places
from safercity.evidence.runs import Run
from safercity.evidence.taxonomy.indicators import Indicator, load_indicators
from safercity.evidence.types import SUPPORTS_CELLS, month_label, month_number, quarter_months

MONTHS = 12
HIGH_DEMAND = "high_demand"


@dataclass(frozen=True)
class FrozenList:
    """The places of the list at the baseline, each by its units, and when they were chosen."""

    places: tuple[tuple[str, ...], ...]
    terms: FrozenTerms

    @property
    def units(self) -> tuple[str, ...]:
        """All of their units, each once."""
        return tuple(dict.fromkeys(unit for place in self.places for unit in place))

    @property
    def baseline(self) -> str:
        """The month to whose end they were chosen."""
        return self.terms.chosen_to


def frozen_table(basis: Basis, layer: Layer, *, frozen: FrozenList | str) -> dict:
    """The table `frozen`: for each agency the areas of the baseline against their matches, and the
    rolling list of its records; the same areas for each indicator that is told of high-demand
    areas. `baseline`: the month to whose end the areas were chosen. The records of all agencies
    chose them; `of` says whose records a row counts."""
    table: dict = {"baseline": find_baseline(basis), "areas": 0, "agencies": [], "indicators": [],
                   "untold": []}  # fmt: skip
    if isinstance(frozen, str):
        table["untold"].append(frozen)
    else:
        table["areas"] = len(frozen.places)
        table["indicators"] = _tell_indicators(basis, frozen, layer=layer)
    titles = name_agencies(basis)
    for one in layer.demand:
        counts, rests = _read(basis, one)
        asked: dict[str, Callable[[], Finding]] = {}
        if not isinstance(frozen, str):
            asked["now"] = partial(_compare, frozen, counts, units=layer.units, rests=rests)
        asked["rolling"] = partial(_roll, basis, counts, rests=rests)
        row: dict = {"id": one.agency, "title": titles[one.agency], "of": one.agency}
        row = tell_row(row, asked, messages=MESSAGES, titles=titles)
        if "rolling" in row:
            row["rolling"]["agencies"] = [one.agency]  # nobody else's records chose these
        table["agencies"].append(row)
    return table


def _tell_indicators(basis: Basis, frozen: FrozenList, *, layer: Layer) -> list[dict]:
    """A row for each indicator that is told of high-demand areas, compared or why it is not.

    `of`: the agencies whose records it is made from, none where none of their sources is loaded.
    """
    titles = name_agencies(basis)
    known = load_indicators(basis.store.workspace.content, taxonomy=basis.store.taxonomy)
    rows = []
    for one in known.values():
        if HIGH_DEMAND not in one.scope:
            continue
        row = {"id": one.id, "title": one.title["en"], "direction": one.direction,
               "of": agencies_of(basis, one)}  # fmt: skip
        asked = _ask_areas(basis, one, layer=layer)
        if isinstance(asked, str):
            rows.append(row | {"untold": [asked]})
            continue
        now = partial(_compare_one, replace(frozen, terms=replace(frozen.terms,
                      better=one.direction)), asked, layer=layer)  # fmt: skip
        rows.append(tell_row(row, {"now": now}, messages=MESSAGES, titles=titles))
    return rows


def _ask_areas(basis: Basis, one: Indicator, *, layer: Layer) -> Asked | str:
    """What an indicator counts, by unit and month; why it is not told of areas."""
    ask, below = one.numerator.ask, one.denominator
    if ask is None:
        return "It is returned, and not told by records with a place."
    if below is not None and below.exposure is None:
        return "It is a share of other records: only counts are compared between areas."
    if ask.weights is not None:
        return "Its records are weighted: only counts are compared between areas."
    asked = ask_records(basis, ask, unit=layer.unit)
    if isinstance(asked, str):
        return asked
    counted = {each.agency for each in basis.agencies}
    if not counted.issuperset(agencies_of(basis, one)):
        return "Its agency is not among those whose demand is counted."
    return asked


def _compare_one(frozen: FrozenList, asked: Asked, *, layer: Layer) -> FrozenComparison:
    able = SUPPORTS_CELLS if layer.unit == "cell" else SUPPORTS_CELLS | {"small_area"}
    require_location(asked.rests, able, method="A comparison of frozen areas")
    return _compare(frozen, asked.counts, units=layer.units, rests=asked.rests)


def find_baseline(basis: Basis) -> str:
    """The strategy's baseline of the settings; a year before the newest month without one."""
    told = basis.store.workspace.settings.strategy.baseline
    return told or month_label(month_number(basis.months[-1]) - MONTHS)


def freeze_list(basis: Basis, layer: Layer, *, run: Run) -> FrozenList | str:
    """The list as the rules would have made it at the baseline; why not, where they make none."""
    run.step("Areas frozen at the baseline")
    baseline = find_baseline(basis)
    if not basis.months[0] <= baseline < basis.months[-1]:
        return (
            f"The baseline ({baseline}) lies outside the records, which run from "
            f"{basis.months[0]} to {basis.months[-1]}."
        )
    earlier = run.at(baseline)
    try:
        overlay = lay_over(layer.demand, layer.units, settings=basis.settings, run=earlier)
    except NothingToAssess:
        return f"At the baseline ({baseline}) there was no whole quarter of records."
    found = find_places(overlay, run=earlier)
    lasting = tuple(place.units for place in found.places if place.class_ in LASTING)
    if not lasting:
        return f"At the baseline ({baseline}) the list had no lasting place to be frozen."
    looked = found.quarters[-basis.settings.of_last :]
    return FrozenList(lasting, FrozenTerms(quarter_months(looked[0])[0], baseline))


def _read(basis: Basis, one: AgencyDemand) -> tuple[Matrix, Rests]:
    telling = next(each for each in basis.agencies if each.agency == one.agency)
    return leave_gaps(one.counts, one.present), rests_on(basis, telling)


def _compare(frozen: FrozenList, counts: Matrix, *, units: Units, rests: Rests) -> FrozenComparison:
    """Matches are picked by the very months that chose the areas, which count on neither side.
    Picked by those before, they would have been high there by choice, and fall back."""
    labels, terms = np.array(counts.columns), frozen.terms
    chose = (labels >= terms.chosen_from) & (labels <= terms.chosen_to)
    chose &= ~np.isnan(counts.values).any(axis=0)
    if not chose.any():
        raise ComparisonIncomplete(
            f"None of the months that chose the areas ({terms.chosen_from} to {terms.chosen_to}) "
            "is known."
        )
    past = Matrix(counts.values[:, chose], counts.rows, tuple(labels[chose].tolist()))
    beside = Excluded(buffers=units.find_beside(frozen.units))
    settings = MatchSettings(number=max(MatchSettings().number, len(frozen.units)))
    matched = match_areas(past, frozen.units, excluded=beside, settings=settings).chosen
    return compare_frozen(
        _add_up(counts, frozen.places), _add_up(counts, tuple((one,) for one in matched)),
        terms=terms, basis=rests,
    )  # fmt: skip


def _add_up(counts: Matrix, areas: tuple[tuple[str, ...], ...]) -> Matrix:
    """A row for each area: the sum of its units, called by the first of them."""
    position = {label: at for at, label in enumerate(counts.rows)}
    sums = [counts.values[[position[unit] for unit in area]].sum(axis=0) for area in areas]
    return Matrix(np.array(sums), tuple(area[0] for area in areas), counts.columns)


def _roll(basis: Basis, counts: Matrix, *, rests: Rests) -> RollingList:
    return show_rolling(counts, RollingTerms(areas=basis.settings.listed), basis=rests)
