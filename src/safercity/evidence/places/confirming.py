"""Candidates judged again as wholes: their own counts, quarter by quarter, agency by agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from safercity.evidence.overlay import AgencyView, Overlay, PlaceSettings, judge_quarters
from safercity.evidence.places.candidates import Candidate
from safercity.evidence.places.classes import (
    FEW,
    LISTING,
    MULTI_AGENCY,
    NONE,
    SINGLE,
    agencies_behind,
    class_units,
)
from safercity.evidence.places.signals import Sequences, Weighed, read_signals
from safercity.evidence.places.timeline import Timeline
from safercity.evidence.statistics import (
    adjust_for_false_discovery,
    exceedance,
    round_significant,
)


@dataclass(frozen=True)
class Totals:
    """One agency's counts, expected counts and states over whole candidates, (C, Q) each."""

    view: AgencyView
    counts: np.ndarray
    expected: np.ndarray
    states: np.ndarray


@dataclass(frozen=True)
class Confirmed:
    """A candidate that stands as a whole, with its class and the agencies that see it."""

    units: tuple[int, ...]
    class_: str
    agencies: tuple[str, ...]
    row: int


def add_up(overlay: Overlay, candidates: Sequence[Candidate]) -> list[Totals]:
    """Counts, expected counts and states of every candidate, by agency."""
    totals = []
    for view in overlay.views:
        counts = np.array([view.counts[list(one.units)].sum(axis=0) for one in candidates])
        expected = np.array([view.expected[list(one.units)].sum(axis=0) for one in candidates])
        expected = round_significant(expected)
        states = judge_quarters(counts, expected, present=view.present, settings=overlay.settings)
        totals.append(Totals(view, counts, expected, states))
    return totals


def confirm_candidates(
    candidates: Sequence[Candidate], totals: Sequence[Totals], *, timeline: Timeline
) -> list[Confirmed]:
    """Apply the definitions to the candidates' own totals. A candidate keeps its class or falls to
    a lesser one. It never rises to one of several agencies: where all share a wrong exposure,
    totals of a place that a few see would let that pass for demand (15% of such null cities)."""
    settings = timeline.settings
    if not candidates:
        return []
    signals = [read_signals(_sequences(one, settings), timeline) for one in totals]
    classes = class_units(signals, settings)
    confirmed = []
    for row, (candidate, class_) in enumerate(zip(candidates, classes, strict=True)):
        agencies = agencies_behind(signals, class_=str(class_), unit=row)
        kept = _settle(candidate.class_, str(class_), agencies=agencies)
        if kept != NONE:
            confirmed.append(Confirmed(candidate.units, kept, agencies, row))
    return confirmed


def _settle(was: str, now: str, *, agencies: Sequence[str]) -> str:
    """The class of a whole, from that of its units (`was`) and that of its totals (`now`)."""
    if now == NONE or was in MULTI_AGENCY or LISTING.index(now) >= LISTING.index(was):
        return now
    return FEW if len(agencies) > 1 and was in (FEW, SINGLE) else was


def _sequences(totals: Totals, settings: PlaceSettings) -> Sequences:
    def test(window: np.ndarray) -> Weighed:
        kept = window & totals.view.present
        counts = totals.counts[:, kept].sum(axis=1)
        wanted = settings.ratio_at_least * totals.expected[:, kept].sum(axis=1)
        q = adjust_for_false_discovery(exceedance(counts, round_significant(wanted)))
        seen = (counts >= settings.minimum_count) & (q <= settings.false_discovery)
        return Weighed(seen.astype(float), seen)

    return Sequences(totals.view.agency, totals.view.present, totals.states, test)
