"""Which of a file's headings are columns of its source."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safercity.evidence.extracts.header import Unread
from safercity.evidence.extracts.shape import Shape

Choices = list[tuple[str, Any]]


class HeadingsForm(forms.Form):
    """Which of a file's headings a column is; or that no file of the source has it.

    `absent`: columns of which that was said before.
    """

    NO_FILE = "-"  # no heading is called so: it has no letter

    def __init__(
        self, *given: Any, shape: Shape, unread: Unread, absent: Collection[str], **how: Any
    ):
        super().__init__(*given, **how)
        self.absent, wide = absent, list(shape.wide_columns())
        self.needs_one = bool(wide) and set(wide) <= set(unread.missing)
        # A heading of a wide table may hold what no name of a field may.
        self.keys = {
            name: f"w-{wide.index(name)}" if name in wide else f"h-{name}"
            for name in unread.missing
        }
        for name, key in self.keys.items():
            column = shape.columns.get(name)
            required = bool(column and column.required)
            self.fields[key] = forms.ChoiceField(
                label=column.headers[0] if column else name,
                help_text=self._hint(key, is_required=required),
                choices=self._list_choices(name, unread, is_required=required),
                initial=self.NO_FILE if name in absent else "",
                required=required,
                error_messages={
                    "required": _("Choose the heading of this column."),
                    "invalid_choice": _("The file has no heading “%(value)s” that is free."),
                },
            )

    def _hint(self, key: str, *, is_required: bool) -> Any:
        if is_required:
            return _("Without it the file cannot be read.")
        if self.needs_one and key == "w-0":  # none was found, so that it is the first
            return _("A column of counts. The file needs at least one of those below.")
        return _("A column of counts.") if key.startswith("w-") else ""

    def _list_choices(self, name: str, unread: Unread, *, is_required: bool) -> Choices:
        headings = [(one, one) for one in unread.headings]
        if is_required:
            return [("", _("Choose")), *headings]
        no_file = (self.NO_FILE, _("In no file of this source"))
        if name in self.absent:
            return [no_file, *headings]
        return [("", _("Not in this file")), *headings, no_file]

    @property
    def chosen(self) -> dict[str, str]:
        """Column -> heading, for those that were chosen; "" for what is newly in no file."""
        told = {name: self.cleaned_data.get(key) for name, key in self.keys.items()}
        return {
            name: "" if heading == self.NO_FILE else heading
            for name, heading in told.items()
            if heading and not (heading == self.NO_FILE and name in self.absent)
        }

    def clean(self) -> dict[str, Any]:
        """The whole. Errors: one heading for two columns; nothing chosen."""
        sent = super().clean() or {}
        seen: set[str] = set()
        for name, heading in self.chosen.items():
            if heading and heading in seen:
                self.add_error(self.keys[name], _("Another column has this heading already."))
            seen.add(heading)
        counts = [name for name, key in self.keys.items() if key[0] == "w"]
        if not self.errors and self.needs_one and not any(map(self.chosen.get, counts)):
            self.add_error(self.keys[counts[0]], _("Choose the heading of a column of counts."))
        if not self.errors and not seen:
            raise forms.ValidationError(
                _("Choose a heading for at least one column, or say that it is in no file.")
            )
        return sent
