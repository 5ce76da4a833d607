"""Words by language, and quarters, in templates."""

from __future__ import annotations

from typing import Any

from django import template

from safercity.partnership.common import in_words
from safercity.partnership.oversight.quarters import parse_quarter

register = template.Library()


@register.filter
def say(words: Any) -> str:
    """Words in the reader's language; "" for none."""
    return in_words.say(words)


@register.filter
def quarter(slug: str) -> str:
    """2026-27-q1 as people write it."""
    return str(parse_quarter(slug) or slug)
