"""What a cell of an exported table may hold."""

from __future__ import annotations

from datetime import date
from typing import Any

Value = str | int | float | bool | None
Cell = Value | date  # a date or a moment, where a list becomes one file


def write_plain(value: Any) -> str:
    """A setting as plain text: lists by semicolons, true and false in small letters."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ";".join(write_plain(each) for each in value)
    return str(value)
