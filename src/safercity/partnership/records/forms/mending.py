"""What comes in about records: a file, what a word means, what a value should have been."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from crispy_forms_gds.choices import Choice
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safercity.evidence.extracts.shape import Shape
from safercity.evidence.store.corrections import LONGEST
from safercity.evidence.store.held import HeldRow
from safercity.evidence.store.load import may_be_made_on
from safercity.evidence.taxonomy import load_taxonomy, say
from safercity.partnership.common.days import DayField
from safercity.partnership.common.forms import FreeLine, NewForm
from safercity.partnership.records.queries import HeldWord
from safercity.partnership.sharing.queries import VisibleSource

Choices = Sequence[tuple[str, Any]]  # Django's: a value and its title, or a group of them
LONGEST_WORD = 200


class UploadForm(NewForm):
    """An extract as the agency sends it."""

    file = forms.FileField(
        label=_("Extract"),
        help_text=_(
            "CSV, XLSX, ODS or Parquet, or these in a zip or gzip, as the system saved it."
        ),
        allow_empty_file=True,  # `check_upload` says what is wrong with it
        max_length=200,
    )
    vintage = DayField(
        label=_("Day the agency made it"),
        help_text=_("A later one replaces an earlier. Leave it empty where the file says."),
        required=False,
    )

    def __init__(self, *given, is_too_large: bool = False, **how):
        super().__init__(*given, **how)
        self.is_too_large = is_too_large

    def clean_vintage(self):
        """The day. Errors: one on which no extract was made."""
        day = self.cleaned_data["vintage"]
        if day and not may_be_made_on(day, today=timezone.localdate()):
            raise forms.ValidationError(_("Give a day from 1 January 2000 to tomorrow."))
        return day

    def clean(self):
        """Errors: a file past the site's limit, of which nothing was kept."""
        if self.is_too_large:
            self.errors.pop("file", None)
            self.add_error(
                "file",
                _("The file is larger than %(n)s MiB. Send a month at a time, or zipped.")
                % {"n": settings.SAFERCITY.upload_mib},
            )
        return super().clean()


def list_categories(content: Path | None, *, used: Collection[str] = ()) -> Choices:
    """Every category by its title, after the invitation to choose; those that the source has
    `used` already stand first, apart. It reads files: once a page."""
    categories = load_taxonomy(content).categories.values()
    titled = sorted((say(one.title), one.id) for one in categories)
    first = [(key, title) for title, key in titled if key in used]
    others = [(key, title) for title, key in titled if key not in used]
    choose = ("", str(_("Choose")))
    if not first:
        return [choose, *others]
    grouped = [(_("Used by this source already"), first), (_("All others"), others)]
    return [choose, *((str(name), each) for name, each in grouped)]


class WordForm(forms.Form):
    """What an agency's word means here. `choices`: `list_categories`.

    `before`: what it meant when the form was opened; empty for a word that nobody has mapped.
    """

    word = forms.CharField(max_length=LONGEST_WORD, widget=forms.HiddenInput)
    before = forms.CharField(max_length=80, widget=forms.HiddenInput, required=False)
    category = forms.ChoiceField(label=_("Means"))

    def __init__(self, *given: Any, choices: Choices, **how: Any):
        super().__init__(*given, **how)
        self.fields["category"].choices = choices


def make_word_forms(
    words: Sequence[HeldWord], *, shape: Shape, means: Mapping[str, str], content: Path | None
) -> list[tuple[HeldWord, WordForm]]:
    """(word, form) for each word that nobody knows; what is too long is no word, but a fault.

    `means`: what was mapped already, of rows that have not been read again yet.
    """
    words = [one for one in words if len(one.word) <= LONGEST_WORD]
    own = shape.category.map.values() if shape.category else ()
    choices = list_categories(content, used={*own, *means.values()}) if words else ()
    forms_of = []
    for k, held in enumerate(words):
        stands = means.get(held.word, "")
        told = {"word": held.word, "before": stands, "category": stands}
        forms_of.append((held, WordForm(initial=told, choices=choices, auto_id=f"w{k}_%s")))
    return forms_of


