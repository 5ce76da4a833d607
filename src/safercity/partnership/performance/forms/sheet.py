"""What comes in of a definition sheet: only the fields that its source needs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.forms import ChangeForm, FreeLine, NewForm
from safercity.partnership.performance.forms.fields import (
    LONGEST,
    QUOTED,
    PeriodField,
    PlainNumberField,
    StepsField,
)
from safercity.partnership.performance.models import Measure, Source
from safercity.partnership.performance.queries import Offers, asked
from safercity.partnership.performance.queries.offers import Group
from safercity.partnership.performance.queries.spoken import read_spoken, write_example

MOST_DUE_DAYS = 366
SHEET_FIELDS = (
    "title", "title_cy", "serves", "role", "numerator", "denominator", "source", "indicator",
    "layer", "data", "unit", "frequency", "direction", "tells", "companion", "scope", "city",
    "owner", "start", "due_days", "is_small", "baseline_first", "baseline_last", "target",
    "target_by", "steps", "caveats",
)  # fmt: skip
HINTS = {
    "serves": _("An outcome or a supporting priority of the strategy; none for the whole city."),
    "companion": _("What an ambiguous measure is read with."),
    "start": _("Such as April 2025, April to June 2025, Spring 2025 or 2025."),
    "target": _("A share as 0.7 for 70%. Empty where no figure is set."),
    "target_by": _("The period by which it is reached."),
    "steps": _("Figures on the way, one a line, such as %(example)s: 240. The verdict is of the one"
               " that is due. Empty where there are none."),
    "caveats": _("One a line: what the figure cannot tell."),
    "numerator": _("In words."),
    "is_small": _("Counts from 1 to 4 are shown to its own agency, managers and analysts alone."),
}  # fmt: skip
ASKED = ("counted", "area", "out_of")
QUESTION = (*ASKED, "frequency", "direction")  # what the answer depends on: these come first
# Fields of some sources only; a question says the kind of figure and where it counts itself.
ONLY_OF: Mapping[str, frozenset[str]] = {
    "indicator": frozenset((Source.EVIDENCE, Source.FROZEN)),
    "layer": frozenset((Source.FROZEN,)),
    "start": frozenset((Source.RETURN,)),
    "due_days": frozenset((Source.RETURN,)),
    "data": frozenset((Source.EVIDENCE, Source.FROZEN, Source.RETURN)),
    "scope": frozenset((Source.EVIDENCE, Source.FROZEN, Source.RETURN)),
    **dict.fromkeys(ASKED, frozenset((Source.QUESTION,))),
}
ELSE = "-"  # serves something that the strategy does not name
PERIODS = ("start", "baseline_first", "baseline_last", "target_by")
LABELS = {
    "counted": _("Records counted"),
    "area": _("Where"),
    "out_of": _("Out of"),
}
OFFERED = {
    "counted": _("Whose records, and about what. One agency's: two may have recorded the same"
                 " thing, so their records are not added up."),
    "area": _("The high-demand areas are those frozen at the baseline."),
    "out_of": _("Nothing for a count, residents for a rate, other records for a share."),
    "indicator": _("What the newest edition counts."),
    "layer": _("Where all of one agency's records tell of the areas, and not an indicator: the"
               " agency, of those compared in the newest edition."),
}  # fmt: skip
PLACES = {"counted": "counted", "out_of": "out_of"}  # where `Offers` has them
CHOOSE = _("Choose")
NO_EDITION = _("There is no edition yet: this is what one can hold.")
NOTHING_OFFERED = _("The newest edition, as far as you may see it, has none.")


def _sheet_fields() -> dict[str, forms.Field]:
    made = forms.fields_for_model(
        Measure, fields=SHEET_FIELDS, help_texts=HINTS,
        field_classes=dict.fromkeys(PERIODS, PeriodField) | {"target": PlainNumberField},
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
    for field in made.values():
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [(value, told if value else CHOOSE) for value, told in field.choices]
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
        choices = [("", _("None") if name == "out_of" else CHOOSE), *offered]
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


@dataclass(frozen=True)
class SheetChoices:
    """What a sheet chooses from. `served`: what the strategy names, in groups; none without one."""

    owners: Any
    measures: Any
    offers: Offers
    served: tuple[Group, ...] = ()


class SheetFields(forms.Form):
    """The fields that a definition sheet of this `source` needs. `kept`: the sheet as it is,
    whatever was sent.
    """

    def __init__(
        self, *args: Any, choices: SheetChoices, kept: Mapping[str, Any], source: str, **how: Any
    ):
        super().__init__(*args, **how)
        self.source = source
        self.fields |= _sheet_fields()
        for name in OFFERED:
            stood = str(kept.get(name) or "")
            label = LABELS.get(name) or self.fields[name].label
            self.fields[name] = OfferedField(name, label=label, offers=choices.offers, kept=stood)
        self.fields["owner"].queryset = choices.owners
        self.fields["companion"].queryset = choices.measures
        self.fields["city"].queryset = choices.measures
        example = write_example(str(self["frequency"].value()))
        self.fields["steps"] = StepsField(
            label=self.fields["steps"].label,
            help_text=HINTS["steps"] % {"example": example},
            required=False,
            example=example,
        )
        self.fields["source"].widget = forms.HiddenInput()
        self.initial["source"] = source
        if choices.served:
            self._offer_served(choices.served)
        for name, sources in ONLY_OF.items():
            if source not in sources:
                del self.fields[name]
        first = QUESTION if source == Source.QUESTION else ()
        if first:
            self.fields["numerator"].help_text = _("Left empty, the question fills it in.")
        at = SHEET_FIELDS.index("serves") + 1
        self.order_fields([*first, "code", *SHEET_FIELDS[:at], "serves_else", *SHEET_FIELDS[at:]])

    def _offer_served(self, served: tuple[Group, ...]) -> None:
        """What the strategy names, and a line for what it does not."""
        text = self.fields["serves"]
        stands = str(self.initial.get("serves") or "")
        self.fields["serves"] = forms.ChoiceField(
            label=text.label,
            required=False,
            help_text=text.help_text,
            choices=[("", _("The whole city")), *served, (ELSE, _("None of these: say what"))],
        )
        self.fields["serves_else"] = FreeLine(
            label=_("What else it serves"),
            required=False,
            max_length=text.max_length,
            help_text=_("Only for none of these: a word or a short code."),
        )
        if not self.fields["serves"].valid_value(stands):
            self.initial |= {"serves": ELSE, "serves_else": stands}

    @property
    def question_fields(self) -> list[forms.BoundField]:
        """What a question asked here is made of, which an answer of today stands beside."""
        return [self[name] for name in QUESTION] if self.source == Source.QUESTION else []

    @property
    def other_fields(self) -> Iterator[forms.BoundField]:
        """All the rest, hidden ones too."""
        first = {field.name for field in self.question_fields}
        return (field for field in self if field.name not in first)

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen so far that a question's answer depends on, as far as it is offered."""
        told: dict[str, Any] = {}
        for name in ("source", "frequency", "direction", "title", "unit", *ASKED):
            value = self[name].value() if name in self.fields else ""
            try:
                told[name] = self.fields[name].clean("" if value is None else value)
            except (KeyError, ValidationError):
                told[name] = ""
        return told | {"source": self.source}

    def clean(self) -> dict[str, Any]:
        """The sheet, with its periods as we write them."""
        given = super().clean() or {}
        if "serves_else" in self.fields:
            self._take_served(given)
        if not (frequency := given.get("frequency")):
            return given
        told = {name: given[name] for name in PERIODS if given.get(name)}
        given |= {name: read_spoken(words, frequency) or words for name, words in told.items()}
        if steps := given.get("steps"):
            given["steps"] = [[read_spoken(by, frequency) or by, value] for by, value in steps]
        return given

    def _take_served(self, given: dict[str, Any]) -> None:
        words = given.pop("serves_else", "")
        if given.get("serves") == ELSE:
            given["serves"] = words
            if not words and "serves_else" not in self.errors:
                self.add_error("serves_else", _("Say what it serves, or choose one of the list."))
        elif words:
            self.add_error("serves_else", _("Choose “None of these” above, or take this out."))

    @property
    def sheet(self) -> dict[str, Any]:
        """What was filled in, as the action takes it."""
        gone = ("key", "version", *ASKED)
        told = {name: str(self.cleaned_data.get(name) or "") for name in ASKED}
        sheet = {k: v for k, v in self.cleaned_data.items() if k not in gone}
        sheet |= {name: "" for name in ("indicator", "layer") if name not in self.fields}
        sheet["source"] = self.source
        return sheet | {"question": asked.write_question(**told)}


class NewMeasureForm(SheetFields, NewForm):
    """A measure's sheet, for a new one."""

    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("Its name in addresses and spreadsheets.")
    )

    def __init__(self, *args: Any, **how: Any):
        super().__init__(*args, **how)
        del self.fields["source"]  # the address says it

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
