"""The route of a strategy as content: which steps there are, in which order, what each asks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from safercity.documents.strategy.yaml_text import parse_yaml

FILE = "routes/approval.yaml"
Words = dict[str, str]


@dataclass(frozen=True)
class RouteStep:
    """A step. `decides`: the kind of body that decides it; `asks`: duties recorded before it."""

    id: str
    title: Words
    about: Words | None = None
    decides: str = ""
    asks: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    may_change: bool = False
    final: bool = False


@dataclass(frozen=True)
class Duty:
    """Something the law asks for on the way. `check`: its wording has to be looked up anew."""

    id: str
    title: Words
    source: str
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


def read_route(overrides: Path | None, *, nation: str, tier: str) -> Route:
    """The route of a partnership: its own file where its content folder has one, else the shipped.

    Errors: pydantic's ValidationError with every fault of the file.
    """
    own = overrides / FILE if overrides else None
    whole = _read(own if own and own.is_file() else None)
    steps = tuple(step for step in whole.steps if _belongs(step, nation=nation, tier=tier))
    return Route(steps, whole.duties)


def _belongs(step: RouteStep, *, nation: str, tier: str) -> bool:
    return (not step.nations or nation in step.nations) and (not step.tiers or tier in step.tiers)


@lru_cache(maxsize=4)
def _read(path: Path | None) -> Any:
    source = path or files("safercity.content").joinpath(FILE)
    return TypeAdapter(_File).validate_python(
        parse_yaml(source.read_text("utf-8"), name=FILE).values
    )
