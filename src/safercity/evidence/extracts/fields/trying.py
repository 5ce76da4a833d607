"""What each plain form of dates makes of texts that a source cannot read yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from safercity.evidence.extracts.date_forms import DATE_FORMS, INSTEAD, add_form, pick_formats
from safercity.evidence.extracts.fields.dates import parse_date
from safercity.evidence.extracts.shape import When


@dataclass(frozen=True)
class DateReading:
    """What a form makes of texts: how many it reads, and one of them as the day it then is."""

    form: str
    reads: int
    of: int
    text: str
    day: date


def try_forms(
    when: When, texts: Iterable[str], *, first_day: date, last_day: date
) -> tuple[list[DateReading], str]:
    """Each form that reads any of the texts that the source cannot read yet, the best first.

    A form that holds in place of others is there only where it alone reads a text: "25/3/2024" says
    that the day comes first, "3/5/2024" does not. Besides, a text that two forms read as different
    days; "" where there is none.
    """
    counted = Counter(texts)
    within = (first_day, last_day)
    with duckdb.connect() as connection:
        now = _read(connection, list(counted), formats=when.formats, within=within)
        left = [text for text in counted if text not in now]
        total = sum(counted[text] for text in left)
        read = {
            form: _read(connection, left, formats=formats, within=within)
            for form in DATE_FORMS
            if left and (formats := pick_formats(form, when))
        }
        else_read = {text for days in read.values() for text in days}
        for form in INSTEAD:
            formats = add_form(form, when)
            if left and formats != when.formats:
                days = _read(connection, left, formats=formats, within=within)
                read |= {form: days} if days.keys() - else_read else {}
    told = [
        DateReading(form, sum(counted[t] for t in days), total, *_pick_telling(days))
        for form, days in read.items()
        if days
    ]
    return sorted(told, key=lambda one: -one.reads), _find_unsure(read.values())


def _pick_telling(days: dict[str, date]) -> tuple[str, date]:
    """A text that can hardly be read otherwise: of a day past the twelfth, where there is one."""
    return max(days.items(), key=lambda one: one[1].day > 12)


def _find_unsure(read: Iterable[dict[str, date]]) -> str:
    seen: dict[str, date] = {}
    for days in read:
        for text, day in days.items():
            if seen.setdefault(text, day) != day:
                return text
    return ""


def _read(
    connection: duckdb.DuckDBPyConnection,
    texts: Sequence[str],
    *,
    formats: tuple[str, ...],
    within: tuple[date, date],
) -> dict[str, date]:
    """The days of those texts that these formats read as one between the two."""
    if not texts:
        return {}
    found = connection.execute(
        f"SELECT text, {parse_date('text', formats)} FROM (SELECT unnest(?) AS text)", [texts]
    ).fetchall()
    days = {text: at.date() for text, at in found if isinstance(at, datetime)}
    return {text: day for text, day in days.items() if within[0] <= day <= within[1]}
