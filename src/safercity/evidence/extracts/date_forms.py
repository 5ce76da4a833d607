"""Plain forms of dates, for a source whose files write them otherwise than its shape says.

No file is looked at to choose one: a person says which it is. A form is read besides those that
are there and contradicts none of them, or it is said to hold in place of those that it contradicts.
"""

from __future__ import annotations

import re

from safercity.evidence.extracts.shape import When

_CLOCKS = ("", " %H:%M", " %H:%M:%S", " %I:%M %p")


def _with_clocks(*days: str) -> tuple[str, ...]:
    return tuple(f"{day}{clock}" for day in days for clock in _CLOCKS)


DATE_FORMS: dict[str, tuple[str, ...]] = {
    "day_first": _with_clocks("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"),
    "month_first": _with_clocks("%m/%d/%Y", "%m-%d-%Y", "%m.%d.%Y"),
    "year_first": ("iso", *_with_clocks("%Y/%m/%d", "%Y.%m.%d", "%Y%m%d")),
    "day_first_short_year": _with_clocks("%d/%m/%y", "%d-%m-%y", "%d.%m.%y"),
    "month_first_short_year": _with_clocks("%m/%d/%y", "%m-%d-%y", "%m.%d.%y"),
    "month_in_letters": _with_clocks(
        "%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%d-%B-%Y", "%d %b %y", "%d-%b-%y"
    ),
    "spreadsheet_number": ("excel",),
    "month_alone": ("month_name", "year_month", "%m/%Y"),
    "quarter": ("quarter",),
}
"""Each form by its name, with what the reader tries for it."""

INSTEAD = {
    f"{form}_instead": form
    for form in ("day_first", "month_first", "day_first_short_year", "month_first_short_year")
}
"""A form that holds in place of those with day and month the other way round -> the form itself."""

FORMS = (*DATE_FORMS, *INSTEAD)
"""What a source's dates can be said to be."""

_ROUGH = {"month_alone": ("month", "quarter"), "quarter": ("quarter",)}


def pick_formats(form: str, when: When | None) -> tuple[str, ...]:
    """What a form adds to those that are read already; empty where it says nothing new.

    A pattern that would read a day of one already there as another adds nothing, with a time of
    day behind it or without: two meanings of "3/5/2026" cannot both hold.
    """
    if when is None or not when.column or form not in DATE_FORMS:
        return ()
    if when.precision not in _ROUGH.get(form, (when.precision,)):
        return ()
    taken = {_cut_clock(one) for one in when.formats}
    blurred = {_blur(day) for day in taken}
    return tuple(
        one
        for one in DATE_FORMS[form]
        if one not in when.formats
        and ((day := _cut_clock(one)) in taken or _blur(day) not in blurred)
    )


def add_form(form: str, when: When) -> tuple[str, ...]:
    """All formats of a source once this form is said of it.

    Those it has where the form says nothing new, or nothing that it would stand in place of.
    """
    base = INSTEAD.get(form)
    if base is None:
        return (*when.formats, *pick_formats(form, when))
    days = {_blur(day): day for day in map(_cut_clock, DATE_FORMS[base])}
    turned = []
    for one in when.formats:
        day = _cut_clock(one)
        turned.append(days.get(_blur(day), day) + one.removeprefix(day))
    if tuple(turned) == when.formats:
        return when.formats
    return tuple(dict.fromkeys((*turned, *DATE_FORMS[base])))


def _cut_clock(pattern: str) -> str:
    """What a pattern says of the day alone."""
    return re.sub("[ T]%[HI].*", "", pattern)


def _blur(pattern: str) -> str:
    """A pattern without its order of day and month, which a number does not tell."""
    return re.sub("%[dm]", "%N", pattern)
