"""Did it work? A place and a month become a question of the records, by cell or by ward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from safercity.evidence.assess.basis import Basis, gather_basis
from safercity.evidence.assess.counting import count_agency, lay_units
from safercity.evidence.assess.edition import Edition, open_current
from safercity.evidence.assess.questions.profiles import find_ward
from safercity.evidence.assess.questions.series import (
    ThemeSeries,
    leave_gaps,
    read_one_series,
    rests_on,
)
from safercity.evidence.effects import (
    Effect,
    EffectRequest,
    Intervention,
    UnitCosts,
    measure_effect,
)
from safercity.evidence.errors import NothingToAssess, UnknownName
from safercity.evidence.runs import Run
from safercity.evidence.store import Unit
from safercity.evidence.workspace import Workspace


@dataclass(frozen=True)
class EffectQuestion:
    """`place`: a place of the newest edition (id or name) or a ward (code or name). `start`, `end`:
    first and last month of what was done. `compare`: "auto", or places and wards by name. `theme`:
    None for all demand that the agency with most records there tells. `cost` in pounds.
    """

    place: str
    start: str
    end: str | None = None
    compare: Literal["auto"] | tuple[str, ...] = "auto"
    theme: str | None = None
    cost: float | None = None
    incident_cost: float | None = None


@dataclass(frozen=True)
class EffectFound:
    """The answer, and whose records of what it rests on."""

    effect: Effect
    agency: str
    theme: str | None
    unit: Unit


def find_effect(workspace: Workspace, question: EffectQuestion, *, run: Run) -> EffectFound:
    """Whether what was done in a place worked, from the records as they stand.

    A place is counted by cell and compared with other cells, a ward with other wards.
    Errors: `UnknownName` for a place, ward or theme; `NothingToAssess`; those of `measure_effect`.
    """
    basis = gather_basis(workspace, run=run)
    ground = _Ground(basis, _open_edition(workspace))
    name, unit, treated = ground.find_units(question.place)
    series = _read(basis, question, unit=unit, treated=treated)
    request = EffectRequest(
        Intervention(name, question.start, question.end, question.cost, units=treated),
        treated,
        comparison=_find_comparison(ground, question, unit=unit),
        centroids=_find_centroids(basis) if unit == "cell" else None,
        costs=UnitCosts(question.incident_cost),
    )
    effect = measure_effect(series.counts, request, basis=series.rests, run=run)
    return EffectFound(effect, series.agency, question.theme, unit)


def _open_edition(workspace: Workspace) -> Edition | None:
    try:
        return open_current(workspace)
    except NothingToAssess:  # wards can still be asked
        return None


@dataclass(frozen=True)
class _Ground:
    """The wards, and the places of the newest edition where there is one."""

    basis: Basis
    edition: Edition | None

    def find_units(self, name: str) -> tuple[str, Unit, tuple[str, ...]]:
        """What people call it, the kind of unit, and its units."""
        places = self.edition.table("places")["places"] if self.edition else []
        for place in places:
            if name.casefold() in (place["id"].casefold(), place["name"].casefold()):
                return place["name"], place["unit"], tuple(place["cells"])
        try:
            code = find_ward(self.basis, name)
        except UnknownName as error:
            names = ", ".join(place["name"] for place in places) or "none yet: safercity refresh"
            raise UnknownName(
                f"There is no place and no ward called {name!r}.",
                advice=f"Places: {names}. {error.advice}",
            ) from error
        wards = self.basis.store.geography.wards
        return dict(zip(wards.codes, wards.names, strict=True))[code], "ward", (code,)


def _find_comparison(
    ground: _Ground, question: EffectQuestion, *, unit: Unit
) -> Literal["auto"] | tuple[str, ...]:
    if question.compare == "auto":
        return "auto"
    found: list[str] = []
    for name in question.compare:
        _, kind, units = ground.find_units(name)
        if kind != unit:
            raise UnknownName(
                f"{name!r} is a {kind.replace('_', ' ')}, {question.place!r} a "
                f"{unit.replace('_', ' ')}: they cannot be compared.",
                advice="Compare places of the list with such places, and wards with wards.",
            )
        found += units
    return tuple(dict.fromkeys(found))


def _find_centroids(basis: Basis) -> dict[str, tuple[float, float]]:
    units = lay_units(basis.store, "cell")
    at = units.centroids.tolist()
    return {label: (x, y) for label, (x, y) in zip(units.labels, at, strict=True)}


def _read(
    basis: Basis, question: EffectQuestion, *, unit: Unit, treated: Sequence[str]
) -> ThemeSeries:
    """The theme's counts; without one, all demand of the agency with most records in the place."""
    if question.theme is not None:
        return read_one_series(basis, question.theme, unit=unit)
    found = []
    for agency in basis.agencies:
        if unit == "cell" and agency.supports != "cell":
            continue
        counts = count_agency(basis.store, agency, unit=unit, months=basis.months).counts
        rows = [counts.rows.index(one) for one in treated]
        found.append((int(counts.values[rows].sum()), agency.agency, agency, counts))
    if not found or max(each[0] for each in found) == 0:
        raise NothingToAssess(
            f"No agency has records in {question.place}.",
            advice="safercity ledger shows what was loaded; ask of a place that has records.",
        )
    _, name, agency, counts = max(found, key=lambda each: (each[0], each[1]))
    series = leave_gaps(counts, agency.present(basis.months))
    return ThemeSeries("", name, series, rests_on(basis, agency))
