"""Form fields of our own: what is issued with a form, and text in which no person is named."""

from __future__ import annotations

from django import forms

from safercity.partnership.common.free_text import find_names
from safercity.partnership.common.ids import new_id


class NewForm(forms.Form):
    """A form that makes something. The new thing's id is issued with it: sent twice, made once."""

    key = forms.UUIDField(initial=new_id, widget=forms.HiddenInput)


class ChangeForm(forms.Form):
    """A form that changes something, with the version it was opened at (common.versions)."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class FreeText(forms.CharField):
    """Several lines of text in which no person may be named."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = 2_000, rows: int = 4, **how):
        super().__init__(max_length=max_length, **how)
        self.widget.attrs["rows"] = rows

    def clean(self, value):
        """The text. Errors: ValidationError that quotes what looks like a person's name."""
        text = super().clean(value)
        if names := find_names(text):
            raise forms.ValidationError(
                "This looks like a person's name: %(names)s. Write the post or the agency instead.",
                code="names",
                params={"names": ", ".join(names)},
            )
        return text
