"""The sentences of repeats: never a place or a person, only how many."""

from __future__ import annotations

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.profile.limits import state_limits
from safercity.evidence.profile.repeats.found import Repeats

SOONEST = 2
"""How many steps of the time course are said; the others stand in its table."""


def state_repeats(found: Repeats) -> tuple[Statement, ...]:
    """How much comes back, to how few, how soon, and whether chance alone would do it."""
    noun = found.settings.noun
    if found.verdict == "none":
        return (Statement("profile.repeats_none", {"noun": noun}),)
    if found.verdict == "too_few":
        few = {"incidents": found.incidents, "noun": noun}
        return (Statement("profile.repeats_few", few),)
    values = {
        "incidents": found.incidents, "owners": found.owners, "noun": noun,
        "concentration": found.concentration,
    }  # fmt: skip
    again = {
        "repeats": found.repeats, "share": found.repeat_share, "again": found.repeat_owners,
        "owner_share": found.owner_share, "low": found.low, "high": found.high, "noun": noun,
    }  # fmt: skip
    return (
        Statement("profile.repeats", values),
        *_state_prevalence(found),
        Statement("profile.repeats_again", again),
        *_state_top(found),
        *_state_chance(found),
        *_state_course(found),
    )


def _state_prevalence(found: Repeats) -> tuple[Statement, ...]:
    if not found.targets:
        return ()
    values = {"targets": found.targets, "noun": found.settings.noun}
    return (Statement("profile.repeats_of", values | {"prevalence": found.prevalence}),)


def _state_top(found: Repeats) -> tuple[Statement, ...]:
    known = [one for one in found.top if one.share == one.share]
    if not known:
        return ()
    one, noun = known[-1], found.settings.noun
    values = {"part": one.part, "owners": one.owners, "share": one.share, "noun": noun}
    name = "top_of_all" if found.targets else "top_of_hit"
    return (Statement(f"profile.repeats_{name}", values),)


def _state_chance(found: Repeats) -> tuple[Statement, ...]:
    if found.chance is None or found.repeats is None:
        return ()
    low, high = found.chance.low, found.chance.high
    name = "more" if found.repeats > high else "fewer" if found.repeats < low else "no_more"
    values = {"expected": found.chance.expected, "low": low, "high": high}
    return (
        Statement(
            f"profile.repeats_{name}",
            values | {"noun": found.settings.noun, "repeats": found.repeats},
        ),
    )


def _state_course(found: Repeats) -> tuple[Statement, ...]:
    told = [step for step in found.course if step.repeats is not None][:SOONEST]
    return tuple(
        Statement(
            "profile.repeats_within",
            {
                "days": step.days, "share": step.share, "low": step.low, "high": step.high,
                "expected": step.expected,
            },
        )
        for step in told
    )  # fmt: skip


def limit_repeats(found: Repeats, *, basis: Basis, asked: bool) -> tuple[Statement, ...]:
    """What repeats do not tell. `asked`: whether a time course was asked for."""
    settings = found.settings
    limits = [*state_limits(basis), Statement("profile.limit.one_or_two", {"noun": settings.noun})]
    if settings.of == "people":
        limits.append(Statement("profile.limit.people", {"smallest": settings.smallest}))
    elif basis.location == "street":
        limits.append(Statement("profile.limit.street"))
    if found.targets:
        limits.append(Statement("profile.limit.alike", {"noun": settings.noun}))
    else:
        limits.append(Statement("profile.limit.targets", {"noun": settings.noun}))
    if asked and found.verdict == "told":
        limits.append(Statement("profile.limit.long_gaps"))
        if found.same_day and found.same_day >= settings.fewest:
            limits.append(Statement("profile.limit.same_day", {"repeats": found.same_day}))
        if len(found.course) < len(settings.within_days):
            limits.append(Statement("profile.limit.short_window"))
    return tuple(limits)
