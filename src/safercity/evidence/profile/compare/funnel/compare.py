"""Areas beside each other: a funnel with exact limits, widened where areas differ by more."""

from __future__ import annotations

from safercity.evidence.findings import Basis, Statement, refuse_activity
from safercity.evidence.profile.compare.area_limits import limit_areas
from safercity.evidence.profile.compare.areas import (
    DENOMINATORS,
    AreaCounts,
    KnownAreas,
    read_areas,
)
from safercity.evidence.profile.compare.funnel.found import Funnel, FunnelSettings
from safercity.evidence.profile.compare.funnel.limits import Widening, find_widening
from safercity.evidence.profile.compare.funnel.rows import FunnelRow, place_areas
from safercity.evidence.profile.compare.funnel.telling import limit_funnel, state_funnel
from safercity.evidence.profile.errors import ComparisonUnusable

METHOD = "A comparison of areas"
FEWEST_AREAS = 3
OWN_LEVEL = 0.95


def compare_areas(
    areas: AreaCounts,
    *,
    basis: Basis,
    own: str | None = None,
    settings: FunnelSettings | None = None,
) -> Funnel:
    """Which areas lie outside what chance and the usual differences between areas would give.

    Against the rate of all together: exact Poisson limits (made continuous), widened by how much
    more than chance areas differ (Spiegelhalter, Statistics in Medicine 24, 2005), beside each
    area's z and its false-discovery value among all. `own`: an area whose place is said first.
    Every denominator passed in is tried, and it is said which areas another would judge otherwise;
    residents of a town centre are not those who are there. With `settings.as_shares` each count is
    so many of its denominator (incidents with a suspect, of all incidents) and chance is binomial.
    Limits: outside the limits means unlike the others, not worse run; areas are not alike in whom
    and what they hold. Errors: `CountsUnusable`, `ComparisonUnusable`, `ActivityAsked`.
    """
    settings = settings or FunnelSettings()
    refuse_activity(basis, METHOD)
    known, widening, rows = _place(areas, settings.denominator, settings=settings)
    if own is not None:
        known.find(own, what=METHOD)
    shared = limit_areas(known, areas, denominator=settings.denominator, what=METHOD)
    others = _try_others(areas, rows, settings=settings)
    otherwise = {name: labels for name, labels in others.items() if labels is not None}
    shared += [
        Statement("profile.limit.not_tried", {"other": DENOMINATORS.get(name, name)})
        for name, labels in others.items()
        if labels is None
    ]
    told = (rows, known, widening)
    return Funnel(
        areas=rows,
        average=known.rate,
        exposure=known.exposure,
        widening=widening,
        unknown=known.unknown,
        otherwise=otherwise,
        own=own,
        statements=state_funnel(told, own=own, settings=settings),
        limits=limit_funnel(shared, widening, otherwise=otherwise, basis=basis, settings=settings),
        settings=settings,
    )


def _place(
    areas: AreaCounts, denominator: str, *, settings: FunnelSettings
) -> tuple[KnownAreas, Widening, tuple[FunnelRow, ...]]:
    known = read_areas(
        areas,
        denominator=denominator,
        what=METHOD,
        fewest=FEWEST_AREAS,
        is_share=settings.as_shares,
    )
    if not known.counts.sum():
        raise ComparisonUnusable(
            f"{METHOD}: nothing was recorded in any of {len(known.labels)} areas.",
            advice="Ask of a theme or a time with records.",
        )
    expected, of = known.exposure * known.rate, known.of
    if of is not None and known.rate >= 1:
        raise ComparisonUnusable(
            f"{METHOD}: every one of {known.exposure.sum():g} {denominator} is counted: no area "
            "can differ from another."
        )
    widening = find_widening(
        known.counts, expected, part=settings.winsorised, kind=settings.overdispersion, of=of
    )
    levels = (settings.inner, settings.outer)
    return known, widening, place_areas(known, widening=widening, levels=levels, interval=OWN_LEVEL)


def _try_others(
    areas: AreaCounts, rows: tuple[FunnelRow, ...], *, settings: FunnelSettings
) -> dict[str, tuple[str, ...] | None]:
    """By each further denominator the areas it judges otherwise; None where too few have it."""
    told: dict[str, tuple[str, ...] | None] = {}
    for name in () if settings.as_shares else areas.exposures:
        if name == settings.denominator:
            continue
        try:
            told[name] = _find_otherwise(rows, _place(areas, name, settings=settings)[2])
        except ComparisonUnusable:
            told[name] = None
    return told


def _find_otherwise(rows: tuple[FunnelRow, ...], others: tuple[FunnelRow, ...]) -> tuple[str, ...]:
    """Areas called far above or below by one denominator and not by the other."""
    far = ("far_above", "far_below")
    by_other = {one.label: one.verdict for one in others}
    return tuple(
        one.label
        for one in rows
        if one.label in by_other
        and one.verdict != by_other[one.label]
        and (one.verdict in far or by_other[one.label] in far)
    )
