"""Where limits are drawn anew: only for a recorded reason, and always at a recording break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from safercity.evidence.findings import Basis
from safercity.evidence.indicators.errors import RebaseRefused
from safercity.evidence.indicators.periods import first_month
from safercity.evidence.indicators.terms import Rebase

PhaseKind = Literal["start", "rebase", "recording"]


@dataclass(frozen=True)
class Phase:
    """Points `start` to `stop` (not included) share their limits. `reason`: why they begin here."""

    start: int
    stop: int
    kind: PhaseKind = "start"
    reason: str = ""


def cut_phases(
    labels: tuple[str, ...], rebases: tuple[Rebase, ...], *, basis: Basis
) -> tuple[Phase, ...]:
    """The phases of a chart, in order. A break in recording begins one, marked as such.

    A gap in the data ("missing") changes no meaning and begins none. A break before the first or
    after the last point is no matter. Errors: `RebaseRefused`, for a period that is not there.
    """
    cuts: dict[int, tuple[PhaseKind, str]] = {}
    for rebase in rebases:
        cuts[_find_rebase(labels, rebase)] = ("rebase", rebase.reason)
    for one in basis.breaks:
        where = _position(labels, one.month)
        if one.kind != "missing" and where:
            cuts[where] = ("recording", one.title)
    starts = [0, *sorted(cuts)]
    stops = [*starts[1:], len(labels)]
    return tuple(
        Phase(start, stop, *cuts.get(start, ("start", "")))
        for start, stop in zip(starts, stops, strict=True)
    )


def _find_rebase(labels: tuple[str, ...], rebase: Rebase) -> int:
    where = _position(labels, first_month(rebase.period))
    if not where:
        told = f"{labels[0]} to {labels[-1]}" if labels else "nothing"
        raise RebaseRefused(
            f"Limits cannot be drawn anew from {rebase.period}: the chart shows {told}.",
            advice="Name a period after the first one shown.",
        )
    return where


def _position(labels: tuple[str, ...], month: str) -> int:
    """The first point that begins in this month or later; 0 where there is none to cut at.

    A period in which the break falls midway (a quarter) belongs to what comes after it.
    """
    for position, label in enumerate(labels):
        end = labels[position + 1] if position + 1 < len(labels) else None
        begins, ends = first_month(label), first_month(end) if end else None
        if begins >= month or (ends is not None and begins < month < ends):
            return position
    return 0
