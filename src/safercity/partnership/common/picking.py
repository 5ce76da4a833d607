"""Rows that a form finds by words: a line of words with a button, then boxes to tick.

Without a script the button sends the form, which comes back as it was filled in with what was
found (`?find=1`); with one, what was found comes without leaving the page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import wraps
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.asking import keep_answers
from safercity.partnership.common.forms import NO_CONTROLS
from safercity.partnership.common.saving import sent_fields

LONGEST_WORDS = 200


class FindInput(forms.TextInput):
    """A line of words and its button. `said`: what was found; `of`: the field with the boxes."""

    template_name = "common/widgets/find.html"
    of = said = ""

    class Media:
        js = (Script("js/finding.mjs", type="module"),)

    def get_context(self, name: str, *told: Any) -> dict[str, Any]:
        """With what was found, which a screen reader reads when it changes."""
        context = super().get_context(name, *told)
        context["widget"]["attrs"]["class"] = "govuk-input"
        return context | {"said": self.said, "of": self.of}


class FindField(forms.CharField):
    """Words by which rows are found. Errors: words that were typed, and not looked for."""

    widget = FindInput
    default_error_messages = {
        "unfound": _("Press Find to see what has these words, or take them out."),
    }

    def __init__(self, *, of: str, **how: Any):
        super().__init__(max_length=LONGEST_WORDS, required=False, validators=[NO_CONTROLS], **how)
        self.widget.of = of

    def clean(self, value: Any) -> str:
        """Nothing: a form that is sent has no words left that were not looked for."""
        if super().clean(value):
            raise forms.ValidationError(self.error_messages["unfound"], code="unfound")
        return ""


class PickField(forms.MultipleChoiceField):
    """Those of the rows that are ticked. The form gives them: `offer`."""

    widget: Any = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": _("One of these is nothing that you may see. Find it by its words."),
    }

    def offer(self, rows: Iterable[tuple[str, str]], *, keep_empty: bool) -> None:
        """Offer these; without any there are no boxes, unless a fault has to stand there."""
        self.choices = list(rows)
        if not self.choices and not keep_empty:
            self.widget = forms.MultipleHiddenInput()


def is_finding(request: HttpRequest) -> bool:
    """Whether a form was sent to look for its words alone: nothing is kept of it."""
    return request.method == "POST" and "find" in request.GET


def finds(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view whose form finds rows: a look for them asks nothing twice, as any look."""

    @wraps(view)
    def looked(request: HttpRequest, **kwargs: Any) -> Any:
        if not is_finding(request):
            return view(request, **kwargs)
        with keep_answers():
            return view(request, **kwargs)

    return looked


def open_finding(
    request: HttpRequest, initial: dict[str, Any], *, lists: Collection[str]
) -> dict[str, Any]:
    """How such a form is opened: sent or as it was; its words looked for, as it was filled in and
    without a word of what it lacks yet. `lists`: the fields that hold several values.
    """
    if is_finding(request):
        typed = {name: request.POST.getlist(name) for name in lists}
        return {"initial": request.POST.dict() | typed}
    return {"data": sent_fields(request), "initial": initial}
