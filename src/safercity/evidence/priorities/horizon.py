"""What comes, beyond the data: the horizon, listed beside the candidate priorities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from safercity.evidence.findings import Caption, Column, Statement, Table, draw_bars, say_all
from safercity.evidence.priorities.errors import HorizonRefused
from safercity.evidence.priorities.words import MESSAGES
from safercity.evidence.taxonomy import say
from safercity.evidence.taxonomy.priorities import HorizonEntry, Kind

KINDS = get_args(Kind)
"""Political, economic, social, technological, environmental, legal, organisational."""


@dataclass(frozen=True)
class HorizonTerms:
    """`as_of`: the day it is read ("2026-05-31"), which decides what is overdue."""

    as_of: str
    language: str = "en"


@dataclass(frozen=True)
class HorizonScan:
    """`entries`: most pressing first (likelihood times impact, then the earlier, then by id).

    `beside`: candidate -> ids of the entries that bear on it. `overdue`: to be looked at again by
    now. `empty_kinds`: kinds under which nothing is written down.
    """

    entries: tuple[HorizonEntry, ...]
    beside: Mapping[str, tuple[str, ...]]
    overdue: tuple[str, ...]
    empty_kinds: tuple[str, ...]
    titles: Mapping[str, str]
    settings: HorizonTerms
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES, titles=self.titles)

    def table(self) -> Table:
        """A row for each entry, with the candidates it bears on."""
        columns = (
            Column("id", "Entry", "id"),
            Column("kind", "Kind"),
            Column("title", "What may come"),
            Column("since", "From", "month"),
            Column("likelihood", "Likelihood (1 to 5)", "count"),
            Column("impact", "Impact (1 to 5)", "count"),
            Column("effect", "Demand"),
            Column("candidates", "Bears on"),
            Column("source", "Who says so"),
            Column("noted", "Noted", "day"),
            Column("review", "Look again by", "day"),
            Column("overdue", "Overdue", "flag"),
        )
        rows = []
        for one in self.entries:
            on = [self.titles.get(key, key) for key, ids in self.beside.items() if one.id in ids]
            told = (one.id, one.kind, self.titles[one.id], one.since, one.likelihood, one.impact)
            rows.append((*told, one.effect, ", ".join(on), one.source, one.noted, one.review,
                         one.id in self.overdue))  # fmt: skip
        return Table("horizon", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """Likelihood times impact, most pressing first."""
        rows = [
            {"name": self.titles[one.id], "pressing": one.likelihood * one.impact}
            for one in self.entries
        ]
        told = "Likelihood times impact, 1 to 25, as people judged each entry."
        return draw_bars(rows, Caption("What may come, beyond the data", told),
                         name="name", value="pressing")  # fmt: skip


def scan_horizon(
    entries: Sequence[HorizonEntry],
    *,
    terms: HorizonTerms,
    candidates: Mapping[str, Sequence[str]] | None = None,
    titles: Mapping[str, str] | None = None,
) -> HorizonScan:
    """List the horizon's entries beside candidates (id -> its themes), whose `titles` are by id.

    An entry without themes bears on all, and is listed beside none. It is in no score: likelihood
    and impact are judged, not measured. Errors: `HorizonRefused`, for a day that is none.
    """
    _check_day(terms.as_of)
    ordered = tuple(sorted(entries, key=lambda e: (-e.likelihood * e.impact, e.since, e.id)))
    beside = {
        name: tuple(one.id for one in ordered if set(one.themes) & set(themes))
        for name, themes in (candidates or {}).items()
    }
    names = {one.id: say(one.title, terms.language) for one in ordered} | dict(titles or {})
    overdue = tuple(one.id for one in ordered if one.review < terms.as_of)
    empty = tuple(kind for kind in KINDS if all(one.kind != kind for one in ordered))
    return HorizonScan(
        entries=ordered,
        beside=beside,
        overdue=overdue,
        empty_kinds=empty,
        titles=names,
        settings=terms,
        statements=_state(ordered, beside, overdue=overdue, empty=empty, titles=names),
        limits=(Statement("horizon.judgement"), Statement("horizon.not_scored")),
    )


def _check_day(day: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise HorizonRefused(f"{day!r} is not a day.") from error


def _state(
    ordered: tuple[HorizonEntry, ...],
    beside: Mapping[str, tuple[str, ...]],
    *,
    overdue: tuple[str, ...],
    empty: tuple[str, ...],
    titles: Mapping[str, str],
) -> tuple[Statement, ...]:
    if not ordered:
        return (Statement("horizon.none"),)
    first = ordered[0]
    values = {
        "number": len(ordered),
        "title": titles[first.id],
        "likelihood": first.likelihood,
        "impact": first.impact,
        "since": first.since,
    }
    told = [Statement("horizon.summary", values)]
    told += [
        Statement("horizon.beside", {"candidate": name, "names": ids})
        for name, ids in beside.items()
        if ids
    ]
    if empty:
        told.append(Statement("horizon.kinds", {"names": empty}))
    if overdue:
        told.append(Statement("horizon.overdue", {"number": len(overdue), "names": overdue}))
    return tuple(told)
