"""Periods as labels: months, quarters, years or days in order, with none left out."""

from __future__ import annotations

import re
from itertools import pairwise

from safercity.evidence import types
from safercity.evidence.findings.statements import write_day, write_month
from safercity.evidence.indicators.errors import BadSeries
from safercity.evidence.types import month_label, month_labels, month_number, quarter_label

FORMS = {
    "month": re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
    "quarter": re.compile(r"\d{4}-Q[1-4]"),
    "year": re.compile(r"\d{4}"),
}


def form_of(labels: tuple[str, ...]) -> str:
    """ "month", "quarter" or "year". Errors: `BadSeries`, for anything else or a mixture."""
    for name, form in FORMS.items():
        if labels and all(form.fullmatch(str(label)) for label in labels):
            return name
    raise BadSeries(
        f"The periods {_ends(labels)} are not all months (2024-03), quarters (2024-Q1) or years."
    )


def number_of(label: str, form: str) -> int:
    """The period as a number, so that arithmetic is plain."""
    if form == "month":
        return month_number(label)
    if form == "quarter":
        return int(label[:4]) * 4 + int(label[-1]) - 1
    return int(label)


def label_of(number: int, form: str) -> str:
    """The period behind `number_of`."""
    if form == "month":
        return month_label(number)
    return f"{number // 4:04d}-Q{number % 4 + 1}" if form == "quarter" else f"{number:04d}"


def first_month(label: str) -> str:
    """The month in which a period (or a day) begins: "2024-Q2" -> "2024-04"."""
    if "Q" in label:
        return f"{label[:4]}-{3 * int(label[-1]) - 2:02d}"
    return f"{label}-01" if len(label) == 4 else label[:7]


def period_of(month: str, form: str) -> str:
    """The period in which a month lies."""
    return {"month": month, "quarter": quarter_label(month), "year": month[:4]}[form]


def months_in(label: str) -> tuple[str, ...]:
    """The months of a period."""
    begin = month_number(first_month(label))
    return month_labels(
        begin, begin + {"month": 1, "quarter": 3, "year": 12}[form_of((label,))] - 1
    )


def day_number(day: str) -> int:
    """ "2024-03-01" as a number of days. Errors: `BadSeries`."""
    try:
        return types.day_number(str(day))
    except ValueError as error:
        raise BadSeries(f"{day!r} is not a day such as 2024-03-01.") from error


def check_order(numbers: list[int], labels: tuple[str, ...]) -> None:
    """Errors: `BadSeries`, naming the first pair that is out of order or the same twice."""
    for place, (one, other) in enumerate(pairwise(numbers)):
        if other <= one:
            raise BadSeries(
                f"The period {labels[place + 1]} comes after {labels[place]}: "
                "periods run forwards, each once."
            )


def _ends(labels: tuple[str, ...]) -> str:
    return f"{labels[0]!r} ... {labels[-1]!r}" if labels else "(none)"


def say_period(label: str) -> str:
    """A period as people say it: "March 2024", "January to March 2024", "2024", "1 March 2024"."""
    if len(label) == 10:
        return write_day(label)
    if "Q" in label:
        begin, _, end = months_in(label)
        return f"{write_month(begin).split()[0]} to {write_month(end)}"
    return write_month(label) if len(label) == 7 else label
