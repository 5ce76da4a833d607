"""What the forms of this app have in common: one page, one button, one sentence when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


@dataclass(frozen=True)
class FormPage:
    """The words around a form. `back` is also where it leads when it is done."""

    title: Any
    send: Any
    done: Any
    back: str
    note: Any = ""
    template: str = "people/form.html"


def sent(request: HttpRequest) -> Any:
    """What came with the form, even where that is nothing; None while it is only opened."""
    return request.POST if request.method == "POST" else None


def answer_form(
    request: HttpRequest, form: forms.Form, *, page: FormPage, act: Callable[[dict], Any]
) -> HttpResponse:
    """Show the form; sent and sound, do the act, say so and go back."""
    if request.method == "POST" and form.is_valid():
        act(form.cleaned_data)
        messages.success(request, page.done)
        return redirect(page.back)
    around = {"form": form, "title": page.title, "send": page.send, "back": page.back}
    status = 422 if form.is_bound else 200
    return render(request, page.template, {**around, "note": page.note}, status=status)
