"""What a part of a draft says, as a mark that a form carries: has anybody changed it since?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from safercity.documents.strategy import Strategy
from safercity.documents.strategy.removing import list_naming

WHOLE = "whole"  # the key by which pages call the strategy itself


def find_once(strategy: Strategy, key: str) -> Any:
    """What the strategy has once under a key, or the strategy itself; None where it has none."""
    return strategy if key == WHOLE else getattr(strategy, key)


def mark_standing(held: Any, keys: Iterable[str]) -> str:
    """The mark of what a part says under the keys of its form; of None, that it is not there."""
    return _mark([(key, getattr(held, key, None)) for key in sorted(keys)])


def mark_going(strategy: Strategy, held: Any) -> str:
    """The mark of all that goes with a part: what stands in it, and who names it."""
    own = getattr(held, "id", "")
    return _mark([held, list_naming(strategy, own) if own else ()])


def _mark(value: Any) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()
