"""Adoption of a further priority: asking, and terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.days import DayField
from safercity.partnership.common.forms import ChangeForm, FreeText, NewForm, PostField
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance.queries import (
    SubjectKind,
    list_bodies,
    list_subjects,
)
from safercity.partnership.oversight import rules
from safercity.partnership.people.queries import list_agencies, list_posts


class AskForm(NewForm):
    """Asking the Board to adopt a priority, for an agency for which the viewer may ask."""

    subject = forms.ModelChoiceField(
        label=_("Priority"),
        queryset=None,
        required=False,
        empty_label=_("One that is not here yet"),
    )
    title = FreeText(
        label=_("What it is, if it is not here yet"),
        max_length=160,
        rows=1,
        required=False,
        help_text=_(
            "Such as “Safety on the water”. Once adopted it is the next supporting priority."
        ),
    )
    asked_by = forms.ModelChoiceField(label=_("Asked by"), queryset=None, empty_label=_("Choose"))
    day = DayField(label=_("Asked on"), initial=timezone.localdate)
    reason = FreeText(label=_("Why"))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any):
        super().__init__(*args, **kwargs)
        kinds = (SubjectKind.SUPPORTING, SubjectKind.OTHER)
        self.fields["subject"].queryset = list_subjects(*kinds)
        agencies = list_agencies()
        if not rules.keep_adoptions.allowed(viewer):
            agencies = agencies.filter(pk__in=viewer.agencies)
        self.fields["asked_by"].queryset = agencies

    def clean(self) -> dict[str, Any]:
        """One of the two. Errors: neither, or both."""
        told = super().clean() or {}
        if bool(told.get("subject")) == bool(told.get("title")) and "title" not in self.errors:
            self.add_error("subject", _("Choose a priority, or name one that is not here yet."))
        return told


class AdoptionForm(ChangeForm):
    """What must be settled before adoption. `agreed`: the fields that stand."""

    terms = FreeText(label=_("Terms"), max_length=5_000, rows=8, required=False)
    accountable = forms.ModelChoiceField(
        label=_("Accountable body"),
        queryset=None,
        required=False,
        empty_label=_("Not settled"),
        help_text=_("Once adopted it answers together with the Board, and no other body does."),
    )
    link_officer = PostField(label=_("Link officer"), required=False, empty_label=_("Not settled"))

    def __init__(self, *args: Any, agreed: Sequence[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["accountable"].queryset = list_bodies().filter(is_board=False)
        self.fields["link_officer"].queryset = list_posts()
        for name in agreed:
            del self.fields[name]
