"""My work: what needs me first, then what is due from me and mine, then news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.export.plain import Cell
from safercity.partnership.common.hits import Hit
from safercity.partnership.common.panels import FIRST, Panel, Row
from safercity.partnership.common.templatetags.moments import moment
from safercity.partnership.common.viewers import Viewer

FAR = date.max


@dataclass(frozen=True)
class Due:
    """A row with its day in words."""

    row: Row
    when: str


@dataclass(frozen=True)
class WorkList:
    """The first rows of every app under one heading, the latest first.

    Of all, shown or not: `count`, how many are `late`, and how many are due `soon`: in a week.
    """

    title: str
    rows: Sequence[Due]
    count: int
    late: int
    soon: int
    more: Sequence[tuple[str, str]]
    empty: str


@dataclass(frozen=True)
class MyWork:
    """Everything the page shows."""

    heading: str
    lead: str
    tallies: Sequence[Row]
    lists: Sequence[WorkList]
    changed: Sequence[Panel]
    since: str
    next: Sequence[Panel]


@dataclass(frozen=True)
class Visit:
    """When the viewer was here before, and what others did since."""

    since: datetime | None
    changes: Sequence[Row]


def present_my_work(viewer: Viewer, panels: Iterable[Panel], *, visit: Visit) -> MyWork:
    """The page from what every app offers."""
    bands: dict[int, list[Panel]] = {band: [] for band in range(6)}
    for panel in panels:
        bands[min(panel.order // 100, 5)].append(panel)
    today = timezone.localdate()
    agencies = sorted({post.agency_name for post in viewer.posts})
    lists = [
        _gather(_("Decisions needed"), bands[1], empty=_("Nothing waits for your decision.")),
        _gather(_("Due from me"), bands[2], empty=_("Nothing is due from your posts.")),
        _gather(
            _("Due from %(agency)s") % {"agency": _join(agencies)},
            bands[3],
            empty=_("Nothing is due from the rest of your agency."),
        ),
    ]
    changed = [panel for panel in bands[4] if panel.rows]
    if visit.changes:
        changed.append(Panel(_("Partners"), tuple(visit.changes), 499))
    return MyWork(
        heading=date_format(today, "l j F"),
        lead=_say_lead(lists),
        tallies=[row for panel in bands[0] for row in panel.rows],
        lists=lists,
        changed=changed,
        since=_say_since(visit.since),
        next=[panel for panel in bands[5] if panel.rows],
    )


def _gather(title: str, panels: list[Panel], *, empty: str) -> WorkList:
    rows = [row for panel in panels for row in panel.rows]
    rows.sort(key=lambda row: row.due or FAR)  # late first, then by the day; stable within it
    more = [(panel.more, panel.title) for panel in panels if panel.more]
    in_a_week = timezone.localdate() + timedelta(7)
    return WorkList(
        title,
        [Due(row, tell_when(row)) for row in rows[:FIRST]],
        count=sum(panel.of for panel in panels),
        late=sum(panel.of_late for panel in panels),
        soon=sum(row.due is not None and row.due <= in_a_week for row in rows),
        more=more,
        empty=empty,
    )


def tell_when(row: Row) -> str:
    """ "9 days late", "Today", "Fri 27 Nov"; "" without a day."""
    if row.due is None:
        return ""
    days = (timezone.localdate() - row.due).days
    if row.is_late and days > 0:
        return ngettext("%(n)s day late", "%(n)s days late", days) % {"n": days}
    if days == 0:
        return _("Today")
    this_year = row.due.year == timezone.localdate().year
    return date_format(row.due, "D j M" if this_year else "D j M Y")


def _say_lead(lists: Sequence[WorkList]) -> str:
    decisions, mine, ours = lists
    late = mine.late + ours.late
    parts = []
    if decisions.count:
        said = ngettext(
            "%(n)s decision waits for you.", "%(n)s decisions wait for you.", decisions.count
        )
        parts.append(said % {"n": decisions.count})
    if mine.soon:
        said = ngettext(
            "%(n)s thing of yours is due within a week.",
            "%(n)s things of yours are due within a week.",
            mine.soon,
        )
        parts.append(said % {"n": mine.soon})
    if late:
        said = ngettext("%(n)s thing is late.", "%(n)s things are late.", late)
        parts.append(said % {"n": late})
    return " ".join(parts) or _("Nothing waits for you, and nothing is late.")


def _say_since(since: datetime | None) -> str:
    if since is None:
        return _("You are here for the first time.")
    return _("You were last here on %(when)s.") % {"when": moment(since)}


def _join(names: Sequence[str]) -> str:
    return _(" and ").join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def group_hits(hits: Iterable[Hit]) -> list[tuple[str, list[Hit]]]:
    """Hits under their kinds, in the order in which the kinds came."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.kind, []).append(hit)
    return list(groups.items())


def list_columns() -> tuple[str, ...]:
    """The columns of My work as a file."""
    return _("List"), _("What"), _("Detail"), _("Owner"), _("Due"), _("Late"), _("Address")


def list_rows(work: MyWork) -> Iterator[list[Cell]]:
    """The rows that the page shows, list by list."""
    for each in work.lists:
        yield from (_write(each.title, due.row) for due in each.rows)
    for panel in (*work.changed, *work.next):
        yield from (_write(panel.title, row) for row in panel.rows)


def _write(title: str, row: Row) -> list[Cell]:
    return [title, row.title, row.detail, row.owner, row.due, row.is_late, row.address]
