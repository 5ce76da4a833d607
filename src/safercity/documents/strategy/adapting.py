"""A strategy that maps names over another: only what differs stands in its file.

So a demonstration keeps the structure of a real strategy without a copy that would drift from it,
and cannot show a real agency's name: what it must never say is checked in the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from safercity.documents.strategy.faults import Fault, StrategyFaulty
from safercity.documents.strategy.kinds import LANGUAGES, STRICT, Id
from safercity.documents.strategy.reading import build_strategy, tell_form_faults
from safercity.documents.strategy.strategy import FORMAT, Strategy, Version
from safercity.documents.strategy.writing import gather_values
from safercity.documents.strategy.yaml_text import YamlText

Path = tuple[str | int, ...]
_OWN_KEYS = ("format", "version", "id", "forked_from", "made_up")


@dataclass(frozen=True)
class Adaptation:
    """What is other than in the strategy that is adapted.

    `rename`: words to replace in every text, the longest first; `whole`: keys of the strategy
    itself; `set`: keys of what has an id, by it; `never`: words that no text may hold afterwards.
    """

    __pydantic_config__ = STRICT
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    version: Version
    id: Id
    adapts: Id
    adapts_version: Version
    rename: dict[str, str] = field(default_factory=dict)
    whole: dict[str, Any] = field(default_factory=dict)
    set: dict[str, dict[str, Any]] = field(default_factory=dict)
    never: tuple[str, ...] = ()
    made_up: bool = False
    forked_from: Version | None = None


def read_adaptation(given: YamlText, *, name: str) -> Adaptation:
    """The adaptation in parsed YAML. Errors: `StrategyFaulty` with every fault."""
    try:
        return TypeAdapter(Adaptation).validate_python(given.values)
    except ValidationError as error:
        raise StrategyFaulty(tell_form_faults(error, given), name=name) from error


def adapt(base: Strategy, adaptation: Adaptation, *, given: YamlText, name: str) -> Strategy:
    """`base` with the adaptation laid over it, checked whole like any other strategy.

    Errors: `StrategyFaulty`: an id that the base lacks, a newer base asked for, words ruled out.
    """
    values = _rename(gather_values(base), adaptation.rename)
    lines: dict[Path, int] = {(): 1}
    faults = [*_refuse_newer(base, adaptation, given=given)]
    _lay(values, (), keys=adaptation.whole, lines=lines, line=given.line_of(("whole",)))
    places = {part["id"]: (path, part) for path, part in _walk_parts(values, ())}
    for named, keys in adaptation.set.items():
        line = given.line_of(("set", named))
        if named in places:
            path, part = places[named]
            _lay(part, path, keys=keys, lines=lines, line=line)
        else:
            what = f"{adaptation.adapts} has nothing with the id {named!r}"
            faults.append(Fault("unknown_reference", f"set/{named}", line, what, "Mend the id."))
    for key in _OWN_KEYS:
        values[key] = getattr(adaptation, key)
    values["adapted_from"] = adaptation.adapts
    faults += [
        _say_never(path, word)
        for path, text in _walk_texts(values, ())
        for word in adaptation.never
        if word.casefold() in text.casefold()
    ]
    if faults:
        raise StrategyFaulty(faults, name=name)
    return build_strategy(YamlText(values, lines), name=name)


def list_unused(base: Strategy, adaptation: Adaptation) -> list[str]:
    """Words to rename that no text of the base holds: it has changed, or they are misspelt."""
    texts = [text for _, text in _walk_texts(gather_values(base), ())]
    return [old for old in adaptation.rename if not any(old in text for text in texts)]


def _refuse_newer(base: Strategy, adaptation: Adaptation, *, given: YamlText) -> Iterator[Fault]:
    if adaptation.adapts_version > base.version:
        line = given.line_of(("adapts_version",))
        what = f"{base.id} has version {base.version}, not yet {adaptation.adapts_version}"
        yield Fault("wrong_value", "adapts_version", line, what, "Name the version that there is.")


def _lay(part: dict, path: Path, *, keys: Mapping, lines: dict[Path, int], line: int) -> None:
    for key, value in keys.items():
        part[key] = value
        lines[(*path, key)] = line


def _rename(value: Any, names: Mapping[str, str]) -> Any:
    """A copy of plain values with the names replaced in every text, each place once."""
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def open_up(value: Any, key: str | None = None) -> Any:
        if isinstance(value, dict):
            return {key: open_up(each, key) for key, each in value.items()}
        if isinstance(value, list):
            return [open_up(each) for each in value]
        if isinstance(value, str) and key in LANGUAGES:
            return pattern.sub(lambda match: names[match[0]], value)
        return value

    return open_up(value)


def _walk_parts(value: Any, path: Path) -> Iterator[tuple[Path, dict]]:
    """Everything below that has an id."""
    each = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in each:
        if isinstance(inner, dict | list):
            if isinstance(inner, dict) and "id" in inner:
                yield (*path, key), inner
            yield from _walk_parts(inner, (*path, key))


def _walk_texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if key != "adapted_from":
                yield from _walk_texts(inner, (*path, key))


def _say_never(path: Path, word: str) -> Fault:
    what = f"says {word!r}, which this adaptation rules out"
    where = "/".join(map(str, path))
    return Fault("rule", where, 0, what, "Rename it, or put other words there.")
