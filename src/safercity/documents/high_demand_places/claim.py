"""The paper's heading states its finding; the lead says how sure it is."""

from __future__ import annotations

from collections import Counter

from safercity.documents.edition_view import (
    LISTED,
    Edition,
    list_class,
    list_shared_places,
)
from safercity.documents.words import join_words, open_with, write_count

NONE = "No place can be called high demand for several agencies"
SURE = ("firm", "fairly firm", "tentative")


def write_claim(edition: Edition) -> str:
    """ "Twelve places where several agencies see lasting demand", or the edition's own
    statement.
    """
    count = len(list_shared_places(edition))
    if count == 0:
        return NONE
    if count == 1:
        return "One place where several agencies see lasting demand"
    return f"{open_with(count)} places where several agencies see lasting demand"


def write_lead(edition: Edition) -> str:
    """How sure, what kinds, and how many places only one agency sees."""
    places = list_shared_places(edition)
    if not places:
        return _write_none(edition)
    return " ".join((_write_sure(edition), _write_kinds(edition), _write_single(edition))).strip()


def write_sureness(edition: Edition) -> str:
    """ "Six are firm, four fairly firm and two tentative"."""
    return _write_sure(edition).removesuffix(".")


def _write_sure(edition: Edition) -> str:
    counts = Counter(place.get("sure", "tentative") for place in list_shared_places(edition))
    parts = [f"{open_with(counts[sure]).lower()} {sure}" for sure in SURE if counts[sure]]
    first = next(sure for sure in SURE if counts[sure])
    verb = "is" if counts[first] == 1 else "are"
    parts[0] = f"{open_with(counts[first])} {verb} {first}"
    return join_words(parts) + "."


def _write_kinds(edition: Edition) -> str:
    counts = Counter(place["class"] for place in list_shared_places(edition))
    kinds = [f"{write_count(counts[kind])} {kind}" for kind in LISTED if counts[kind]]
    return f"By kind: {join_words(kinds)}." if kinds else ""


def _write_single(edition: Edition) -> str:
    count = len(list_class(edition, "single_agency"))
    if not count:
        return ""
    more = " more" if list_shared_places(edition) else f" place{'' if count == 1 else 's'}"
    return f"{open_with(count)}{more} {'is' if count == 1 else 'are'} seen by one agency alone."


def _write_none(edition: Edition) -> str:
    said = [entry["text"] for entry in edition.manifest.get("statement", []) if entry.get("text")]
    return " ".join((*said, _write_single(edition))).strip()
