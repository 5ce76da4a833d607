"""The tables of an edition, from what was found: plain values only."""

from __future__ import annotations

import numpy as np

from safercity.evidence.assess.counting import CountedAgency
from safercity.evidence.assess.drawing import join_polygons, to_geojson
from safercity.evidence.assess.layers import Layer
from safercity.evidence.assess.naming import NamedPlace, name_wards
from safercity.evidence.findings.firmness import TENTATIVE
from safercity.evidence.geography import Geography, to_degrees
from safercity.evidence.matrix import Matrix
from safercity.evidence.places import FoundPlace, PlacesFound
from safercity.evidence.statistics import rank_shares
from safercity.evidence.store import SourceCoverage
from safercity.evidence.types import quarter_label

# What too few quarters can tell is never firm, however steady its rank among what was sent.
UNDETERMINED = "undetermined"
# Upper ends of the map's steps, as shares of units by rank of score: lowest half ... highest 1%.
STEPS = (0.50, 0.75, 0.90, 0.95, 0.99)


def place_row(place: NamedPlace, *, layer: Layer) -> dict:
    """One place as the contract of `places --json` has it, with what pages and papers add."""
    found, result = place.found, layer.result
    polygon = join_polygons([layer.polygons[label] for label in found.units])
    longitude, latitude = to_degrees(np.array([polygon.centroid.x]), np.array([polygon.centroid.y]))
    by_agency = _themes_by_agency(found, layer=layer)
    by_theme = _most_of(by_agency)
    return {
        "id": place.key,
        "name": place.name,
        "ward": place.ward,
        "ward_code": place.ward_code,
        "town": place.town,
        "rank": found.rank,
        "rank_low": found.rank_low,
        "rank_high": found.rank_high,
        "class": found.class_,
        "agencies": list(found.agencies),
        "themes": sorted(by_theme, key=lambda theme: (-by_theme[theme], theme)),
        "since": found.since,
        "until": found.until,
        "is_since_start": found.is_since_start,
        "stability": found.stability,
        "sure": TENTATIVE if found.class_ == UNDETERMINED else found.sure,
        "score": found.score,
        "missed_by": dict(found.missed_by),
        "unplaced_share": found.unplaced_share,
        "geometry": to_geojson(polygon),
        "cells": list(found.units),
        "unit": layer.unit,
        "centre": [round(float(longitude[0]), 6), round(float(latitude[0]), 6)],
        "area_km2": round(polygon.area / 1e6, 3),
        "agency_states": _states_of(found, result),
        "quarters": list(result.quarters),
        "by_agency": {
            agency: {
                "counts": list(one.counts),
                "states": list(one.states),
                "ratio": one.ratio,
                "rank": one.rank,
                "themes": by_agency.get(agency, {}),
            }
            for agency, one in found.by_agency.items()
        },
        "by_theme": by_theme,
        "flags": list(place.flags),
    }


def _states_of(found: FoundPlace, result: PlacesFound) -> dict[str, str]:
    states = {agency: one.sight for agency, one in found.by_agency.items()}
    return states | dict.fromkeys(result.context, "context")


def _themes_by_agency(found: FoundPlace, *, layer: Layer) -> dict[str, dict[str, int]]:
    """Records of each theme over the last q quarters, agency by agency."""
    result = layer.result
    last = set(result.quarters[-result.settings.of_last :])
    told = {
        one.agency: {
            theme: _count_in(matrix, found, last=last)
            for theme, matrix in (one.themes or {}).items()
        }
        for one in layer.demand
    }
    return {agency: {t: n for t, n in themes.items() if n} for agency, themes in told.items()}


def _most_of(by_agency: dict[str, dict[str, int]]) -> dict[str, int]:
    """Records of each theme by whichever agency tells most: never added over agencies, because
    one event may be told to several."""
    themes: dict[str, int] = {}
    for told in by_agency.values():
        for theme, n in told.items():
            themes[theme] = max(n, themes.get(theme, 0))
    return themes


def _count_in(matrix: Matrix, found: FoundPlace, *, last: set[str]) -> int:
    position = {label: index for index, label in enumerate(matrix.rows)}
    rows = [position[label] for label in found.units]
    columns = [i for i, month in enumerate(matrix.columns) if quarter_label(month) in last]
    return int(matrix.values[np.ix_(rows, columns)].sum())


def unit_table(layer: Layer, *, geography: Geography) -> dict:
    """The table `cells` (or `small_areas`): score, map step and agencies of every unit."""
    result = layer.result
    scores = np.asarray(result.units.score, dtype=float)
    steps = np.searchsorted(STEPS, rank_shares(scores), side="right")
    steps = np.where(scores > 0, steps, 0)
    wards = name_wards(geography, [layer.polygons[label] for label in result.units.labels])
    columns = zip(
        result.units.labels,
        scores,
        steps,
        result.units.agencies,
        result.units.classes,
        [ward for _code, ward in wards],
        strict=True,
    )
    return {
        "unit": layer.unit,
        "cells": [
            {
                "id": label,
                "score": float(score),
                "step": int(step),
                "agencies": int(agencies),
                "class": class_,
                "ward": ward,
            }
            for label, score, step, agencies, class_, ward in columns
        ],
    }


def coverage_table(agencies: tuple[CountedAgency, ...], *, months: tuple[str, ...]) -> dict:
    """The table `coverage`: for each counted agency, which months it has sent."""
    return {
        "months": list(months),
        "agencies": {one.agency: list(one.present(months)) for one in agencies},
    }


def data_to(coverage: tuple[SourceCoverage, ...], *, months: tuple[str, ...]) -> dict:
    """For each agency: first and last month sent, months missing between, sources and rows.

    Only sources that tell of demand: outcomes and patrol logs are no part of these findings.
    """
    coverage = tuple(
        one for one in coverage if one.shape.layer == "demand" and one.shape.record != "reference"
    )
    told: dict[str, dict] = {}
    for agency in sorted({one.agency for one in coverage}):
        sources = [one for one in coverage if one.agency == agency]
        sent = sorted({m for one in sources for m in one.months if m <= months[-1]})
        rows = sum(one.accepted for one in sources)
        unplaced = sum(one.unplaced_of_extract * one.accepted for one in sources)
        told[agency] = {
            "from": sent[0] if sent else None,
            "to": sent[-1] if sent else None,
            "missing": [m for m in months if sent and sent[0] <= m <= sent[-1] and m not in sent],
            "sources": [one.source for one in sources],
            "rows": rows,
            "unplaced_share": unplaced / rows if rows else 0.0,
        }
    return told
