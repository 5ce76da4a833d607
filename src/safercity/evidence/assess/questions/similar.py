"""The partnership beside those most like it: a list of similar areas and the Home Office's tables.

Both are extracts of reference (`safercity load similar-areas`, `safercity load home-office-csp`);
own residents are those of the workspace's geography, the others' stand in the list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.questions.series import list_forces
from safercity.evidence.assess.questions.untold import tell_row
from safercity.evidence.findings import Basis as Rests
from safercity.evidence.findings import RecordingBreak
from safercity.evidence.geography.tables import read_count
from safercity.evidence.profile import (
    AreaCounts,
    ComparisonUnusable,
    SimilarComparison,
    compare_similar,
)
from safercity.evidence.profile.words import MESSAGES
from safercity.evidence.runs import Run
from safercity.evidence.store import read_reference
from safercity.evidence.types import month_label, month_number, quarter_label

LIST, TABLES = "similar-areas", "home-office-csp"
ALL = "All of these offences"


def similar_table(basis: Basis, *, run: Run) -> dict:
    """The table `similar` of an edition: an offence group each; empty where neither the list nor
    the tables were loaded, and what is lacking where only one of them was."""
    listed = read_reference(basis.store, LIST)
    months = _newest_year(basis)
    if not listed and not months:
        return {}
    if not listed or not months:
        lacking = TABLES if listed else LIST
        return {"untold": [f"There is nothing of {lacking} to compare by."]}
    run.step("Beside similar areas")
    try:
        found = _read(basis, listed, months=months)
    except ComparisonUnusable as refused:
        return {"untold": [refused.sentence]}
    rows = [
        tell_row({"id": group, "title": group}, {"now": _ask(found, group, run=run)},
                 messages=MESSAGES, titles={})
        for group in (ALL, *sorted(found.groups))
    ]  # fmt: skip
    return {"groups": rows}


@dataclass(frozen=True)
class _Similar:
    """Counts by offence group, (areas, quarters) with NaN where an area's quarter is missing."""

    own: str
    areas: tuple[str, ...]
    residents: np.ndarray
    quarters: tuple[str, ...]
    groups: dict[str, np.ndarray]
    rests: Rests

    def count(self, group: str) -> np.ndarray:
        """The counts of one group, or of all together."""
        whole = sum(self.groups.values(), np.zeros((len(self.areas), len(self.quarters))))
        return whole if group == ALL else self.groups[group]


def _ask(found: _Similar, group: str, *, run: Run) -> Callable[[], SimilarComparison]:
    areas = AreaCounts(
        found.areas, found.count(group), {"residents": found.residents}, periods=found.quarters
    )
    return lambda: compare_similar(areas, own=found.own, basis=found.rests, run=run)


def _read(basis: Basis, listed: tuple[dict[str, str], ...], *, months: tuple[str, ...]) -> _Similar:
    own, residents = _read_list(basis, listed)
    areas = tuple(residents)
    place = {_bare(name): at for at, name in enumerate(areas)}
    sent = np.zeros((len(areas), len(months)), dtype=bool)
    groups: dict[str, np.ndarray] = {}
    wanted = ("partnership", "group", "number", "category")
    for row in read_reference(basis.store, TABLES, columns=wanted, months=months):
        area, month = place.get(_bare(row["partnership"])), months.index(row["month"])
        if area is None:
            continue
        sent[area, month] = True
        if _is_demand(basis, row["category"]):
            group = row["group"].strip().capitalize()
            counts = groups.setdefault(group, np.zeros(sent.shape))
            number = read_count(row["number"])
            counts[area, month] += np.nan if number is None else number
    if not sent[0].any():
        raise ComparisonUnusable(
            f"The tables of {TABLES} have nothing of {own} from {months[0]} on.",
            advice=f"The list of {LIST} names areas as the column CSP Name does.",
        )
    for counts in groups.values():
        counts[~sent] = np.nan
    return _Similar(
        own, areas, np.array(list(residents.values())), tuple(map(quarter_label, months)),
        groups, _rest(basis),
    )  # fmt: skip


def _newest_year(basis: Basis) -> tuple[str, ...]:
    """The quarters of the newest year in the tables, as their first months; none without tables. A
    quarter counts when its last month is over."""
    told = [max(one.months) for one in basis.coverage if one.source == TABLES]
    first = month_number(max(told)) - 2 if told else 0
    return tuple(month_label(first - 3 * back) for back in (3, 2, 1, 0)) if told else ()


def _read_list(basis: Basis, rows: tuple[dict[str, str], ...]) -> tuple[str, dict[str, float]]:
    """The own name, and residents by area, NaN where not told. Errors: `ComparisonUnusable`."""
    geography = basis.store.geography
    codes = geography.local_codes("csp") | geography.local_codes("local_authority")
    mine = [row for row in rows if row["area_code"].strip() in codes]
    if not mine:
        raise ComparisonUnusable(
            f"The list of {LIST} says nothing of {', '.join(sorted(codes))}.",
            advice="Its column of area codes names the partnership or its local authority.",
        )
    named = next((row["area_name"].strip() for row in mine if row["area_name"].strip()), None)
    own = named or geography.area.names[0]
    here = float(geography.units.residents.sum())
    residents = {own: here if here else np.nan}
    for row in mine:
        known = read_count(row["residents"]) if row["residents"] else None
        residents.setdefault(row["similar_name"].strip(), np.nan if known is None else known)
    return own, residents


def _is_demand(basis: Basis, category: str) -> bool:
    """What follows officers (drugs, weapons found) is left out: it is no demand."""
    known = basis.store.taxonomy.categories.get(category)
    return known is None or known.layer == "demand"


def _rest(basis: Basis) -> Rests:
    breaks = basis.store.taxonomy.breaks_for(TABLES, forces=list_forces(basis))
    return Rests(
        sources=(TABLES, LIST),
        agencies=("police",),
        location="none",
        time="quarter",
        breaks=tuple(RecordingBreak(one.month, one.title["en"], one.kind) for one in breaks),
    )


def _bare(name: str) -> str:
    """A name without case, spaces and signs; "and" and "&" are one."""
    return "".join(letter for letter in name.casefold().replace("&", "and") if letter.isalnum())
