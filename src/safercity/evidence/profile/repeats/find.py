"""Repeats: how many incidents come back to the same places or people, how soon, and by chance?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safercity.evidence.findings import Basis, refuse_activity, require_location, require_time
from safercity.evidence.profile.checks import read_counts
from safercity.evidence.profile.errors import CountsUnusable
from safercity.evidence.profile.repeats.concentration import (
    cut_bands,
    expect_repeats,
    share_of_top,
)
from safercity.evidence.profile.repeats.course import (
    CourseStep,
    RepeatEvents,
    find_course,
    read_gaps,
)
from safercity.evidence.profile.repeats.found import Repeats, RepeatSettings
from safercity.evidence.profile.repeats.telling import limit_repeats, state_repeats
from safercity.evidence.statistics import round_significant, wilson_interval

METHOD = "A count of repeats"
PLACED = ("exact", "property", "street")
TIMED = ("minute", "day")


def find_repeats(
    counts: np.ndarray,
    *,
    basis: Basis,
    targets: int | None = None,
    events: RepeatEvents | None = None,
    settings: RepeatSettings | None = None,
) -> Repeats:
    """Repeats among places or people: `counts` (n,) whole numbers of incidents, one for each place
    or pseudonym, in one window. Zeros are left out; say how many there are in all by `targets`.

    Prevalence, incidence and concentration as Farrell & Pease (Once Bitten, Twice Bitten, 1993)
    and Trickett, Osborn, Seymour & Pease (BJC 32, 1992) tell them; with `targets`, beside what
    chance alone would give; with `events`, the time course (records timed to the day).
    Aggregate only: no label or pseudonym comes out, and of people no group of fewer than five.
    Limits: who moves, or is written two ways, is two; an incident recorded twice looks repeated.
    Errors: `CountsUnusable`, `TimesUnusable`, `ActivityAsked`, `TooCoarse`.
    """
    settings = settings or RepeatSettings()
    refuse_activity(basis, METHOD)
    if settings.of == "places":
        require_location(basis, PLACED, method=METHOD)
    if events is not None:
        require_time(basis, TIMED, method="A time course of repeats")
    held = _read_whole(counts, targets=targets)
    found = _measure(held, targets=targets, settings=settings)
    if events is not None:
        gaps = read_gaps(events, held)
        steps = find_course(
            gaps, held, window=events.last_day - events.first_day + 1,
            within=settings.within_days, level=settings.level,
        )  # fmt: skip
        same_day = int((gaps == 0).sum())
        hidden = found.verdict != "told" or 0 < same_day < settings.fewest
        found = replace(
            found, course=_hide_small(steps, found), same_day=None if hidden else same_day
        )
    return replace(
        found,
        statements=state_repeats(found),
        limits=limit_repeats(found, basis=basis, asked=events is not None),
    )


def _read_whole(counts: np.ndarray, *, targets: int | None) -> np.ndarray:
    values = read_counts(counts, what=METHOD)
    if values.ndim != 1 or np.isnan(values).any() or (values != np.rint(values)).any():
        raise CountsUnusable(f"{METHOD} takes one whole number for each place or person.")
    held = values[values > 0].astype(np.int64)
    if targets is not None and targets < max(1, held.size):
        raise CountsUnusable(f"{held.size} had an incident, of {targets} in all?")
    return held


def _measure(held: np.ndarray, *, targets: int | None, settings: RepeatSettings) -> Repeats:
    incidents, owners = int(held.sum()), int(held.size)
    again = int((held > 1).sum())
    none = Repeats(
        "none", incidents, owners, targets, np.nan, np.nan, np.nan, None, np.nan, None,
        np.nan, np.nan, np.nan, (), (), None, (), None, (), (), settings,
    )  # fmt: skip
    if not owners:
        return none
    if owners < settings.fewest:
        return replace(none, verdict="too_few", owners=None)
    if 0 < min(again, owners - again) < settings.fewest:
        # Incidents less owners would tell how often the few came back: one of the two goes.
        return replace(none, verdict="too_few", owners=None)
    low, high = wilson_interval(again, owners, level=settings.level)
    of = targets or np.nan
    told = round_significant(
        np.array([incidents / of, owners / of, incidents / owners, 1 - owners / incidents,
                  again / owners, float(low), float(high)])
    ).tolist()  # fmt: skip
    return replace(
        none,
        verdict="told",
        incidence=told[0],
        prevalence=told[1],
        concentration=told[2],
        repeats=incidents - owners,
        repeat_share=told[3],
        repeat_owners=again,
        owner_share=told[4],
        low=told[5],
        high=told[6],
        bands=cut_bands(held, targets=targets, smallest=settings.fewest),
        top=share_of_top(held, settings.top, of=targets or owners, smallest=settings.fewest),
        chance=expect_repeats(incidents, targets, level=settings.level) if targets else None,
    )


def _hide_small(course: tuple[CourseStep, ...], found: Repeats) -> tuple[CourseStep, ...]:
    """Of people: nothing of a course that is too few to show, no step with fewer than five more
    than the one shown before it, none that leaves fewer than five."""
    if found.verdict != "told":
        return ()
    fewest, total, shown = found.settings.fewest, found.repeats or 0, 0
    told = []
    for step in course:
        number = step.repeats or 0
        if 0 < number - shown < fewest or 0 < total - number < fewest:
            step = replace(step, repeats=None, share=np.nan, low=np.nan, high=np.nan)
        else:
            shown = number
        told.append(step)
    return tuple(told)
