"""What goes on with the successor of a body that ends."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safercity.partnership.governance.models import Body, Line, Link, Responsibility, Seat
from safercity.partnership.governance.presenters.body import tell_row

Standing = Seat | Line | Responsibility | Link


class HandOverForm(forms.Form):
    """`standing`: what has not ended by the body's last day; a line to the successor only ends."""

    moving = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What is not ticked ends. What the successor has already stays."),
    )

    def __init__(
        self,
        *args: Any,
        body: Body,
        standing: list[Seat | Line | Responsibility | Link],
        **how: Any,
    ):
        super().__init__(*args, **how)
        heir = body.successor
        movable = [
            row for row in standing if not (isinstance(row, (Line, Link)) and _joins(row, heir))
        ]
        if heir is None or not movable:
            del self.fields["moving"]
            return
        field = self.fields["moving"]
        field.label = _("Move to %s") % heir
        field.choices = [(str(row.pk), "{}: {}".format(*tell_row(row))) for row in movable]
        field.initial = [value for value, _label in field.choices]

    @property
    def moved(self) -> set[UUID]:
        """What was ticked."""
        return {UUID(value) for value in self.cleaned_data.get("moving", ())}


def _joins(row: Line | Link, heir: Body | None) -> bool:
    return heir in (row.body, row.to)
