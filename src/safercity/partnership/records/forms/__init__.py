"""What comes in about records: a file, its headings, what a word means, what a value should be."""

from safercity.partnership.records.forms.headings import HeadingsForm
from safercity.partnership.records.forms.mending import (
    AsideForm,
    CorrectionForm,
    DatesForm,
    TakeBackForm,
    UploadForm,
    WholeForm,
    WordForm,
    list_categories,
    make_word_forms,
)

__all__ = [
    "AsideForm",
    "CorrectionForm",
    "DatesForm",
    "HeadingsForm",
    "TakeBackForm",
    "UploadForm",
    "WholeForm",
    "WordForm",
    "list_categories",
    "make_word_forms",
]
