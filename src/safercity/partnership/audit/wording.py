"""An act in words for a page: days as days, ids as titles, slugs as words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safercity.partnership.audit.actions import REWORDED
from safercity.partnership.audit.labels import find_kind, list_choices, name_label
from safercity.partnership.common.in_words import say_period
from safercity.partnership.common.subjects import Pair, Subject

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
UUID_TEXT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
FINANCIAL = re.compile(r"\d{4}-\d{2}(?<!-(?:0[1-9]|1[0-2]))(-q[1-4]|-\d+)?")
DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-\d{2}")  # "2026-27-10" is a tenth case
POST = re.compile(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*")
STEP = r"\d{4}(?:-\w+)?:-?\d[\d.e+-]*"
STEPS = re.compile(f"{STEP}(/{STEP})*")  # "2026-03:240/2026-09:230"
SLUG = re.compile(r"[a-z]+(-[a-z0-9]+)+")  # "death-reviews"
CODES = ("code", "reference", "edition", "part")  # said as they are
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*")


NOUNS = {  # as pages call them, where that is not the name of the table
    "commitments.commitment": gettext_lazy("action"),
    "commitments.prioritylead": gettext_lazy("lead of a priority"),
    "governance.body": gettext_lazy("board or group"),
    "governance.subject": gettext_lazy("priority"),
    "jobs.job": gettext_lazy("work on records"),
    "notes.attachment": gettext_lazy("file"),
    "notes.note": gettext_lazy("comment"),
    "oversight.doing": gettext_lazy("duty"),
    "people.user": gettext_lazy("account"),
    "places.place": gettext_lazy("place"),
    "records.source": gettext_lazy("source of records"),
    "records.upload": gettext_lazy("file"),
    "strategy.item": gettext_lazy("part of the strategy"),
    "strategy.review": gettext_lazy("annual review"),
    "strategy.strategyversion": gettext_lazy("version of the strategy"),
}


def list_named(kind: str, details: Mapping[str, Any]) -> Iterator[Pair]:
    """What the details of an act name by id alone."""
    for name, value in details.items():
        of = find_kind(kind, name)
        for each in _pair(value) if of else ():
            if isinstance(each, str) and UUID_TEXT.fullmatch(each):
                yield of, UUID(each)


def tell_changes(kind: str, details: Mapping[str, Any], *, names: Mapping[Any, Subject]) -> str:
    """The details in words: "due: 1 Mar 2026 → 1 Apr 2026; title: reworded".

    A thing that is not among the `names`, since it is gone or not for this reader, is left out
    where it was written down, and told as "one not shown here" where it was exchanged.
    """
    told = ((name, Telling(kind, name, names).tell(value)) for name, value in details.items())
    return "; ".join(f"{name_label(kind, name)}: {words}" for name, words in told if words)


@dataclass(frozen=True)
class Telling:
    """How the values of one field are told."""

    kind: str
    name: str
    names: Mapping[Any, Subject]

    def tell(self, value: Any) -> str:
        """A value, or from which to which; "" for what cannot be told."""
        pair = _pair(value)
        if REWORDED in pair:
            return _tell_text(pair)
        is_change = isinstance(value, list) and len(value) == 2
        told = [self._tell_one(each) for each in pair]
        if is_change:
            return " → ".join(each or _("one not shown here") for each in told)
        return ", ".join(filter(None, told))

    def _tell_one(self, value: Any) -> str:
        if isinstance(value, list):  # a field that holds several, before or after a change
            return ", ".join(filter(None, map(self._tell_one, value))) or "–"
        choices = list_choices(self.kind, self.name)
        if value not in (None, "") and value in choices:
            return str(choices[value])
        if isinstance(value, str) and ID.fullmatch(value):
            of = find_kind(self.kind, self.name)
            found = self.names.get((of, UUID(value))) if UUID_TEXT.fullmatch(value) else None
            return found.title if found else ""
        return str(value) if value and self.name in CODES else _tell_value(value)


def _pair(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _tell_text(pair: list[Any]) -> str:
    """A text is never kept: what is told is whether there was one."""
    if len(pair) == 2 and not pair[0]:
        return _("written")
    if len(pair) == 2 and not pair[1]:
        return _("taken out")
    return _("reworded")


def _tell_value(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return _tell_number(value)
    if not isinstance(value, str):
        return str(value)
    for form, tell in FORMS:
        if form.fullmatch(value):
            return tell(value)
    if period := _tell_period(value):
        return period
    if NUMBER.fullmatch(value):
        return _tell_number(float(value))
    return value.replace("_", " ").replace("+", ", ")


def _tell_number(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def _tell_moment(value: str) -> str:
    at = datetime.fromisoformat(value)
    return date_format(timezone.localtime(at) if at.tzinfo else at, "j M Y")


def _tell_steps(value: str) -> str:
    steps = (each.split(":") for each in value.split("/"))
    return ", ".join(f"{_tell_period(period) or period} {figure}" for period, figure in steps)


def _tell_financial(value: str) -> str:
    """ "2026-27", a quarter of it "2026-27-q2", its third case "2026-27-3"."""
    year, _dash, part = value[:7].replace("-", "/"), value[7:8], value[8:]
    if part.startswith("q"):
        first, quarter = int(value[:4]), int(part[1:])
        return say_period(f"{first + quarter // 4}-Q{quarter % 4 + 1}")
    return _("case {number} of {year}").format(number=part, year=year) if part else year


FORMS: tuple[tuple[re.Pattern[str], Callable[[str], str]], ...] = (
    (DAY, lambda value: date_format(date.fromisoformat(value), "j M Y")),
    (MOMENT, _tell_moment),
    (FINANCIAL, _tell_financial),
    (STEPS, _tell_steps),
    # "public-health-lead/health": older acts keep a post so, newer ones its id.
    (POST, lambda value: value.replace("-", " ").replace("/", ", ")),
    (SLUG, lambda value: value.replace("-", " ")),
)


def _tell_period(value: str) -> str:
    """A month, quarter or school term in words; "" for anything else."""
    try:
        return say_period(value)
    except ValueError:
        return ""


def tell_kind(kind: str) -> str:
    """The kind of thing as a noun: "strategy.strategyversion" is a version of the strategy."""
    if kind in NOUNS:
        return str(NOUNS[kind])
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind


def tell_page(page: str) -> str:
    """The name of a view as words: "performance:outcomes" is Performance, outcomes."""
    return capfirst(page.replace(":", ", ").replace("-", " ").replace("_", " "))
