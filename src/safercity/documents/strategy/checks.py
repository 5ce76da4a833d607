"""What a strategy must keep to beyond its form: ids, references, cycles, and a few plain rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from safercity.documents.strategy.background import Ages
from safercity.documents.strategy.faults import FaultKind
from safercity.documents.strategy.papers import Difference
from safercity.documents.strategy.priorities import Lead, Outcome
from safercity.documents.strategy.strategy import Strategy
from safercity.documents.strategy.walking import (
    Path,
    walk_given,
    walk_pointers,
    walk_values,
)

Found = tuple[FaultKind, Path, str, str]
BOTH = "both"


def find_faults(strategy: Strategy) -> list[Found]:
    """(kind, path, what, advice) of every fault, in the order in which they are looked for."""
    known: dict[str, str] = {}
    found = [*_find_duplicates(strategy, known)]
    found += _find_unknown(strategy, known)
    found += _find_cycles(strategy)
    for path, value in walk_values(strategy):
        found += [
            ("rule", (*path, key), what, advice)
            for key, what, advice in _break_rules(value, strategy)
        ]
    found += _find_odd_whole(strategy)
    return found


def _find_duplicates(strategy: Strategy, known: dict[str, str]) -> Iterator[Found]:
    for path, value in walk_values(strategy):
        own = getattr(value, "id", None)
        if own is None:
            continue
        if own in known:
            what = f"{own!r} is already the id of a {_call(known[own])}"
            yield "duplicate", (*path, "id"), what, "Every id is given once in the whole file."
        known.setdefault(own, type(value).__name__)


def _find_unknown(strategy: Strategy, known: Mapping[str, str]) -> Iterator[Found]:
    for path, kinds, wanted in walk_pointers(strategy):
        if wanted not in known:
            fitting_ids = [k for k, kind in known.items() if not kinds or kind in kinds]
            yield _say_unknown(path, wanted, known=fitting_ids)
        elif kinds and known[wanted] not in kinds:
            fitting = " or ".join(_call(kind) for kind in kinds)
            what = f"{wanted!r} is a {_call(known[wanted])}, and a {fitting} is wanted"
            yield "unknown_reference", path, what, "Name one of that kind."


def find_unknown_given(values: Any) -> list[Found]:
    """Pointers to nothing in values whose form has faults: what else can be told already."""
    known = set(_list_given_ids(values))
    return [
        _say_unknown(path, wanted, known=sorted(known))
        for path, wanted in walk_given(values, Strategy)
        if wanted not in known
    ]


def _list_given_ids(values: Any) -> Iterator[str]:
    if isinstance(values, dict) and isinstance(values.get("id"), str):
        yield values["id"]
    if isinstance(values, dict | list):
        for each in values.values() if isinstance(values, dict) else values:
            yield from _list_given_ids(each)


def _say_unknown(path: Path, wanted: str, *, known: Iterable[str]) -> Found:
    near = _list_near(wanted, known)
    advice = f"Did you mean {near}?" if near else "Add what it names, or take it out."
    return "unknown_reference", path, f"nothing here has the id {wanted!r}", advice


def _list_near(wanted: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    return " or ".join(get_close_matches(wanted, list(known), n=2, cutoff=0.7))


def _call(kind: str) -> str:
    words = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in kind)
    return words.strip()


def _find_cycles(strategy: Strategy) -> Iterator[Found]:
    lines = {body.id: [line.to for line in body.lines] for body in strategy.bodies}
    for at, body in enumerate(strategy.bodies):
        ring = find_ring(body.id, lines)
        if ring and min(ring) == body.id:
            what = f"reporting goes round in a ring: {' → '.join(ring)}"
            yield "cycle", ("bodies", at, "lines"), what, "Take out one of these lines."
    laws = {power.id: [power.amends] if power.amends else [] for power in strategy.powers}
    for at, power in enumerate(strategy.powers):
        ring = find_ring(power.id, laws)
        if ring and min(ring) == power.id:
            what = f"each amends the next in a ring: {' → '.join(ring)}"
            yield "cycle", ("powers", at, "amends"), what, "Take out one of these."


def find_ring(start: str, steps: Mapping[str, Iterable[str]]) -> list[str]:
    """The way from `start` back to itself, both ends given; empty where there is none."""
    came: dict[str, str] = {}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        for there in steps.get(here, ()):
            if there == start:
                ring = [here]
                while ring[-1] != start:
                    ring.append(came[ring[-1]])
                return [*reversed(ring), start]
            if there not in came:
                came[there] = here
                waiting.append(there)
    return []


def _break_rules(value: Any, strategy: Strategy) -> Iterator[tuple[str, str, str]]:
    match value:
        case Outcome(ambiguous=True) if value.caution is None or value.companion is None:
            what = "an ambiguous outcome says why (caution) and what it is read with (companion)"
            yield "ambiguous", what, "Add both, or say ambiguous: false."
        case Lead() if not _are_units_of(value, strategy):
            yield "units", "a unit here belongs to another organisation", "Name its own units."
        case Ages() if value.first > value.last:
            yield "first", f"{value.first} is above the last age, {value.last}", "Swap the two."
        case Difference():
            yield from _break_difference(value)
    yield from _break_order(value)


def _are_units_of(lead: Lead, strategy: Strategy) -> bool:
    owners = [each for each in strategy.organisations if each.id == lead.organisation]
    own = {unit.id for each in owners for unit in each.units}
    everyone = {unit.id for each in strategy.organisations for unit in each.units}
    return not (set(lead.units) & everyone) - own


def _break_difference(value: Difference) -> Iterator[tuple[str, str, str]]:
    sources = {each.source for each in value.says}
    if len(value.says) < 2:
        yield "says", "a difference needs two sayings", "Add what the other source says."
    if value.holds != BOTH and value.holds not in sources:
        yield "holds", f"{value.holds!r} is none of the sources", "Name one of them, or both."


def _break_order(value: Any) -> Iterator[tuple[str, str, str]]:
    for first, last in (("first_year", "last_year"), ("first_month", "last_month"),
                        ("valid_from", "valid_to")):  # fmt: skip
        begin, end = getattr(value, first, None), getattr(value, last, None)
        if begin is not None and end is not None and begin > end:
            yield first, f"{begin} is after {end}", "The first comes before the last."
    day, weekday = getattr(value, "day", None), getattr(value, "weekday", None)
    if isinstance(day, date) and weekday and f"{day:%A}" != weekday:
        yield "weekday", f"{day} is a {day:%A}, not a {weekday}", "Mend the day or the weekday."


def _find_odd_whole(strategy: Strategy) -> Iterator[Found]:
    if not strategy.board_organisations:
        what = "no organisation has a seat on the Board"
        yield "rule", ("organisations",), what, "Give on_board: true to those that have."
    for key in ("priorities", "sources", "bodies"):
        if not getattr(strategy, key):
            yield "rule", (key,), f"there are no {key}", "Add one at least."
