"""Walk over a strategy's values: every part with its path, every id that points elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from safercity.documents.strategy.kinds import PointsTo

Path = tuple[str | int, ...]


def walk_values(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """(path, part) of every dataclass within `value`, in the order of its fields."""
    for field in fields(value):
        for place, part in _open(getattr(value, field.name), (*path, field.name)):
            if is_dataclass(part):
                yield place, part
                yield from walk_values(part, place)


def walk_pointers(value: Any) -> Iterator[tuple[Path, tuple[str, ...], str]]:
    """(path, kinds it may point to, id) of every field that holds another's id."""
    for path, part in [((), value), *walk_values(value)]:
        of: Any = type(part)
        for name, kinds in list_pointers(of).items():
            for place, other in _open(getattr(part, name), (*path, name)):
                if other is not None:
                    yield place, kinds, other


def walk_given(given: Any, of: Any, *, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """(path, id) of every pointer in values that may not be sound yet, as `of` would read them."""
    if isinstance(given, list):
        for at, each in enumerate(given):
            yield from walk_given(each, of, path=(*path, at))
    elif isinstance(given, dict):
        pointers = list_pointers(of)
        for name, hint in get_type_hints(of).items():
            if name in pointers:
                yield from _list_ids(given.get(name), (*path, name))
            for part in _list_parts(hint):
                yield from walk_given(given.get(name), part, path=(*path, name))


def _list_ids(given: Any, path: Path) -> Iterator[tuple[Path, str]]:
    several = enumerate(given) if isinstance(given, list) else ()
    for place, one in [(path, given), *(((*path, at), each) for at, each in several)]:
        if isinstance(one, str):
            yield place, one


def _list_parts(hint: Any) -> Iterator[Any]:
    """The dataclasses that values of a type hint hold."""
    if is_dataclass(hint):
        yield hint
    for inner in get_args(hint):
        yield from _list_parts(inner)


def _open(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    if isinstance(value, tuple):
        for at, each in enumerate(value):
            yield (*path, at), each
    else:
        yield path, value


@cache
def list_pointers(of: Any) -> dict[str, tuple[str, ...]]:
    """The fields of a class that hold ids of others, with the kinds that they may be of."""
    found = {}
    for name, hint in get_type_hints(of, include_extras=True).items():
        marks = [mark for mark in _list_marks(hint) if isinstance(mark, PointsTo)]
        if marks:
            found[name] = marks[0].kinds
    return found


def _list_marks(hint: Any) -> Iterator[Any]:
    yield from getattr(hint, "__metadata__", ())
    for inner in get_args(hint):
        yield from _list_marks(inner)
