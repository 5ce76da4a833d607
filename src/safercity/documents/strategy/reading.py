"""`read_strategy`: from YAML to a checked value, or every fault of the file at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from safercity.documents.strategy.checks import Found, find_faults, find_unknown_given
from safercity.documents.strategy.faults import Fault, FaultKind, StrategyFaulty
from safercity.documents.strategy.strategy import Strategy
from safercity.documents.strategy.yaml_text import YamlText, parse_yaml

_ADVICE: dict[str, tuple[FaultKind, str]] = {
    "missing": ("missing", "Add the key."),
    "unexpected_keyword_argument": ("unknown_key", "Take the key out, or mend its spelling."),
    "extra_forbidden": ("unknown_key", "Take the key out, or mend its spelling."),
    "string_type": ("wrong_value", "Write it as text, in quotes: without them a comma ends it."),
    "dict_type": ("wrong_value", 'Give the words by language: {en: "…", cy: "…"}.'),
    "tuple_type": ("wrong_value", "Write a list: a line that begins with - for each."),
    "literal_error": ("wrong_value", "Use one of those."),
    "dataclass_type": ("wrong_value", "Write keys with values there, as a shipped strategy does."),
}
_OTHER: tuple[FaultKind, str] = ("wrong_value", "Mend the value.")


def read_strategy(given: Path | str) -> Strategy:
    """The strategy in a file (a `Path`) or in a text of YAML.

    One that `adapts` another is read by `load_strategy`, which knows where the other is. Errors:
    `StrategyFaulty` with all faults of the file, each with line, path, what and a remedy.
    """
    text, name = take_text(given)
    parsed = parse_yaml(text, name=name)
    if "adapts" in parsed.values:
        what, advice = "this file maps names over another strategy", "Load it by its name."
        fault = Fault("rule", "adapts", parsed.line_of(("adapts",)), what, advice)
        raise StrategyFaulty([fault], name=name)
    return build_strategy(parsed, name=name)


def take_text(given: Path | str) -> tuple[str, str]:
    """The text, and what to call it in a message. Errors: `StrategyFaulty`."""
    if isinstance(given, str):
        return given, "The strategy"
    try:
        return given.read_text(encoding="utf-8-sig"), given.name
    except FileNotFoundError as error:
        told = Fault("yaml", "", 0, "there is no such file", "Check the path.")
        raise StrategyFaulty([told], name=str(given)) from error
    except (OSError, UnicodeDecodeError) as error:
        what, advice = "cannot be read as UTF-8 text", "Save it as UTF-8 and read it again."
        raise StrategyFaulty([Fault("yaml", "", 0, what, advice)], name=given.name) from error


def build_strategy(given: YamlText, *, name: str) -> Strategy:
    """The checked value of parsed YAML. Errors: `StrategyFaulty` with every fault."""
    try:
        strategy: Strategy = _adapter().validate_python(given.values)
    except ValidationError as error:
        form = tell_form_faults(error, given)
        told = {fault.path for fault in form}
        beside = [one for one in _place(find_unknown_given(given.values), given)
                  if one.path not in told]  # fmt: skip
        raise StrategyFaulty([*form, *beside], name=name) from error
    if faults := _place(find_faults(strategy), given):
        raise StrategyFaulty(faults, name=name)
    return strategy


def _place(found: Iterable[Found], given: YamlText) -> list[Fault]:
    return [
        Fault(kind, name_path(path, given.values), given.line_of(path), what, advice)
        for kind, path, what, advice in found
    ]


@cache
def _adapter() -> TypeAdapter[Strategy]:
    return TypeAdapter(Strategy)


def tell_form_faults(error: ValidationError, given: YamlText) -> list[Fault]:
    """What is wrong with the form of the values, each with its line and a remedy."""
    return [_tell(fault, given) for fault in error.errors(include_url=False)]


def _tell(fault: Any, given: YamlText) -> Fault:
    path = tuple(part for part in fault["loc"] if isinstance(part, str | int))
    kind, advice = _ADVICE.get(fault["type"], _OTHER)
    what = {"missing": "this key is missing", "unknown_key": "there is no such key here"}.get(kind)
    message = fault["msg"].removeprefix("Value error, ")
    shown = what or message[:1].lower() + message[1:]
    return Fault(kind, name_path(path, given.values), given.line_of(path), shown, advice)


def name_path(path: tuple[str | int, ...], values: Any) -> str:
    """A path with ids in place of positions: "priorities/2/actions/2.10/kind"."""
    told: list[str] = []
    for part in path:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            values = None
        known = values.get("id") if isinstance(part, int) and isinstance(values, dict) else None
        told.append(str(known or part))
    return "/".join(told)
