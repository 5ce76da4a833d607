"""A comment, and a file."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.forms import FreeText, NewForm
from safercity.partnership.notes.files import ALLOWED


class NoteForm(NewForm):
    """A comment to write."""

    text = FreeText(
        label=_("Comment"),
        help_text=_("@ and the title of a post tells who holds it. No one's name."),
    )


class FileForm(forms.Form):
    """A file to keep with an object."""

    file = forms.FileField(label=_("File"), help_text=ALLOWED, max_length=200)
