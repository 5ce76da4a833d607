"""New repeat places: where it has happened again, sooner than chance would have it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.statistics import (
    GammaPrior,
    adjust_for_false_discovery,
    fit_gamma_prior,
    round_significant,
)
from safercity.evidence.watch.errors import (
    BadCounts,
    DateOutsideData,
    TooFewToWatch,
    WatchSettingWrong,
)
from safercity.evidence.watch.rise_model import chance_of


@dataclass(frozen=True)
class RepeatSettings:
    """`within_days`: how close together events must be to be repeats. `times`: how many make a
    repeat place. `newest_days`: days since the last look; a place is new when it became a repeat
    place in these."""

    within_days: int = 90
    times: int = 2
    newest_days: int = 1

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
    first covered, `last` the newest. `received`: days on which they became known (else the day)."""

    places: np.ndarray
    days: np.ndarray
    number: int
    first: int
    last: int
    received: np.ndarray | None = None

    @property
    def known_since(self) -> np.ndarray:
        return self.days if self.received is None else self.received


@dataclass(frozen=True)
class NewRepeats:
    """Places with news that are repeat places, strangest first; vectors of one length.

    `within`: events within the window; `before`: of them, those known before the newest days.
    `expected`: in the window, by the place's own past drawn towards all places'. `chance` of as
    many, `chance_before` of as many as before; `adjusted`: for having looked at every place with
    news. `looks`: how likely a look at which nothing happened shows a place as strange anywhere,
    and `looks_before` for what was known before. `first`: day of the first event in the window.
    """

    places: np.ndarray
    within: np.ndarray
    before: np.ndarray
    expected: np.ndarray
    chance: np.ndarray
    adjusted: np.ndarray
    looks: np.ndarray
    looks_before: np.ndarray
    first: np.ndarray
    prior: GammaPrior


def find_new_repeats(visits: Visits, *, settings: RepeatSettings) -> NewRepeats:
    """Places with an event in the newest days and `times` or more in the window.

    The chance of as many is the exact tail of the negative binomial that follows from the place's
    count before the window and the gamma scatter of rates between all places: a supermarket is
    held against its own past, a house against houses. The chance of a look is exact too: how many
    places would cross into being as strange in the newest days, added up over all places.
    Source: gamma-Poisson rates: Clayton & Kaldor, Biometrics 43:671 (1987).
    Errors: `BadCounts`, `DateOutsideData`, `TooFewToWatch` (too little before the window).
    """
    _check(visits, settings)
    start = visits.last - settings.within_days + 1
    in_window = (visits.days >= start) & (visits.days <= visits.last)
    fresh = in_window & (visits.known_since > visits.last - settings.newest_days)
    earlier = _tally(visits, visits.days < start)
    span = float(start - visits.first)
    prior = fit_gamma_prior(earlier, np.full(visits.number, span))
    within, news = _tally(visits, in_window), _tally(visits, fresh)
    before = within - news
    foresight = Foresight(prior, span, settings)
    chance = foresight.chance(within, earlier)
    adjusted = adjust_for_false_discovery(np.where(news > 0, chance, np.nan))
    kept = np.flatnonzero((news > 0) & (within >= settings.times))
    kept = kept[np.lexsort((kept, chance[kept]))]
    chance_before = foresight.chance(before[kept], earlier[kept])
    number_of, places_with = np.unique(earlier, return_counts=True)
    looks = foresight.look_chance(chance[kept], number_of, places_with=places_with)
    looks_before = foresight.look_chance(chance_before, number_of, places_with=places_with)
    looks_before = np.where(before[kept] < settings.times, 1.0, looks_before)
    first = np.full(visits.number, visits.last)
    np.minimum.at(first, visits.places[in_window], visits.days[in_window])
    return NewRepeats(
        places=kept,
        within=within[kept],
        before=before[kept],
        expected=foresight.mean(earlier[kept]),
        chance=chance[kept],
        adjusted=adjusted[kept],
        looks=looks,
        looks_before=looks_before,
        first=first[kept],
        prior=prior,
    )


@dataclass(frozen=True)
class Foresight:
    """What is to be expected of a place in the window, from its count in the `span` days before."""

    prior: GammaPrior
    span: float
    settings: RepeatSettings

    def mean(self, earlier: np.ndarray, *, days: float | None = None) -> np.ndarray:
        """Expected events in the window, or in `days` days."""
        if not np.isfinite(self.prior.rate):
            return np.zeros(np.shape(earlier))
        days = self.settings.within_days if days is None else days
        shape, rate = self.prior.shape + earlier, self.prior.rate + self.span
        return round_significant(shape / rate * days)

    def chance(self, counts: np.ndarray, earlier, *, days: float | None = None) -> np.ndarray:
        """P(at least so many in the window), exact."""
        mean = self.mean(earlier, days=days)
        shape = self.prior.shape + earlier
        return chance_of(counts, mean, variance=mean + mean**2 / shape)

    def look_chance(self, chance: np.ndarray, earlier, *, places_with) -> np.ndarray:
        """P(some place becomes at least as strange in the newest days), for each of `chance`.

        `earlier`: the counts that places had, `places_with` how many places had them. A place
        crosses when it stands at its critical count with the newest days and did not without:
        P(window >= critical) - P(window without the newest days >= critical).
        """
        critical = self._find_critical(chance, earlier)
        short = self.settings.within_days - self.settings.newest_days
        crossing = self.chance(critical, earlier[None, :]) - self.chance(
            critical, earlier[None, :], days=short
        )
        expected = (np.maximum(crossing, 0.0) * places_with).sum(axis=1)
        return round_significant(-np.expm1(-expected))

    def _find_critical(self, chance: np.ndarray, earlier: np.ndarray) -> np.ndarray:
        """The least count of a place with `earlier` events whose chance is as low, (n, counts)."""
        wanted = np.asarray(chance)[:, None] * (1 + 1e-9)
        low = np.full((len(chance), earlier.size), float(self.settings.times - 1))
        high = np.broadcast_to(2 * earlier + 200.0, low.shape)
        while low.size and (high - low > 1).any():
            middle = np.floor((low + high) / 2)
            rare = self.chance(middle, earlier[None, :]) <= wanted
            low, high = np.where(rare, low, middle), np.where(rare, middle, high)
        return high


def _tally(visits: Visits, kept: np.ndarray) -> np.ndarray:
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
    if (visits.known_since < visits.days).any():
        raise BadCounts("An event was known before it happened; check which column holds which.")
    if visits.places.size and visits.days.min() < visits.first:
        raise DateOutsideData("An event is older than the first day that the records cover.")
    if visits.last - visits.first < 2 * settings.within_days:
        raise TooFewToWatch(
            f"{visits.last - visits.first + 1} days of records; the window of "
            f"{settings.within_days} days needs as many before it to know what is usual."
        )
