"""Decisions, the actions that follow from them, and the log's filters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.days import DayField, DueField
from safercity.partnership.common.forms import FreeLine, FreeText, NewForm, PostField
from safercity.partnership.governance.queries import list_bodies, list_decisions, list_subjects
from safercity.partnership.people.queries import list_posts


class ActionForm(NewForm):
    """An action that follows: what, who owns it, by when."""

    what = FreeLine(label=_("What is to be done"))
    owner = PostField(says_agency=True, label=_("Owner"), empty_label=_("Choose"))
    due = DueField(label=_("Due"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = list_posts()


class DecisionForm(NewForm):
    """A decision, and its first action where there is one."""

    body = forms.ModelChoiceField(
        label=_("Which body decided"), queryset=None, empty_label=_("Choose")
    )
    day = DayField(label=_("Day"))
    what = FreeLine(label=_("Decision"))
    reason = FreeText(label=_("Reason"))
    options = FreeText(label=_("Options that were considered"), required=False)
    subject = forms.ModelChoiceField(
        label=_("About"), queryset=None, required=False, empty_label=_("No priority in particular")
    )
    replaces = forms.ModelChoiceField(
        label=_("Replaces an earlier decision"),
        queryset=None,
        required=False,
        empty_label=_("None"),
    )
    action = FreeLine(
        label=_("First action"),
        max_length=300,
        required=False,
        help_text=_("More actions can be added once the decision is recorded."),
    )
    owner = PostField(
        says_agency=True,
        label=_("Owner of the action"),
        required=False,
        empty_label=_("Nobody yet"),
    )
    due = DueField(label=_("Action due"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = list_bodies()
        self.fields["subject"].queryset = list_subjects()
        self.fields["replaces"].queryset = list_decisions().filter(replaced_by=None)[:200]
        self.fields["owner"].queryset = list_posts()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        wanted = {"action": told.get("action"), "owner": told.get("owner"), "due": told.get("due")}
        if any(wanted.values()):
            for name, value in wanted.items():
                if not value and name not in self.errors:
                    self.add_error(name, _("An action needs what, who and by when."))
        return told


class LogFilter(forms.Form):
    """Which decisions to list."""

    body = forms.ModelChoiceField(
        label=_("Body"), queryset=None, required=False, empty_label=_("Every body")
    )
    words = forms.CharField(label=_("Words"), max_length=80, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = list_bodies(with_ended=True)
