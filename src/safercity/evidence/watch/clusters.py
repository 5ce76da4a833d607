"""Clusters now: the scan asked of a city, or of each ward by itself, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    Statement,
    Table,
    draw_bars,
    refuse_activity,
    require_location,
    require_time,
    say_all,
)
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.types import LOCATION_PRECISIONS
from safercity.evidence.watch.alarms import AlarmSettings, LookNull
from safercity.evidence.watch.basis_limits import limit_basis
from safercity.evidence.watch.cases import Cases, list_cases
from safercity.evidence.watch.clumping import measure_seen_again
from safercity.evidence.watch.errors import TooFewToWatch
from safercity.evidence.watch.merging import Sighting
from safercity.evidence.watch.scan import (
    Cylinder,
    ScanPlan,
    is_same_design,
    scan_cylinders,
    simulate_scan_null,
)
from safercity.evidence.watch.words import MESSAGES, rarity
from safercity.evidence.watch.zones import ScanSettings, draw_zones

TOLD = LOCATION_PRECISIONS[:6]
WHOLE = "the whole area"
NAME = "The scan for clusters"


@dataclass(frozen=True)
class ClusterQuestion:
    """`centroids` (places, 2) in metres, in the order of the counts' rows. `wards`: ward of each
    place (label to label); given, each ward is scanned by itself, else the whole area. `nulls`:
    null distributions of earlier looks by scope, used again while the design is the same."""

    centroids: np.ndarray
    theme: str = "demand"
    basis: Basis = field(default_factory=Basis)
    scan: ScanSettings = field(default_factory=ScanSettings)
    alarms: AlarmSettings = field(default_factory=AlarmSettings)
    wards: Mapping[str, str] | None = None
    nulls: Mapping[str, LookNull] = field(default_factory=dict)


@dataclass(frozen=True)
class Cluster:
    """One cluster: places by distance from the first, its `centre`; `first` and `last` day.

    `statistic`: log-likelihood ratio. `chance` of a look at which nothing happened showing as much
    anywhere (`rank_chance`: by replicas alone); `years_between`: recurrence interval; `is_alarm`.
    """

    scope: str
    centre: str
    places: tuple[str, ...]
    radius_metres: float
    first: str
    last: str
    observed: int
    expected: float
    statistic: float
    chance: float
    rank_chance: float
    years_between: float
    is_alarm: bool


@dataclass(frozen=True)
class ClustersFound:
    """Clusters, rarest first (alarms and, for the record, the best of each scope)."""

    clusters: tuple[Cluster, ...]
    nulls: Mapping[str, LookNull]
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: Mapping[str, object]
    theme: str = "demand"

    @property
    def alarms(self) -> tuple[Cluster, ...]:
        return tuple(one for one in self.clusters if one.is_alarm)

    def sightings(self) -> list[Sighting]:
        """The alarms, to be set beside what other methods saw."""
        return [
            Sighting("cluster", self.theme, one.centre, one.places, one.first, one.last,
                     float(one.observed), one.expected, one.chance, one.years_between)
            for one in self.alarms
        ]  # fmt: skip

    def explain(self) -> str:
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        columns = (
            Column("centre", "Around"), Column("scope", "Looked at within"),
            Column("places", "Places", "count"),
            Column("radius_metres", "Radius", "figure", "metres"),
            Column("first", "From", "day"), Column("last", "To", "day"),
            Column("observed", "Recorded", "count"), Column("expected", "Usual", "figure"),
            Column("statistic", "Log-likelihood ratio", "figure"),
            Column("chance", "Chance per look", "share"),
            Column("years_between", "Recurrence interval", "figure", "years"),
            Column("is_alarm", "Alarm", "flag"),
        )  # fmt: skip
        rows = tuple(
            (one.centre, one.scope, len(one.places), one.radius_metres, one.first, one.last,
             one.observed, one.expected, one.statistic, one.chance, one.years_between, one.is_alarm)
            for one in self.clusters
        )  # fmt: skip
        return Table("clusters", columns, rows)

    def chart(self) -> dict[str, Any]:
        rows = [
            {"place": one.centre, "times": round(one.observed / one.expected, 2)}
            for one in self.clusters[:10]
        ]
        caption = Caption(
            "Recorded, as a multiple of usual",
            "A bar for each group of places: what was recorded over what would be usual.",
        )
        return draw_bars(rows, caption, name="place", value="times")


def find_clusters(counts: Matrix, question: ClusterQuestion, *, run: Run) -> ClustersFound:
    """Groups of places with more in the newest periods than their places and times explain.

    `counts`: places by consecutive days or months, whole; the newest column is the look. Method:
    prospective space-time permutation scan with circles, chances by replicas that shuffle times
    among cases, with a Gumbel tail for rare ones; alarms as `AlarmSettings` allows per look.
    Source: Kulldorff, Heffernan, Hartman, Assunção & Mostashari, PLoS Medicine 2(3):e59 (2005);
    SaTScan 9.4.4 for its numbers. Limits: `limits` of the result.
    Errors: `TooCoarse`, `ActivityAsked`, `BadCounts`, `TooFewToWatch`, `NothingRecorded`.
    """
    refuse_activity(question.basis, NAME)
    require_location(question.basis, TOLD, method=NAME)
    by_day = counts.columns and str(counts.columns[-1]).count("-") == 2
    require_time(question.basis, ("minute", "day") if by_day else ("minute", "day", "month"),
                 method=f"{NAME} by {'day' if by_day else 'month'}")  # fmt: skip
    if len(question.centroids) != len(counts.rows):
        raise TooFewToWatch(
            f"{len(counts.rows)} places have counts and {len(question.centroids)} have centroids.",
            advice="Give one centroid for each row, in the same order.",
        )
    clusters, nulls = [], {}
    scopes = _list_scopes(counts, question.wards)
    alarms = AlarmSettings(
        question.alarms.alarms_per_year, question.alarms.monitors * max(1, len(scopes))
    )
    cases = list_cases(counts)
    for scope, rows in scopes.items():
        plan = _plan(counts, rows, question=question)
        found, nulls[scope] = _scan_scope(plan, scope, known=question.nulls, alarms=alarms, run=run)
        clusters += found
    clusters.sort(key=lambda one: (one.chance, -one.statistic, one.centre))
    told = tuple(clusters)
    return ClustersFound(
        told,
        {scope: null for scope, null in nulls.items() if null is not None},
        _state(told, cases),
        _limit(question, cases, zones=sum(len(rows) for rows in scopes.values())),
        _settings(question),
        question.theme,
    )


def _list_scopes(counts: Matrix, wards: Mapping[str, str] | None) -> dict[str, list[int]]:
    """Rows by scope. A ward of one place has nothing to be compared with and is left out."""
    if wards is None:
        return {WHOLE: list(range(len(counts.rows)))}
    scopes: dict[str, list[int]] = {}
    for position, row in enumerate(counts.rows):
        if str(row) in wards:
            scopes.setdefault(wards[str(row)], []).append(position)
    return {ward: rows for ward, rows in sorted(scopes.items()) if len(rows) > 1}


def _plan(counts: Matrix, rows: list[int], *, question: ClusterQuestion) -> ScanPlan:
    part = Matrix(
        np.asarray(counts.values)[rows], tuple(counts.rows[row] for row in rows), counts.columns
    )
    zones = draw_zones(np.asarray(question.centroids)[rows])
    return ScanPlan(list_cases(part), zones, question.scan)


def _scan_scope(
    plan: ScanPlan, scope: str, *, known: Mapping[str, LookNull], alarms: AlarmSettings, run: Run
) -> tuple[list[Cluster], LookNull | None]:
    cylinders = scan_cylinders(plan)
    if not cylinders:
        return [], None
    null = known.get(scope)
    if null is None or not is_same_design(null.key, plan):
        null = calibrate_scan(plan, run=run)
    per_year = plan.cases.periods.per_year / plan.settings.every
    allowed = alarms.allow(per_year, seen_again=null.seen_again)
    found = [
        _describe(one, plan.cases, scope=scope, null=null, allowed=(allowed, per_year))
        for one in cylinders
    ]
    return [one for number, one in enumerate(found) if one.is_alarm or number == 0], null


def calibrate_scan(plan: ScanPlan, *, run: Run) -> LookNull:
    """The null distribution of a design, to be kept: replicas, tail, and how long an alarm stays
    up. Holds for later looks while `is_same_design` says so."""
    null = simulate_scan_null(plan, run=run)
    return replace(null, seen_again=measure_seen_again(plan, null=null, run=run))


def _describe(one: Cylinder, cases: Cases, *, scope: str, null: LookNull, allowed) -> Cluster:
    chance, newest = null.chance(one.statistic), len(cases.periods) - 1
    return Cluster(
        scope=scope,
        centre=cases.labels[one.places[0]],
        places=tuple(cases.labels[place] for place in one.places),
        radius_metres=one.radius_metres,
        first=cases.periods.first_day(newest - one.length + 1),
        last=cases.periods.last_day(newest),
        observed=int(one.observed),
        expected=one.expected,
        statistic=one.statistic,
        chance=chance,
        rank_chance=null.rank_chance(one.statistic),
        years_between=null.years_between(one.statistic, allowed[1]),
        is_alarm=chance <= allowed[0],
    )


def _state(clusters: tuple[Cluster, ...], cases: Cases) -> tuple[Statement, ...]:
    span = {
        "first": cases.periods.first_day(0),
        "look": cases.periods.last_day(len(cases.periods) - 1),
    }
    if cases.number == 0:
        return (Statement("clusters.no_cases", span),)
    told = []
    for one in clusters:
        if one.is_alarm:
            id_, rare = rarity("clusters.found", one.years_between)
            values = {
                "centre": one.centre, "places": len(one.places), "observed": one.observed,
                "expected": one.expected, "first": one.first, "last": one.last, **rare,
            }  # fmt: skip
            told.append(Statement(id_, values))
    return tuple(told) or (Statement("clusters.none", span),)


def _limit(question: ClusterQuestion, cases: Cases, *, zones: int) -> tuple[Statement, ...]:
    unit = {"day": "days", "week": "weeks", "month": "months"}[cases.periods.unit]
    limits = [
        Statement(
            "clusters.many", {"zones": zones, "longest": question.scan.longest, "unit": unit}
        ),
        Statement("clusters.permuted"),
        *limit_basis(question.basis, question.theme),
    ]
    if cases.left_out:
        left = {"count": len(cases.left_out), "periods": list(cases.left_out)}
        limits.append(Statement("clusters.left_out", left))
    return tuple(limits)


def _settings(question: ClusterQuestion) -> dict[str, object]:
    scan, alarms = question.scan, question.alarms
    return {
        "longest": scan.longest, "largest_share": scan.largest_share,
        "largest_metres": scan.largest_metres, "fewest_cases": scan.fewest_cases,
        "replicas": scan.replicas, "every": scan.every,
        "alarms_per_year": alarms.alarms_per_year, "monitors": alarms.monitors,
        "scope": "whole" if question.wards is None else "ward",
    }  # fmt: skip
