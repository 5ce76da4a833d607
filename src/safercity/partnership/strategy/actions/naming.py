"""Texts of a strategy that name someone, wherever they come from: told beside its other faults."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from safercity.documents.strategy import Fault, Strategy, StrategyFaulty, write_strategy
from safercity.documents.strategy.reading import name_path, read_strategy
from safercity.documents.strategy.yaml_text import Path, YamlText, parse_yaml
from safercity.partnership.common.free_text import NamesAPerson, find_names


def read_nameless(text: str) -> Strategy:
    """The strategy in a text of YAML.

    Errors: StrategyFaulty with every fault, and each text that looks as if it named a person.
    """
    try:
        strategy = read_strategy(text)
    except StrategyFaulty as error:
        raise StrategyFaulty([*error.faults, *_list_named(text)]) from error
    if named := _list_named(text):
        raise StrategyFaulty(named)
    return strategy


def refuse_named(strategy: Strategy) -> None:
    """Nothing, where no text names anyone. Errors: StrategyFaulty, without lines."""
    parsed = parse_yaml(write_strategy(strategy), name="")
    if named := list(_find_named(YamlText(parsed.values))):
        raise StrategyFaulty(named)


def _list_named(text: str) -> list[Fault]:
    try:
        return list(_find_named(parse_yaml(text, name="")))
    except StrategyFaulty:  # no YAML: told already
        return []


def _find_named(given: YamlText) -> Iterator[Fault]:
    for path, text in _list_texts(given.values):
        if names := find_names(text):
            told = NamesAPerson(names)
            yield Fault(
                "rule",
                name_path(path, given.values),
                given.line_of(path),
                str(told).rstrip("."),
                str(told.advice),
            )


def _list_texts(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _list_texts(each, (*path, key))
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from _list_texts(each, (*path, at))
