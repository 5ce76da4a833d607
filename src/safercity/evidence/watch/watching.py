"""What is new? Every method asked of every theme, at one rate of false alarms; told once each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Literal

import numpy as np

from safercity.evidence.errors import TooCoarse
from safercity.evidence.findings import Basis, refuse_activity, require_location, require_time
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.watch.alarms import AlarmSettings, LookNull
from safercity.evidence.watch.clusters import ClusterQuestion, ClustersFound, find_clusters
from safercity.evidence.watch.delays import Delays
from safercity.evidence.watch.errors import NothingRecorded, TooFewToWatch
from safercity.evidence.watch.knox import Events, KnoxSettings, KnoxTable
from safercity.evidence.watch.merging import News, NotLooked, Sighting, merge_sightings
from safercity.evidence.watch.near_repeats import (
    FINE_ENOUGH,
    TIMED_ENOUGH,
    NearRepeatQuestion,
    NearRepeatsFound,
    watch_near_repeats,
)
from safercity.evidence.watch.news_list import Looked, NewsList, tell_news
from safercity.evidence.watch.periods import day_number, read_periods
from safercity.evidence.watch.repeat_places import (
    RepeatQuestion,
    RepeatsFound,
    watch_repeat_places,
)
from safercity.evidence.watch.repeats import RepeatSettings, Visits
from safercity.evidence.watch.risen_places import RiseQuestion, RisesFound, find_rises
from safercity.evidence.watch.rises import RiseSettings, group_weeks
from safercity.evidence.watch.windows import Spots
from safercity.evidence.watch.zones import ScanSettings

LONGEST_PERIODS = {"day": 31, "week": 8, "month": 3}  # beyond, it is a rise and no cluster
SCANNED_PERIODS = {"day": 365, "week": 104, "month": 24}
# A year of days: in 60 a cluster of 15 cases of a week where 3 are due makes up a third of its own
# places' records and halves its own excess. The cost of a scan hardly grows with days.
AREA = "the whole area"


@dataclass(frozen=True)
class ThemeRecords:
    """One theme's records. `counts`: places by consecutive days or months; for rises, as long a
    past as there is. `events`: where each lies, for near repeats. `visits` with `visit_labels`
    (name of each place) and `visit_units` (name to finest unit): for repeat places. `delays`, with
    `received`, the day of the last load (None: the newest day of the counts)."""

    theme: str
    counts: Matrix
    basis: Basis
    events: Events | None = None
    visits: Visits | None = None
    visit_labels: Sequence[str] = ()
    visit_units: Mapping[str, str] = field(default_factory=dict)
    delays: Delays | None = None
    received: str | None = None


@dataclass(frozen=True)
class WatchedArea:
    """The places of every theme's counts: `labels`, `centroids` (n, 2) in metres, and `wards`, the
    ward of each label. `titles`: what labels, wards and themes are called, where they are told."""

    labels: tuple[str, ...]
    centroids: np.ndarray
    wards: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def members(self) -> dict[str, tuple[str, ...]]:
        """Labels by ward, and of the whole area."""
        named: dict[str, list[str]] = {}
        for label in self.labels:
            if label in self.wards:
                named.setdefault(self.wards[label], []).append(label)
        return {ward: tuple(places) for ward, places in named.items()} | {AREA: self.labels}


@dataclass(frozen=True)
class WatchSettings:
    """`alarms_per_year` over all themes and methods. `by_ward`: also scan each ward by itself.
    `scanned`: periods a scan looks back on (None: 365 days, 104 weeks or 24 months)."""

    alarms_per_year: float = 12.0
    by_ward: bool = False
    scanned: int | None = None
    scan: ScanSettings = field(default_factory=ScanSettings)
    rise: RiseSettings = field(default_factory=RiseSettings)
    repeat: RepeatSettings = field(default_factory=RepeatSettings)
    knox: KnoxSettings = field(default_factory=KnoxSettings)


@dataclass(frozen=True)
class Memory:
    """What earlier looks leave: their `news`, so that nothing is told as new twice, null
    distributions by theme and method, and tables of near repeats by theme and month."""

    news: tuple[News, ...] = ()
    nulls: Mapping[str, LookNull] = field(default_factory=dict)
    pairs: Mapping[str, KnoxTable] = field(default_factory=dict)


def find_news(
    records: Sequence[ThemeRecords],
    area: WatchedArea,
    *,
    settings: WatchSettings,
    run: Run,
    memory: Memory | None = None,
) -> tuple[NewsList, Memory]:
    """What is new in the newest period of every theme, and what to remember for the next look.

    The rate of false alarms is shared equally between monitors: each method that can be asked of
    each theme. A theme too coarse for a method is watched by the others, and that is said. The same
    thing seen by several methods is one item, which keeps how each saw it.
    Errors: `NothingRecorded` without records; those of the methods, but for `TooCoarse` and
    `TooFewToWatch`, which become a sentence.
    """
    if not records:
        raise NothingRecorded("No theme was given to watch.")
    known = memory or Memory()
    for one in records:
        refuse_activity(one.basis, "The watch")
    monitors = sum(len(_list_methods(one, settings)) for one in records)
    alarms = AlarmSettings(settings.alarms_per_year, max(1, monitors))
    looks = [_Look(one, area, settings, alarms, known, run) for one in records]
    sightings: list[Sighting] = []
    not_looked: list[NotLooked] = []
    nulls, pairs = dict(known.nulls), dict(known.pairs)
    for look in looks:
        for method in ("cluster", "ward cluster", "rise", "repeat", "window"):
            found = look.ask(method, not_looked=not_looked)
            if found is None:
                continue
            sightings += found.sightings()
            name = f"{look.records.theme}/{method}/"
            _remember(found, name, nulls=nulls, pairs=pairs)
    day = max(look.day for look in looks)
    news = merge_sightings(sightings, look=day, known=known.news)
    about = Looked(
        look=day,
        themes={one.theme: one.basis for one in records},
        ends={look.records.theme: look.day for look in looks},
        delays_unknown=tuple(
            one.theme for one in records if one.delays is None or not one.delays.is_known
        ),
        not_looked=tuple(not_looked),
        settings=asdict(settings) | {"monitors": monitors},
        titles=area.titles,
    )
    told = tell_news(news, sightings, about=about)
    return told, Memory(_keep(known.news, news), nulls, pairs)


def _list_methods(records: ThemeRecords, settings: WatchSettings) -> list[str]:
    """The monitors of a theme: methods that raise alarms and can be asked."""
    methods = ["cluster", "rise"] + (["ward cluster"] if settings.by_ward else [])
    fine = records.basis.location in FINE_ENOUGH and records.basis.time in TIMED_ENOUGH
    return methods + (["repeat"] if fine and records.visits is not None else [])


@dataclass(frozen=True)
class _Look:
    records: ThemeRecords
    area: WatchedArea
    settings: WatchSettings
    alarms: AlarmSettings
    known: Memory
    run: Run

    @property
    def day(self) -> str:
        periods = read_periods(self.records.counts.columns)
        return periods.last_day(len(periods) - 1)

    def ask(self, method: str, *, not_looked: list[NotLooked]):
        """What a method found; None where it was not asked, or cannot answer (then it is said)."""
        asked = {
            "cluster": lambda: self._scan(by_ward=False),
            "ward cluster": lambda: self._scan(by_ward=True) if self.settings.by_ward else None,
            "rise": self._rises,
            "repeat": self._repeats,
            "window": self._windows,
        }[method]
        try:
            return asked()
        except (TooCoarse, TooFewToWatch) as error:
            kind: Literal["coarse", "few"] = "coarse" if isinstance(error, TooCoarse) else "few"
            not_looked.append(NotLooked(self.records.theme, method, str(error), kind))
            return None

    def _scan(self, *, by_ward: bool) -> ClustersFound:
        counts, settings = self.records.counts, self.settings
        unit = read_periods(counts.columns).unit
        kept = min(settings.scanned or SCANNED_PERIODS[unit], len(counts.columns))
        recent = Matrix(
            np.asarray(counts.values)[:, -kept:], counts.rows, tuple(counts.columns[-kept:])
        )
        prefix = f"{self.records.theme}/{'ward ' if by_ward else ''}cluster/"
        nulls = {
            name.removeprefix(prefix): null
            for name, null in self.known.nulls.items()
            if name.startswith(prefix)
        }
        question = ClusterQuestion(
            self.area.centroids, self.records.theme, self.records.basis,
            replace(settings.scan, longest=min(settings.scan.longest, LONGEST_PERIODS[unit])),
            self.alarms,
            self.area.wards if by_ward else None, nulls,
        )  # fmt: skip
        return find_clusters(recent, question, run=self.run)

    def _rises(self) -> RisesFound:
        counts = self._by_ward()
        question = RiseQuestion(
            self.records.theme, self.records.basis, self.settings.rise, self.alarms,
            self.records.delays, self.records.received or self.day, self.area.members(),
            self.known.nulls.get(f"{self.records.theme}/rise/"),
        )  # fmt: skip
        return find_rises(counts, question, run=self.run)

    def _by_ward(self) -> Matrix:
        """Wards, or the places themselves where no ward is known, and the whole area."""
        counts = self.records.counts
        values = np.asarray(counts.values, dtype=float)
        counts = Matrix(values, counts.rows, counts.columns)
        wards = counts.group_rows(self.area.wards) if self.area.wards else counts
        rows = (*wards.rows, AREA)
        whole = np.concatenate([wards.values, values.sum(axis=0, keepdims=True)])
        joined = Matrix(whole, rows, counts.columns)
        return group_weeks(joined) if read_periods(counts.columns).unit == "day" else joined

    def _repeats(self) -> RepeatsFound | None:
        one = self.records
        if one.visits is None:
            return None
        question = RepeatQuestion(
            one.visit_labels, one.theme, one.basis, self.settings.repeat, self.alarms,
            one.visit_units,
        )  # fmt: skip
        return watch_repeat_places(one.visits, question)

    def _windows(self) -> NearRepeatsFound | None:
        one = self.records
        require_location(one.basis, FINE_ENOUGH, method="The near-repeat test")
        require_time(one.basis, TIMED_ENOUGH, method="The near-repeat test")
        if one.events is None:
            return None
        question = NearRepeatQuestion(
            one.theme, one.basis, self.settings.knox,
            Spots(self.area.labels, self.area.centroids), self.day,
            self.known.pairs.get(f"{one.theme}/{self.day[:7]}"),
        )  # fmt: skip
        return watch_near_repeats(one.events, question, run=self.run)


def _remember(found, name: str, *, nulls: dict, pairs: dict) -> None:
    if isinstance(found, ClustersFound):
        nulls |= {f"{name}{scope}": null for scope, null in found.nulls.items()}
    elif isinstance(found, NearRepeatsFound):
        # Worked out anew each month; the pattern changes slowly, the test is the dearest of all.
        pairs.pop(next((kept for kept in pairs if kept.startswith(f"{found.theme}/")), ""), None)
        pairs[f"{found.theme}/{found.look[:7]}"] = found.pairs
    elif isinstance(found, RisesFound):
        nulls[name] = found.null


FORGET_AFTER_DAYS = 60


def _keep(earlier: tuple[News, ...], news: tuple[News, ...]) -> tuple[News, ...]:
    """The news of this look, and earlier ones that may be seen again."""
    newest = max((day_number(one.last) for one in news), default=0)
    recent = [
        one
        for one in earlier
        if day_number(one.last) >= newest - FORGET_AFTER_DAYS
        and not any(one.since == each.since and one.places == each.places for each in news)
    ]
    return (*news, *recent)
