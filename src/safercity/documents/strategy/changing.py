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
    values = _gather(strategy)
    held = _find(values, part)
    for key, value in changes.items():
        if value is None:
            held.pop(key, None)
        else:
            held[key] = value
    return _check(values)


def remove_part(strategy: Strategy, part: str) -> Strategy:
    """The strategy without a part. Errors: `UnknownName`; `StrategyFaulty` where others name it."""
    values = _gather(strategy)
    _find(values, part)
    for held in _walk_lists(values):
        held[:] = [each for each in held if not (isinstance(each, dict) and each.get("id") == part)]
    return _check(values)


def add_part(strategy: Strategy, holder: str, *, to: str, part: Mapping[str, Any]) -> Strategy:
    """The strategy with one part more at the end of the list `to` of `holder` ("" for the whole).

    Errors: `UnknownName`, `StrategyFaulty`.
    """
    values = _gather(strategy)
    into = _find(values, holder) if holder else values
    into.setdefault(to, []).append(dict(part))
    return _check(values)


def renumber_version(strategy: Strategy, version: int) -> Strategy:
    """The same content as another version."""
    return replace(strategy, version=version)


def _gather(strategy: Strategy) -> dict[str, Any]:
    """Plain keys and values as its file has them: figures and days are text until checked."""
    values: dict[str, Any] = parse_yaml(write_strategy(strategy), name=NAME).values
    return values


def _check(values: dict[str, Any]) -> Strategy:
    return build_strategy(YamlText(values), name=NAME)


def _find(values: Any, part: str) -> dict[str, Any]:
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


def _walk_lists(value: Any) -> Iterator[list[Any]]:
    if isinstance(value, list):
        yield value
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from _walk_lists(each)
