"""The dashboard: the claim, a table by priority, small charts with their verdicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.words import capitalise
from safercity.partnership.common.in_words import open_with, say_period
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.models import Role
from safercity.partnership.performance.presenters.chart import (
    Drawing,
    draw_chart,
)
from safercity.partnership.performance.presenters.measure import find_query
from safercity.partnership.performance.presenters.tallying import (
    claim_one,
    count_verdicts,
    pick_telling,
)
from safercity.partnership.performance.presenters.words import (
    MARKS,
    say_figure,
    say_late,
    say_more,
    say_point,
    say_verdict,
)
from safercity.partnership.performance.queries import Reading, Verdict, address_of

GROUPS = ("better", "worse", "steady", "care", "unknown", "withheld")  # the table's columns
OTHER = "other"  # the last section: what no priority's section shows
MOST_ROWS = 25  # of a chart's table on the dashboard; the measure's own page has them all


@dataclass(frozen=True)
class Filters:
    """What the page is narrowed to: one priority, only what really changed, tables for charts."""

    priority: str = ""
    changed: bool = False
    tables: bool = False


@dataclass(frozen=True)
class Part:
    """A priority as the strategy has it. `lead` in words."""

    code: str
    title: str
    lead: str = ""


@dataclass(frozen=True)
class Card:
    """One measure among others. `behind`: the address of what all its figures rest on."""

    code: str
    title: str
    address: str
    where: str
    verdict: str
    mark: str
    drawing: Drawing | None
    more: str
    behind: str
    rows: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True)
class Section:
    """A priority with its cards. `tallies`: (mark, count) in the order of the table's columns."""

    code: str
    title: str
    says: str
    lead: str
    tallies: tuple[tuple[str, int], ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Page:
    """The whole dashboard."""

    claim: str
    lead: str
    sections: tuple[Section, ...]
    supporting: tuple[Section, ...]
    late: int
    withheld: int
    other: Section | None
    filters: Filters
    priorities: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Around:
    """What the page is made with: the strategy's parts, who looks, how often was asked."""

    priorities: Sequence[Part]
    supporting: Sequence[Part]
    viewer: Viewer
    chases: Mapping[tuple[UUID, str], int]
    filters: Filters


def present_outcomes(readings: Sequence[Reading], around: Around) -> Page:
    """The page. Only outcomes are counted in the claim, each once; what else is measured stands
    below."""
    outcomes = [one for one in readings if one.measure.role == Role.OUTCOME]
    left = {one.measure.pk: one for one in readings}
    cities = {one.measure.pk: one for one in readings}
    wanted = around.filters.priority

    told = pick_telling(outcomes)

    def section(part: Part, rows: list[Reading], *, counted: list[Reading]) -> Section:
        for one in rows:
            left.pop(one.measure.pk, None)
        shown = [one for one in rows if one.is_change or not around.filters.changed]
        return Section(
            part.code,
            part.title,
            _say_counts(counted, late=sum(one.verdict is Verdict.MISSING for one in rows)),
            part.lead,
            _tally(counted),
            tuple(_card(one, cities, around=around) for one in shown),
        )

    def of(part: Part, rows: list[Reading]) -> list[Reading]:
        return [one for one in rows if one.measure.priority == part.code]

    top = [section(part, of(part, outcomes), counted=of(part, told)) for part in around.priorities]
    others = []
    for part in around.supporting:
        rows = [one for one in readings if one.measure.serves == part.code
                and one.measure.role in (Role.SUPPORTING, Role.PERCEPTION)]  # fmt: skip
        others.append(section(part, rows, counted=rows))
    rest = [one for one in left.values() if not wanted or one.measure.priority == wanted]
    other = section(Part(OTHER, _("Other measures")), rest, counted=rest) if rest else None
    return Page(
        claim_of(told),
        _lead(told, outcomes),
        tuple(one for one in top if not wanted or one.code == wanted),
        tuple(one for one in others if one.tallies and (not wanted or one.code == wanted)),
        sum(len(one.late) for one in readings),
        count_verdicts(told)["withheld"],
        other,
        around.filters,
        tuple((part.code, part.title) for part in (*around.priorities, *around.supporting)),
    )


def _tally(rows: Sequence[Reading]) -> tuple[tuple[str, int], ...]:
    counts = count_verdicts(rows)
    return tuple((mark, counts[mark]) for mark in GROUPS) if rows else ()


def claim_of(outcomes: Sequence[Reading]) -> str:
    """ "Six of 18 outcomes are improving, one is worsening"."""
    if not outcomes:
        return _("Nothing is measured yet")
    counts = count_verdicts(outcomes)
    good, shown = counts["better"], len(outcomes) - counts["withheld"]
    if not shown:
        return _("No outcome is shown to you")
    if shown == 1:
        return claim_one(counts)
    words = ngettext(
        "%(good)s of %(of)s outcomes is improving",
        "%(good)s of %(of)s outcomes are improving",
        good,
    )
    if counts["withheld"]:
        words = ngettext(
            "%(good)s of the %(of)s outcomes shown to you is improving",
            "%(good)s of the %(of)s outcomes shown to you are improving",
            good,
        )
    words %= {"good": open_with(good) if good else _("None"), "of": shown}
    bad = counts["worse"]
    if not bad:
        return words
    told = ngettext("%s is worsening", "%s are worsening", bad) % open_with(bad).lower()
    return f"{words}, {told}"


def _lead(told: Sequence[Reading], outcomes: Sequence[Reading]) -> str:
    """What the claim leaves out. `told`: of all `outcomes`, those that speak for one."""
    counts = count_verdicts(told)
    parts = []
    if n := counts["steady"]:
        words = ngettext("%s shows no real change", "%s show no real change", n)
        parts.append(words % open_with(n))
    if n := counts["unknown"]:
        words = ngettext("%s cannot be judged yet", "%s cannot be judged yet", n)
        parts.append(words % open_with(n))
    if n := counts["care"]:
        words = ngettext("%s must be read with care", "%s must be read with care", n)
        parts.append(words % open_with(n))
    if n := counts["withheld"]:
        words = ngettext(
            "%s is not shown to you: no agreement of your agency covers it",
            "%s are not shown to you: no agreement of your agency covers them",
            n,
        )
        parts.append(words % open_with(n))
    if n := _count_told_in_part(told, outcomes):
        words = ngettext(
            "%s is told by some of its measures alone: the others are not shown to you",
            "%s are told by some of their measures alone: the others are not shown to you",
            n,
        )
        parts.append(words % open_with(n))
    if len(told) < len(outcomes):
        parts.append(_("An outcome that several measures tell counts once: as worsening if any is,"
                       " or else as improving if any is"))  # fmt: skip
    return ". ".join(parts) + "." if parts else ""


def _count_told_in_part(told: Sequence[Reading], outcomes: Sequence[Reading]) -> int:
    kept_back = {one.measure.serves for one in outcomes if one.verdict is Verdict.WITHHELD}
    shown = [one for one in told if one.verdict is not Verdict.WITHHELD and one.measure.serves]
    return sum(one.measure.serves in kept_back for one in shown)


def _say_counts(rows: Sequence[Reading], *, late: int) -> str:
    """ "Three of five are improving. One return is missing.\""""
    if not rows:
        return _("Nothing is measured here yet.")
    says = capitalise(list_counts(rows, write=lambda n: open_with(n).lower())) + "."
    if late:
        says += " " + ngettext(
            "%s return is missing.", "%s returns are missing.", late
        ) % open_with(late)
    return says


def list_counts(rows: Sequence[Reading], *, write: Callable[[int], str]) -> str:
    """ "2 improving, 1 worsening, 7 without real change"; numbers as `write` has them."""
    told = (
        ("better", _("improving")),
        ("worse", _("worsening")),
        ("steady", _("without real change")),
        ("care", _("to be read with care")),
        ("unknown", _("not to be judged yet")),
        ("withheld", _("not shown to you")),
    )
    counts = count_verdicts(rows)
    return ", ".join(f"{write(counts[mark])} {words}" for mark, words in told if counts[mark])


def _card(reading: Reading, cities: Mapping[UUID, Reading], *, around: Around) -> Card:
    measure = reading.measure
    small = rules.see_small.allowed(around.viewer, measure)
    city = cities.get(measure.city_id) if measure.city_id else None
    chases = around.chases[measure.pk, reading.late[-1].period] if reading.late else 0
    more = [say_late(reading, chases), *say_more(reading, city)]
    tables = around.filters.tables
    return Card(
        code=measure.code,
        title=measure.title,
        address=address_of(measure.code),
        where=f"{measure.get_scope_display()}, {measure.unit}",
        verdict=say_verdict(reading),
        mark=MARKS[reading.verdict],
        drawing=None if tables else draw_chart(reading, sees_small=small),
        more=". ".join(filter(None, more)) + ".",
        behind=find_query(reading) or f"{address_of(measure.code)}#figures",
        rows=tuple(list_rows(reading, sees_small=small))[-MOST_ROWS:] if tables else (),
    )


def list_rows(reading: Reading, *, sees_small: bool) -> Iterable[tuple[str, str, str, str]]:
    """(period, figure, usual, range) of each point, as a table tells them."""
    measure = reading.measure
    for one in reading.points:
        usual = say_figure(measure, one.centre)
        low, high = say_figure(measure, one.low), say_figure(measure, one.high)
        span = _("%(low)s to %(high)s") % {"low": low, "high": high} if one.low is not None else "–"
        figure = say_point(reading, one, sees_small=sees_small)
        yield say_period(one.label), figure, usual, span
