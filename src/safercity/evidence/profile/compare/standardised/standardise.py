"""Directly standardised rates: each group's rate, weighed as a standard population has it."""

from __future__ import annotations

import numpy as np

from safercity.evidence.findings import Basis, Statement, refuse_activity
from safercity.evidence.profile.checks import check_labels, read_counts
from safercity.evidence.profile.compare.standardised.found import (
    GroupedCounts,
    StandardisedRates,
    StandardisedRow,
    StandardSettings,
)
from safercity.evidence.profile.errors import CountsUnusable
from safercity.evidence.profile.limits import state_limits
from safercity.evidence.statistics import mid_ranks, round_significant, sum_weighted

METHOD = "A standardised rate"
NAMED = 5


def standardise_rates(
    grouped: GroupedCounts, *, basis: Basis, settings: StandardSettings | None = None
) -> StandardisedRates:
    """What each area's rate would be if all had the standard's make-up of people.

    Sum over groups of standard share x count / exposure, with Dobson's interval (Dobson, Kuulasmaa,
    Eberle & Scherer, Statistics in Medicine 10, 1991) on Byar's limits, as `phe_dsr` of
    PHEindicatormethods has it. Limits: one figure hides in what the groups differ; it is for
    comparing, and no area has that rate. Errors: `CountsUnusable`, `ActivityAsked`.
    """
    settings = settings or StandardSettings()
    refuse_activity(basis, METHOD)
    counts, exposures, weights = _read(grouped)
    rows = tuple(
        _standardise(label, np.stack([counts[i], exposures[i], weights]), settings=settings)
        for i, label in enumerate(grouped.labels)
    )
    sent = ~np.isnan(counts).any(axis=1)
    people = exposures[sent].sum()
    together = counts[sent].sum() / people * settings.per if people else np.nan
    return StandardisedRates(
        rows,
        float(round_significant(together)),
        statements=_state(rows, settings=settings),
        limits=_limits(rows, basis=basis, settings=settings),
        settings=settings,
    )


def _read(grouped: GroupedCounts) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Counts and exposures (n, g), and the standard's shares (g,). Errors: `CountsUnusable`."""
    counts = read_counts(grouped.counts, what=METHOD)
    exposures = read_counts(grouped.exposures, what=f"{METHOD}, people")
    check_labels(grouped.labels, counts, what=METHOD)
    check_labels(grouped.groups, counts.T, what=METHOD)
    standard = exposures.sum(axis=0) if grouped.standard is None else grouped.standard
    weights = read_counts(standard, what=f"{METHOD}, standard")
    if counts.shape != exposures.shape or weights.shape != counts.shape[1:]:
        raise CountsUnusable(
            f"{METHOD}: counts {counts.shape}, people {exposures.shape}, standard {weights.shape}."
        )
    if np.isnan(exposures).any() or not weights.sum() > 0:
        raise CountsUnusable(
            f"{METHOD}: the people of a group, or the standard population, are not known.",
            advice="Give people for each area and group, and a standard with at least one.",
        )
    beyond = np.argwhere((exposures == 0) & (counts > 0))
    if beyond.size:
        at = beyond[0]
        raise CountsUnusable(
            f"{METHOD}: {grouped.labels[at[0]]} has records of {grouped.groups[at[1]]} but no one "
            "in that group."
        )
    return counts, exposures, weights / weights.sum()


def _standardise(label: str, told: np.ndarray, *, settings: StandardSettings) -> StandardisedRow:
    """One area; `told` (3, g): counts, people, shares of the standard."""
    counts, people, shares = told
    total, everyone = counts.sum(), people.sum()
    crude = total / everyone * settings.per if everyone else np.nan
    unknown = ((people == 0) & (shares > 0)).any()
    figures = (np.nan,) * 3
    if not np.isnan(total) and total >= settings.fewest and not unknown:
        weights = np.where(people > 0, shares / np.where(people > 0, people, 1.0), 0.0)
        found = sum_weighted(counts, weights * settings.per, level=settings.level)
        figures = (found.total, found.low, found.high)
    rate, low, high = figures
    return StandardisedRow(label, float(total), float(round_significant(crude)), rate, low, high)


def _state(
    rows: tuple[StandardisedRow, ...], *, settings: StandardSettings
) -> tuple[Statement, ...]:
    told = [one for one in rows if one.rate == one.rate]
    if not told:
        return (Statement("profile.standardised_none", {"fewest": settings.fewest}),)
    top, bottom = max(told, key=lambda one: one.rate), min(told, key=lambda one: one.rate)
    ends = {"highest": top.label, "top": top.rate, "lowest": bottom.label, "bottom": bottom.rate}
    spans = {"top_low": top.low, "top_high": top.high, "low": bottom.low, "high": bottom.high}
    opening = Statement("profile.standardised", ends | spans | {"per": settings.per})
    before, after = (
        mid_ranks(np.array([-getattr(one, name) for one in told])) for name in ("crude", "rate")
    )
    moved = int((before != after).sum())
    return (opening, Statement("profile.standardised_moved", {"moved": moved, "areas": len(told)}))


def _limits(
    rows: tuple[StandardisedRow, ...], *, basis: Basis, settings: StandardSettings
) -> tuple[Statement, ...]:
    limits = [*state_limits(basis), Statement("profile.limit.standardised")]
    untold = [one.label for one in rows if one.rate != one.rate]
    if untold:
        values = {"areas": len(untold), "labels": untold[:NAMED], "fewest": settings.fewest}
        limits.append(Statement("profile.limit.not_standardised", values))
    return tuple(limits)
