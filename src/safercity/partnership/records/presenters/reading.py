"""Forms of dates in plain words, and what each makes of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crispy_forms_gds.choices import Choice
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safercity.evidence.extracts.fields.trying import DateReading
from safercity.evidence.store.turning import Turning
from safercity.partnership.records.presenters.reasons import say_reason
from safercity.partnership.records.queries import FileTurning

FORM_WORDS = {
    "day_first": gettext_lazy("3/5/2026 – the day first"),
    "month_first": gettext_lazy("5/3/2026 – the month first"),
    "year_first": gettext_lazy("2026-05-03 – the year first"),
    "day_first_short_year": gettext_lazy("3/5/26 – the day first, two figures for the year"),
    "month_first_short_year": gettext_lazy("5/3/26 – the month first, two figures for the year"),
    "day_first_instead": gettext_lazy("3/5/2026 – the day first, in place of the month first"),
    "month_first_instead": gettext_lazy("5/3/2026 – the month first, in place of the day first"),
    "day_first_short_year_instead": gettext_lazy(
        "3/5/26 – the day first, two figures for the year, in place of the month first"
    ),
    "month_first_short_year_instead": gettext_lazy(
        "5/3/26 – the month first, two figures for the year, in place of the day first"
    ),
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


@dataclass(frozen=True)
class ShownTurning:
    """A form that holds in place of another: what becomes of dates (text, now, then) of the file,
    and of the rows of each file of the source."""

    form: str
    examples: Sequence[tuple[str, str, str]]
    files: Sequence[tuple[str, Turning | None]]
    is_against: bool


def show_turnings(found: Sequence[FileTurning]) -> list[ShownTurning]:
    """What each such form would make of the files that are here, the file itself first."""
    shown = []
    for form in dict.fromkeys(one.form for one in found):
        told = [one for one in found if one.form == form]
        own = told[0].turning
        files = [(one.upload.name, one.turning) for one in told]
        shown.append(
            ShownTurning(
                name_form(form),
                [
                    (one.text, _tell(one.now, one.why_now), _tell(one.then, one.why_then))
                    for one in own.examples
                ]
                if own
                else [],
                files,
                is_against=any(turning and turning.no_more for _name, turning in files),
            )
        )
    return shown


HELD_WORDS = {
    "unreadable_date": gettext_lazy("held: it cannot be read"),
    "date_in_future": gettext_lazy("held: after the day the file was made, or received"),
    "date_too_old": gettext_lazy("held: before the records begin"),
}


def _tell(day: date | None, why: str) -> str:
    return date_format(day, "j F Y") if day else str(HELD_WORDS[why])


def say_held_again(code: str) -> str:
    """Why a row would be held again with the values that were sent."""
    return _("The row would be held again: {why}.").format(why=say_reason(code).title)


def say_dates_note(unsure: str) -> str:
    """What a choice of form does; `unsure`: a text that can be two days."""
    told = _(
        "Dates that are written so are then read, besides those that are read already, or in their "
        "place where the form says so: in this file alone, or in every file of this source. It can "
        "be taken back."
    )
    if not unsure:
        return told
    warned = _(
        "“{text}” can be two days, and nothing in it tells which. Ask the agency unless you know."
    )
    return f"{warned.format(text=unsure)} {told}"
