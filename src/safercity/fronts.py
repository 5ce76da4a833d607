"""Fronts of packages: what they name is imported when it is first asked for.

Whoever opens one thing starts without the rest: a page without the analyses, a command without the
pages. A front keeps its imports under TYPE_CHECKING, for readers and for types.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def load_when_asked(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """A package's `__getattr__`. `homes`: name → the module within the package that defines it."""

    def load(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return load
