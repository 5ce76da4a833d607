"""What concentration says, and what it does not."""

from __future__ import annotations

from dataclasses import asdict

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.places.basis_words import state_basis
from safercity.evidence.places.concentration.found import Concentration


def state_concentration(found: Concentration) -> tuple[Statement, ...]:
    """The share of places that holds half, the index, and what chance would give."""
    shared: dict[str, object] = {"total": found.total, "places": found.places}
    if found.gini is None:
        return (Statement("places.concentration.nothing", shared),)
    told = [
        Statement("places.concentration.needed", {**shared, "share": share, "of": of})
        for share, of in found.needed
        if share == 0.5 or len(found.needed) == 1
    ]
    if found.generalised is None or found.chance is None:
        return (*told, Statement("places.concentration.plain", asdict(found.gini)))
    told.append(Statement("places.concentration.index", asdict(found.generalised)))
    chance = found.chance
    name = "beyond" if found.generalised.low > chance.high else "within"
    told.append(Statement(f"places.concentration.{name}_chance", asdict(chance)))
    return tuple(told)


def state_limits(
    found: Concentration, basis: Basis, *, missing: tuple[str, ...]
) -> tuple[Statement, ...]:
    """Units, few records, and what the records rest on."""
    told = [Statement("places.concentration.limit.units")]
    if found.gini is not None and found.generalised is not None and found.total < found.places:
        values = {"total": found.total, "places": found.places, "gini": found.gini.value}
        told.append(Statement("places.concentration.limit.few", values))
    return (*told, *state_basis(basis, missing=missing))
