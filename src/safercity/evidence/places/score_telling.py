"""What a score says, however bad, and what it does not."""

from __future__ import annotations

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.places.basis_words import state_basis
from safercity.evidence.places.score_found import Figure, PlacesScore


def state_score(found: PlacesScore) -> tuple[Statement, ...]:
    """PAI, PEI and RRI in words, then how the simpler maps did."""
    ours = found.ours
    value, low, high = ours.pai
    if value is None:
        reason = "no_later" if found.later == 0 else "no_area"
        return (Statement(f"places.score.{reason}"),)
    values = {
        "later": found.later, "demand": ours.demand_share, "area": ours.area_share,
        "pai": value, "low": low, "high": high,
    }  # fmt: skip
    told = [Statement("places.score.pai", values)]
    if ours.pei[0] is not None:
        told.append(Statement("places.score.pei", {"pei": ours.pei[0]}))
    if ours.rri[0] is not None:
        rri, low, high = ours.rri
        told.append(Statement("places.score.rri", {"rri": rri, "low": low, "high": high}))
    for rival, difference in found.difference.items():
        told += _state_difference(rival, difference)
    return tuple(told)


def state_limits(basis: Basis | None) -> tuple[Statement, ...]:
    """Repeats, falling back, and what the records rest on."""
    told = (Statement("places.score.limit.independent"), Statement("places.score.limit.falls"))
    return (*told, *(state_basis(basis) if basis else ()))


def _state_difference(rival: str, difference: Figure) -> list[Statement]:
    value, low, high = difference
    if value is None or low is None or high is None:
        return []
    word = "better" if low > 0 else "worse" if high < 0 else "alike"
    values = {"rival": rival, "difference": value, "low": low, "high": high}
    return [Statement(f"places.score.{word}", values)]
