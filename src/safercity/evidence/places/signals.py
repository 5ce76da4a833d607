"""What one agency's sequence of quarters says about each unit: the published definitions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from safercity.evidence.overlay import HIGH, MISSING
from safercity.evidence.places.timeline import Timeline


@dataclass(frozen=True)
class Weighed:
    """The answer of a test over a stretch of quarters, (n,) each: the unit's own smoothed rate as
    a multiple of the typical one; whether that is high and stands up to the test."""

    ratio: np.ndarray
    is_seen: np.ndarray


@dataclass(frozen=True)
class Sequences:
    """One agency's quarters: `present` (Q,), `states` (n, Q), and the test of a stretch."""

    agency: str
    present: np.ndarray
    states: np.ndarray
    test: Callable[[np.ndarray], Weighed]


@dataclass(frozen=True)
class Signals:
    """What one agency sees in each unit, (n,) booleans.

    `is_able`: it sent enough quarters to see lasting demand at all. `partial`: high in three
    quarters of the quarters it did send (only asked where too few agencies are able).
    `..._ratio`: the unit's own smoothed rate over the same quarters as a multiple of what is
    typical, floats; 0 where the quarters do not fit the class.
    """

    agency: str
    is_able: bool
    lasting: np.ndarray
    seasonal: np.ndarray
    emerging: np.ndarray
    former: np.ndarray
    partial: np.ndarray
    lasting_ratio: np.ndarray
    seasonal_ratio: np.ndarray
    emerging_ratio: np.ndarray
    former_ratio: np.ndarray


def read_signals(sequences: Sequences, timeline: Timeline) -> Signals:
    """Read every definition off one agency's quarters. An agency that is not able sees nothing
    but `partial`: a quarter it did not send is neither high nor low."""
    is_able = _sent(sequences, timeline.window()) >= timeline.settings.quarters_at_least
    none = _nothing(sequences)
    lasting = _find_lasting(sequences, timeline) if is_able else none
    seasonal = _find_seasonal(sequences, timeline) if is_able else none
    emerging = _find_emerging(sequences, timeline) if is_able else none
    former = _find_former(sequences, timeline) if is_able else none
    return Signals(
        agency=sequences.agency,
        is_able=bool(is_able),
        lasting=lasting[0],
        seasonal=seasonal[0] & ~lasting[0],
        emerging=emerging[0] & ~lasting[0] & ~seasonal[0],
        former=former[0] & ~lasting[0] & ~seasonal[0] & ~emerging[0],
        partial=_find_partial(sequences, timeline),
        lasting_ratio=lasting[1],
        seasonal_ratio=seasonal[1],
        emerging_ratio=emerging[1],
        former_ratio=former[1],
    )


Pair = tuple[np.ndarray, np.ndarray]


def _find_lasting(sequences: Sequences, timeline: Timeline) -> Pair:
    window = timeline.window()
    tested = sequences.test(window)
    enough = _highs(sequences, window) >= timeline.settings.quarters_at_least
    return enough & tested.is_seen, tested.ratio


def _find_seasonal(sequences: Sequences, timeline: Timeline) -> Pair:
    settings = timeline.settings
    seen, ratio = _nothing(sequences)
    for season, rest in timeline.seasons():
        sent, sent_rest = _sent(sequences, season), _sent(sequences, rest)
        if sent < settings.season_seen_at_least or sent_rest < settings.season_seen_at_least:
            continue
        pattern = _highs(sequences, season) >= settings.season_share * sent
        pattern &= _highs(sequences, rest) <= settings.off_season_share * sent_rest
        if not pattern.any():
            continue
        tested = sequences.test(season)
        seen = seen | (pattern & tested.is_seen)
        ratio = np.maximum(ratio, np.where(pattern, tested.ratio, 0.0))
    return seen, ratio


def _find_emerging(sequences: Sequences, timeline: Timeline) -> Pair:
    settings = timeline.settings
    recent, before = timeline.recent(), timeline.before_recent()
    if _sent(sequences, before) < settings.recent_quarters:
        return _nothing(sequences)
    quiet = _highs(sequences, before) <= settings.quiet_at_most
    tested = sequences.test(recent)
    rising = _highs(sequences, recent) >= settings.recent_at_least
    rising &= _last_state(sequences) == HIGH
    return quiet & rising & tested.is_seen, np.where(quiet, tested.ratio, 0.0)


def _find_former(sequences: Sequences, timeline: Timeline) -> Pair:
    settings = timeline.settings
    recent = timeline.recent()
    seen, ratio = _nothing(sequences)
    if _sent(sequences, recent) < settings.recent_at_least:
        return seen, ratio
    quiet = _highs(sequences, recent) <= settings.quiet_at_most
    for window in timeline.earlier_windows():
        enough = quiet & (_highs(sequences, window) >= settings.quarters_at_least)
        if not enough.any():
            continue
        tested = sequences.test(window)
        seen = seen | (enough & tested.is_seen)
        ratio = np.maximum(ratio, np.where(enough, tested.ratio, 0.0))
    return seen, ratio


def _find_partial(sequences: Sequences, timeline: Timeline) -> np.ndarray:
    window, settings = timeline.window(), timeline.settings
    sent = _sent(sequences, window)
    if sent == 0:
        return np.zeros(len(sequences.states), dtype=bool)
    share = settings.quarters_at_least / settings.of_last
    enough = _highs(sequences, window) >= share * sent
    return enough & sequences.test(window).is_seen


def _nothing(sequences: Sequences) -> Pair:
    return np.zeros(len(sequences.states), dtype=bool), np.zeros(len(sequences.states))


def _highs(sequences: Sequences, window: np.ndarray) -> np.ndarray:
    return (sequences.states[:, window] == HIGH).sum(axis=1)


def _sent(sequences: Sequences, window: np.ndarray) -> int:
    return int((sequences.present & window).sum())


def _last_state(sequences: Sequences) -> np.ndarray:
    sent = np.flatnonzero(sequences.present)
    if sent.size == 0:
        return np.full(len(sequences.states), MISSING)
    return sequences.states[:, sent[-1]]
