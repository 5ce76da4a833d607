"""YAML with the line of every value. Figures and days stay text until their field is known.

So `2.10` is key action 2.10 and not the number 2.1, with or without quotes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from safercity.documents.strategy.faults import Fault, StrategyFaulty

LARGEST = 2_000_000  # characters
DEEPEST = 20
_KEPT = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:null")
Path = tuple[str | int, ...]

# The C loader is ten times as fast where it was built.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):
    """Knows yes, no and nothing; everything else that is not in a list or under a key is text."""

    yaml_implicit_resolvers = {  # noqa: RUF012 – the library's own name for its table
        first: [(tag, look) for tag, look in known if tag in _KEPT]
        for first, known in _Base.yaml_implicit_resolvers.items()
    }


@dataclass
class YamlText:
    """The values of a YAML text, and the line of each path of keys and positions."""

    values: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line_of(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it that is in the text."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 0


def parse_yaml(text: str, *, name: str) -> YamlText:
    """The values with their lines. Errors: `StrategyFaulty` (not YAML, a key twice, too large)."""
    faults: list[Fault] = []
    try:
        _check_events(text, name)
        loader = _Loader(text)
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise StrategyFaulty([_fault("holds no keys", 1)], name=name)
        lines: dict[Path, int] = {}
        _note_lines(node, (), lines=lines, faults=faults)
        values = loader.construct_document(node)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise StrategyFaulty([_describe(error)], name=name) from error
    if faults:
        raise StrategyFaulty(faults, name=name)
    return YamlText(values, lines)


def _check_events(text: str, name: str) -> None:
    """Refuse what would take all memory or time before anything is built of it."""
    if len(text) > LARGEST:
        told = f"is too large: {len(text):,} characters, {LARGEST:,} at most"
        raise StrategyFaulty([_fault(told, 0)], name=name)
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=_Base):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            told = "refers to another part by an alias (*), which is not read here"
            raise StrategyFaulty([_fault(told, line)], name=name)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise StrategyFaulty([_fault(f"is nested more than {DEEPEST} deep", line)], name=name)


def _note_lines(node: Any, path: Path, *, lines: dict[Path, int], faults: list[Fault]) -> None:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for at, each in enumerate(node.value):
            _note_lines(each, (*path, at), lines=lines, faults=faults)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, each in node.value:
            told = str(key.value)
            if told in seen:
                where = "/".join(map(str, (*path, told)))
                what, advice = "this key stands twice", "Keep one of them."
                faults.append(Fault("duplicate", where, key.start_mark.line + 1, what, advice))
            seen.add(told)
            _note_lines(each, (*path, told), lines=lines, faults=faults)
            lines[(*path, told)] = key.start_mark.line + 1


def _fault(what: str, line: int) -> Fault:
    return Fault("yaml", "", line, what, "Begin from a shipped strategy, which shows the form.")


def _describe(error: Exception) -> Fault:
    mark = getattr(error, "problem_mark", None)
    told = getattr(error, "problem", None) or str(error).splitlines()[0]
    advice = (
        "Mend the spelling there: two spaces for each step inwards, quotes around a text with :"
    )
    return Fault("yaml", "", mark.line + 1 if mark else 0, f"not readable as YAML ({told})", advice)
