"""Form fields of our own: what is issued with a form, and text in which no person is named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from django import forms
from django.core.validators import RegexValidator
from django.forms.models import ModelChoiceIterator
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.free_text import find_names
from safercity.partnership.common.ids import new_id

# What cannot be written into a file of text again: no keyboard makes it, programs trip over it.
# And what turns the direction of writing, of what stands behind it too.
NO_CONTROLS = RegexValidator(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]",
    _("This has a character that cannot be shown. Type the text instead of pasting it."),
    code="controls",
    inverse_match=True,
)


MOST_OFFERED = 300
MOST_BESIDE = (
    8_000  # characters of agencies beside posts: about 250 posts; a page is at most 100 kB
)


class NewForm(forms.Form):
    """A form that makes something. The new thing's id is issued with it: sent twice, made once."""

    key = forms.UUIDField(initial=new_id, widget=forms.HiddenInput)


class ChangeForm(forms.Form):
    """A form that changes something, with the version it was opened at (common.versions)."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class _ByAgency(ModelChoiceIterator):
    """Posts under their agencies, as values: half a page's time went into objects for 500."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        rows = self.queryset.order_by("agency__name", "title")
        told = list(rows.values_list("agency__name", "pk", "title"))
        room = sum(len(agency) for agency, _key, _title in told) <= MOST_BESIDE
        for agency, posts in groupby(told, key=itemgetter(0)):
            beside = f", {agency}" if self.field.says_agency and room else ""
            yield agency, [(key, f"{title}{beside}") for _agency, key, title in posts]


class PostField(forms.ModelChoiceField):
    """A post, chosen under its agency. The form gives the `queryset`: which posts there are.

    `says_agency`: beside the post too, so that what is chosen says it, while there is room
    (`MOST_BESIDE`); a page with several long lists has none.
    """

    iterator = _ByAgency

    def __init__(self, *, says_agency: bool = False, **how):
        self.says_agency = says_agency
        super().__init__(queryset=None, **how)


class FreeText(forms.CharField):
    """Several lines of text in which no person may be named."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = 2_000, rows: int = 4, validators=(), **how):
        super().__init__(max_length=max_length, validators=[NO_CONTROLS, *validators], **how)
        self.widget.attrs["rows"] = rows

    def clean(self, value):
        """The text. Errors: ValidationError that quotes what looks like a person's name."""
        text = super().clean(value)
        if names := find_names(text):
            raise forms.ValidationError(
                _(
                    "This looks like a person's name: %(names)s. "
                    "Write the post or the agency instead."
                ),
                code="names",
                params={"names": ", ".join(names)},
            )
        return text


class FreeLine(FreeText):
    """One line of it: a title, or what is to be done."""

    widget = forms.TextInput

    def __init__(self, *, max_length: int = 300, **how):
        super().__init__(max_length=max_length, **how)
        del self.widget.attrs["rows"]


class OfferedInput(forms.TextInput):
    """One line, with what may be chosen as one types: the browser's own list, without a script."""

    template_name = "common/widgets/offered.html"
    offered: Sequence[str] = ()

    def get_context(self, name, *told):
        """With the list, and its id for the line."""
        context = super().get_context(name, *told)
        attrs = context["widget"]["attrs"]
        attrs["class"] = " ".join((attrs.get("class", ""), "govuk-input")).strip()
        if self.offered:
            attrs["list"] = f"offered-{name}"
        return context | {"offered": self.offered}


class OfferedLine(FreeLine):
    """A line that offers what is known, and takes other words too. The form gives `offered`."""

    widget = OfferedInput

    known: frozenset[str] = frozenset()

    def offer(self, words: Iterable[str]) -> None:
        """Offer these, the first few hundred of them: a page should stay small."""
        every = tuple(words)
        self.widget.offered, self.known = every[:MOST_OFFERED], frozenset(every)

    def clean(self, value):
        """What is offered is taken as it is, though a street be named after someone."""
        return value.strip() if value and value.strip() in self.known else super().clean(value)


class FoldedBoxes(forms.CheckboxSelectMultiple):
    """Boxes by the groups of their choices, folded where none of a group is chosen."""

    class Media:
        js = (Script("js/folds.mjs", type="module"),)


class SmallFile(forms.FileField):
    """A file that is read whole. `endings`: what its name may end in; empty is anything."""

    largest_bytes = 2_000_000

    def __init__(self, *, endings: tuple[str, ...] = (), **how):
        super().__init__(**how)
        self.endings = endings

    def clean(self, data, initial=None):
        """The file. Errors: ValidationError that says the limit, or the endings."""
        given = super().clean(data, initial)
        if given and given.size > self.largest_bytes:
            raise forms.ValidationError(_("The file is larger than 2 MB."), code="large")
        if given and self.endings and not given.name.lower().endswith(self.endings):
            raise forms.ValidationError(
                _("Give a file that ends in %(endings)s."),
                code="ending",
                params={"endings": ", ".join(self.endings)},
            )
        return given
