"""`write_strategy`: YAML in one fixed form: the same strategy always gives the same text."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from functools import cache, lru_cache
from typing import Any

import yaml

from safercity.documents.strategy.background import Ages
from safercity.documents.strategy.bodies import Seat
from safercity.documents.strategy.priorities import Lead
from safercity.documents.strategy.strategy import Strategy

HEADER = "# A strategy as structured content. What each key means: docs/how-to/hold-a-strategy.md\n"
ENDLESS = 1_000_000  # characters a line: words are never folded
KEPT = 100  # parts written, of a hundred kilobytes at most
_FIRST = (
    "format",
    "version",
    "forked_from",
    "adapted_from",
    "id",
    "made_up",
    "title",
    "partnership",
)
_MAP, _SEQ, _STR = (f"tag:yaml.org,2002:{kind}" for kind in ("map", "seq", "str"))
_ON_ONE_LINE = (Ages, Lead, Seat)


def write_strategy(strategy: Strategy) -> str:
    """The YAML text, ending in a line break. `read_strategy` gives an equal value back.

    What has its default is left out. A text read and written again is the same, byte for byte,
    where it was written here; comments are not kept.
    """
    values = gather_values(strategy)
    ordered = {key: values[key] for key in (*_FIRST, *values) if key in values}
    parts = (_Part(key, repr(getattr(strategy, key)), each) for key, each in ordered.items())
    return HEADER + "".join(map(_write_part, parts))


@dataclass(frozen=True)
class _Part:
    """A key with all that stands under it; two are the same whose `told` is."""

    key: str
    told: str
    value: Any = field(compare=False)


@lru_cache(maxsize=KEPT)
def _write_part(part: _Part) -> str:
    """Kept: who saves a draft has changed one or two parts of twenty."""
    told: str = yaml.dump(
        {part.key: part.value},
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=ENDLESS,
        indent=2,
    )
    return told


def gather_values(strategy: Strategy) -> dict[str, Any]:
    """The strategy as plain keys and values: what its YAML holds."""
    values: dict[str, Any] = _plain(strategy)
    return values


class _Row(dict):
    """Keys and values that stand on one line."""


class _Text(str):
    """Words, always in quotes: without them a comma would end them for whoever edits the file."""

    __slots__ = ()


class _RowList(list):
    """A list that stands on one line."""


class _Dumper(yaml.SafeDumper):
    """Lists stand further in than their key; no anchors."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Dumper.add_representer(
    _Row, lambda dumper, data: dumper.represent_mapping(_MAP, data.items(), flow_style=True)
)
_Dumper.add_representer(_Text, lambda dumper, data: dumper.represent_scalar(_STR, data, style='"'))
_Dumper.add_representer(
    _RowList, lambda dumper, data: dumper.represent_sequence(_SEQ, data, flow_style=True)
)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        of: Any = type(value)
        told = {
            field.name: _plain(getattr(value, field.name))
            for field in fields(value)
            if getattr(value, field.name) != _default_of(of, field.name)
        }
        return _Row(told) if isinstance(value, _ON_ONE_LINE) else told
    if isinstance(value, dict):
        return _Row({language: _Text(text) for language, text in value.items()})
    if isinstance(value, tuple):
        made = [_plain(each) for each in value]
        return _RowList(made) if all(isinstance(each, str) for each in made) else made
    return value


@cache
def _default_of(of: Any, name: str) -> Any:
    """The default of a field; what equals it is not written. `MISSING` equals nothing."""
    return next((each.default for each in fields(of) if each.name == name), MISSING)
