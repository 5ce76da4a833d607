"""What comes in: a definition sheet, a return, a step, a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.utils.translation import gettext_lazy as _

from safercity.documents.measures import read_period
from safercity.partnership.common.forms import NO_CONTROLS, ChangeForm, FreeText, NewForm, SmallFile
from safercity.partnership.performance.models import Measure
from safercity.partnership.performance.queries import Offers, asked

LARGEST = Decimal(10) ** 11
LONGEST = 2_000  # characters of a definition
MOST_DUE_DAYS = 366
STEP = re.compile(r"(\S.*?)[\s:;=]+(-?\d[\d,]*(?:\.\d+)?)(%?)")  # "March 2026: 1,240", "2026 70%"
QUOTED = 60  # characters of what a hand-made request sent
SHEET_FIELDS = (
    "title", "title_cy", "serves", "role", "numerator", "denominator", "source", "indicator",
    "layer", "data", "unit", "frequency", "direction", "tells", "companion", "scope", "city",
    "owner", "start", "due_days", "is_small", "baseline_first", "baseline_last", "target",
    "target_by", "steps", "caveats",
)  # fmt: skip
HINTS = {
    "serves": _("An outcome (O1.1) or a supporting priority (S1); empty for the city."),
    "companion": _("What an ambiguous measure is read with."),
    "start": _("Such as 2025-04, 2025-Q2, 2025-T1 or 2025."),
    "target": _("A share as 0.7 for 70%. Empty where no figure is set."),
    "target_by": _("The period by which it is reached."),
    "steps": _("Figures on the way, one a line, such as 2026-03 240: the verdict is of the one that"
               " is due. Empty where there are none."),
    "caveats": _("One a line: what the figure cannot tell."),
    "numerator": _("In words. A question asked here fills it in where it is left empty."),
    "is_small": _("Counts from 1 to 4 are shown to its own agency, managers and analysts alone."),
}  # fmt: skip
ASKED = ("counted", "area", "out_of")
LABELS = {
    "counted": _("Question: records counted"),
    "area": _("Question: where"),
    "out_of": _("Question: out of"),
}
OFFERED = {
    "counted": _("Only for a question asked here: whose records, and about what."),
    "area": _("Only for a question asked here. The high-demand areas are those frozen at the"
              " baseline."),
    "out_of": _("Only for a question asked here: nothing for a count, residents for a rate, other"
                " records for a share. What is counted, out of what, the kind of figure, the unit"
                " and where are then filled in."),
    "indicator": _("For figures of the evidence, of the city or of the frozen areas: what the"
                   " newest edition counts."),
    "layer": _("For frozen areas that are told by all of one agency's records, and not by an"
               " indicator: the agency, of those compared in the newest edition."),
}  # fmt: skip
PLACES = {"counted": "counted", "out_of": "out_of"}  # where `Offers` has them
NO_EDITION = _("There is no edition yet: this is what one can hold.")
NOTHING_OFFERED = _("The newest edition, as far as you may see it, has none.")


def _sheet_fields() -> dict[str, forms.Field]:
    made = forms.fields_for_model(
        Measure, fields=SHEET_FIELDS, help_texts=HINTS,
        widgets={name: forms.Textarea(attrs={"rows": 3})
                 for name in ("numerator", "denominator", "caveats")},
    )  # fmt: skip
    for name in ("numerator", "denominator", "caveats"):
        made[name].validators.append(MaxLengthValidator(LONGEST))
    for name in ("numerator", "data", "unit", "scope"):
        made[name].required = False  # a question says it; the action asks for it else
    made["due_days"].validators.append(MaxValueValidator(MOST_DUE_DAYS))
    for name in ("owner", "companion", "city"):
        made[name].empty_label = _("None")
    return made


class OfferedField(forms.ChoiceField):
    """What the evidence offers, by title. `kept`: what stood before, offered or not."""

    default_error_messages = {
        "invalid_choice": _("The evidence offers no “%(value)s”: choose one of the list."),
    }

    def __init__(self, name: str, *, label: Any, offers: Offers, kept: str):
        offered: list[Any] = list(getattr(offers, PLACES.get(name, f"{name}s")))
        hint = OFFERED[name] if offers.has_edition else f"{OFFERED[name]} {NO_EDITION}"
        hint = hint if offered else f"{hint} {NOTHING_OFFERED}"
        choices = [("", _("None")), *offered]
        super().__init__(label=label, required=False, help_text=hint, choices=choices)
        if kept and not self.valid_value(kept):
            words = _("%(name)s: not in the newest edition") % {"name": kept}
            self.choices = [*self.choices, (kept, words)]

    def validate(self, value: Any) -> None:
        """Errors: ValidationError that quotes the beginning of what is not offered."""
        try:
            super().validate(value)
        except ValidationError as error:
            error.params = {"value": str(value)[:QUOTED]}
            raise


class StepsField(forms.CharField):
    """Steps to a target, one a line: a period and its figure. Gives [period, figure] of each."""

    widget = forms.Textarea(attrs={"rows": 4})
    default_error_messages = {
        "no_step": _("“%(line)s”: write a period and a figure, such as 2026-03 240."),
    }

    def __init__(self, **how: Any):
        super().__init__(max_length=LONGEST, validators=[NO_CONTROLS], **how)

    def prepare_value(self, value: Any) -> Any:
        """What stands in the box: a line for each step."""
        if not isinstance(value, list):
            return value
        return "\n".join(f"{by} {Decimal(str(figure)).normalize():f}" for by, figure in value)

    def clean(self, value: Any) -> Any:
        """The steps. Errors: ValidationError that quotes the first line that is none."""
        lines = filter(None, map(str.strip, super().clean(value).splitlines()))
        return [self._read(line) for line in lines]

    def _read(self, line: str) -> list[Any]:
        found = STEP.fullmatch(line.replace("−", "-"))
        figure = float(found[2].replace(",", "")) if found else 0.0
        if not found or abs(figure) >= LARGEST:
            raise ValidationError(
                self.error_messages["no_step"], code="no_step", params={"line": line[:QUOTED]}
            )
        return [found[1], figure / 100 if found[3] else figure]


class SheetFields(forms.Form):
    """The fields of a definition sheet. `kept`: the sheet as it is, whatever was sent."""

    def __init__(
        self,
        *args: Any,
        owners: Any,
        measures: Any,
        offers: Offers,
        kept: Mapping[str, Any],
        **how: Any,
    ):
        super().__init__(*args, **how)
        self.fields |= _sheet_fields()
        for name in OFFERED:
            stood = str(kept.get(name) or "")
            label = LABELS.get(name) or self.fields[name].label
            self.fields[name] = OfferedField(name, label=label, offers=offers, kept=stood)
        self.fields["owner"].queryset = owners
        self.fields["companion"].queryset = self.fields["city"].queryset = measures
        self.fields["steps"] = StepsField(
            label=self.fields["steps"].label, help_text=HINTS["steps"], required=False
        )
        at = SHEET_FIELDS.index("layer") + 1
        self.order_fields(["code", *SHEET_FIELDS[:at], *ASKED, *SHEET_FIELDS[at:]])

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen so far that a question's answer depends on, as far as it is offered."""
        told: dict[str, Any] = {}
        for name in ("source", "frequency", "direction", "title", "unit", *ASKED):
            value = self[name].value()
            try:
                told[name] = self.fields[name].clean("" if value is None else value)
            except ValidationError:
                told[name] = ""
        return told

    def clean(self) -> dict[str, Any]:
        """The sheet, with the periods of its steps as we write them."""
        given = super().clean() or {}
        frequency = given.get("frequency")
        if frequency and given.get("steps"):
            told = [(read_period(by, frequency) or by, value) for by, value in given["steps"]]
            given["steps"] = [list(step) for step in told]
        return given

    @property
    def sheet(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        gone = ("key", "version", *ASKED)
        told = {name: str(self.cleaned_data.get(name) or "") for name in ASKED}
        sheet = {k: v for k, v in self.cleaned_data.items() if k not in gone}
        return sheet | {"question": asked.write_question(**told)}


class NewMeasureForm(SheetFields, NewForm):
    """A measure's sheet, for a new one."""

    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("Its name in addresses and spreadsheets.")
    )

    def clean_code(self) -> str:
        """The code. Errors: taken, or not in small letters."""
        code = self.cleaned_data["code"]
        if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code):
            raise ValidationError(_("Small letters, digits and hyphens."))
        if code == "new" or Measure.objects.filter(code=code).exists():
            raise ValidationError(_("Another measure has this code: choose another."))
        return code


class ChangeMeasureForm(SheetFields, ChangeForm):
    """A measure's sheet, changed."""


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
        help_text=_("XLSX, ODS or CSV with the columns Measure, Period, Figure, Out of, Note."),
        endings=(".xlsx", ".ods", ".csv"),
    )
    submit = forms.BooleanField(
        label=_("Submit the rows that are taken for approval"), required=False, initial=True
    )
