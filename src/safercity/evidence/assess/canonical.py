"""Canonical values: the same finding is the same bytes on every machine."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping

import numpy as np

from safercity.evidence.statistics import round_figure


def canonical(value: object) -> object:
    """Plain JSON values: arrays as lists, floats at 10 significant digits, NaN as null."""
    kind = type(value)  # an edition has half a million values, nearly all of these kinds
    if kind is str or kind is int:
        return value
    if kind is float:
        return _canonical_float(value)  # type: ignore[arg-type]
    if isinstance(value, Mapping):
        return {str(key): canonical(one) for key, one in value.items()}
    if isinstance(value, np.ndarray):
        return canonical(value.tolist())
    if isinstance(value, list | tuple | frozenset | set):
        items = sorted(value) if isinstance(value, frozenset | set) else value
        return [canonical(one) for one in items]
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return _canonical_float(float(value))
    if value is None or isinstance(value, str):
        return value
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _canonical_float(value: float) -> float | None:
    if math.isnan(value) or math.isinf(value):
        return None
    rounded = round_figure(value)
    return rounded + 0.0


def canonical_bytes(value: object) -> bytes:
    """The value as JSON: sorted keys, no spaces, UTF-8, one line feed at the end."""
    text = json.dumps(
        canonical(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode() + b"\n"


def digest_of(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()
