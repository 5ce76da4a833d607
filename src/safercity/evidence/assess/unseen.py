"""How good an earlier list was, on months it did not see. Told even when it is bad."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import shapely

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.layers import Layer
from safercity.evidence.errors import NothingToAssess
from safercity.evidence.overlay import AgencyDemand, lay_over
from safercity.evidence.places import PlacesFound, PlacesScore, Unseen, find_places, score_places
from safercity.evidence.places.score import Figure
from safercity.evidence.runs import Run
from safercity.evidence.types import month_label, month_number

MONTHS_UNSEEN = 6
MONTHS_BEFORE = 12
# Kinds of places whose demand is expected to go on. Without any, those not yet determined.
LASTING = ("persistent", "seasonal", "emerging")


def score_earlier_list(basis: Basis, layer: Layer, *, run: Run) -> dict:
    """The table `score`: the list as it would have been six months ago, on the months since.

    Each agency's records are scored apart, and the figures averaged over agencies, because one
    event may be told to several. `reason` says why there is no score.
    """
    cut = month_label(month_number(basis.months[-1]) - MONTHS_UNSEEN)
    if cut < basis.months[0]:
        return {"reason": "fewer_months_than_needed"}
    earlier = run.at(cut)
    try:
        overlay = lay_over(layer.demand, layer.units, settings=basis.settings, run=earlier)
    except NothingToAssess:
        return {"reason": "no_quarter_before"}
    chosen = _choose_units(find_places(overlay, run=earlier), layer)
    if not chosen.any():
        return {"reason": "no_places_then"}
    area = np.round(shapely.area(list(layer.polygons.values())), 2)
    scores = {
        one.agency: score_places(
            chosen, _held_against(one, cut, layer=layer, area=area), run=earlier
        )
        for one in layer.demand
        if any(here for month, here in _months(one) if month > cut)
    }
    told = {agency: score for agency, score in scores.items() if score.later}
    if not told:
        return {"reason": "no_later_records"}
    return _as_table(list(told.values()), agencies=list(told), cut=cut)


def _months(one: AgencyDemand) -> list[tuple[str, bool]]:
    return list(zip(one.counts.columns, one.present, strict=True))


def _choose_units(found: PlacesFound, layer: Layer) -> np.ndarray:
    lasting = [place for place in found.places if place.class_ in LASTING]
    listed = lasting or [place for place in found.places if place.class_ == "undetermined"]
    units = {label for place in listed for label in place.units}
    return np.array([label in units for label in layer.units.labels])


def _held_against(one: AgencyDemand, cut: str, *, layer: Layer, area: np.ndarray) -> Unseen:
    months = np.array(one.counts.columns)
    first = month_label(month_number(cut) - MONTHS_BEFORE + 1)
    return Unseen(
        later=one.counts.values[:, months > cut].sum(axis=1),
        earlier=one.counts.values[:, (months <= cut) & (months >= first)].sum(axis=1),
        area=area,
        centroids=layer.units.centroids,
    )


def _as_table(scores: list[PlacesScore], *, agencies: list[str], cut: str) -> dict:
    ours = [score.ours for score in scores]
    rivals = sorted(scores[0].rivals)
    return {
        "as_of": cut,
        "months_seen": MONTHS_UNSEEN,
        "agencies": agencies,
        "records": {agency: score.later for agency, score in zip(agencies, scores, strict=True)},
        "area_share": ours[0].area_share,
        "demand_share": _mean([one.demand_share for one in ours]),
        "pai": _average([one.pai for one in ours]),
        "pei": _average([one.pei for one in ours]),
        "rri": _average([one.rri for one in ours]),
        "rivals": {
            name: {
                "demand_share": _mean([score.rivals[name].demand_share for score in scores]),
                "pai": _average([score.rivals[name].pai for score in scores]),
                "difference": _average([score.difference[name] for score in scores]),
            }
            for name in rivals
        },
    }


def _mean(values: Sequence[float | None]) -> float | None:
    told = [value for value in values if value is not None]
    return math.fsum(told) / len(told) if told else None


def _average(figures: Sequence[Figure]) -> dict[str, float] | None:
    """The mean of independent figures; each side's distances to the limits add as squares."""
    told = [
        (value, low, high)
        for value, low, high in figures
        if value is not None and low is not None and high is not None
    ]
    if not told:
        return None
    mean = math.fsum(value for value, _low, _high in told) / len(told)
    below = math.sqrt(math.fsum((value - low) ** 2 for value, low, _high in told)) / len(told)
    above = math.sqrt(math.fsum((high - value) ** 2 for value, _low, high in told)) / len(told)
    return {"value": mean, "low": mean - below, "high": mean + above}
