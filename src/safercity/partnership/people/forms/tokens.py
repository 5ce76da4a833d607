"""The form of a token."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.forms import FreeText, NewForm
from safercity.partnership.people.actions import MOST_DAYS


class NewTokenForm(NewForm):
    """What a token is called, what it reads for, and for how long."""

    name = FreeText(
        label=_("What reads with it"),
        max_length=80,
        rows=1,
        help_text=_("The program, such as: dashboard of the council. No person's name."),
    )
    purpose = FreeText(
        label=_("What for"),
        max_length=60,
        rows=1,
        help_text=_("Written beside every look in the audit."),
    )
    days = forms.IntegerField(
        label=_("Days that it holds"), min_value=1, max_value=MOST_DAYS, initial=90
    )
