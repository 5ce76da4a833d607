"""Moments as DESIGN writes them: Wed 2 Dec 2026, 9:15am."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.filter
def moment(at: datetime) -> str:
    """A moment in the partnership's own time, to the minute."""
    local = timezone.localtime(at)
    return date_format(local, "D j M Y, g:i") + ("am" if local.hour < 12 else "pm")
