"""Whether two names are one place's, as people write them: "St" for Street, "&" for and."""

from __future__ import annotations

import re
import unicodedata

from safercity.evidence.geography.matching import ABBREVIATIONS

_EMPTY = {"the", "of", "area", "hotspot", "near", "at", "ward"}
_PARTS = re.compile(r"\band\b|[,/;&()+]|\s[-–—]\s", re.IGNORECASE)


def is_same_name(one: str, other: str) -> bool:
    """Whether a part of one name is a part of the other, in full.

    Parts are what stands between "and", commas, dashes and brackets. "High St / Church Lane" is
    "Church Lane and High Street"; "High Street" is not "High Street North".
    """
    return bool(split_name(one) & split_name(other))


def split_name(name: str) -> frozenset[tuple[str, ...]]:
    """The parts of a name as words in full, without "the", "area" and the like."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = plain.replace("'", "").replace(".", "")
    parts = (_words(part) for part in _PARTS.split(plain))
    return frozenset(part for part in parts if part)


def _words(part: str) -> tuple[str, ...]:
    words = [ABBREVIATIONS.get(word, word) for word in re.findall(r"[a-z0-9]+", part)]
    # "St Mary" is a saint; only a last "st" is a street.
    if words[:1] == ["street"] and len(words) > 1:
        words[0] = "saint"
    return tuple(word for word in words if word not in _EMPTY)
