"""The watch list: what is new in the newest records, asked twice so that nothing is new twice."""

from __future__ import annotations

from dataclasses import replace

from safercity.evidence.assess.basis import Basis, gather_basis
from safercity.evidence.assess.questions.calibrated import calibrate_watch, cut_counts
from safercity.evidence.assess.questions.watched import Watched, gather_watched
from safercity.evidence.assess.remembering import answer_once
from safercity.evidence.findings import as_values, say
from safercity.evidence.runs import Run
from safercity.evidence.types import day_number
from safercity.evidence.watch import (
    MESSAGES,
    KnoxSettings,
    NewsList,
    RiseSettings,
    ScanSettings,
    ThemeRecords,
    WatchSettings,
    find_news,
)
from safercity.evidence.watch.news_list import tell
from safercity.evidence.watch.periods import read_periods
from safercity.evidence.workspace import Workspace

# Enough for recurrence intervals of a year or two by rank; beyond, the fitted tail speaks.
SETTINGS = WatchSettings(
    scan=ScanSettings(replicas=999), rise=RiseSettings(replicas=199), knox=KnoxSettings()
)


def look_for_news(basis: Basis, watched: Watched, *, run: Run) -> NewsList:
    """What is new in every theme in its newest period, and was not yet in the one before.

    How high chance climbs is worked out on the records to the end of the half year before, and
    kept with the workspace; the look a period before is always taken anew. Both follow from the
    records alone: an edition is the same however often, and in whatever order, it was made.
    """
    settings = _read_settings(basis)
    memory = calibrate_watch(basis, watched, settings=settings, run=run)
    earlier = [_cut_off(one, last=_day_before(one)) for one in watched.records]
    _, memory = find_news(earlier, watched.area, settings=settings, run=run, memory=memory)
    news, _ = find_news(watched.records, watched.area, settings=settings, run=run, memory=memory)
    return news


def _read_settings(basis: Basis) -> WatchSettings:
    told = basis.store.workspace.settings.watch
    return replace(SETTINGS, alarms_per_year=told.alarms_per_year, by_ward=told.by_ward)


def list_news(workspace: Workspace, *, run: Run, look: str | None = None) -> NewsList:
    """The watch list of the records as they stand; `look`: a day ("2026-09-14"), else the last.

    Errors: `NothingToAssess`, and those of `watch`.
    """
    basis = gather_basis(workspace, run=run)
    return look_for_news(basis, gather_watched(basis, look=look), run=run)


def news_table(basis: Basis, watched: Watched, *, run: Run) -> dict:
    """The table `watch` of an edition."""
    asked = (watched, _read_settings(basis))
    return answer_once(
        basis, "watch", reads=asked, work=lambda: _describe_news(basis, watched, run=run), run=run
    )


def _describe_news(basis: Basis, watched: Watched, *, run: Run) -> dict:
    news = look_for_news(basis, watched, run=run)
    told = as_values(news, messages=MESSAGES, titles=news.titles)
    areas = [list(one.places) for one in news.news]
    says = [say(tell(one), MESSAGES, titles=news.titles) for one in news.news]
    return {"look": news.look, **told, "areas": areas, "says": says}


def _day_before(one: ThemeRecords) -> int:
    """The last day of the period before the newest."""
    periods = read_periods(one.counts.columns)
    return day_number(periods.last_day(len(periods) - 2))


def _cut_off(one: ThemeRecords, *, last: int) -> ThemeRecords:
    """The records up to a day."""
    cut = cut_counts(one, last=last)
    events, visits = one.events, one.visits
    if events is not None:
        kept = events.days <= last
        events = replace(events, x=events.x[kept], y=events.y[kept], days=events.days[kept])
    if visits is not None:
        kept = visits.days <= last
        visits = replace(visits, places=visits.places[kept], days=visits.days[kept], last=last)
    return replace(cut, events=events, visits=visits)
