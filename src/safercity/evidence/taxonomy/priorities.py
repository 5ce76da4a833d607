"""Criteria and their weights, and the horizon, as content."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from safercity.evidence.taxonomy.files import ContentFile, Faults, read_content, take_list
from safercity.evidence.taxonomy.load import load_taxonomy
from safercity.evidence.taxonomy.model import STRICT, Titles
from safercity.evidence.taxonomy.taxonomy import Taxonomy

CRITERIA, HORIZON = "priorities/criteria.yaml", "priorities/horizon.yaml"
GROUPS = ("harm", "likelihood", "capacity")
Kind = Literal[
    "political", "economic", "social", "technological", "environmental", "legal", "organisational"
]
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class Scale:
    """How a figure becomes 0 to 1: by rank among the candidates, or on a line from low to high."""

    __pydantic_config__ = STRICT
    kind: Literal["ranks", "linear"]
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Criterion:
    """One criterion. `weight`: relative to the others. Higher figures make more of a priority."""

    __pydantic_config__ = STRICT
    id: str
    group: Literal["harm", "likelihood", "capacity"]
    weight: float
    title: Titles
    question: Titles
    scale: Scale


@dataclass(frozen=True)
class HorizonEntry:
    """Something to watch. `noted` and `review` are days, `since` the month it may be felt from.

    `likelihood` and `impact`: 1 to 5, as people judged. `themes`: those it bears on; none is all.
    """

    __pydantic_config__ = STRICT
    id: str
    kind: Kind
    title: Titles
    noted: str
    since: str
    likelihood: int
    impact: int
    effect: Literal["more", "less", "either"]
    source: str
    review: str
    themes: tuple[str, ...] = ()


def load_criteria(overrides: Path | None = None) -> tuple[Criterion, ...]:
    """The criteria with their weights, in order; a workspace's copy stands before the shipped one.

    Raises ContentError with every fault: a weight below zero or none above, a group without any, a
    scale without two different ends.
    """
    faults = Faults()
    file = read_content(CRITERIA, overrides, faults=faults)
    entries = _entries(file, "criteria", rename=_name_ends)
    opened = replace(file, values={**file.values, "criteria": entries})
    found = tuple(take_list(opened, "criteria", of=Criterion, faults=faults).values())
    for one in found:
        where = f"{file.path}: criteria.{one.id}"
        _check_titles(one.title, faults, where=where)
        if not one.weight >= 0 or one.weight == float("inf"):
            faults.add(where, f"weight: {one.weight} is not zero or more")
        ends = (one.scale.low, one.scale.high)
        if one.scale.kind == "linear" and (None in ends or ends[0] == ends[1]):
            faults.add(where, "scale: a line runs from one figure to another")
        if one.scale.kind == "ranks" and ends != (None, None):
            faults.add(where, "scale: ranks have no ends")
    if not sum(one.weight for one in found) > 0:
        faults.add(file.path, "criteria: none has any weight")
    for group in GROUPS:
        if not any(one.group == group for one in found):
            faults.add(file.path, f"criteria: none belongs to {group}")
    faults.raise_if_any()
    return found


def load_horizon(
    overrides: Path | None = None, *, taxonomy: Taxonomy | None = None
) -> tuple[HorizonEntry, ...]:
    """The horizon's entries, in order; a workspace's copy stands before the shipped one.

    Raises ContentError with every fault: unknown themes, days that are none, judgements outside 1
    to 5, a review before the note.
    """
    faults = Faults()
    file = read_content(HORIZON, overrides, faults=faults)
    entries = _entries(file, "entries", rename=_name_since)
    opened = replace(file, values={**file.values, "entries": entries})
    found = tuple(take_list(opened, "entries", of=HorizonEntry, faults=faults).values())
    themes = (taxonomy or load_taxonomy(overrides)).themes
    for one in found:
        where = f"{file.path}: entries.{one.id}"
        _check_titles(one.title, faults, where=where)
        _check_entry(one, faults, where=where)
        for theme in one.themes:
            if theme not in themes:
                faults.add(where, f"themes: {theme!r} is not one of the themes")
    faults.raise_if_any()
    return found


def _check_entry(one: HorizonEntry, faults: Faults, *, where: str) -> None:
    for key in ("likelihood", "impact"):
        if not 1 <= getattr(one, key) <= 5:
            faults.add(where, f"{key}: {getattr(one, key)} is not 1 to 5")
    for key in ("noted", "review"):
        if not DAY.fullmatch(getattr(one, key)):
            faults.add(where, f"{key}: {getattr(one, key)!r} is not a day such as 2026-05-31")
    if not MONTH.fullmatch(one.since):
        faults.add(where, f"from: {one.since!r} is not a month such as 2026-05")
    if one.review < one.noted:
        faults.add(where, f"review: {one.review} is before it was noted, {one.noted}")
    if not one.source.strip():
        faults.add(where, "source: who says so?")


def _check_titles(title: Titles, faults: Faults, *, where: str) -> None:
    if not title.get("en"):
        faults.add(where, "title.en: is missing")


def _entries(file: ContentFile, key: str, *, rename: Callable[[Any], Any]) -> Any:
    entries = file.values.get(key)
    return [rename(one) for one in entries] if isinstance(entries, list) else entries


def _name_ends(entry: Any) -> Any:
    """The file says `from` and `to`, which no field of Python may be called."""
    if not isinstance(entry, dict) or not isinstance(entry.get("scale"), dict):
        return entry
    names = {"from": "low", "to": "high"}
    return {**entry, "scale": {names.get(key, key): one for key, one in entry["scale"].items()}}


def _name_since(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    return {{"from": "since"}.get(key, key): one for key, one in entry.items()}
