"""The profile of a theme: its level and its trend, in the whole area or in a ward."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely

from safercity.evidence.assess.basis import Basis, gather_basis
from safercity.evidence.assess.identity import place_key
from safercity.evidence.assess.layers import Layer
from safercity.evidence.assess.questions.series import (
    ThemeSeries,
    choose_row,
    leave_gaps,
    read_one_series,
    read_series,
    rests_on,
)
from safercity.evidence.assess.questions.titles import name_agencies
from safercity.evidence.assess.remembering import answer_once
from safercity.evidence.errors import UnknownName
from safercity.evidence.findings import Statement, as_values, plain, say, say_all
from safercity.evidence.matrix import Matrix
from safercity.evidence.profile import Level, LevelSettings, Trend, find_trend, measure_level
from safercity.evidence.profile.words import MESSAGES as OWN_MESSAGES
from safercity.evidence.runs import Run
from safercity.evidence.seasons import find_season
from safercity.evidence.seasons.words import MESSAGES as SEASON_MESSAGES
from safercity.evidence.workspace import Workspace

HERE = {"place": "Demand here"}
MESSAGES = {
    "assess.theme": "{theme}, as {agency:title} records it.",
    "assess.others": "{others:list} {n:plural records record} it too; their numbers are never "
    "added.",
}


@dataclass(frozen=True)
class ThemeProfile:
    """What is known of a theme in an area. `area`: a ward's code, or "city"."""

    theme: str
    title: str
    area: str
    area_title: str
    agency: str
    level: Level
    trend: Trend
    series: ThemeSeries

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What the level and the trend say, in this order."""
        return (*self.level.statements, *self.trend.statements)

    @property
    def text(self) -> str:
        """One paragraph."""
        return f"{self.level.explain()} {self.trend.explain()}"

    def introduce(self, titles: dict[str, str]) -> str:
        """Whose records these are, and who else records the theme."""
        told = [Statement("assess.theme", {"theme": self.title, "agency": self.agency})]
        if self.series.others:
            values = {"others": self.series.others, "n": len(self.series.others)}
            told.append(Statement("assess.others", values))
        return say_all(told, MESSAGES, titles=titles)


def profile_tables(
    basis: Basis, layer: Layer, *, profiles: tuple[ThemeProfile, ...], run: Run
) -> dict[str, dict]:
    """The tables `profiles` (a theme each, in the whole area) and `place_trends` (a place each)."""
    titles = name_agencies(basis)
    run.step("Trends of places")
    places, areas = {}, _AreasOf(basis, layer)
    for place in layer.result.places:
        series = read_place(basis, layer, units=place.units)
        told = answer_once(
            basis, "place", reads=series, work=partial(_describe_place, series, run=run), run=run
        )
        places[place_key(place.units)] = told | {"areas": areas.find(place.units)}
    rows = [_as_row(one, titles) for one in profiles]
    return {"profiles": {"themes": rows}, "place_trends": {"places": places}}


def _describe_place(series: ThemeSeries, *, run: Run) -> dict:
    trend = find_trend(series.counts, basis=series.rests)
    season = find_season(series.counts, basis=series.rests, titles=HERE, run=run)
    return {
        "agency": series.agency,
        **as_values(trend, messages=OWN_MESSAGES),
        "year": as_values(season, messages=SEASON_MESSAGES, titles=HERE),
    }


class _AreasOf:
    """The small areas that units of a layer lie in."""

    def __init__(self, basis: Basis, layer: Layer) -> None:
        units = basis.store.geography.units
        self._labels, self._layer = units.labels, layer
        self._tree = shapely.STRtree(list(units.polygons))

    def find(self, units: tuple[str, ...]) -> list[str]:
        """The codes of the small areas that hold a point in each unit, sorted."""
        points = shapely.point_on_surface([self._layer.polygons[unit] for unit in units])
        at = self._tree.query(points, predicate="intersects")[1]
        return sorted({self._labels[each] for each in at.tolist()})


def read_place(basis: Basis, layer: Layer, *, units: tuple[str, ...]) -> ThemeSeries:
    """All records in these units of the agency that has most there, as one row "place"."""
    found = []
    for one in layer.demand:
        rows = [one.counts.rows.index(unit) for unit in units]
        counts = one.counts.values[rows].sum(axis=0, keepdims=True)
        found.append((int(counts.sum()), one.agency, Matrix(counts, ("place",), basis.months)))
    _, agency, counted = max(found, key=lambda each: each[:2])
    telling = next(one for one in basis.agencies if one.agency == agency)
    counts_sent = leave_gaps(counted, telling.present(basis.months))
    return ThemeSeries("", agency, counts_sent, rests_on(basis, telling))


def _as_row(profile: ThemeProfile, titles: dict[str, str]) -> dict:
    return {
        "theme": profile.theme,
        "title": profile.title,
        "agency": profile.agency,
        "others": list(profile.series.others),
        "introduction": profile.introduce(titles),
        "records": profile.level.count,
        "rate": plain(profile.level.rate),
        "verdict": profile.trend.verdict,
        "change": plain(profile.trend.change),
        "low": plain(profile.trend.low),
        "high": plain(profile.trend.high),
        "level": as_values(profile.level, messages=OWN_MESSAGES),
        "trend": as_values(profile.trend, messages=OWN_MESSAGES),
    }


def profile_themes(basis: Basis, *, area: str | None = None, run: Run) -> tuple[ThemeProfile, ...]:
    """The profile of every theme with records, in the whole area or in a ward."""
    residents = _residents(basis)
    code = find_ward(basis, area) if area else "city"
    found = read_series(basis, unit="ward" if area else "city")
    profiles = []
    for done, series in enumerate(found):
        run.step("Profiles of themes", done, len(found))
        profiles.append(_profile(basis, series, area=code, exposure=residents.get(code)))
    return tuple(profiles)


def list_profiles(workspace: Workspace, *, area: str | None = None, run: Run) -> list[dict]:
    """A row for every theme with records, as the table `profiles` of an edition has them.

    Errors: `UnknownName` for a ward; `NothingToAssess`.
    """
    basis = gather_basis(workspace, run=run)
    titles = name_agencies(basis)
    return [_as_row(one, titles) for one in profile_themes(basis, area=area, run=run)]


def profile_theme(
    workspace: Workspace, theme: str, *, area: str | None = None, run: Run
) -> ThemeProfile:
    """The profile of one theme, from the records as they stand; `area` is a ward's code or name.

    Errors: `UnknownName` for a theme or ward; `NothingToAssess` if nobody records the theme.
    """
    basis = gather_basis(workspace, run=run)
    code = find_ward(basis, area) if area else "city"
    series = read_one_series(basis, theme, unit="ward" if area else "city")
    return _profile(basis, series, area=code, exposure=_residents(basis).get(code))


def find_ward(basis: Basis, area: str) -> str:
    """The code of a ward told by code or name. Errors: `UnknownName`, listing what there is."""
    wards = basis.store.geography.wards
    for code, name in zip(wards.codes, wards.names, strict=True):
        if area.casefold() in (code.casefold(), name.casefold()):
            return code
    names = ", ".join(sorted(wards.names)) or "none in this workspace's geography"
    raise UnknownName(f"There is no ward called {area!r}.", advice=f"Wards: {names}.")


def _profile(
    basis: Basis, series: ThemeSeries, *, area: str, exposure: float | None
) -> ThemeProfile:
    counts = choose_row(series, area)
    trend = find_trend(counts, basis=series.rests)
    spread = 1.0 if np.isnan(trend.dispersion) else trend.dispersion
    settings = LevelSettings(dispersion=spread)
    level = measure_level(counts, basis=series.rests, exposure=exposure, settings=settings)
    taxonomy, wards = basis.store.taxonomy, basis.store.geography.wards
    names = dict(zip(wards.codes, wards.names, strict=True))
    return ThemeProfile(
        theme=series.theme,
        title=taxonomy.themes[series.theme].title["en"],
        area=area,
        area_title=names.get(area, basis.store.workspace.settings.partnership.name),
        agency=series.agency,
        level=level,
        trend=trend,
        series=series,
    )


def count_residents(basis: Basis) -> Matrix | None:
    """Residents of each ward, (wards, 1); None where no file of residents was given."""
    geography = basis.store.geography
    units = geography.units
    if not units.residents.sum():
        return None
    ward_of = {label: geography.ward_of_area(label) for label in units.labels}
    lived = units.residents[:, None].astype(float)
    return Matrix(lived, units.labels, ("residents",)).group_rows(ward_of)


def _residents(basis: Basis) -> dict[str, float]:
    """Residents of the whole and of each ward; nobody where no file of residents was given."""
    wards = count_residents(basis)
    if wards is None:
        return {}
    found = {"city": float(basis.store.geography.units.residents.sum())}
    return found | dict(zip(wards.rows, wards.values[:, 0].tolist(), strict=True))


def say_limits(profile: ThemeProfile) -> tuple[str, ...]:
    """What the figures do not tell, each once."""
    told = (*profile.level.limits, *profile.trend.limits)
    return tuple(dict.fromkeys(say(one, OWN_MESSAGES) for one in told))
