"""Filling a form in as a person would: what it offers, then plain words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tests.partnership.every_form.reading import Field, Form

WORDS = "Plain words"
LATER = (date.today() + timedelta(days=30)).isoformat()
EARLIER = (date.today() - timedelta(days=1)).isoformat()
BY_KIND = {
    "email": "new.person@example.org",
    "url": "https://example.org/minutes",
    "date": LATER,
    "password": "correct horse battery staple",
}
# Where plain words are not what a field takes: by address, or by name alone.
BY_NAME = {
    "code": "plain-words",
    "domains": "example.org",
    "done_on": EARLIER,
    "figure": "3",
    "first_month": "2026-04",
    "last_month": "2026-05",
    "needs_words": "",
    "out_of": "",
    "reference": "plain-words",
    "successor": "",
    "sure": "on",
    "until_day": "",
    "vice_chair": "",
}
MEASURE = {
    "serves": "O4.2",
    "role": "outcome",
    "source": "return",
    "indicator": "",
    "layer": "",
    "data": "count",
    "frequency": "month",
    "direction": "up",
    "tells": "change",
    "scope": "city",
    "city": "",
    "companion": "",
    "denominator": "",
    "start": "2025-04",
    "baseline_first": "",
    "baseline_last": "",
    "target": "",
    "target_by": "",
    "steps": "",
}
BY_ADDRESS: dict[str, dict[str, Any]] = {
    "governance:new-decision": {"day": EARLIER},
    "oversight:new-adoption": {"title": ""},  # one that is here; a new one has its own test
    "strategy:add": {"lead": ["police"]},
    "strategy:move": {"day": EARLIER, "decided_by": "other"},
    "oversight:review-step": {"day": EARLIER},
    "oversight:adoption-step": {"decision": "", "day": EARLIER},
    "oversight:decline-adoption": {"decision": "", "day": EARLIER},
    "performance:change": MEASURE,
    "performance:make-of": MEASURE,
}


def fill(name: str, form: Form) -> dict[str, Any]:
    """Values with which the form at the address `name` is done. Files are not filled in."""
    given = {
        each.name: value
        for each in form.fields.values()
        if (value := _choose(each)) not in (None, [])
    }
    return {**given, **BY_ADDRESS.get(name, {})}


def _choose(each: Field) -> Any:
    if each.name in BY_NAME and not any(each.values):
        return BY_NAME[each.name]
    if each.kind in ("checkbox", "radio", "select"):
        return _pick(each)
    if each.kind in ("file", "button", "submit"):
        return None
    if each.values:
        return each.values[0]
    if each.kind == "number":
        return each.attributes.get("min") or "1"
    return BY_KIND.get(each.kind) or ("" if each.kind == "hidden" else WORDS)


def _pick(each: Field) -> Any:
    if each.kind == "checkbox":
        some = each.options[:1] if each.is_required else []
        return each.values or some
    offered = [option for option in each.options if option]
    return (each.values and each.values[0]) or (offered[0] if offered else None)


def change_words(name: str, form: Form, *, to: str) -> dict[str, Any]:
    """Filled in with other words, as another person's form: what takes certain words keeps them."""
    given = fill(name, form)
    texts = {each.name for each in form.fields.values() if each.is_text and given.get(each.name)}
    changed = dict.fromkeys(texts - BY_NAME.keys() - BY_ADDRESS.get(name, {}).keys(), to)
    key = {"key": str(uuid4())} if "key" in given else {}
    return {**given, **changed, **key}
