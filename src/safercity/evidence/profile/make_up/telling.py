"""The sentences of a make-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.profile.limits import state_breaks, state_limits
from safercity.evidence.profile.make_up.harm import HarmRanks, HarmTotal
from safercity.evidence.profile.make_up.types import TypeCounts, TypeRow

if TYPE_CHECKING:
    from safercity.evidence.profile.make_up.describe import MakeUpSettings

Harms = tuple[tuple[HarmTotal, ...], HarmRanks | None]


def state_make_up(
    rows: Sequence[TypeRow], types: TypeCounts, *, harms: Harms, settings: MakeUpSettings
) -> tuple[Statement, ...]:
    """What the records are made of, what changed, and what harm and cost they are."""
    count = sum(one.count for one in rows)
    if not types.used.any():
        return (Statement("profile.nothing_sent", {"types": len(rows)}),)
    if not count:
        return (Statement("profile.made_of_nothing", {"types": len(rows)}),)
    return (
        _state_count(count, rows, types=types),
        *(_state_share(one) for one in rows[: settings.named] if one.count),
        *_state_changes(rows, types, settings=settings),
        *(_state_harm(one) for one in harms[0] if one.of_types),
        *(_state_unweighted(one, count=count) for one in harms[0] if one.unweighted),
        *_state_ranks(harms[1]),
    )


def _state_count(count: int, rows: Sequence[TypeRow], *, types: TypeCounts) -> Statement:
    values = {"count": count, "types": sum(one.count > 0 for one in rows)}
    if not types.months:
        return Statement("profile.made_of", values)
    months = int(types.used.sum())
    return Statement(
        "profile.made_of_months", values | {"months": months, "last": types.months[-1]}
    )


def _state_share(one: TypeRow) -> Statement:
    values = {"type": one.type, "count": one.count, "share": one.share}
    return Statement("profile.type_share", values | {"low": one.low, "high": one.high})


def _state_changes(
    rows: Sequence[TypeRow], types: TypeCounts, *, settings: MakeUpSettings
) -> tuple[Statement, ...]:
    tested = [one for one in rows if one.q == one.q]
    if not tested:
        return (Statement("profile.types_nothing_before"),) if types.months else ()
    clear = sorted((one for one in tested if one.q <= settings.discovery), key=lambda one: one.q)
    months: dict[str, object] = {"tested": len(tested), "months": int(types.compared.sum())}
    if not clear:
        return (Statement("profile.types_same", months),)
    called = {"called": len(clear), "discovery": settings.discovery}
    changes = tuple(_state_change(one) for one in clear[: settings.named])
    return (Statement("profile.types_changed", months | called), *changes)


def _state_change(one: TypeRow) -> Statement:
    """One type's change, which is known to be clear."""
    if one.change != one.change:
        return Statement("profile.type_new", {"type": one.type, "count": one.count})
    values: dict[str, object] = {"type": one.type}
    if one.change > 0:
        more = {"change": one.change, "low": one.change_low, "high": one.change_high}
        return Statement("profile.type_more", values | more)
    fewer = {"change": -one.change, "low": -one.change_high, "high": -one.change_low}
    return Statement("profile.type_fewer", values | fewer)


def _state_harm(one: HarmTotal) -> Statement:
    values = {"table": one.title, "unit": one.unit, "total": one.total, "year": one.year}
    span = {"low": one.low, "high": one.high, "type": one.highest}
    name = "harm" if one.total else "harm_none"
    return Statement(f"profile.{name}", values | span)


def _state_unweighted(one: HarmTotal, *, count: int) -> Statement:
    if not one.of_types:
        return Statement("profile.no_figures", {"table": one.title})
    values = {"table": one.title, "types": len(one.unweighted), "count": one.unweighted_count}
    return Statement("profile.unweighted", values | {"share": one.unweighted_count / count})


def _state_ranks(ranks: HarmRanks | None) -> tuple[Statement, ...]:
    if ranks is None:
        return ()
    tables = {"first": ranks.tables[0], "second": ranks.tables[1], "types": len(ranks.types)}
    if not ranks.reversed:
        return (Statement("profile.ranks_agree", tables),)
    at = ranks.types.index(ranks.farthest)
    apart = {
        "pairs": ranks.pairs, "reversed": ranks.reversed, "type": ranks.farthest,
        "one": ranks.first[at], "other": ranks.second[at],
    }  # fmt: skip
    return (Statement("profile.ranks_differ", tables | apart),)


def limit_make_up(types: TypeCounts, *, harms: Harms, basis: Basis) -> tuple[Statement, ...]:
    """What a make-up does not tell."""
    totals, ranks = harms
    limits = [
        *state_limits(basis, missing=int((~types.used).sum()) if types.months else 0),
        *state_breaks(basis, types.asked),
        Statement("profile.limit.types"),
    ]
    if any(one.kind == "harm" for one in totals):
        limits.append(Statement("profile.limit.harm"))
        if ranks is None:
            limits.append(Statement("profile.limit.one_harm_table"))
    if any(one.kind == "cost" for one in totals):
        limits.append(Statement("profile.limit.cost"))
    return tuple(limits)
