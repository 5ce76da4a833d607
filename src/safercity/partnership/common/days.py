"""A day as a form's field, with the browser's own calendar."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.in_words import write_date


class DayField(forms.DateField):
    """A day, typed or picked: 2026-12-02, or 2/12/2026 as people write it."""

    widget = forms.DateInput(
        attrs={"type": "date", "class": "govuk-input govuk-input--width-10"}, format="%Y-%m-%d"
    )
    input_formats = ("%Y-%m-%d", "%d/%m/%Y")


class DueField(DayField):
    """The day by which something new is to be done. What is imported may have been due before."""

    def clean(self, value):
        """The day. Errors: ValidationError for one that has passed."""
        day = super().clean(value)
        if day and day < timezone.localdate():
            raise forms.ValidationError(
                _("%(day)s has passed. Give today or a later day."),
                code="passed",
                params={"day": write_date(day)},
            )
        return day
