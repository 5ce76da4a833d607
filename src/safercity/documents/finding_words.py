"""The sentences behind message ids: each analysis keeps its own, in a module named for words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from safercity.evidence.findings import Statement, say

ROOM = "safercity.evidence"


def say_limits(
    limits: Iterable[Mapping[str, Any]], *, titles: Mapping[str, str]
) -> tuple[str, ...]:
    """What a finding does not tell, each once, as sentences: those kept with it, or else ours.

    A limit of another version, for which this one has no words, says so: none is dropped.
    """
    said = [_say(one, titles) for one in limits]
    return tuple(dict.fromkeys(said))


def _say(limit: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    if limit.get("text"):
        return str(limit["text"])
    messages = _find_messages(limit["id"])
    if messages is None:
        return f"A limit that this version has no words for: {limit['id']}."
    return say(Statement(limit["id"], limit["values"]), messages, titles=titles)


@cache
def _find_messages(message: str) -> Mapping[str, str] | None:
    """The messages that hold this one. Most ids begin with the name of their analysis."""
    room = message.partition(".")[0]
    names = _list_modules()
    likely = [name for name in names if f".{room}." in name]
    for name in dict.fromkeys((*likely, *names)):
        messages: Mapping[str, str] = getattr(import_module(name), "MESSAGES", {})
        if message in messages:
            return messages
    return None


@cache
def _list_modules() -> tuple[str, ...]:
    """Every module or package of the evidence whose name ends in `words`, in order."""
    root = files(ROOM)
    found: list[str] = []
    waiting = [(ROOM, root)]
    while waiting:
        name, folder = waiting.pop()
        for each in folder.iterdir():
            if each.name.removesuffix(".py").endswith("words"):
                found.append(f"{name}.{each.name.removesuffix('.py')}")
            elif each.is_dir() and not each.name.startswith("_"):
                waiting.append((f"{name}.{each.name}", each))
    return tuple(sorted(found))
