"""A confirmed place described: since when, what each agency has there, who would have missed it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from safercity.evidence.overlay import HIGH, MISSING, PlaceSettings, first_month_of
from safercity.evidence.places.classes import EMERGING, FORMER, MULTI_AGENCY, SEASONAL, UNDETERMINED
from safercity.evidence.places.confirming import Confirmed, Totals
from safercity.evidence.places.found import AgencySequence
from safercity.evidence.places.runs_of_quarters import combine_states, find_runs, may_be_older
from safercity.evidence.places.timeline import Timeline
from safercity.evidence.statistics import mid_ranks, round_significant

STATE_WORDS = {HIGH: "high", MISSING: "missing"}
SEES, DOES_NOT, CANNOT_TELL = "sees", "not", "missing"


def find_quarters(
    place: Confirmed, totals: Sequence[Totals], *, timeline: Timeline, need: int
) -> np.ndarray:
    """The quarters (Q booleans) that define the place's class: the last q; the recent ones of an
    emerging place; the run of a former one; the high ones of a seasonal one."""
    if place.class_ == EMERGING:
        return timeline.recent()
    if place.class_ not in (FORMER, SEASONAL):
        return timeline.window()
    states = _combine(place, totals, need=need)
    runs = find_runs(states)
    if place.class_ == SEASONAL or not runs:
        return np.array([state == HIGH for state in states])
    first, last = _pick_run(runs, FORMER, timeline=timeline)
    position = np.arange(len(states))
    return (position >= first) & (position <= last)


def find_since(
    place: Confirmed, totals: Sequence[Totals], *, timeline: Timeline, need: int
) -> tuple[str, str | None, bool]:
    """(first month, last month if it has ended, whether it may be older than our records)."""
    states = _combine(place, totals, need=need)
    runs = find_runs(states)
    first, last = _pick_run(runs, place.class_, timeline=timeline)
    until = _last_month_of(timeline.quarters[last]) if place.class_ == FORMER else None
    return first_month_of(timeline.quarters[first]), until, may_be_older(states, first)


def describe_agencies(
    place: Confirmed, totals: Sequence[Totals], *, timeline: Timeline, ranks: np.ndarray
) -> dict[str, AgencySequence]:
    """Each agency's counts, states and sight in the place. `ranks`: (agencies, candidates)."""
    described = {}
    for position, one in enumerate(totals):
        row, kept = place.row, timeline.window() & one.view.present
        sent, present = one.counts[row], one.view.present
        expected = float(one.expected[row, kept].sum())
        ratio = float(round_significant(sent[kept].sum() / expected)) if expected > 0 else None
        described[one.view.agency] = AgencySequence(
            agency=one.view.agency,
            counts=tuple(int(n) if is_in else None for n, is_in in zip(sent, present, strict=True)),
            states=tuple(STATE_WORDS.get(int(state), "not") for state in one.states[row]),
            ratio=ratio,
            rank=int(ranks[position, row]) if kept.any() else None,
            sight=_sight(place, one, timeline=timeline),
        )
    return described


def rank_alone(totals: Sequence[Totals], timeline: Timeline) -> np.ndarray:
    """Ranks of all candidates by each agency alone, 1 the highest excess, (agencies, C)."""
    ranks = []
    for one in totals:
        kept = timeline.window() & one.view.present
        excess = one.counts[:, kept].sum(axis=1) - one.expected[:, kept].sum(axis=1)
        ranks.append(np.ceil(len(excess) + 1 - mid_ranks(excess)))
    return np.array(ranks)


def list_missed(
    place: Confirmed, totals: Sequence[Totals], *, timeline: Timeline
) -> dict[str, bool]:
    """For each agency that sent enough to tell: whether it alone would have missed the place."""
    able = [one for one in totals if is_able(one, timeline) or place.class_ == UNDETERMINED]
    sent = [one for one in able if (one.view.present & timeline.window()).any()]
    return {one.view.agency: one.view.agency not in place.agencies for one in sent}


def is_able(one: Totals, timeline: Timeline) -> bool:
    """Whether the agency sent at least m of the last q quarters."""
    sent = int((one.view.present & timeline.window()).sum())
    return sent >= timeline.settings.quarters_at_least


def _sight(place: Confirmed, one: Totals, *, timeline: Timeline) -> str:
    if one.view.agency in place.agencies:
        return SEES
    return (
        DOES_NOT
        if is_able(one, timeline) or _cannot(one, place, timeline=timeline)
        else CANNOT_TELL
    )


def _cannot(one: Totals, place: Confirmed, *, timeline: Timeline) -> bool:
    """Too few quarters, but already so many not high that lasting demand is ruled out."""
    settings: PlaceSettings = timeline.settings
    states = one.states[place.row][timeline.window()]
    return int((states != MISSING).sum() - (states == HIGH).sum()) > (
        settings.of_last - settings.quarters_at_least
    )


def _combine(place: Confirmed, totals: Sequence[Totals], *, need: int) -> list[int]:
    """The place's agencies as one sequence: high where enough of them are at once."""
    rows = [one.states[place.row].tolist() for one in totals if one.view.agency in place.agencies]
    several = place.class_ in MULTI_AGENCY or place.class_ == FORMER
    states = combine_states(rows, need=min(need, len(rows)) if several else len(rows))
    # Agencies may be high in turn, never enough of them in one quarter.
    return states if HIGH in states else combine_states(rows, need=1)


def _pick_run(runs: list[tuple[int, int]], class_: str, *, timeline: Timeline) -> tuple[int, int]:
    if not runs:
        return 0, len(timeline.quarters) - 1
    if class_ == SEASONAL:
        return runs[0][0], runs[-1][1]
    if class_ == FORMER:
        return max(runs, key=lambda run: (run[1] - run[0], run[1]))
    return runs[-1]


def _last_month_of(quarter: str) -> str:
    return f"{quarter[:4]}-{int(quarter[-1]) * 3:02d}"
