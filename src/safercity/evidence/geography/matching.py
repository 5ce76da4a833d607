"""Matching a place written in free text ("outside yates's, hanly") with the partners' place names.

A suggestion with a confidence; nothing is confirmed by itself: a person does that. Words count by
how rare they are among the names ("Hanley" tells more than "Street"); a word spelt nearly right
counts in part; where two different places fit equally well the confidence is halved.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from safercity.evidence.geography.points import PlaceName

NEARLY = 0.8
SHORTEST_TO_MISSPELL = 4
APART_METRES = 150.0
_LEFT_OUT = frozenset(
    "the of at in on near nr outside inside opposite opp by and behind junction jct with between "
    "from to around off".split()
)
ABBREVIATIONS = {
    "rd": "road", "st": "street", "ave": "avenue", "av": "avenue", "ln": "lane", "dr": "drive",
    "cres": "crescent", "sq": "square", "pk": "park", "ctr": "centre", "center": "centre",
    "stn": "station", "ph": "pub", "sch": "school", "mkt": "market", "gdns": "gardens",
    "pl": "place", "cl": "close", "ct": "court", "tce": "terrace", "hosp": "hospital",
}  # fmt: skip


@dataclass(frozen=True)
class PlaceMatch:
    """The name that fits a text best, or None, and the confidence from 0 to 1."""

    place: PlaceName | None
    confidence: float


def match_places(texts: Iterable[str], gazetteer: Sequence[PlaceName]) -> list[PlaceMatch]:
    """The best fitting name for each text, in order.

    Confidence is the share of the name's words, by rarity, that the text has. 1 means every
    word is there as written and no place elsewhere (over 150 m away) fits as well. Equal texts get
    equal answers whatever order names and texts come in. No text or no names: (None, 0).
    """
    words = _Words(tuple(sorted(set(gazetteer), key=_order)))
    found: dict[str, PlaceMatch] = {}
    matches = []
    for text in texts:
        if text not in found:
            found[text] = words.match(text or "")
        matches.append(found[text])
    return matches


def split_words(text: str) -> tuple[str, ...]:
    """A text's telling words in small letters: abbreviations written out, small words left out."""
    bare = re.sub(r"['’`]", "", text.lower())
    words = re.findall(r"[^\W_]+", bare)
    return tuple(ABBREVIATIONS.get(word, word) for word in words if word not in _LEFT_OUT)


@dataclass(frozen=True)
class _Words:
    """The names' words: who has which, and what each is worth."""

    places: tuple[PlaceName, ...]

    @cached_property
    def of_place(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(split_words(place.name)) for place in self.places)

    @cached_property
    def holders(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for position, words in enumerate(self.of_place):
            for word in words:
                found.setdefault(word, []).append(position)
        return found

    @cached_property
    def vocabulary(self) -> list[str]:
        return sorted(word for word in self.holders if len(word) >= SHORTEST_TO_MISSPELL)

    @cached_property
    def _alike(self) -> dict[str, dict[str, float]]:
        return {}

    def worth(self, word: str) -> float:
        return math.log(1 + len(self.places) / len(self.holders[word]))

    def alike(self, word: str) -> dict[str, float]:
        """The names' words that a word may stand for, with how alike they are (1 the same)."""
        if word in self.holders:
            return {word: 1.0}
        if len(word) < SHORTEST_TO_MISSPELL:
            return {}
        if word not in self._alike:
            near = difflib.get_close_matches(word, self.vocabulary, n=3, cutoff=NEARLY)
            self._alike[word] = {
                other: difflib.SequenceMatcher(None, word, other).ratio() for other in near
            }
        return self._alike[word]

    def match(self, text: str) -> PlaceMatch:
        likeness: dict[str, float] = {}
        for word in split_words(text):
            for other, ratio in self.alike(word).items():
                likeness[other] = max(ratio, likeness.get(other, 0.0))
        candidates = {position for word in likeness for position in self.holders[word]}
        ranked = sorted(
            (self._score(position, likeness) for position in candidates),
            key=lambda one: (-one[0], -one[1], one[2]),
        )
        if not ranked:
            return PlaceMatch(None, 0.0)
        score, weight, position = ranked[0]
        best = self.places[position]
        rivals = (self.places[p] for s, w, p in ranked[1:] if (s, w) == (score, weight))
        is_unsure = any(_are_apart(best, rival) for rival in rivals)
        return PlaceMatch(best, round(score / 2 if is_unsure else score, 3))

    def _score(self, position: int, likeness: dict[str, float]) -> tuple[float, float, int]:
        """(share of the name found, rarity of what was found, position)."""
        words = self.of_place[position]
        whole = sum(self.worth(word) for word in sorted(words))
        found = sum(self.worth(word) * likeness.get(word, 0.0) for word in sorted(words))
        return round(found / whole, 6), round(found, 6), position


def _order(place: PlaceName) -> tuple[str, float, float, str]:
    return place.name, place.easting, place.northing, place.kind


def _are_apart(one: PlaceName, other: PlaceName) -> bool:
    return math.hypot(one.easting - other.easting, one.northing - other.northing) > APART_METRES
