"""A day as a form's field, with the browser's own calendar."""

from __future__ import annotations

from django import forms


class DayField(forms.DateField):
    """A day, typed or picked: 2026-12-02, or 2/12/2026 as people write it."""

    widget = forms.DateInput(
        attrs={"type": "date", "class": "govuk-input govuk-input--width-10"}, format="%Y-%m-%d"
    )
    input_formats = ("%Y-%m-%d", "%d/%m/%Y")
