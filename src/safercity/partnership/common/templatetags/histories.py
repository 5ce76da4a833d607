"""From the history of a thing to the auditor's list of everything about it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from safercity.partnership.common.about import may_open
from safercity.partnership.common.page_lists import tell_acts

register = template.Library()
MOST = 20  # things whose history is told together


@register.simple_tag(takes_context=True)
def tell_history(context) -> list[tuple[Any, str]]:
    """Each act of a history with its changes in words: what they name as far as it may be seen."""
    viewer = getattr(context.get("request"), "viewer", None)
    return list(tell_acts(context["history"], viewer))


@register.simple_tag(takes_context=True)
def address_everything(context) -> str:
    """The list of all acts on what this history is about; "" for who may not read it."""
    viewer = getattr(context.get("request"), "viewer", None)
    keys = list(dict.fromkeys(entry.object_id for entry in context["history"] if entry.object_id))
    address = reverse("audit:acts")
    if viewer is None or not keys or not may_open(viewer, address):
        return ""
    return f"{address}?{urlencode([('object_id', key) for key in keys[:MOST]])}"
