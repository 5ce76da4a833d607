"""Assurance of one priority and quarter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.days import DayField
from safercity.partnership.common.forms import FreeText, NewForm
from safercity.partnership.common.in_words import say
from safercity.partnership.oversight.content import load_assuring


class AssuranceForm(NewForm):
    """New assurance; with a version, the correction of what was given."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    level = forms.ChoiceField(label=_("Level"), widget=forms.RadioSelect)
    evidence = FreeText(label=_("Evidence"), help_text=_("What you saw that shows it."))
    evidence_link = forms.URLField(
        label=_("Link to the evidence"), required=False, assume_scheme="https"
    )
    view = FreeText(label=_("Your view"), help_text=_("What the Board should know or do."))
    expires_on = DayField(
        label=_("Holds until"), required=False, help_text=_("Empty: as long as its level holds.")
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        levels = load_assuring(find_own_content()).levels.values()
        self.fields["level"].choices = [
            (level.id, f"{say(level.title)}: {say(level.about)}") for level in levels
        ]
