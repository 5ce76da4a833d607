"""A place within a viewer's terms: hidden agencies leave its strip, its quarters and its themes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from safercity.partnership.sharing.queries.cut import Cut
from safercity.partnership.sharing.queries.small_counts import write_small

Place = Mapping[str, Any]
HIDDEN = "hidden"


def cut_places(places: list[Place], cut: Cut) -> list[Place]:
    """The places that an agency within the terms sees, each without the agencies that are not."""
    return [_cut_place(place, cut) for place in places if _is_seen(place, cut)]


def _is_seen(place: Place, cut: Cut) -> bool:
    return not place["agencies"] or any(cut.sees(layer) for layer in place["agencies"])


def _cut_place(place: Place, cut: Cut) -> Place:
    by_agency = {
        layer: _cut_history(told, cut, layer=layer)
        for layer, told in place.get("by_agency", {}).items()
    }
    by_theme = _cut_themes(place, cut)
    return {
        **place,
        "agencies": [layer for layer in place["agencies"] if cut.sees(layer)],
        "agency_states": {
            layer: state if cut.sees(layer) else HIDDEN
            for layer, state in place.get("agency_states", {}).items()
        },
        "missed_by": {k: v for k, v in place.get("missed_by", {}).items() if cut.sees(k)},
        "by_agency": by_agency,
        "by_theme": by_theme,
        "themes": [theme for theme in place.get("themes", ()) if theme in by_theme],
        "unplaced_share": _cut_unplaced(place, cut),
    }


def _cut_unplaced(place: Place, cut: Cut) -> float | None:
    """The largest share of records without a place among the visible agencies that see this one."""
    seen = [layer for layer in place["agencies"] if cut.sees(layer)]
    if len(seen) == len(place["agencies"]):
        return place.get("unplaced_share")
    data_to = cut.manifest.get("data_to", {})
    shares = [data_to.get(layer, {}).get("unplaced_share") for layer in seen]
    return max((one for one in shares if one is not None), default=None)


def _cut_history(told: Mapping[str, Any], cut: Cut, *, layer: str) -> Mapping[str, Any]:
    quarters = len(told["counts"])
    if not cut.sees(layer):
        nothing = {"counts": [None] * quarters, "states": [HIDDEN] * quarters}
        return nothing | {"rank": None, "ratio": None}
    below = cut.threshold([layer])
    counts = [write_small(one, below=below) for one in told["counts"]]
    themes = {theme: write_small(n, below=below) for theme, n in (told.get("themes") or {}).items()}
    return {**told, "counts": counts, **({"themes": themes} if themes else {})}


def _cut_themes(place: Place, cut: Cut) -> dict[str, Any]:
    """Records by theme, of whichever visible agency tells most: never added.

    An edition that does not say which agency tells a theme shows none where one is hidden.
    """
    told = place.get("by_agency", {})
    if not cut.hidden:
        below = cut.threshold(place.get("agency_states", {}) or place["agencies"])
        known = (place.get("by_theme") or {}).items()
        return {theme: write_small(n, below=below) for theme, n in known}
    most: dict[str, tuple[int, int]] = {}
    for layer in sorted(layer for layer in told if cut.sees(layer)):
        below = cut.threshold([layer])
        for theme, n in (told[layer].get("themes") or {}).items():
            most[theme] = max((n, below), most.get(theme, (0, 0)))
    return {theme: write_small(n, below=below) for theme, (n, below) in most.items()}
