"""Public ids: opaque, and in the order they were made."""

from __future__ import annotations

import secrets
import time
import uuid

_RANDOM_BITS = 74


def new_id() -> uuid.UUID:
    """A UUID of version 7 (RFC 9562): 48 bits of milliseconds, then chance.

    Python has it from 3.14 (`uuid.uuid7`); until then these lines.
    """
    milliseconds = time.time_ns() // 1_000_000
    chance = secrets.randbits(_RANDOM_BITS)
    high, low = chance >> 62, chance & ((1 << 62) - 1)
    return uuid.UUID(int=milliseconds << 80 | 7 << 76 | high << 64 | 0b10 << 62 | low)


def read_id(text: str) -> uuid.UUID | None:
    """The id that an address gives; None where it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
