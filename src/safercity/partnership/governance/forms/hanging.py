"""What can be added to a body: one form each, and the action that it is for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.days import DayField
from safercity.partnership.common.forms import FreeLine, NewForm, PostField
from safercity.partnership.governance import actions
from safercity.partnership.governance.models import (
    Body,
    How,
    Line,
    Link,
    Responsibility,
    Seat,
    Share,
)
from safercity.partnership.governance.queries import find_board, list_bodies, list_subjects
from safercity.partnership.people.queries import list_agencies, list_posts

EVERY = [
    ("", _("not said")),
    ("month", _("every month")),
    ("quarter", _("every quarter")),
    ("year", _("every year")),
    ("regularly", _("regularly")),
]


class HangingForm(NewForm):
    """The start of every form here. `body`: to which it is added."""

    def __init__(self, *args: Any, body: Body, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.body = body

    @property
    def told(self) -> dict[str, Any]:
        """What was said, without the key."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}


class SeatForm(HangingForm):
    """An agency's seat."""

    agency = forms.ModelChoiceField(label=_("Agency"), queryset=None, empty_label=_("Choose"))
    post = PostField(label=_("Post"), required=False, empty_label=_("None yet"))
    is_statutory = forms.BooleanField(label=_("Must sit by law"), required=False)
    from_day = DayField(label=_("From"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = list_agencies()
        self.fields["post"].queryset = list_posts()


class LineForm(HangingForm):
    """A line to another body."""

    to = forms.ModelChoiceField(label=_("To which body"), queryset=None, empty_label=_("Choose"))
    how = forms.ChoiceField(label=_("How"), choices=How.choices)
    every = forms.ChoiceField(label=_("How often"), choices=EVERY, required=False)
    about = FreeLine(label=_("What about"), required=False)
    is_inferred = forms.BooleanField(label=_("Supposed, not yet agreed"), required=False)
    from_day = DayField(label=_("From"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = list_bodies().exclude(pk=self.body.pk)


class ResponsibilityForm(HangingForm):
    """What the body answers for."""

    subject = forms.ModelChoiceField(label=_("Answers for"), queryset=None, empty_label=_("Choose"))
    share = forms.ChoiceField(
        label=_("How"),
        choices=Share.choices,
        help_text=_("Jointly with the Board: ask for an adoption, which keeps both decisions."),
    )
    from_day = DayField(label=_("From"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["subject"].queryset = list_subjects()


class LinkForm(HangingForm):
    """A link officer."""

    post = PostField(
        label=_("Link officer"),
        help_text=_("A post that has a seat on both bodies."),
    )
    to = forms.ModelChoiceField(
        label=_("Which body it assures"), queryset=None, empty_label=_("Choose")
    )
    from_day = DayField(label=_("From"), required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = list_posts()
        self.fields["to"].queryset = list_bodies().exclude(pk=self.body.pk)
        self.fields["to"].initial = find_board()


class EndForm(forms.Form):
    """The day on which something ends."""

    day = DayField(label=_("Ends on"), help_text=_("The first day on which it no longer holds."))


@dataclass(frozen=True)
class Hanging:
    """One thing that can be added to a body and ended: its form, its value, its action."""

    title: Any
    form: type[HangingForm]
    model: type[Seat] | type[Line] | type[Responsibility] | type[Link]
    new: type
    add: Callable[..., Any]


HANGING = {
    "seat": Hanging(_("Add a seat"), SeatForm, Seat, actions.NewSeat, actions.add_seat),
    "line": Hanging(_("Add a line"), LineForm, Line, actions.NewLine, actions.add_line),
    "subject": Hanging(
        _("Add what it answers for"),
        ResponsibilityForm,
        Responsibility,
        actions.NewResponsibility,
        actions.add_responsibility,
    ),
    "link": Hanging(_("Name a link officer"), LinkForm, Link, actions.NewLink, actions.add_link),
}
