"""The review record."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.days import DayField, DueField
from safercity.partnership.common.forms import ChangeForm, FreeLine, FreeText, NewForm, PostField
from safercity.partnership.oversight.forms.deciding import DecisionField
from safercity.partnership.oversight.models import Review
from safercity.partnership.oversight.queries import list_ending
from safercity.partnership.oversight.rules import DECIDED_ON
from safercity.partnership.people.queries import list_posts


class NewReviewForm(NewForm):
    """A review that was promised."""

    title = FreeLine(label=_("Title"), max_length=160)


class ReviewForm(ChangeForm):
    """What is written of a review. `decided`: what the decision was taken on stands."""

    title = FreeLine(label=_("Title"), max_length=160)
    lead = PostField(label=_("Lead"), required=False, empty_label=_("Nobody yet"))
    due = DayField(label=_("Due"), required=False)
    scope = FreeText(label=_("Scope"), max_length=5_000, required=False)
    as_is = FreeText(label=_("How it is now"), max_length=10_000, required=False)
    options = FreeText(label=_("Options"), max_length=10_000, required=False)

    def __init__(self, *args: Any, decided: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = list_posts()
        for name in DECIDED_ON if decided else ():
            del self.fields[name]


class BeginForm(forms.Form):
    """That a review begins."""

    day = DayField(
        label=_("Begun on"),
        required=False,
        help_text=_("Empty means today. Only a decision of that day or later can end the review."),
    )


class DecideForm(forms.Form):
    """The decision that a review led to."""

    decision = DecisionField(
        label=_("Decision"),
        queryset=None,
        empty_label=_("Choose"),
        help_text=_(
            "Of the Board or of a body on which the lead sits, since the review began. "
            "Record it in the log first."
        ),
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = list_ending(review)


class ActionForm(NewForm):
    """A change that was decided, as an action: what, who owns it, by when."""

    what = FreeLine(label=_("What changes"))
    owner = PostField(label=_("Owner"), empty_label=_("Choose"))
    due = DueField(label=_("Due"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = list_posts()
