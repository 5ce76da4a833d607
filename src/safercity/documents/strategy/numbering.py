"""`find_next_id`: what a new part is called, beside those that are there and were there before."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Any

from safercity.documents.strategy.strategy import Strategy

LONGEST = 60
_NUMBERED = re.compile(r"(.*?)(\d+)")


def find_next_id(
    strategy: Strategy, to: str, *, holder: str, title: str, taken: Collection[str] = ()
) -> str:
    """The id of a new part of the list `to` of `holder` ("" for the whole strategy).

    The number after the last where the others of the list have numbers, else the title in small
    letters. `taken`: numbers that went with earlier parts, which are not given again.
    """
    around: Any = strategy.by_id[holder] if holder else strategy
    others = [each.id for each in getattr(around, to)]
    prefix = _find_prefix(others, usual=_USUAL.get(to, "").format(holder=holder), to=to)
    if prefix is None:
        inside = f"{holder}/" if holder else ""
        return _find_free(inside + _write_slug(title)[: LONGEST + 15 - len(inside)], strategy)
    known = [*strategy.by_id, *taken]
    numbers = [int(each[len(prefix) :]) for each in known if _is_numbered(each, prefix)]
    return f"{prefix}{max(numbers, default=0) + 1}"


_USUAL = {"actions": "{holder}.", "outcomes": "O{holder}.", "priorities": "", "supporting": "S"}


def _find_prefix(others: list[str], *, usual: str, to: str) -> str | None:
    if to not in _USUAL:
        return None
    if not others or any(_is_numbered(each, usual) for each in others):
        return usual
    found = _NUMBERED.fullmatch(others[-1])
    return found[1] if found else None


def _is_numbered(own: str, prefix: str) -> bool:
    return own.startswith(prefix) and bool(re.fullmatch("[0-9]{1,9}", own[len(prefix) :]))


def _write_slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    slug = re.sub("[^a-z0-9]+", "-", plain.lower())[:LONGEST].strip("-")
    return slug or "part"


def _find_free(slug: str, strategy: Strategy) -> str:
    found, at = slug, 1
    while found in strategy.by_id:
        at += 1
        found = f"{slug}-{at}"
    return found
