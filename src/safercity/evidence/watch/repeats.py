"""New repeat places: where it has happened again, sooner than chance would have it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.runs import Run
from safercity.evidence.statistics import (
    GammaPrior,
    adjust_for_false_discovery,
    fit_gamma_prior,
    round_significant,
)
from safercity.evidence.watch.alarms import LookNull, fit_look_null
from safercity.evidence.watch.errors import (
    BadCounts,
    DateOutsideData,
    TooFewToWatch,
    WatchSettingWrong,
)
from safercity.evidence.watch.rise_model import chance_of
from safercity.evidence.watch.rises import score_chances

PURPOSE = 454


@dataclass(frozen=True)
class RepeatSettings:
    """`within_days`: how close together events must be to be repeats. `times`: how many make a
    repeat place. `newest_days`: a place is new when it became one in these. `replicas`: simulated
    looks."""

    within_days: int = 90
    times: int = 2
    newest_days: int = 1
    replicas: int = 1999

    def __post_init__(self) -> None:
        if not (1 <= self.newest_days < self.within_days and self.times >= 2):
            raise WatchSettingWrong(
                f"{self.times} times within {self.within_days} days, newest {self.newest_days}: "
                "at least 2 times are needed, and newest days fewer than the days within."
            )


@dataclass(frozen=True)
class Visits:
    """Events at places: `places` (positions below `number`) and `days` (day numbers), one each an
    event. `number`: all places there are, also those where nothing happened. Day `first` is the
    first covered, `last` the newest."""

    places: np.ndarray
    days: np.ndarray
    number: int
    first: int
    last: int


@dataclass(frozen=True)
class NewRepeats:
    """Places that became repeat places in the newest days, one each in every vector.

    `within`: events within the window; `before`: of them, those before the newest days.
    `expected`: in the window, by the place's own past drawn towards all places'. `chance` of as
    many; `adjusted`: for having looked at every place with an event in the newest days.
    """

    places: np.ndarray
    within: np.ndarray
    before: np.ndarray
    expected: np.ndarray
    chance: np.ndarray
    adjusted: np.ndarray
    first: np.ndarray
    prior: GammaPrior

    @property
    def scores(self) -> np.ndarray:
        return score_chances(self.chance)


def find_new_repeats(visits: Visits, *, settings: RepeatSettings) -> NewRepeats:
    """Places with `times` or more events in the window of which fewer stood before the newest days.

    The chance of as many is the exact tail of the negative binomial that follows from the place's
    count before the window and the gamma scatter of rates between all places: a supermarket is
    held against its own past, a house against houses.
    Errors: `BadCounts`, `DateOutsideData`, `TooFewToWatch` (nothing before the window).
    """
    _check(visits, settings)
    start, newest = visits.last - settings.within_days + 1, visits.last - settings.newest_days + 1
    earlier = _tally(visits, visits.first, start)
    before = _tally(visits, start, newest)
    fresh = _tally(visits, newest, visits.last + 1)
    span = float(start - visits.first)
    prior = fit_gamma_prior(earlier, np.full(visits.number, span))
    mean, variance = _foresee(earlier, span=span, prior=prior, days=settings.within_days)
    within = before + fresh
    chance = chance_of(within, mean, variance=variance)
    touched = fresh > 0
    adjusted = adjust_for_false_discovery(np.where(touched, chance, np.nan))
    new = np.flatnonzero(touched & (within >= settings.times) & (before < settings.times))
    new = new[np.lexsort((new, chance[new]))]
    seen = (visits.days >= start) & (visits.days <= visits.last)
    first = np.full(visits.number, visits.last)
    np.minimum.at(first, visits.places[seen], visits.days[seen])
    return NewRepeats(
        new, within[new], before[new], mean[new], chance[new], adjusted[new], first[new], prior
    )


def simulate_repeat_null(
    visits: Visits, prior: GammaPrior, *, settings: RepeatSettings, run: Run, key: str = ""
) -> LookNull:
    """The highest score of a look when every place keeps its rate: rates drawn as they scatter,
    then a past, a window and newest days for each place."""
    draws = run.generator(PURPOSE)
    span = float(visits.last - settings.within_days + 1 - visits.first)
    scores = np.zeros(settings.replicas)
    for replica in range(settings.replicas if np.isfinite(prior.rate) else 0):
        if replica % 100 == 0:
            run.step("repeat replicas", replica, settings.replicas)
        rate = draws.standard_gamma(prior.shape, visits.number) / prior.rate
        fresh = draws.poisson(rate * settings.newest_days)
        touched = np.flatnonzero(fresh)
        old = draws.poisson(rate[touched] * (settings.within_days - settings.newest_days))
        earlier = draws.poisson(rate[touched] * span).astype(float)
        within = old + fresh[touched]
        new = (within >= settings.times) & (old < settings.times)
        if new.any():
            mean, variance = _foresee(
                earlier[new], span=span, prior=prior, days=settings.within_days
            )
            scores[replica] = score_chances(
                chance_of(within[new].astype(float), mean, variance=variance)
            ).max()
    return fit_look_null(scores, key=key)


def _foresee(earlier, *, span: float, prior: GammaPrior, days: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance of the count of `days` after `earlier` counts in `span` days."""
    if not np.isfinite(prior.rate):
        return np.zeros(earlier.shape), np.zeros(earlier.shape)
    shape, rate = prior.shape + earlier, prior.rate + span
    mean = shape / rate * days
    return round_significant(mean), round_significant(mean + shape * (days / rate) ** 2)


def _tally(visits: Visits, first: int, until: int) -> np.ndarray:
    kept = (visits.days >= first) & (visits.days < until)
    return np.bincount(visits.places[kept], minlength=visits.number).astype(float)


def _check(visits: Visits, settings: RepeatSettings) -> None:
    if visits.places.shape != visits.days.shape:
        raise BadCounts(f"{visits.places.size} places and {visits.days.size} days: one each.")
    if visits.places.size and not (
        0 <= visits.places.min() and visits.places.max() < visits.number
    ):
        raise BadCounts(
            f"Places are positions from 0 to {visits.number - 1}; found {visits.places.min()} "
            f"to {visits.places.max()}."
        )
    if visits.places.size and visits.days.min() < visits.first:
        raise DateOutsideData("An event is older than the first day that the records cover.")
    if visits.last - visits.first < 2 * settings.within_days:
        raise TooFewToWatch(
            f"{visits.last - visits.first + 1} days of records; the window of "
            f"{settings.within_days} days needs as many before it to know what is usual."
        )
