"""The facets of a strategy's parts: what each says, field by field, so that two can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, Literal

from safercity.documents.strategy.background import Approval
from safercity.documents.strategy.kinds import LANGUAGES
from safercity.documents.strategy.strategy import Strategy
from safercity.documents.strategy.walking import list_pointers
from safercity.documents.strategy.words import LABELS
from safercity.documents.words import capitalise

NOUNS = {
    "Priority": "strategic priority",
    "LinkedDocument": "document",
    "RiskGroup": "risk group",
    "PromisedReview": "review",
    "Approval": "step of approval",
    "PlaceBased": "place-based working",
    "Strategy": "strategy",
}
CODE = re.compile(r"[A-Z]?\d+(\.\d+)?")  # an id that people say: 1.3, O1.1, S2
YEARS_END = 10_000  # below it a number may be a year, which has no comma
FLAGS = {"inferred": "ours"}  # what a flag of an entry says; another says its own name
_SILENT = (None, (), False)
_NOT_COMPARED = ("id", "version", "format", "forked_from", "adapted_from")


@dataclass(frozen=True)
class Facet:
    """What one field of a part says: its value, and the same as text.

    `entries`: the text of each, where it lists entries of several fields.
    """

    kind: Literal["words", "value"]
    value: Any
    text: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """A part that has an id: what it is, what holds it, which list of that, and its facets."""

    id: str
    noun: str
    holder: str
    list_name: str
    title: str
    facets: dict[str, Facet]


def list_parts(strategy: Strategy) -> dict[str, Part]:
    """Every part by id, in order; the strategy itself first, under the empty id."""
    whole = Part(
        "", "strategy", "", "", strategy.title["en"], dict(_list_facets(strategy, strategy))
    )
    return {"": whole, **{part.id: part for part in _open(strategy, strategy, holder="")}}


def _open(value: Any, strategy: Strategy, *, holder: str) -> Iterator[Part]:
    for field in fields(value):
        held = getattr(value, field.name)
        for each in held if isinstance(held, tuple) else (held,):
            if is_dataclass(each) and hasattr(each, "id"):
                facets = dict(_list_facets(each, strategy))
                title = find_title(strategy, each)
                yield Part(each.id, name_kind(each), holder, field.name, title, facets)
                yield from _open(each, strategy, holder=each.id)


def find_called(part: Any) -> Mapping[str, str] | None:
    """The words that a part, or the content of a new one, is called by: its title or term, or what
    it is about where sources differ. None where something else names it."""
    told = part if isinstance(part, Mapping) else vars(part)
    words = told.get("title") or told.get("term")
    return words or (told.get("about") if "says" in told else None)


def find_title(strategy: Strategy, part: Any) -> str:
    """What a part, or the content of a new one, is called in English: its words, else the body that
    takes a step of approval; "" where its kind alone names it, as the consultation's does."""
    if words := find_called(part):
        return words["en"]
    if isinstance(part, Approval):
        return strategy.name(part.body)
    return strategy.name(part["body"]) if isinstance(part, Mapping) else ""


def is_code(part: str) -> bool:
    """Whether an id is one that people say, such as 1.3, and no slug of the file."""
    return CODE.fullmatch(part) is not None


def name_part(strategy: Strategy, part: str) -> str:
    """A part by its id as a heading names it: "1.3 Review …", "Place-based working: …"."""
    held = strategy.by_id.get(part)
    if held is None or is_code(part):
        return f"{part} {strategy.name(part)}" if held else part
    return ": ".join(filter(None, [capitalise(name_kind(held)), find_title(strategy, held)]))


def name_kind(value: object) -> str:
    """What a part is, in words: "key action"."""
    kind = type(value).__name__
    words = "".join(f" {sign.lower()}" if sign.isupper() else sign for sign in kind).strip()
    return NOUNS.get(kind, words)


def _list_facets(
    value: Any, strategy: Strategy, *, before: str = ""
) -> Iterator[tuple[str, Facet]]:
    for field in fields(value):
        held = getattr(value, field.name)
        name = f"{before}{field.name.replace('_', ' ')}"
        if field.name in _NOT_COMPARED or held is None or _holds_parts(held):
            continue
        if is_words(held):
            for language, text in held.items():
                told = name if language == "en" else f"{name} ({language})"
                yield told, Facet("words", text, text)
        elif is_dataclass(held):
            yield from _list_facets(held, strategy, before=f"{name}: ")
        elif held != ():
            points = field.name in list_pointers(_kind_of(value))
            told = say_value(held, strategy, points=points)
            lists = isinstance(held, tuple) and is_dataclass(held[0])
            entries = [say_value(each, strategy) for each in held] if lists else []
            yield name, Facet("value", held, told, tuple(entries))


def _holds_parts(held: Any) -> bool:
    """Whether what is held has ids of its own: it is then compared by itself."""
    first = held[0] if isinstance(held, tuple) and held else held
    return is_dataclass(first) and hasattr(first, "id")


def is_words(value: Any) -> bool:
    """Whether a value is words by language."""
    return isinstance(value, dict) and set(value) <= set(LANGUAGES)


def say_value(value: Any, strategy: Strategy, *, points: bool = False) -> str:
    """A value as text, lists with commas between and entries of several fields with semicolons.

    `points`: the value is ids, so the names behind them are said.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if is_words(value):
        return str(value["en"])
    if isinstance(value, tuple):
        between = "; " if value and is_dataclass(value[0]) else ", "
        return between.join(say_value(each, strategy, points=points) for each in value) or "none"
    if is_dataclass(value):
        return _say_entry(value, strategy)
    if isinstance(value, str):
        return strategy.name(value) if points else LABELS.get(value, value)
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:,}" if value >= YEARS_END else str(value)


def _say_entry(value: Any, strategy: Strategy) -> str:
    """Its fields with dashes between, then its flags: "County Lines – Its board leads (ours)"."""
    pointers = list_pointers(_kind_of(value))
    told = {each.name: getattr(value, each.name) for each in fields(value)}
    told = {name: one for name, one in told.items() if one not in _SILENT}
    flags = [FLAGS.get(name, name.replace("_", " ")) for name, one in told.items() if one is True]
    said = [
        say_value(one, strategy, points=name in pointers).removesuffix(".")
        for name, one in told.items()
        if one is not True
    ]
    return " – ".join(said) + (f" ({', '.join(flags)})" if flags else "")


def _kind_of(value: object) -> Any:
    return type(value)
