"""What comes in of a return: its figure, a step, a spreadsheet."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.forms import ChangeForm, FreeText, NewForm, SmallFile
from safercity.partnership.performance.models import Measure


class FigureField(forms.DecimalField):
    """A figure as people type it, with commas in its thousands."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"})

    def to_python(self, value: Any) -> Any:
        """The number. Errors: ValidationError for what is none."""
        text = str(value or "").replace(",", "").replace("−", "-").replace(" ", "")
        return super().to_python(text)


class ReturnForm(NewForm):
    """The figure of a period."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    figure = FigureField(label=_("Figure"), required=False, max_digits=14, decimal_places=3)
    out_of = FigureField(label=_("Out of"), required=False, max_digits=14, decimal_places=3)
    not_collected = forms.BooleanField(
        label=_("It was not collected in this period"), required=False
    )
    is_provisional = forms.BooleanField(
        label=_("Provisional: it will change"),
        required=False,
        help_text=_("Drawn hollow, and not judged."),
    )
    note = FreeText(
        label=_("Note"), required=False, max_length=1_000, help_text=_("No person's name.")
    )
    why = FreeText(label=_("Why it is revised"), max_length=500, rows=2)
    submit = forms.BooleanField(label=_("Submit it for approval now"), required=False)

    def __init__(self, *args: Any, measure: Measure, is_revision: bool, **how: Any):
        super().__init__(*args, **how)
        self.measure = measure
        self.fields["figure"].help_text = measure.numerator
        if measure.has_base:
            self.fields["out_of"].help_text = measure.denominator
        else:
            del self.fields["out_of"]
        if not is_revision:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        """The whole. Errors: neither a figure nor that there is none; more than it is out of."""
        given = super().clean() or {}
        figure, out_of = given.get("figure"), given.get("out_of")
        if given.get("not_collected"):
            return given | {"figure": None, "out_of": None}
        if "figure" in given and figure is None:
            self.add_error("figure", _("Give the figure, or say that it was not collected."))
        if figure is not None:
            self._check(figure, out_of)
        return given

    def _check(self, figure: Decimal, out_of: Decimal | None) -> None:
        if figure < 0 and self.measure.data != "measure":
            self.add_error("figure", _("Counts are zero or more."))
        if self.measure.data == "count" and figure != figure.to_integral_value():
            self.add_error("figure", _("Counts are whole numbers."))
        if self.measure.has_base and "out_of" not in self.errors:
            if out_of is None or out_of <= 0:
                self.add_error("out_of", _("Say what the figure is out of: above zero."))
            elif self.measure.data == "share" and figure > out_of:
                self.add_error("figure", _("This is more than it is out of: are they exchanged?"))


class StepForm(ChangeForm):
    """A step of a return; what is sent back says why."""

    to = forms.CharField(max_length=9)
    why = FreeText(label=_("Why it is sent back"), required=False, max_length=500, rows=2)


class SheetForm(forms.Form):
    """Returns as a spreadsheet."""

    file = SmallFile(
        label=_("The spreadsheet"),
        help_text=_(
            "XLSX, ODS or CSV with the columns Measure, Period, Figure, Out of, Note and, for a "
            "revision, Why revised."
        ),
        endings=(".xlsx", ".ods", ".csv"),
    )
    submit = forms.BooleanField(
        label=_("Submit the rows that are taken for approval"), required=False, initial=True
    )
