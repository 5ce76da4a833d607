"""An act in words for a page: days as days, ids as "changed", slugs as words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from safercity.partnership.common.in_words import say_period

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
POST = re.compile(r"[a-z][a-z0-9-]*/[a-z][a-z0-9-]*")
STEP = r"\d{4}(?:-\w+)?:-?\d[\d.e+-]*"
STEPS = re.compile(f"{STEP}(/{STEP})*")  # "2026-03:240/2026-09:230"
FINANCIAL = re.compile(r"(\d{4})-(\d\d)(?:-(?:q(\d)|(\d+)))?")  # 2026-27, 2026-27-q2, 2026-27-3
SLUG = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)+")  # "death-reviews", "under_way"
SAID = {"code", "reference"}  # what people call a thing by, letter for letter
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\S*")


def tell_changes(details: Mapping[str, Any], *, reworded: str) -> str:
    """The details in words: "due: 1 Mar 2026 → 1 Apr 2026; title: reworded".

    A thing that only its id names is left out where it was written down, and "changed" where it
    was exchanged: the auditor's file has the ids.
    """
    told = (
        (name, str(value) if name in SAID and isinstance(value, str) else _tell(value, reworded))
        for name, value in details.items()
    )
    return "; ".join(f"{name.replace('_', ' ')}: {words}" for name, words in told if words)


def _tell(value: Any, reworded: str) -> str:
    pair = value if isinstance(value, list) else [value]
    if reworded in pair:
        return _("reworded")
    is_change = isinstance(value, list) and len(value) == 2
    if any(isinstance(each, str) and ID.fullmatch(each) for each in pair):
        return _("changed") if is_change else ""
    return (" → " if is_change else ", ").join(_tell_one(each) for each in pair)


def _tell_one(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if not isinstance(value, str):
        return str(value)
    if DAY.fullmatch(value):
        return date_format(date.fromisoformat(value), "j M Y")
    if MOMENT.fullmatch(value):
        at = datetime.fromisoformat(value)
        return date_format(timezone.localtime(at) if at.tzinfo else at, "j M Y")
    if STEPS.fullmatch(value):
        steps = (each.split(":") for each in value.split("/"))
        return ", ".join(f"{_tell_period(period) or period} {figure}" for period, figure in steps)
    if POST.fullmatch(value):  # "public-health-lead/health"
        return value.replace("-", " ").replace("/", ", ")
    if told := _tell_period(value):
        return told
    return re.sub("[_-]", " ", value) if SLUG.fullmatch(value) else value.replace("_", " ")


def _tell_period(value: str) -> str:
    """A month, quarter, school term or financial year in words; "" for anything else."""
    found = FINANCIAL.fullmatch(value)
    if found and int(found[2]) == (int(found[1]) + 1) % 100:
        year = f"{found[1]}/{found[2]}"
        if found[4]:
            return _("%(year)s, case %(number)s") % {"year": year, "number": found[4]}
        return f"{year} Q{found[3]}" if found[3] else year
    try:
        return say_period(value)
    except ValueError:
        return ""


def tell_kind(kind: str) -> str:
    """The kind of thing as a noun: "strategy.strategyversion" is a strategy version."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name)
    except (LookupError, ValueError):
        return kind


def tell_page(page: str) -> str:
    """The name of a view as words: "performance:outcomes" is Performance, outcomes."""
    return capfirst(page.replace(":", ", ").replace("-", " ").replace("_", " "))
