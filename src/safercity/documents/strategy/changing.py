"""`change_part` and its like: a new strategy value from an old one, checked as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from safercity.documents.strategy.reading import build_strategy
from safercity.documents.strategy.strategy import Strategy
from safercity.documents.strategy.writing import write_strategy
from safercity.documents.strategy.yaml_text import YamlText, parse_yaml
from safercity.evidence.errors import UnknownName

NAME = "The strategy"


def change_part(strategy: Strategy, part: str, *, changes: Mapping[str, Any]) -> Strategy:
    """The strategy with some keys of one part (by id) set; a value of None takes the key out.

    Errors: `UnknownName` for an id it does not hold, `StrategyFaulty` with every fault it causes.
    """
    values = gather_parts(strategy)
    _set(find_values(values, part), changes)
    return check_values(values)


def change_whole(strategy: Strategy, key: str, *, changes: Mapping[str, Any]) -> Strategy:
    """The strategy with some keys set of what stands once under `key`: its vision, say; "" is the
    strategy itself.

    A value of None takes a key out; what is not there yet is begun. Errors: `StrategyFaulty`.
    """
    values = gather_parts(strategy)
    _set(values.setdefault(key, {}) if key else values, changes)
    return check_values(values)


def add_part(strategy: Strategy, holder: str, *, to: str, part: Mapping[str, Any]) -> Strategy:
    """The strategy with one part more at the end of the list `to` of `holder` ("" for the whole).

    Errors: `UnknownName`, `StrategyFaulty`.
    """
    values = gather_parts(strategy)
    into = find_values(values, holder) if holder else values
    into.setdefault(to, []).append(dict(part))
    return check_values(values)


def renumber_version(strategy: Strategy, version: int) -> Strategy:
    """The same content as another version."""
    return replace(strategy, version=version)


def find_same(strategy: Strategy, holder: str, *, to: str, part: Mapping[str, Any]) -> str | None:
    """The id of a part of the list `to` that says the same as `part`, if there is one."""
    around: Any = strategy.by_id[holder] if holder else strategy
    with_it: Any = add_part(strategy, holder, to=to, part=part)
    new = getattr(with_it.by_id[holder] if holder else with_it, to)[-1]
    same = (each.id for each in getattr(around, to) if replace(each, id=new.id) == new)
    return next(same, None)


def _set(held: dict[str, Any], changes: Mapping[str, Any]) -> None:
    for key, value in changes.items():
        if value is None:
            held.pop(key, None)
        else:
            held[key] = value


def gather_parts(strategy: Strategy) -> dict[str, Any]:
    """Plain keys and values as its file has them: figures and days are text until checked."""
    values: dict[str, Any] = parse_yaml(write_strategy(strategy), name=NAME).values
    return values


def check_values(values: dict[str, Any]) -> Strategy:
    """The strategy of plain keys and values. Errors: `StrategyFaulty`."""
    return build_strategy(YamlText(values), name=NAME)


def find_values(values: Any, part: str) -> dict[str, Any]:
    """The keys and values of one part. Errors: `UnknownName`."""
    found = next((each for each in _walk_dicts(values) if each.get("id") == part), None)
    if found is None or found is values:
        raise UnknownName(f"The strategy holds nothing called {part}.", advice="Check the id.")
    return found


def _walk_dicts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list | tuple):
            yield from _walk_dicts(each)
