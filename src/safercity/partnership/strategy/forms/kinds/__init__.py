"""The kinds of part that a draft's pages change: the list each stands in, and its fields."""

from __future__ import annotations

from typing import Any

from safercity.partnership.strategy.forms.kinds.around import AROUND
from safercity.partnership.strategy.forms.kinds.governing import GOVERNING
from safercity.partnership.strategy.forms.kinds.kind import Kind
from safercity.partnership.strategy.forms.kinds.once import ONCE
from safercity.partnership.strategy.forms.kinds.targets import TARGETS

# By the list that they stand in: "actions" of a priority, "risk_groups" of the strategy.
KINDS: dict[str, Kind] = TARGETS | GOVERNING | AROUND
_LISTED = {kind.of: kind for kind in reversed(KINDS.values())}
_KEYS = {kind.of: key for key, kind in ONCE.items()}


def find_kind(part: Any) -> Kind | None:
    """The kind of a part; None where it is none that pages change."""
    name = type(part).__name__
    return _LISTED.get(name) or (ONCE[_KEYS[name]] if name in _KEYS else None)


def may_go(part: Any) -> bool:
    """Whether pages take parts of this kind out of the strategy."""
    kind = find_kind(part)
    return kind is not None and kind.may_go


__all__ = ["KINDS", "ONCE", "Kind", "find_kind", "may_go"]
