"""What classes over time say, and what they do not."""

from __future__ import annotations

from collections import Counter

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.places.basis_words import is_month, state_basis
from safercity.evidence.places.hot_spots.over_time.found import PRECEDENCE, HotSpotsOverTime
from safercity.evidence.places.hot_spots.over_time.ours import NONE, UNDETERMINED


def state_classes(found: HotSpotsOverTime) -> tuple[Statement, ...]:
    """How many places of each class, and the first of each of the first three."""
    number = Counter(one.name for one in found.classes)
    shared = {"places": len(found.labels), "periods": len(found.periods)}
    if number[UNDETERMINED] == len(found.labels):
        return (Statement("places.over_time.undetermined", shared),)
    names = [
        name for name in PRECEDENCE[found.settings.definitions] if name not in (NONE, UNDETERMINED)
    ]
    told = [(name, number[name]) for name in names if number[name]]
    cold = sum(count for name, count in number.items() if name.endswith(" cold"))
    if not told:
        said = [Statement("places.over_time.none", shared)]
    else:
        kinds = tuple(f"{count:,} {name}" for name, count in told)
        hot = sum(count for _, count in told)
        said = [Statement("places.over_time.found", {**shared, "hot": hot, "kinds": kinds})]
        said += [_state_first(found, name) for name, _ in told[:3]]
    if cold:
        said.append(Statement("places.over_time.cold", {"cold": cold}))
    if number[UNDETERMINED]:
        said.append(
            Statement("places.over_time.some_undetermined", {"number": number[UNDETERMINED]})
        )
    return tuple(said)


def state_limits(
    found: HotSpotsOverTime, basis: Basis, *, missing: tuple[str, ...]
) -> tuple[Statement, ...]:
    """Whose definitions, the allowance for many tests, and what the records rest on."""
    spots = found.settings.spots
    told = [Statement(f"places.over_time.limit.{found.settings.definitions}")]
    if spots.false_discovery is None:
        values: dict[str, object] = {"level": spots.level}
        told.append(Statement("places.over_time.limit.unadjusted", values))
    else:
        told.append(Statement("places.over_time.limit.chance", {"share": spots.false_discovery}))
    told.append(Statement("places.hot_spots.limit.even"))
    return (*told, *state_basis(basis, missing=missing))


def _state_first(found: HotSpotsOverTime, name: str) -> Statement:
    at = found.positions(name)[0]
    one = found.classes[at]
    values = {
        "class": name,
        "place": str(found.labels[at]),
        "hot": one.hot,
        "known": one.known,
        "since": one.since,
    }
    name = "first" if one.since and is_month(one.since) else "first_period"
    return Statement(f"places.over_time.{name}", values)