class CorrectionForm(forms.Form):
    """The values of one held row, as the viewer may see them; what differs is a correction.

    `state`: a name for what had been corrected in this row when the form was opened. `anyway` is
    there once the values were refused, because the row would be held again with them.
    """

    state = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *given: Any,
        source: VisibleSource,
        held: HeldRow,
        state: str,
        **how: Any,
    ):
        super().__init__(*given, initial={"state": state}, **how)
        self.shown = {name: text or "" for name, text in source.cut_row(held.values).items()}
        for name, column in source.shape.columns.items():
            if name in self.shown:
                self.fields[f"v-{name}"] = forms.CharField(
                    label=column.headers[0],
                    initial=self.shown[name],
                    help_text=_hint(source.shape, name),
                    required=False,
                    max_length=LONGEST,
                )
        if self.is_bound and "anyway" in self.data:
            self._offer_anyway()

    def _offer_anyway(self) -> None:
        self.fields["anyway"] = forms.BooleanField(
            label=_("Save these values nevertheless. The row stays held until the rest is mended."),
            required=False,
        )

    def refuse(self, why: str, *, field: str) -> None:
        """Say why the row would be held again, beside the field where there is one."""
        self.add_error(f"v-{field}" if f"v-{field}" in self.fields else None, why)
        self._offer_anyway()

    @property
    def changed(self) -> dict[str, str]:
        """The fields that are to be something else."""
        sent = {name: " ".join(self.cleaned_data[f"v-{name}"].split()) for name in self.shown}
        return {name: text for name, text in sent.items() if text != self.shown[name]}

    def clean(self) -> dict[str, Any]:
        """The whole. Errors: nothing was changed."""
        sent = super().clean() or {}
        if not self.errors and not self.changed:
            raise forms.ValidationError(_("Change at least one value."))
        return sent


class DatesForm(forms.Form):
    """In which form a file has its dates, and whether it alone. `choices`: forms that read some."""

    form = forms.ChoiceField(
        label=_("Form of the dates"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how the dates are written."),
            "invalid_choice": _("This form reads none of the dates that the file has."),
        },
    )
    where = forms.ChoiceField(
        label=_("Which files have their dates so"),
        widget=forms.RadioSelect,
        choices=[
            Choice("file", _("This file only"), hint=_("The next file is read as before.")),
            Choice("source", _("Every file of this source, from now on")),
        ],
        error_messages={
            "required": _("Choose for which files this holds."),
            "invalid_choice": _("Choose for which files this holds."),
        },
    )

    def __init__(self, *given: Any, choices: Choices, **how: Any):
        super().__init__(*given, **how)
        self.fields["form"].choices = choices

    @property
    def is_of_file(self) -> bool:
        """Whether the form of dates holds for this file alone."""
        return self.cleaned_data["where"] == "file"


class TakeBackForm(forms.Form):
    """Taking back a mapping or a correction. `state`: what stood when the form was opened."""

    state = forms.CharField(widget=forms.HiddenInput, required=False)
    why = FreeLine(
        label=_("Why (if you like)"),
        help_text=_("Shown in the list of what was mapped and corrected."),
        required=False,
    )


class AsideForm(forms.Form):
    """Setting a line aside. `state`: what stood when the form was opened."""

    state = forms.CharField(widget=forms.HiddenInput, required=False)
    why = FreeLine(
        label=_("Why"),
        help_text=_("For example: a note below the table; or in which file it came whole."),
    )


def _hint(shape: Shape, name: str) -> str:
    """How today would be written, in a column of dates."""
    if shape.when is None or name not in shape.when.columns():
        return ""
    forms_of_day = [form for form in shape.when.formats if "%" in form]
    today = timezone.localtime().strftime(forms_of_day[0]) if forms_of_day else ""
    return _("Today would be %(day)s.") % {"day": today} if today else ""


class WholeForm(forms.Form):
    """A thin month that someone found whole, with its rows when the page was opened.

    `back`: whether that is taken back.
    """

    month = forms.RegexField(r"^\d{4}-(0[1-9]|1[0-2])$", max_length=7, widget=forms.HiddenInput)
    rows = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    back = forms.BooleanField(required=False, widget=forms.HiddenInput)
