"""Months and days as people type them."""

from __future__ import annotations

import re
from datetime import date

from safercity.cli.endings import WrongOption


class UnreadableDate(WrongOption):
    """A month or a day on the command cannot be read."""


def read_month(text: str | None) -> str | None:
    """ "2019-02", or None. Errors: `UnreadableDate`."""
    if text is None:
        return None
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text):
        raise UnreadableDate(f"{text!r} is not a month.", advice="Write it as 2019-02.")
    return text


def read_day(text: str | None) -> date | None:
    """ "2025-03-31", or None. Errors: `UnreadableDate`."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UnreadableDate(f"{text!r} is not a day.", advice="Write it as 2025-03-31.") from error
