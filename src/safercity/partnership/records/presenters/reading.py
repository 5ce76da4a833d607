"""Forms of dates in plain words, and what each makes of a file."""

from __future__ import annotations

from collections.abc import Sequence

from crispy_forms_gds.choices import Choice
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safercity.evidence.extracts.fields.trying import DateReading
from safercity.partnership.records.presenters.reasons import say_reason

FORM_WORDS = {
    "day_first": gettext_lazy("3/5/2026 – the day first"),
    "month_first": gettext_lazy("5/3/2026 – the month first"),
    "year_first": gettext_lazy("2026-05-03 – the year first"),
    "day_first_short_year": gettext_lazy("3/5/26 – the day first, two figures for the year"),
    "month_first_short_year": gettext_lazy("5/3/26 – the month first, two figures for the year"),
    "month_in_letters": gettext_lazy("3 May 2026 – the month in letters"),
    "spreadsheet_number": gettext_lazy("46145 – a spreadsheet’s number of days"),
    "month_alone": gettext_lazy("2026-05 or May 2026 – the month alone"),
    "quarter": gettext_lazy("2026-Q2 or 2026/27 Q1 – the quarter"),
}


def name_form(form: str) -> str:
    """A form of dates in words."""
    return str(FORM_WORDS.get(form, form))


def list_form_choices(readings: Sequence[DateReading]) -> list[Choice]:
    """Each form with how many of the file's dates it reads, and one of them as it reads it."""
    return [Choice(one.form, name_form(one.form), hint=_tell_reading(one)) for one in readings]


def _tell_reading(one: DateReading) -> str:
    told = ngettext(
        "Reads {reads} of {n} date: “{text}” is {day}.",
        "Reads {reads} of {n} dates: “{text}” is {day}.",
        one.of,
    )
    day = date_format(one.day, "j F Y")
    return told.format(reads=one.reads, n=one.of, text=one.text, day=day)


def say_held_again(code: str) -> str:
    """Why a row would be held again with the values that were sent."""
    return _("The row would be held again: {why}.").format(why=say_reason(code).title)


def say_dates_note(unsure: str) -> str:
    """What a choice of form does; `unsure`: a text that can be two days."""
    told = _(
        "Dates that are written so are then read in every file of this source, besides those that "
        "are read already. It can be taken back."
    )
    if not unsure:
        return told
    warned = _(
        "“{text}” can be two days, and nothing in it tells which. Ask the agency unless you know."
    )
    return f"{warned.format(text=unsure)} {told}"
