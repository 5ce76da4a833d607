"""What comes in about records: a file, and what a word means."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from safercity.evidence.taxonomy import load_taxonomy, say
from safercity.partnership.common.days import DayField
from safercity.partnership.common.forms import NewForm


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


class WordForm(forms.Form):
    """What an agency's word means here."""

    word = forms.CharField(max_length=200, widget=forms.HiddenInput)
    category = forms.ChoiceField(label=_("Means"))

    def __init__(self, *given, content=None, **how):
        super().__init__(*given, **how)
        categories = load_taxonomy(content).categories.values()
        choices = sorted((say(one.title), one.id) for one in categories)
        self.fields["category"].choices = [("", _("Choose")), *((key, t) for t, key in choices)]
