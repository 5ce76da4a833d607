"""The forms of a page as a browser would find them, and the faults that a page speaks of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

TEXT = frozenset({"text", "textarea", "search"})


@dataclass
class Field:
    """One named field: its kind (an input's type, `textarea`, `select`), what it holds, what it
    offers. A group of boxes or buttons of one name is one field.
    """

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    is_required: bool = False
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def is_text(self) -> bool:
        return self.kind in TEXT


@dataclass
class Form:
    """A form that posts. `action` is "" where it goes to its own page."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def has_files(self) -> bool:
        return any(each.kind == "file" for each in self.fields.values())


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.chosen: Field | None = None
        self.area: Field | None = None

    def handle_starttag(self, tag, attrs):
        told = {name: value if value is not None else "" for name, value in attrs}
        if tag == "form" and told.get("method", "").lower() == "post":
            self.form = Form(told.get("action", ""))
            self.forms.append(self.form)
        elif self.form is not None and tag in ("input", "textarea", "select", "button"):
            self._add(tag, told)
        elif tag == "option" and self.chosen is not None:
            value = told.get("value", "")
            self.chosen.options.append(value)
            if "selected" in told:
                self.chosen.values.append(value)

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.chosen = None
        elif tag == "textarea" and self.area is not None:
            text = "".join(self.area.values).removeprefix("\n")  # which belongs to the markup
            self.area.values, self.area = [text] if text else [], None

    def handle_data(self, data):
        if self.area is not None:
            self.area.values = ["".join([*self.area.values, data])]

    def _add(self, tag: str, told: dict[str, str]) -> None:
        name = told.get("name")
        if not name or name == "csrfmiddlewaretoken" or "disabled" in told:
            return
        kind = told.get("type", "text") if tag == "input" else tag
        if tag == "button" and told.get("type", "submit") != "submit":
            return
        one = self.form.fields.setdefault(name, Field(name, kind))
        one.is_required |= "required" in told
        one.attributes |= told
        if kind in ("radio", "checkbox", "button"):
            one.options.append(told.get("value", "on"))
            if "checked" in told:
                one.values.append(told.get("value", "on"))
        elif tag == "select":
            self.chosen = one
        elif tag == "textarea":
            self.area = one
        elif told.get("value"):
            one.values.append(told["value"])


def read_forms(page: str) -> list[Form]:
    """Every form of a page that posts."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def read_form(page: str, address: str) -> Form | None:
    """The form of a page that posts to the page itself."""
    return next((one for one in read_forms(page) if one.action in ("", address)), None)


FAULTY = re.compile(r'id="error_\d+_id_(\w+)"|href="#(?:div_)?id_(\w+)"')
SUMMARY = re.compile(r'<div class="govuk-error-summary"(.*?)</ul>', re.DOTALL)
ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def read_faults(page: str) -> list[str]:
    """What the summary at the top of a form says is wrong, one sentence a fault."""
    found = SUMMARY.search(page)
    items = ITEM.findall(found[1]) if found else []
    return [" ".join(unescape(TAG.sub(" ", item)).split()) for item in items]


def read_faulty(page: str) -> set[str]:
    """The names of the fields that a form says something is wrong with."""
    return {name for pair in FAULTY.findall(page) for name in pair if name}
