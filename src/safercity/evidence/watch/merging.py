"""The same thing seen several ways, or again at the next look, is one finding."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

Method = Literal["cluster", "rise", "repeat", "window"]
SHARED_AT_LEAST = 0.5
LARGER_AT_MOST = 20  # times: a whole city and one of its streets are not the same thing


@dataclass(frozen=True)
class Sighting:
    """What one method saw. `places`: labels of the finest unit, so that methods can be compared.

    `at`: what the method itself calls the place. `first`, `last`: days ("2024-03-05").
    `chance`: that a look at which nothing happened shows as much; `years_between`: its recurrence
    interval; both None for a near-repeat window, which is no alarm of its own.
    """

    method: Method
    theme: str
    at: str
    places: tuple[str, ...]
    first: str
    last: str
    observed: float
    expected: float
    chance: float | None = None
    years_between: float | None = None


@dataclass(frozen=True)
class News:
    """One finding, with every way it was seen (`seen_by`, alarms first). `since`: the first look
    at which it was told; `is_new`: this look. `years_between`: of its rarest sighting."""

    theme: str
    places: tuple[str, ...]
    first: str
    last: str
    seen_by: tuple[Sighting, ...]
    since: str
    is_new: bool

    @property
    def methods(self) -> tuple[Method, ...]:
        return tuple(dict.fromkeys(one.method for one in self.seen_by))

    @property
    def rarest(self) -> Sighting:
        """The sighting that chance alone would show least often."""
        return min(self.seen_by, key=lambda one: 1.0 if one.chance is None else one.chance)

    @property
    def years_between(self) -> float | None:
        return self.rarest.years_between


@dataclass(frozen=True)
class NotLooked:
    """A method that could not be asked of a theme, and why; `kind`: "coarse" or "few"."""

    theme: str
    method: str
    reason: str
    kind: Literal["coarse", "few"] = "coarse"


def shares_places(some: Collection[object], others: Collection[object]) -> bool:
    """Whether the two share at least half of the places of the smaller, and are of a size."""
    one, two = set(some), set(others)
    fewest, most = sorted((len(one), len(two)))
    alike = 0 < fewest and most <= LARGER_AT_MOST * fewest
    return alike and len(one & two) >= SHARED_AT_LEAST * fewest


def is_same_thing(one: Sighting | News, other: Sighting | News) -> bool:
    """The same theme, at least half of the smaller's places, and times that meet."""
    meet = one.first <= other.last and other.first <= one.last
    return one.theme == other.theme and meet and shares_places(one.places, other.places)


def merge_sightings(
    sightings: Sequence[Sighting], *, look: str, known: Sequence[News] = ()
) -> tuple[News, ...]:
    """One `News` for each thing, rarest first. `look`: the day of looking; `known`: the news of
    earlier looks, of which what is seen again is not new.

    Alarms that are each the same thing as another are joined, and so on along the chain. A
    near-repeat window joins an alarm that it meets; alone it makes no news.
    """
    alarms = [one for one in sightings if one.method != "window"]
    windows = [one for one in sightings if one.method == "window"]
    told = []
    for group in _chain(alarms):
        group += [one for one in windows if any(is_same_thing(one, each) for each in group)]
        told.append(_tell(group, look=look, known=known))
    rarity = {id(news): news.rarest.chance or 0.0 for news in told}
    return tuple(sorted(told, key=lambda news: (rarity[id(news)], news.theme, news.places)))


def _chain(sightings: Sequence[Sighting]) -> list[list[Sighting]]:
    """Groups of sightings that are the same thing, directly or through others."""
    groups: list[list[Sighting]] = []
    for one in sightings:
        joined = [group for group in groups if any(is_same_thing(one, each) for each in group)]
        merged = [each for group in joined for each in group] + [one]
        groups = [group for group in groups if not any(group is each for each in joined)]
        groups.append(merged)
    return groups


def _tell(group: Sequence[Sighting], *, look: str, known: Sequence[News]) -> News:
    news = News(
        theme=group[0].theme,
        places=tuple(sorted({place for one in group for place in one.places})),
        first=min(one.first for one in group),
        last=max(one.last for one in group),
        seen_by=tuple(sorted(group, key=lambda one: (one.method == "window", one.method, one.at))),
        since=look,
        is_new=True,
    )
    earlier = [one.since for one in known if is_same_thing(news, one)]
    if not earlier:
        return news
    return News(news.theme, news.places, news.first, news.last, news.seen_by, min(earlier), False)
