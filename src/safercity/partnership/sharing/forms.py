"""What comes in about agreements."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from safercity.evidence.extracts.shapes import load_shapes
from safercity.evidence.taxonomy import say
from safercity.partnership.common.days import DayField
from safercity.partnership.common.forms import ChangeForm, FreeLine, FreeText, NewForm
from safercity.partnership.common.in_words import name_field
from safercity.partnership.people.queries import list_agencies
from safercity.partnership.sharing.models import SMALLEST_SHOWN, Agreement, PartyRole
from safercity.partnership.sharing.queries.content import read_list

MOST_MONTHS = 120


def list_choices(name: str) -> list[tuple[str, str]]:
    """The entries of a list of the content that hold today, in the reader's language."""
    language, day = (get_language() or "en")[:2], timezone.localdate()
    items = read_list(name).values()
    return [(one.id, one.say(language)) for one in items if one.holds_on(day)]


class Ticked(forms.MultipleChoiceField):
    """Several entries of a list of the content, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, name: str, **how):
        super().__init__(choices=lambda: list_choices(name), **how)


class AgreementFields(forms.Form):
    """What an agreement says of itself. What it lacks is asked for when it is to be agreed."""

    title = FreeLine(label=_("Title"), max_length=160)
    purpose = FreeText(label=_("Purpose"), help_text=_("What the sharing is to achieve."))
    gateways = Ticked(
        "gateways",
        label=_("Legal gateway"),
        help_text=_("The power or duty to share. It is not a lawful basis: choose that below."),
        required=False,
    )
    bases = Ticked(
        "bases",
        label=_("Lawful basis"),
        help_text=_("At least one that stands alone; conditions come on top of it."),
        required=False,
    )
    uses = Ticked("uses", label=_("May be used for"), required=False)
    products = Ticked(
        "products",
        label=_("Combined products allowed"),
        help_text=_("What may be made of these records together with other agencies’."),
        required=False,
    )
    assessment = FreeLine(
        label=_("Data protection impact assessment"),
        help_text=_("Its reference, or why none is needed."),
        max_length=160,
        required=False,
    )
    assessed_on = DayField(label=_("Assessed on"), required=False)
    retention_months = forms.IntegerField(
        label=_("Records are kept for, in months"),
        min_value=1,
        max_value=MOST_MONTHS,
        widget=forms.NumberInput(attrs={"class": "govuk-input govuk-input--width-4"}),
    )
    from_day = DayField(label=_("In force from"))
    until_day = DayField(label=_("In force until"), required=False)
    review_on = DayField(label=_("Review by"))
    marking = forms.ChoiceField(
        label=_("Marking"),
        choices=[(word, word) for word in ("OFFICIAL-SENSITIVE", "OFFICIAL")],
    )
    handling = FreeLine(label=_("Handling instruction"), required=False)

    def clean(self):
        """Errors: an end that is not after the beginning."""
        given = super().clean()
        first, last = given.get("from_day"), given.get("until_day")
        if first and last and last <= first:
            self.add_error("until_day", _("This is not after the day it is in force from."))
        return given

    def values(self) -> dict:
        """The agreement's own fields."""
        return {name: self.cleaned_data[name] for name in AgreementFields.base_fields}


class DraftForm(AgreementFields, NewForm):
    """A new agreement, led by one of the writer's agencies."""

    reference = forms.SlugField(
        label=_("Reference"),
        help_text=_("Small letters, figures and -: it names the folder of its records."),
        max_length=60,
    )

    def clean_reference(self):
        """Errors: a reference that is taken."""
        reference = self.cleaned_data["reference"]
        key = self.data.get("key")
        if Agreement.objects.filter(reference=reference).exclude(pk=key or None).exists():
            raise ValidationError(_("Another agreement has this reference."))
        return reference


class AgreementForm(AgreementFields, ChangeForm):
    """A change of an agreement's text."""


GONE = "gone"


class PartyForm(ChangeForm):
    """An agency as a party, or no longer."""

    agency = forms.ModelChoiceField(label=_("Agency"), queryset=None)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Choose")), *PartyRole.choices, (GONE, _("No longer a party"))],
    )

    def __init__(self, *given, **how):
        super().__init__(*given, **how)
        self.fields["agency"].queryset = list_agencies()

    def clean_role(self) -> str:
        """The role; "" for an agency that is no longer a party."""
        role = self.cleaned_data["role"]
        return "" if role == GONE else role


class DataSetForm(ChangeForm):
    """A source under the agreement, and how much of it the parties see."""

    source = forms.ChoiceField(label=_("Source"))
    fields_allowed = forms.MultipleChoiceField(
        label=_("Fields of single records that may be seen"),
        help_text=_("Fields that tell who someone is are never shown and not offered here."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    threshold = forms.IntegerField(
        label=_("Smallest count shown inside the partnership"),
        min_value=1,
        max_value=100,
        initial=SMALLEST_SHOWN,
    )
    shows_counts = forms.BooleanField(
        label=_("Its own counts may be seen by the parties"),
        help_text=_("Without it they see combined products alone."),
        required=False,
    )
    is_removed = forms.BooleanField(label=_("Take this source out"), required=False)

    def __init__(self, *given, **how):
        super().__init__(*given, **how)
        shapes = read_shapes()
        language = (get_language() or "en")[:2]
        titles = [(name, say(one.title, language)) for name, one in shapes.items()]
        self.fields["source"].choices = titles
        chosen = shapes.get(self.data.get("source") or self.initial.get("source") or "")
        columns = chosen.columns.items() if chosen else ()
        self.fields["fields_allowed"].choices = [
            (name, name_field(name)) for name, one in columns if one.sensitivity != "personal"
        ]


def read_shapes():
    """The shapes of this workspace."""
    content = settings.SAFERCITY.workspace / "content"
    return load_shapes(content if content.is_dir() else None)


class AskForm(NewForm):
    """A request to join an agreement."""

    agency = forms.ChoiceField(label=_("For which agency"))
    role = forms.ChoiceField(label=_("As"), choices=PartyRole.choices)
    purpose = FreeText(label=_("What for"), max_length=1_000)

    def __init__(self, *given, agencies, **how):
        super().__init__(*given, **how)
        self.fields["agency"].choices = agencies


class DecideForm(ChangeForm):
    """The answer to a request."""

    answer = FreeText(label=_("Answer"), max_length=1_000, required=False)
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("granted", _("Let them join")), ("refused", _("Refuse"))],
        widget=forms.RadioSelect,
    )


class EndForm(ChangeForm):
    """Why an agreement is ended or left."""

    reason = FreeText(
        label=_("Reason"),
        help_text=_(
            "It is kept in the history of the agreement. Whoever sees the agreement reads it there."
        ),
        max_length=1_000,
    )


class MoveForm(ChangeForm):
    """The next state."""

    to = forms.CharField(widget=forms.HiddenInput)
