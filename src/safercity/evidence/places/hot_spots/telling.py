"""What a map of hot spots says, and what it does not."""

from __future__ import annotations

import numpy as np

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.places.basis_words import state_basis
from safercity.evidence.places.hot_spots.found import HotSpots
from safercity.evidence.places.hot_spots.judge import COLD, HOT, UNTESTED
from safercity.evidence.statistics import poisson_interval, round_significant


def state_found(found: HotSpots, *, hidden: int | None) -> tuple[Statement, ...]:
    """How many were tested and stand out, the strongest, and a lone high count if there is one.

    That may hide others: `hidden` is how many would be hot without it.
    """
    if found.tested == 0:
        known = found.own[~np.isnan(found.own)]
        reason = "unknown" if not known.size else "untestable" if known.any() else "nothing"
        return (Statement(f"places.hot_spots.{reason}", {"places": len(found.labels)}),)
    hot, cold = found.positions(HOT), found.positions(COLD)
    values = {"hot": len(hot), "cold": len(cold), "tested": found.tested}
    told = [Statement("places.hot_spots.found" if len(hot) else "places.hot_spots.none", values)]
    if len(hot):
        told.append(_state_strongest(found, int(hot[0])))
    if len(cold):
        told.append(Statement("places.hot_spots.cold", values))
    lone = found.lone()
    if lone is not None:
        told.append(_state_lone(found, lone))
        if hidden is not None and hidden > len(hot):
            told.append(Statement("places.hot_spots.hidden", {"hidden": hidden}))
    if len(hot) + len(cold):
        told.append(_state_chance(found))
    return tuple(told)


def state_limits(
    found: HotSpots, basis: Basis, *, missing: tuple[str, ...]
) -> tuple[Statement, ...]:
    """What the map rests on and does not tell."""
    told = [Statement("places.hot_spots.limit.even")]
    zeros = int((found.own == 0).sum())
    told.append(
        Statement("places.hot_spots.limit.zeros", {"zeros": zeros, "places": len(found.labels)})
    )
    untested = int((found.judged.states == UNTESTED).sum())
    if 0 < untested < len(found.labels):
        told.append(Statement("places.hot_spots.limit.untested", {"untested": untested}))
    told.append(Statement(f"places.hot_spots.limit.{found.judged.method}", _method_values(found)))
    told.append(Statement("places.hot_spots.limit.edge"))
    return (*told, *state_basis(basis, missing=missing))


def _method_values(found: HotSpots) -> dict[str, object]:
    number = found.settings.permutations
    return {"permutations": number, "smallest": 1 / (number + 1)}


def _state_strongest(found: HotSpots, at: int) -> Statement:
    judged = found.judged
    local, expected = float(judged.gi.sums[at]), float(found.expected[at])
    values = {
        "place": str(found.labels[at]),
        "local": local,
        "others": int(judged.gi.sizes[at]) - 1,
        "expected": expected,
    }
    if (found.own[~np.isnan(found.own)] % 1 != 0).any():  # rates have no Poisson interval
        return Statement("places.hot_spots.strongest_rate", values)
    low, high = (float(round_significant(end / expected)) for end in poisson_interval(local))
    ratio = float(round_significant(local / expected))
    return Statement(
        "places.hot_spots.strongest", {**values, "ratio": ratio, "low": low, "high": high}
    )


def _state_lone(found: HotSpots, at: int) -> Statement:
    values = {
        "place": str(found.labels[at]),
        "own": float(found.own[at]),
        "local": float(found.judged.gi.sums[at]),
        "others": int(found.judged.gi.sizes[at]) - 1,
    }
    return Statement("places.hot_spots.lone", values)


def _state_chance(found: HotSpots) -> Statement:
    if found.settings.false_discovery is None:
        expected = found.settings.level * found.tested
        values = {"level": found.settings.level, "tested": found.tested, "expected": expected}
        return Statement("places.hot_spots.unadjusted", values)
    return Statement("places.hot_spots.chance", {"share": found.settings.false_discovery})
