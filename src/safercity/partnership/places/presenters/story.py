"""One place's page: facts, why it is here, quarters, themes, what it does not tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.high_demand_places.ranking import write_since
from safercity.documents.words import capitalise, spell_slug, write_small
from safercity.partnership.common.in_words import (
    join_words,
    open_with,
    write_rank_range,
    write_share,
)
from safercity.partnership.places.presenters import (
    changes,
    claim,
    drawing,
    entry,
    headlines,
    heat,
    reach,
    rows,
)
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.queries import Place, Reading, is_shared
from safercity.partnership.sharing.queries import read_small


@dataclass(frozen=True)
class StoryPage:
    """Everything the template of a place shows."""

    place: Place
    row: rows.Row
    lead: str
    facts: Sequence[tuple[str, str, str]]
    rules_heading: str
    rules: Sequence[entry.Rule]
    themes: Sequence[tuple[str, str, int]]
    alone: str
    flags: Sequence[str]
    map: drawing.Drawing
    heat_heading: str
    heat: heat.Heat
    change: changes.PlaceChange | None
    headlines: headlines.PlaceHeadlines | None
    unplaced: str
    data_to: Sequence[reach.Reach]
    limits: Sequence[str]
    before: Place | None
    after: Place | None


def present_place(reading: Reading, place: Place) -> StoryPage:
    """The page of one place."""
    every = reading.places
    at = next(k for k, each in enumerate(every) if each["id"] == place["id"])
    return StoryPage(
        place=place,
        row=rows.list_rows([place], last=rows.last_rank(every))[0],
        lead=entry.write_claim(place),
        facts=_facts(place, every),
        rules_heading=entry.head_rules(place),
        rules=entry.list_rules(reading, place),
        themes=_themes(place),
        alone=_alone(place),
        flags=[_flag(flag) for flag in place.get("flags", [])],
        map=drawing.draw_near(reading, every, focus=place),
        heat_heading=_head_heat(place),
        heat=heat.present_heat(reading, place),
        change=changes.find_change(reading, place),
        headlines=headlines.find_headlines(reading, place),
        unplaced=write_share(place.get("unplaced_share")),
        data_to=reach.list_reach(reading),
        limits=reading.manifest.get("limits", []),
        before=every[at - 1] if at else None,
        after=every[at + 1] if at + 1 < len(every) else None,
    )


def _facts(place: Place, every: Sequence[Place]) -> list[tuple[str, str, str]]:
    units = len(place["cells"])
    size = ngettext("%(n)s cell", "%(n)s cells", units) % {"n": units}
    if place["unit"] != "cell":
        size = ngettext("%(n)s small area", "%(n)s small areas", units) % {"n": units}
    return [
        (_("Rank"), str(place["rank"]), _("of %(places)s. Range %(range)s") % {
            "places": claim.count_places(every),
            "range": write_rank_range(place["rank_low"], place["rank_high"])}),
        (_("How sure"), capitalise(place["sure"]), _("%(share)s of weightings") % {
            "share": write_share(place["stability"])}),
        (_("Kind"), rows.title_kind(place["class"]),
         write_since(place)),
        (_("Size"), size, f"{place['area_km2']:.2f} km²" if place.get("area_km2") else ""),
    ]  # fmt: skip


def _themes(place: Place) -> list[tuple[str, str, int]]:
    """(theme, count in words, per mille of the largest), largest first."""
    known = {slug: n for slug, n in (place.get("by_theme") or {}).items() if n}
    size = {slug: read_small(n) for slug, n in known.items()}
    most = max(size.values(), default=0)
    order = sorted(known, key=lambda slug: (-size[slug], slug))[:8]
    return [
        (names().theme(slug), write_small(known[slug]), round(1000 * size[slug] / most))
        for slug in order
    ]


def _alone(place: Place) -> str:
    missed = [slug for slug, is_missed in place.get("missed_by", {}).items() if is_missed]
    if not missed or not is_shared(place):
        return ""
    who = join_words([names().agency(slug) for slug in names().in_order(missed)])
    return _("On its own records alone, each of these would have missed it: %(who)s.") % {
        "who": who
    }


def _head_heat(place: Place) -> str:
    n = len(place["agencies"])
    told = ngettext(
        "Quarter by quarter, one agency stands out",
        "%(n)s agencies see it, quarter by quarter",
        max(1, n),
    )
    return told % {"n": open_with(n)}


def _flag(flag: Any) -> str:
    if isinstance(flag, dict):
        return str(flag.get("text") or spell_slug(flag.get("id", "")))
    return spell_slug(flag)
