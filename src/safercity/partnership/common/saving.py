"""How a form is answered: opened, sent again with what was wrong, or done and on to the next page.

One way for every room. What an action refuses is said on the form, beside what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from safercity.partnership.common.free_text import NamesAPerson
from safercity.partnership.common.rules import NotYet

Made = TypeVar("Made")
UNPROCESSABLE = 422  # what a form answers that has to be mended


@dataclass(frozen=True)
class FormPage:
    """The words around a form. `back` is also where it leads when it is done.

    `offers`: whether there is anything to send; if not, the page has its note alone.
    `history`: what was done before to the thing that it changes, where no page of its own says so.
    """

    title: Any
    send: Any
    done: Any
    back: str
    note: Any = ""
    history: Any = ()
    offers: bool = True


def sent_fields(request: HttpRequest) -> Any:
    """What came with the form, even where that is nothing; None while it is only opened."""
    return request.POST if request.method == "POST" else None


def sent_files(request: HttpRequest) -> Any:
    """The files that came with the form; None while it is only opened."""
    return request.FILES if request.method == "POST" else None


def save_form(form: forms.Form, act: Callable[[], Made]) -> Made | None:
    """What the action gives, for a form that is valid; None where the form has to be shown again.

    NotYet and NamesAPerson become errors of the form: of the field that the fact `field` names, or
    of the whole. Everything else goes on, Stale too.
    """
    if not form.is_valid():
        return None
    try:
        return act()
    except (NotYet, NamesAPerson) as error:
        name = error.facts.get("field")
        field = str(name) if name in form.fields else None
        form.add_error(field, f"{error} {error.advice or ''}".strip())
        return None


def show_form(
    request: HttpRequest, form: forms.Form, *, title: Any, back: str, send: Any = ""
) -> HttpResponse:
    """The page of one form with one button. `send`: the button's words, or "" for "Save"."""
    around = around_form(form, title, back=back, send=send)
    return render_form(request, "common/form.html", around=around)


def around_form(
    form: forms.Form, title: Any, *, back: str, send: Any = "", note: Any = ""
) -> dict[str, Any]:
    """What the template of a form needs."""
    return {"form": form, "title": title, "send": send or _("Save"), "back": back, "note": note}


def render_form(request: HttpRequest, template: str, *, around: dict[str, Any]) -> HttpResponse:
    """A page with a form in `around`; with faults in it, the answer says so in its status."""
    status = UNPROCESSABLE if around["form"].errors else 200
    return render(request, template, around, status=status)


def answer_form(
    request: HttpRequest, form: forms.Form, *, page: FormPage, act: Callable[[dict], Any]
) -> HttpResponse:
    """Show the form; sent and sound, do the act, say so and go back."""
    if save_form(form, lambda: (act(form.cleaned_data),)):  # a tuple is true whatever it holds
        messages.success(request, page.done)
        return redirect(page.back)
    around = around_form(form, page.title, back=page.back, send=page.send, note=page.note)
    around |= {"history": page.history, "is_empty": not page.offers}
    return render_form(request, "common/form.html", around=around)
