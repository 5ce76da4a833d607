"""The sentences of two assessments compared."""

from __future__ import annotations

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.profile.compare.assessments.found import (
    AssessmentSettings,
    ThemeChange,
    ThemeFigures,
)
from safercity.evidence.profile.limits import state_breaks, state_limits
from safercity.evidence.types import month_labels, month_number

Both = tuple[ThemeFigures, ThemeFigures]


def state_change(
    rows: tuple[ThemeChange, ...], both: Both, *, settings: AssessmentSettings
) -> tuple[Statement, ...]:
    """What rose and fell, what is no longer where it stood, what only one of the two counted."""
    now, before = both
    compared = [one for one in rows if one.rank_now is not None]
    called = [one for one in compared if one.verdict in ("rose", "fell")]
    values = {
        "themes": len(compared), "called": len(called), "first": now.first, "last": now.last,
        "from": before.first, "to": before.last, "discovery": settings.discovery,
    }  # fmt: skip
    opening = "assessments" if called else "assessments_same"
    called.sort(key=lambda one: (one.q, one.theme))
    return (
        Statement(f"profile.{opening}", values),
        *(_state_theme(one) for one in called[: settings.named]),
        *_state_places(compared),
        *_state_one_sided(rows, "new"),
        *_state_one_sided(rows, "gone"),
        *_state_one_sided(rows, "missing"),
    )


def _state_theme(one: ThemeChange) -> Statement:
    values: dict[str, object] = {"theme": one.theme, "now": one.now, "before": one.before}
    if one.ratio != one.ratio:
        return Statement("profile.theme_from_none", values)
    ends = {"change": one.ratio - 1, "low": one.low - 1, "high": one.high - 1}
    if one.verdict == "fell":
        ends = {"change": 1 - one.ratio, "low": 1 - one.high, "high": 1 - one.low}
    return Statement(f"profile.theme_{one.verdict}", values | ends)


def _state_places(compared: list[ThemeChange]) -> tuple[Statement, ...]:
    moved = [one for one in compared if one.moved]
    firm = [one for one in moved if one.firm]
    if not moved:
        return (Statement("profile.places_same"),)
    if not firm:
        return (Statement("profile.places_unsure", {"moved": len(moved)}),)
    told = [Statement("profile.places", {"moved": len(moved), "firm": len(firm)})]
    for one in sorted(firm, key=lambda each: (-abs(each.moved), each.theme))[:2]:
        values = {"theme": one.theme, "before": one.rank_before, "now": one.rank_now}
        told.append(Statement("profile.place_moved", values))
    return tuple(told)


def _state_one_sided(rows: tuple[ThemeChange, ...], verdict: str) -> tuple[Statement, ...]:
    themes = [one.theme for one in rows if one.verdict == verdict]
    return (Statement(f"profile.themes_{verdict}", {"themes": themes}),) if themes else ()


def limit_change(
    both: Both, *, basis: Basis, settings: AssessmentSettings
) -> tuple[Statement, ...]:
    """What a comparison of two assessments does not tell."""
    now, before = both
    months = month_labels(month_number(before.first), month_number(now.last))
    limits = [*state_limits(basis), *state_breaks(basis, months)]
    if not settings.dispersions:
        limits.append(Statement("profile.limit.chance_of_counts"))
    if (month_number(now.first) - month_number(before.first)) % 12 or (
        month_number(now.last) - month_number(before.last)
    ) % 12:
        limits.append(Statement("profile.limit.other_months"))
    length = month_number(now.last) - month_number(now.first) + 1
    if length % 12:
        limits.append(Statement("profile.limit.part_of_year", {"months": length}))
    return (*limits, Statement("profile.limit.two_periods"))
