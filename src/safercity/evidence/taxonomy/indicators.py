"""Indicators as content: what each serves, asks, and is read by; `load_indicators`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from safercity.evidence.taxonomy.files import Faults, list_content, read_content, take_value
from safercity.evidence.taxonomy.load import HOUSEKEEPING, load_taxonomy
from safercity.evidence.taxonomy.model import STRICT, Titles
from safercity.evidence.taxonomy.taxonomy import Taxonomy

FOLDER = "indicators"
Scope = Literal["city", "high_demand"]


@dataclass(frozen=True)
class Ask:
    """A question of the records: themes or categories, of these sources, with harm weights.

    `instead`: sources that tell of the same events. One of them is asked in place of `sources`
    where it covers as many months, and never added to them: nothing counts twice.
    """

    __pydantic_config__ = STRICT
    sources: tuple[str, ...]
    themes: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    weights: str | None = None
    instead: tuple[str, ...] = ()


@dataclass(frozen=True)
class Returned:
    """A figure that a partner sends: `agency`, and what it is."""

    __pydantic_config__ = STRICT
    agency: str
    what: Titles


@dataclass(frozen=True)
class Figure:
    """Where a numerator or denominator comes from: exactly one of these.

    `exposure`: what a rate is of, `per` so many of them (residents per 1,000).
    """

    __pydantic_config__ = STRICT
    ask: Ask | None = None
    returned: Returned | None = None
    exposure: Literal["residents", "workday", "ambient", "homes", "premises"] | None = None
    per: int = 1

    @property
    def ways(self) -> int:
        """How many of the three it says; one, if it is right."""
        return sum(one is not None for one in (self.ask, self.returned, self.exposure))


@dataclass(frozen=True)
class BaselinePeriod:
    """The first and last period that change is measured from ("2024-04", "2025-03")."""

    __pydantic_config__ = STRICT
    first: str
    last: str


@dataclass(frozen=True)
class TargetSet:
    """What a partnership set: a `value`, or a `change` from the baseline (−0.1), and by when."""

    __pydantic_config__ = STRICT
    by: str
    value: float | None = None
    change: float | None = None


@dataclass(frozen=True)
class Indicator:
    """One indicator. `direction`: which way is better; ambiguous ones name a `companion`.

    `unit` stands after a figure ("a month"). No target is shipped: a partnership sets its own in
    its workspace's copy, with the baseline it is measured from.
    """

    __pydantic_config__ = STRICT
    id: str
    title: Titles
    serves: Titles
    direction: Literal["up", "down", "ambiguous"]
    data: Literal["count", "rate", "share", "measure"]
    unit: Titles
    frequency: Literal["month", "quarter", "year"]
    scope: tuple[Scope, ...]
    numerator: Figure
    caveats: tuple[Titles, ...]
    denominator: Figure | None = None
    companion: str | None = None
    baseline: BaselinePeriod | None = None
    target: TargetSet | None = None


def load_indicators(
    overrides: Path | None = None, *, taxonomy: Taxonomy | None = None
) -> dict[str, Indicator]:
    """Every indicator by id, in the order of their files: shipped ones, and a workspace's.

    A workspace's file of the same name stands before the shipped one. Raises ContentError with
    every fault of every file: unknown names, a theme that its source cannot tell, activity counted,
    a share without a denominator, an ambiguous direction without a companion.
    """
    faults, found = Faults(), {}
    taxonomy = taxonomy or load_taxonomy(overrides)
    for name in list_content(FOLDER, overrides):
        file = read_content(name, overrides, faults=faults)
        entry = {key: value for key, value in file.values.items() if key not in HOUSEKEEPING}
        value = take_value(entry, of=Indicator, faults=faults, where=str(file.path))
        if value is None:
            continue
        if value.id in found:
            faults.add(file.path, f"id: {value.id!r} is that of another indicator")
        found[value.id] = value
        for fault in _find_faults(value, taxonomy):
            faults.add(file.path, fault)
    for value in found.values():
        if value.companion is not None and value.companion not in found:
            faults.add(f"{FOLDER}: {value.id}", f"companion: there is no {value.companion!r}")
    faults.raise_if_any()
    return found


def _find_faults(one: Indicator, taxonomy: Taxonomy) -> list[str]:
    faults = [f"{key}.en: is missing" for key in ("title", "serves") if not _text(one, key)]
    faults += [f"caveats.{n}.en: is missing" for n, c in enumerate(one.caveats) if not c.get("en")]
    if not one.scope:
        faults.append("scope: city, high_demand, or both")
    if (one.denominator is None) == (one.data in ("rate", "share")):
        faults.append(f"denominator: a {one.data} has {'none' if one.denominator else 'one'}")
    if (one.direction == "ambiguous") and one.companion is None:
        faults.append("companion: an ambiguous indicator is read with another one")
    if one.companion == one.id:
        faults.append("companion: is the indicator itself")
    if one.target is not None:
        if (one.target.value is None) == (one.target.change is None):
            faults.append("target: a value or a change, one of them")
        if one.target.change is not None and one.baseline is None:
            faults.append("baseline: a change is measured from one")
    for key, figure in (("numerator", one.numerator), ("denominator", one.denominator)):
        if figure is not None:
            faults += [f"{key}.{fault}" for fault in _find_figure_faults(figure, taxonomy)]
    if one.numerator.exposure is not None:
        faults.append("numerator.exposure: residents and the like are what a rate is of")
    return faults


def _find_figure_faults(figure: Figure, taxonomy: Taxonomy) -> list[str]:
    if figure.ways != 1:
        return ["ask, returned or exposure: exactly one of them"]
    if figure.per < 1:
        return [f"per: {figure.per} is not 1 or more"]
    if figure.returned is not None and figure.returned.agency not in taxonomy.agencies:
        return [f"returned.agency: {figure.returned.agency!r} is not one of the agencies"]
    return [] if figure.ask is None else _find_ask_faults(figure.ask, taxonomy)


def _find_ask_faults(ask: Ask, taxonomy: Taxonomy) -> list[str]:
    faults = _unknown("ask.themes", ask.themes, known=taxonomy.themes)
    faults += _unknown("ask.categories", ask.categories, known=taxonomy.categories)
    faults += _unknown("ask.sources", ask.sources, known=taxonomy.answers)
    faults += _unknown("ask.instead", ask.instead, known=taxonomy.answers)
    if ask.weights is not None:
        faults += _unknown("ask.weights", (ask.weights,), known=taxonomy.weight_tables)
    if not ask.sources or not (ask.themes or ask.categories):
        faults.append("ask: name sources, and themes or categories")
    if faults:
        return faults
    for theme in ask.themes:
        for source in (*ask.sources, *ask.instead):
            answer = taxonomy.derivable(theme, source)
            if answer.answer == "not_available":
                faults.append(f"ask: {source} cannot tell {theme}: {answer.why['en']}")
    counted = set(ask.categories)
    if ask.themes and not counted:
        counted = _categories_of(ask.themes, taxonomy)
    if counted and not counted & taxonomy.categories_in("demand"):
        faults.append("ask: counts activity, which follows officers and not harm")
    active = sorted(set(ask.categories) & taxonomy.categories_in("activity"))
    faults += [f"ask.categories: {name} is activity" for name in active]
    return faults


def _categories_of(themes: tuple[str, ...], taxonomy: Taxonomy) -> set[str]:
    found: set[str] = set()
    for theme in themes:
        for clause in taxonomy.clauses(theme):
            found |= set(taxonomy.categories if clause.categories is None else clause.categories)
    return found


def _unknown(key: str, names: tuple[str, ...], *, known: Mapping[str, object]) -> list[str]:
    return [f"{key}: {name!r} is not known" for name in names if name not in known]


def _text(one: Indicator, key: str) -> str | None:
    titles: Titles = getattr(one, key)
    return titles.get("en")
