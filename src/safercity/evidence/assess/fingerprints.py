"""Digests of what an answer depends on: values, program and content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import numpy as np

from safercity import evidence
from safercity.evidence.taxonomy.files import SHIPPED

# Another release of one of these may round a last digit otherwise.
LIBRARIES = ("numba", "numpy", "shapely")

Feed = Callable[[bytes], object]


def fingerprint(value: object) -> str:
    """SHA-256 in hex of values: plain ones, arrays, mappings, sequences, sets and dataclasses.

    Two that differ in a kind, a name, a shape or a bit differ. Errors: `TypeError` for anything
    else, so that nothing an answer depends on is passed over in silence.
    """
    told = hashlib.sha256()
    _feed(value, told.update)
    return told.hexdigest()


def _feed(value: object, feed: Feed) -> None:
    if value is None or isinstance(value, str | bool | int | float | np.generic):
        feed(f"{type(value).__name__}={value!r};".encode())
    elif isinstance(value, np.ndarray):
        if value.dtype.hasobject:
            raise TypeError("an array of objects has no fingerprint")
        feed(f"array {value.dtype.str} {value.shape};".encode())
        feed(np.ascontiguousarray(value).tobytes())
    elif isinstance(value, Mapping):
        feed(f"mapping {len(value)};".encode())
        for key in sorted(value, key=repr):
            _feed((key, value[key]), feed)
    elif isinstance(value, list | tuple):
        _feed_sequence(value, feed)
    elif isinstance(value, set | frozenset):
        feed(b"set;")
        _feed(sorted(value, key=repr), feed)
    elif is_dataclass(value):
        feed(f"{type(value).__qualname__};".encode())
        _feed([(one.name, getattr(value, one.name)) for one in fields(value)], feed)
    else:
        raise TypeError(f"{type(value).__name__} has no fingerprint")


def _feed_sequence(value: list | tuple, feed: Feed) -> None:
    if value and all(type(one) is str for one in value):  # labels: there are thousands
        feed(b"texts " + json.dumps(value).encode() + b";")
        return
    feed(f"sequence {len(value)};".encode())
    for one in value:
        _feed(one, feed)


@cache
def fingerprint_program() -> str:
    """Of the code that answers, the content shipped with it, and the libraries it computes with."""
    told = [fingerprint_files(Path(evidence.__file__).parent, "*.py"), fingerprint_files(SHIPPED)]
    return fingerprint([*told, *(f"{name} {version(name)}" for name in LIBRARIES)])


def fingerprint_files(folder: Path, pattern: str = "*") -> str:
    """Of all files of a folder: their names and bytes. A folder that is not there has none."""
    paths = sorted(path for path in folder.rglob(pattern) if path.is_file())
    told = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
        if "__pycache__" not in path.parts
    }
    return fingerprint(told)
