"""Hot spots of every theme, how long they have been so, and how concentrated the theme is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.counting import lay_units
from safercity.evidence.assess.layers import unit_polygons
from safercity.evidence.assess.naming import Namer
from safercity.evidence.assess.questions.series import ThemeSeries, add_quarters, read_series
from safercity.evidence.assess.remembering import answer_once
from safercity.evidence.findings import as_values
from safercity.evidence.matrix import Matrix
from safercity.evidence.places import concentration, hot_spots
from safercity.evidence.places.concentration.words import MESSAGES as CONCENTRATION_MESSAGES
from safercity.evidence.places.hot_spots import (
    HotSpots,
    HotSpotSettings,
    HotSpotsOverTime,
    Neighbourhoods,
    OverTimeSettings,
    neighbourhoods_from_lists,
)
from safercity.evidence.places.hot_spots.judge import COLD, HOT
from safercity.evidence.places.hot_spots.words import MESSAGES
from safercity.evidence.runs import Run
from safercity.evidence.store import Unit
from safercity.evidence.types import SUPPORTS_CELLS

MONTHS = 12
QUARTERS = 16


def spots_table(basis: Basis, *, run: Run) -> dict:
    """The table `hot_spots` of an edition: a theme each, on the finest unit its agency supports."""
    themes = []
    for unit, near, found in _by_unit(basis):
        namer = Namer(basis.store, unit_polygons(basis.store.geography, unit))
        for done, series in enumerate(found):
            run.step("Hot spots of themes", done, len(found))
            describe = partial(_describe, series, near, unit=unit, namer=namer, run=run)
            asked = (series, unit, namer.fingerprint)
            themes.append(answer_once(basis, "spots", reads=asked, work=describe, run=run))
    order = list(basis.store.taxonomy.themes)
    return {"themes": sorted(themes, key=lambda one: order.index(one["theme"]))}


def _by_unit(basis: Basis) -> Iterable[tuple[Unit, Neighbourhoods, list[ThemeSeries]]]:
    """Each kind of unit with the themes that are told on it and no finer."""
    fine = read_series(basis, unit="cell")
    told = [one for one in fine if one.rests.location in SUPPORTS_CELLS]
    kept = {one.theme for one in told}
    coarse = [one for one in read_series(basis, unit="small_area") if one.theme not in kept]
    kinds: tuple[tuple[Unit, list[ThemeSeries]], ...] = (("cell", told), ("small_area", coarse))
    for unit, found in kinds:
        if found:
            units = lay_units(basis.store, unit)
            yield unit, neighbourhoods_from_lists(units.indptr, units.indices), found


def _describe(
    series: ThemeSeries, near: Neighbourhoods, *, unit: Unit, namer: Namer, run: Run
) -> dict:
    settings = HotSpotSettings(unit="cell" if unit == "cell" else "area")
    recent = Matrix(
        series.counts.values[:, -MONTHS:], series.counts.rows, series.counts.columns[-MONTHS:]
    )
    now = hot_spots.find_hot_spots(recent, near, basis=series.rests, run=run, settings=settings)
    told = {
        "theme": series.theme,
        "agency": series.agency,
        "unit": unit,
        "months": list(recent.columns),
        "now": _tell_now(now, namer),
        "concentration": as_values(
            concentration.measure_concentration(recent, basis=series.rests, run=run),
            messages=CONCENTRATION_MESSAGES,
        ),
    }
    whole = add_quarters(series.counts)
    quarters = Matrix(whole.values[:, -QUARTERS:], whole.rows, whole.columns[-QUARTERS:])
    if len(quarters.columns) > 1:
        over_time = hot_spots.class_hot_spots(
            quarters, near, basis=series.rests, run=run, settings=OverTimeSettings(spots=settings)
        )
        told["over_time"] = _tell_over_time(over_time, namer)
    return told


def _tell_now(found: HotSpots, namer: Namer) -> dict:
    lone = found.lone()
    listed = [*found.positions(HOT), *found.positions(COLD)]
    named = namer.rename(found.labels, [*listed, *([] if lone is None else [lone])])
    told = as_values(replace(found, labels=named.labels), messages=MESSAGES, titles=named.titles)
    return _keep_rows(told, listed, labels=found.labels)


def _tell_over_time(found: HotSpotsOverTime, namer: Namer) -> dict:
    listed = found.listed()
    named = namer.rename(found.labels, listed)
    told = as_values(replace(found, labels=named.labels), messages=MESSAGES, titles=named.titles)
    return _keep_rows(told, listed, labels=found.labels)


def _keep_rows(told: dict, listed: list, *, labels: tuple) -> dict:
    """Only the rows of what stands out: of the others the sentence says how many there are."""
    rows = told["table"]["rows"]
    told["table"]["rows"] = [rows[int(at)] for at in listed]
    return told | {"units": [labels[int(at)] for at in listed]}
