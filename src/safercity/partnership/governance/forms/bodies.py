"""Bodies, their terms, and where to take them from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.days import DayField
from safercity.partnership.common.forms import ChangeForm, FreeLine, FreeText, NewForm, PostField
from safercity.partnership.governance.models import Body, Tier
from safercity.partnership.governance.queries import list_bodies
from safercity.partnership.people.queries import list_posts

MOST_MEMBERS = 200


class BodyFields(forms.Form):
    """What is said of a body."""

    name = FreeLine(label=_("Name"), max_length=160)
    tier = forms.ChoiceField(label=_("Tier"), choices=Tier.choices, initial=Tier.STRATEGIC)
    about = FreeText(label=_("What it is for"), required=False)
    is_board = forms.BooleanField(label=_("This is the partnership's own Board"), required=False)
    chair = PostField(
        label=_("Chair"),
        required=False,
        empty_label=_("No chair"),
        help_text=_("A post, not a person."),
    )
    vice_chair = PostField(label=_("Vice-chair"), required=False, empty_label=_("No vice-chair"))
    quorum = forms.IntegerField(
        label=_("Quorum"),
        min_value=1,
        max_value=MOST_MEMBERS,
        required=False,
        help_text=_("How many seats must be taken at a meeting."),
    )
    from_day = DayField(label=_("Exists from"), required=False)
    until_day = DayField(
        label=_("Exists until"),
        required=False,
        help_text=_("The first day on which it no longer exists."),
    )
    successor = forms.ModelChoiceField(
        label=_("Successor"), queryset=None, required=False, empty_label=_("None")
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("chair", "vice_chair"):
            self.fields[name].queryset = list_posts()
        self.fields["successor"].queryset = list_bodies()

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        begins, ends = told.get("from_day"), told.get("until_day")
        if begins and ends and ends <= begins:
            self.add_error("until_day", _("It must end after the day on which it begins."))
        if told.get("chair") and told.get("chair") == told.get("vice_chair"):
            self.add_error("vice_chair", _("The vice-chair must be another post than the chair."))
        return told


class NewBodyForm(BodyFields, NewForm):
    """A new body."""


class BodyForm(BodyFields, ChangeForm):
    """A change of a body. Its successor stays on offer after that has ended too."""

    def __init__(self, *args: Any, body: Body, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offered = list_bodies() | Body.objects.filter(pk=body.successor_id)
        self.fields["successor"].queryset = offered.exclude(pk=body.pk)


class TermsForm(NewForm):
    """The next version of a body's terms of reference."""

    from_day = DayField(label=_("Agreed on"))
    text = FreeText(label=_("Terms of reference"), max_length=20_000, rows=18)
