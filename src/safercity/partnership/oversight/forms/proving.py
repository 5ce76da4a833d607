"""A duty of the law: done, and what proves it; and whose law it is."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.days import DayField
from safercity.partnership.common.forms import FreeText, NewForm

TIERS = [
    ("unitary", _("Unitary council (England)")),
    ("borough", _("Metropolitan or London borough (England)")),
    ("district", _("District council (England)")),
    ("county", _("County council (England)")),
    ("principal_area", _("Principal area (Wales)")),
]


class DoingForm(NewForm):
    """New, or with a version a correction."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    done_on = DayField(label=_("Done on"))
    evidence = FreeText(label=_("What proves it"), max_length=300, rows=2, required=False)
    link = forms.URLField(label=_("Link to the proof"), required=False, assume_scheme="https")


class CaseForm(DoingForm):
    """A case of a duty that comes with each: by when, and once it is done, that it was."""

    field_order = ["key", "version", "due", "done_on", "evidence", "link"]
    due = DayField(
        label=_("Due"),
        required=False,
        help_text=_("By when this case asks for it. The case is known by its number alone."),
    )

    def __init__(self, *given, **how):
        super().__init__(*given, **how)
        self.fields["done_on"].required = False


class JurisdictionForm(forms.Form):
    """Tier, and with it the nation."""

    tier = forms.ChoiceField(label=_("This partnership is for"), choices=TIERS)

    @property
    def nation(self) -> str:
        return "wales" if self.cleaned_data["tier"] == "principal_area" else "england"
