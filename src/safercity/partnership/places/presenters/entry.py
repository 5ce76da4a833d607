"""Why a place is on the list: the entry rules, what each needs and what stands here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.partnership.common.in_words import join_words, open_with, write_month, write_share
from safercity.partnership.places.presenters.frame import names
from safercity.partnership.places.queries import Place, Reading, is_shared


@dataclass(frozen=True)
class Rule:
    """One entry rule: what is needed, and what stands here."""

    rule: str
    needed: str
    here: str


def head_rules(place: Place) -> str:
    """The heading of the table: places on the list met every rule, or they would not be on it."""
    if is_shared(place):
        return _("It meets every entry rule")
    return {
        "undetermined": _("Too few agencies sent enough to tell"),
        "few_agencies": _("Fewer agencies see it than the list needs"),
        "single_agency": _("One agency sees it, so it is not on the shared list"),
        "former": _("It met the rules once, and no longer does"),
    }.get(place["class"], _("Why it is here"))


def list_rules(reading: Reading, place: Place) -> list[Rule]:
    """The rules in the order in which the method asks them."""
    settings = reading.manifest.get("settings", {})
    counted = reading.manifest.get("counted") or list(reading.manifest["data_to"])
    rules = [_agencies(place, settings, counted=len(counted)), *_quarters(place, settings)]
    stays = _("Stays in the first %(n)s when agencies are weighed otherwise")
    rules.append(
        Rule(
            stays % {"n": settings.get("listed", 20)},
            _("80%; firm from 95%"),
            write_share(place["stability"]),
        )
    )
    if is_shared(place) and settings.get("false_discovery"):
        share = {"share": write_share(settings["false_discovery"])}
        rules.append(
            Rule(
                _("More than chance, allowing for everything tested"),
                _("at most %(share)s false") % share,
                _("yes"),
            )
        )
    return rules


def _agencies(place: Place, settings: Mapping[str, Any], *, counted: int) -> Rule:
    states = list(place["agency_states"].values())
    silent = [
        _("%(n)s %(state)s") % {"n": states.count(state), "state": words}
        for state, words in (("hidden", _("hidden")), ("missing", _("missing")))
        if state in states
    ]
    needed = settings.get("agencies_needed", settings.get("agencies_at_least", 3))
    of = _("%(k)s of %(n)s")
    here = of % {"k": len(place["agencies"]), "n": counted}
    rule = _("Agencies that see lasting demand")
    return Rule(rule, of % {"k": needed, "n": counted}, ", ".join([here, *silent]))


def _quarters(place: Place, settings: Mapping[str, Any]) -> list[Rule]:
    windows = {"emerging": ("recent_quarters", 4, "recent_at_least", 3)}
    if place["class"] in ("seasonal", "former", "undetermined"):
        return []
    window = windows.get(place["class"], ("of_last", 8, "quarters_at_least", 6))
    last, needed = settings.get(window[0], window[1]), settings.get(window[2], window[3])
    counts = [_high(place, slug, last=last) for slug in place["agencies"]]
    rule = _("Quarters high for the agencies that see it, of the last %(n)s") % {"n": last}
    return [Rule(rule, str(needed), _range(counts))]


def _high(place: Place, slug: str, *, last: int) -> int:
    return place["by_agency"].get(slug, {}).get("states", [])[-last:].count("high")


def _range(counts: Sequence[int]) -> str:
    if not counts:
        return "–"
    low, high = min(counts), max(counts)
    return str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def write_claim(place: Place) -> str:
    """Who sees it, in the tense and measure of its kind."""
    told = _says(place["class"], len(place["agencies"])) % {
        "n": open_with(len(place["agencies"])),
        "who": join_words(_titles(place["agencies"])),
        "until": write_month(place.get("until") or ""),
    }
    lacks = (
        ("missing", _("It cannot be said for %(who)s, whose extracts are missing.")),
        ("hidden", _("You may not see the records of %(who)s here.")),
    )
    parts = [told]
    for state, words in lacks:
        slugs = [slug for slug, stands in place["agency_states"].items() if stands == state]
        if slugs:
            parts.append(words % {"who": join_words(_titles(slugs))})
    return " ".join(parts)


def _says(kind: str, count: int) -> str:
    if kind == "emerging":
        return ngettext(
            "%(n)s agency has seen high demand here of late: %(who)s.",
            "%(n)s agencies have seen high demand here of late: %(who)s.",
            count,
        )
    if kind == "seasonal":
        return ngettext(
            "%(n)s agency sees high demand here in season: %(who)s.",
            "%(n)s agencies see high demand here in season: %(who)s.",
            count,
        )
    if kind == "former":
        return ngettext(
            "%(n)s agency saw lasting demand here until %(until)s: %(who)s.",
            "%(n)s agencies saw lasting demand here until %(until)s: %(who)s.",
            count,
        )
    return ngettext(
        "%(n)s agency sees lasting demand here: %(who)s.",
        "%(n)s agencies see lasting demand here: %(who)s.",
        count,
    )


def _titles(slugs: Sequence[str]) -> list[str]:
    return [names().agency(slug) for slug in names().in_order(slugs)]
