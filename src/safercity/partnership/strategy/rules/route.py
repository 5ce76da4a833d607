"""The route of a strategy as content: which steps there are, in which order, what each asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from safercity.documents.strategy.yaml_text import parse_yaml

FILE = "routes/approval.yaml"
Words = dict[str, str]
Nation = Literal["england", "wales"]
Tier = Literal["unitary", "borough", "district", "two_tier", "county", "principal_area"]


@dataclass(frozen=True)
class RouteStep:
    """A step. `decides`: the kind of body that decides it, and has to be named; `asks`: duties
    recorded before it. `nations`, `tiers`: where it belongs; empty is everywhere. `check`: its
    wording has to be looked up anew, as `note` says.
    """

    id: str
    title: Words
    about: Words | None = None
    decides: str = ""
    asks: tuple[str, ...] = ()
    nations: tuple[Nation, ...] = ()
    tiers: tuple[Tier, ...] = ()
    source: str = ""
    note: Words | None = None
    check: bool = False
    may_change: bool = False
    final: bool = False


@dataclass(frozen=True)
class Duty:
    """Something the law asks for on the way. `nations`, `tiers`, `check`: as of a step."""

    id: str
    title: Words
    source: str
    nations: tuple[Nation, ...] = ()
    tiers: tuple[Tier, ...] = ()
    note: Words | None = None
    check: bool = False


@dataclass(frozen=True)
class Route:
    """The steps in order and the duties, for one nation and tier."""

    steps: tuple[RouteStep, ...]
    duties: tuple[Duty, ...]

    def find(self, slug: str) -> RouteStep:
        """The step of this id. Errors: KeyError."""
        return {step.id: step for step in self.steps}[slug]

    def after(self, slug: str) -> tuple[RouteStep, ...]:
        """The steps that may follow: the next one, or back to the draft from any before the end."""
        step = self.find(slug)
        if step.final:
            return ()
        onward = self.steps[self.steps.index(step) + 1]
        back = () if step.may_change else (self.steps[0],)
        return (onward, *back)


@dataclass(frozen=True)
class _File:
    format: int
    version: int
    steps: tuple[RouteStep, ...]
    duties: tuple[Duty, ...]

    def __post_init__(self) -> None:
        known = {duty.id for duty in self.duties}
        unknown = sorted({asked for step in self.steps for asked in step.asks} - known)
        twice = sorted({*_list_twice(self.steps), *_list_twice(self.duties)})
        if unknown or twice:
            said = [f"asks: no duty {each}" for each in unknown]
            said += [f"{each} stands twice for one place" for each in twice]
            raise ValueError("; ".join(said))


def read_route(overrides: Path | None, *, nation: str, tier: str, at: str = "") -> Route:
    """The route of a partnership: its own file where its content folder has one, else the shipped.

    `at`: the step where a version stands, which stays in its route wherever it belongs.
    Errors: pydantic's ValidationError with every fault of the file.
    """
    own = overrides / FILE if overrides else None
    whole = _read(own if own and own.is_file() else None)
    duties = tuple(duty for duty in whole.duties if _belongs(duty, nation=nation, tier=tier))
    here = {duty.id for duty in duties}
    chosen = [step for step in whole.steps if _belongs(step, nation=nation, tier=tier)]
    if at not in {step.id for step in chosen}:
        stays = next((step for step in whole.steps if step.id == at), None)
        chosen = [step for step in whole.steps if step in chosen or step is stays]
    return Route(
        tuple(
            replace(step, asks=tuple(asked for asked in step.asks if asked in here))
            for step in chosen
        ),
        duties,
    )


def _belongs(part: RouteStep | Duty, *, nation: str, tier: str) -> bool:
    return (not part.nations or nation in part.nations) and (not part.tiers or tier in part.tiers)


def _list_twice(parts: Sequence[RouteStep | Duty]) -> Iterator[str]:
    for one, other in combinations(parts, 2):
        nations = not (one.nations and other.nations) or {*one.nations} & {*other.nations}
        tiers = not (one.tiers and other.tiers) or {*one.tiers} & {*other.tiers}
        if one.id == other.id and nations and tiers:
            yield one.id


@lru_cache(maxsize=4)
def _read(path: Path | None) -> Any:
    source = path or files("safercity.content").joinpath(FILE)
    return TypeAdapter(_File).validate_python(
        parse_yaml(source.read_text("utf-8"), name=FILE).values
    )
