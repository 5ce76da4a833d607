"""One place's page: claim, facts, why it is here, its quarters, its themes, what it does not tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.words import (
    capitalise,
    join_words,
    open_with,
    spell_slug,
    write_month,
    write_rank_range,
    write_share,
)
from safercity.partnership.places.presenters import drawing, heat, reach, rows
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.queries import Place, is_shared, list_every_place


@dataclass(frozen=True)
class Rule:
    """One entry rule: what is needed, and what stands here."""

    rule: str
    needed: str
    here: str


@dataclass(frozen=True)
class StoryPage:
    """Everything the template of a place shows."""

    place: Place
    row: rows.Row
    lead: str
    facts: Sequence[tuple[str, str, str]]
    rules_heading: str
    rules: Sequence[Rule]
    themes: Sequence[tuple[str, str, int]]
    alone: str
    flags: Sequence[str]
    map: drawing.Drawing
    heat_heading: str
    heat: heat.Heat
    unplaced: str
    data_to: Sequence[reach.Reach]
    limits: Sequence[str]
    before: tuple[str, Place] | None
    after: tuple[str, Place] | None


def present_place(edition: Any, place: Place) -> StoryPage:
    """The page of one place."""
    every = list_every_place(edition)
    marked = rows.mark_places(every)
    at = next(k for k, (_mark, each) in enumerate(marked) if each["id"] == place["id"])
    settings = edition.manifest.get("settings", {})
    counted = edition.manifest.get("data_to", {})
    return StoryPage(
        place=place,
        row=rows.list_rows([marked[at]], last=rows.last_rank(every))[0],
        lead=_lead(place),
        facts=_facts(place, every),
        rules_heading=_head_rules(place),
        rules=_rules(place, settings, counted=counted),
        themes=_themes(place),
        alone=_alone(place),
        flags=[_flag(flag) for flag in place.get("flags", [])],
        map=drawing.draw_near(edition, marked, focus=place),
        heat_heading=_head_heat(place),
        heat=heat.present_heat(edition, place),
        unplaced=write_share(place.get("unplaced_share")),
        data_to=reach.list_reach(edition),
        limits=edition.manifest.get("limits", []),
        before=marked[at - 1] if at else None,
        after=marked[at + 1] if at + 1 < len(marked) else None,
    )


def _lead(place: Place) -> str:
    seen = [names().agency(slug) for slug in names().in_order(place["agencies"])]
    words = ngettext(
        "%(n)s agency sees lasting demand here: %(who)s.",
        "%(n)s agencies see lasting demand here: %(who)s.",
        len(seen),
    ) % {"n": open_with(len(seen)), "who": join_words(seen)}
    missing = [s for s, state in place["agency_states"].items() if state == "missing"]
    if missing:
        who = join_words([names().agency(slug) for slug in names().in_order(missing)])
        words += " " + _("It cannot be said for %(who)s, whose extracts are missing.") % {
            "who": who
        }
    return words


def _facts(place: Place, every: Sequence[Place]) -> list[tuple[str, str, str]]:
    of = sum(is_shared(p) == is_shared(place) for p in every)
    size = ngettext("%(n)s cell", "%(n)s cells", len(place["cells"])) % {"n": len(place["cells"])}
    since = place.get("since")
    return [
        (_("Rank"), str(place["rank"]), _("of %(of)s, range %(range)s") % {
            "of": of, "range": write_rank_range(place["rank_low"], place["rank_high"])}),
        (_("How sure"), capitalise(place["sure"]), _("stays listed in %(share)s of weightings") % {
            "share": write_share(place["stability"])}),
        (_("Kind"), rows.title_kind(place["class"]),
         _("since %(month)s") % {"month": write_month(since)} if since else ""),
        (_("Size"), size, f"{place['area_km2']:.2f} km²" if place.get("area_km2") else ""),
    ]  # fmt: skip


def _head_rules(place: Place) -> str:
    if place["class"] == "single_agency":
        return _("One agency sees it, so it is not on the shared list")
    if place["class"] == "undetermined":
        return _("Too few agencies sent enough to tell")
    return _("It meets every entry rule")


def _rules(place: Place, settings: Any, *, counted: Any) -> list[Rule]:
    last, needed = settings.get("of_last", 8), settings.get("quarters_at_least", 6)
    states = place["agency_states"].values()
    seen = len(place["agencies"])
    silent = [
        _("%(n)s %(state)s") % {"n": list(states).count(state), "state": words}
        for state, words in (("hidden", _("hidden")), ("missing", _("missing")))
        if state in states
    ]
    return [
        Rule(
            _("Agencies that see lasting demand"),
            _("%(k)s of %(n)s")
            % {"k": _agencies_needed(settings, len(counted)), "n": len(counted)},
            ", ".join([_("%(k)s of %(n)s") % {"k": seen, "n": len(counted)}, *silent]),
        ),
        Rule(
            _("Quarters in which each of them stood high, of the last %(n)s") % {"n": last},
            str(needed),
            _range([_high(place, slug, last=last) for slug in place["agencies"]]),
        ),
        Rule(
            _("Stays in the first %(n)s when agencies are weighed otherwise")
            % {"n": settings.get("listed", 20)},
            _("80%, 95% for firm"),
            write_share(place["stability"]),
        ),
        Rule(
            _("More than chance, allowing for every cell tested"),
            _("at most %(share)s false") % {"share": write_share(settings.get("false_discovery"))},
            _("yes"),
        ),
    ]


def _agencies_needed(settings: Any, counted: int) -> int:
    if counted < settings.get("few_agencies_below", 0):
        return settings.get("agencies_at_least_if_few", 2)
    return settings.get("agencies_at_least", 3)


def _high(place: Place, slug: str, *, last: int) -> int:
    return place.get("by_agency", {}).get(slug, {}).get("states", [])[-last:].count("high")


def _range(counts: Sequence[int]) -> str:
    if not counts:
        return "–"
    low, high = min(counts), max(counts)
    return str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def _themes(place: Place) -> list[tuple[str, str, int]]:
    """(theme, count in words, per mille of the largest), largest first; small counts stay unwritten."""
    known = {slug: n for slug, n in (place.get("by_theme") or {}).items() if n}
    most = max(known.values(), default=0)
    order = sorted(known, key=lambda slug: (-known[slug], slug))[:8]
    return [
        (names().theme(slug), heat.write_small(known[slug], is_open=False),
         round(1000 * max(known[slug], heat.SMALL) / most) if most >= heat.SMALL else 1000)
        for slug in order
    ]  # fmt: skip


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
    if n < 2:
        return _("Quarter by quarter, one agency stands out")
    return _("%(n)s agencies see it, quarter by quarter") % {"n": open_with(n)}


def _flag(flag: Any) -> str:
    if isinstance(flag, dict):
        return str(flag.get("text") or spell_slug(flag.get("id", "")))
    return spell_slug(flag)
