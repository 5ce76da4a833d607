"""Moments as DESIGN writes them: Wed 2 Dec 2026, 9:15am."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.filter
def moment(at: datetime | None) -> str:
    """A moment in the partnership's own time, to the minute; "" for one that has not been."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return date_format(local, "D j M Y, g:i") + date_format(local, "A").lower()


@register.filter
def day(written: str | None) -> str:
    """A day as files have it, 2026-12-02, as pages do: 2 Dec 2026; anything else as it is."""
    try:
        return date_format(date.fromisoformat(written or ""), "j M Y")
    except ValueError:
        return written or ""


@register.filter
def short_day(on: date) -> str:
    """A day in a table: 30 Jan, with its year where that is not this one."""
    this_year = on.year == timezone.localdate().year
    return date_format(on, "j M" if this_year else "j M Y")
