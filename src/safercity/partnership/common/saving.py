"""A form's action: what it refuses is said on the form, beside what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from safercity.partnership.common.free_text import NamesAPerson
from safercity.partnership.common.rules import NotYet

Made = TypeVar("Made")


def save_form(form: forms.Form, act: Callable[[], Made]) -> Made | None:
    """What the action gives, for a form that is valid; None where the form has to be shown again.

    NotYet and NamesAPerson become errors of the form. Everything else goes on, Stale too.
    """
    if not form.is_valid():
        return None
    try:
        return act()
    except (NotYet, NamesAPerson) as error:
        form.add_error(None, f"{error} {error.advice or ''}".strip())
        return None


def show_form(
    request: HttpRequest, form: forms.Form, *, title: str, back: str, send: str = ""
) -> HttpResponse:
    """The page of one form with one button. `send`: the button's words, or "" for "Save"."""
    context = {"form": form, "title": title, "send": send or _("Save"), "back": back}
    return render(request, "common/form.html", context)
