"""`remove_part`: a part taken out with what stands in it, and with what others say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from safercity.documents.strategy.changing import check_values, find_values, gather_parts
from safercity.documents.strategy.strategy import Strategy
from safercity.documents.strategy.walking import Path, walk_pointers, walk_values

_GONE = object()


def list_naming(strategy: Strategy, part: str) -> tuple[str, ...]:
    """The ids of parts that stay, and name this part or something in it. Errors: `UnknownName`."""
    find_values(gather_parts(strategy), part)
    gone = _list_gone(strategy, part)
    naming = [
        holder
        for path, _kinds, named in walk_pointers(strategy)
        if named in gone and (holder := _find_holder(strategy, path)) not in gone
    ]
    return tuple(dict.fromkeys(each for each in naming if each))


def list_needing(strategy: Strategy, part: str) -> tuple[str, ...]:
    """The ids of parts that stay and cannot do without this one; "" for the strategy itself."""
    gone = _list_gone(strategy, part)
    needing = [
        holder
        for path, _kinds, named in walk_pointers(strategy)
        if named in gone
        and _find_place(strategy, path) is None
        and (holder := _find_holder(strategy, path)) not in gone
    ]
    return tuple(dict.fromkeys(needing))


def remove_once(strategy: Strategy, key: str) -> Strategy:
    """The strategy without what stands once under `key`. Errors: `StrategyFaulty`."""
    if own := getattr(getattr(strategy, key), "id", ""):
        return remove_part(strategy, own)
    values = gather_parts(strategy)
    values.pop(key, None)
    return check_values(values)


def remove_part(strategy: Strategy, part: str) -> Strategy:
    """The strategy without a part, what stands in it, and what others say of it where they may
    be silent: a link of a document, the key action of a review.

    Errors: `UnknownName`; `StrategyFaulty` where another part cannot do without it.
    """
    values = gather_parts(strategy)
    find_values(values, part)
    gone = set(_list_gone(strategy, part))
    for path, _kinds, named in walk_pointers(strategy):
        if named in gone and (place := _find_place(strategy, path)):
            _mark(values, place)
    for path, held in walk_values(strategy):
        if getattr(held, "id", None) == part:
            _mark(values, path)
    return check_values(_sweep(values))


def _list_gone(strategy: Strategy, part: str) -> tuple[str, ...]:
    held = strategy.by_id[part]
    inside = [value.id for _path, value in walk_values(held) if hasattr(value, "id")]
    return (part, *inside)


def _find_holder(strategy: Strategy, path: Path) -> str:
    """The id of the nearest part around a path; "" for the strategy itself."""
    around = [own for each in _follow(strategy, path) if (own := getattr(each, "id", None))]
    return around[-1] if len(around) > 1 else ""


def _find_place(strategy: Strategy, path: Path) -> Path | None:
    """What is cut so that a pointer is no more: itself, or the line of a list that it makes."""
    if isinstance(path[-1], int):
        return path
    *_rest, holder, _pointer = _follow(strategy, path)
    default = next(each.default for each in fields(holder) if each.name == path[-1])
    if default is not MISSING:
        return path
    in_list = len(path) > 1 and isinstance(path[-2], int)
    return path[:-1] if in_list and not hasattr(holder, "id") else None


def _follow(value: Any, path: Path) -> Iterator[Any]:
    yield value
    for step in path:
        value = getattr(value, str(step)) if is_dataclass(value) else value[step]
        yield value


def _mark(values: Any, path: Path) -> None:
    for step in path[:-1]:
        values = values[step]
        if values is _GONE:
            return
    values[path[-1]] = _GONE


def _sweep(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sweep(each) for key, each in value.items() if each is not _GONE}
    if isinstance(value, list):
        return [_sweep(each) for each in value if each is not _GONE]
    return value
