"""The form of one part of a draft, fitted to its kind."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from safercity.documents.strategy import Strategy, StrategyFaulty
from safercity.partnership.common.forms import ChangeForm
from safercity.partnership.strategy.forms.kinds import Kind
from safercity.partnership.strategy.queries.standing import mark_standing


class MarkField(forms.RegexField):
    """The mark of what stood when the form was opened, as the form was sent out with it."""

    def __init__(self) -> None:
        super().__init__(r"^[0-9a-f]{64}$", required=False, widget=forms.HiddenInput)


class PartForm(ChangeForm):
    """All that a part of this kind has; `held`: the part as it stands, None for a new one.

    Once valid, `changes` has the keys of its file; a key of None stays out.
    """

    stood = MarkField()

    def __init__(self, *args, strategy: Strategy, kind: Kind, held: Any = None, **how):
        super().__init__(*args, **how)
        self.strategy, self.kind, self.held = strategy, kind, held
        for each in kind.fields:
            stands = getattr(held, each.key, None)
            self.fields.update(each.make(strategy, stands))
            self.initial.update(each.show(stands))
        self.initial["stood"] = mark_standing(held, [each.key for each in kind.fields])

    def clean(self):
        """Each field's value for the file. Errors: what a field refuses, an outcome half said."""
        given = super().clean() or {}
        self.changes: dict[str, Any] = {}
        if not self.errors:
            for each in self.kind.fields:
                self._take(each, {**given, "strategy": self.strategy})
        if self.changes.get("ambiguous"):
            for name in ("caution", "companion"):
                if not self.changes.get(name):
                    self.add_error(name, _("A rise may be good or bad: say this too."))
        nation, tier = (self.changes.get(name) for name in ("nation", "tier"))
        if nation and tier and (nation == "wales") != (tier == "principal_area"):
            self.add_error("tier", _("Wales has principal areas, and England the other tiers."))
        return given

    def _take(self, each: Any, given: dict[str, Any]) -> None:
        try:
            self.changes[each.key] = each.take(given, getattr(self.held, each.key, None))
        except forms.ValidationError as error:
            self.add_error(getattr(each, "shown_at", each.key), error)

    def add_faults(self, error: StrategyFaulty) -> None:
        """Say what the strategy as a whole would not bear, each thing once."""
        told = [f"{one.what[:1].upper()}{one.what[1:]}. {one.advice}" for one in error.faults]
        for words in dict.fromkeys(told):
            self.add_error(None, words)

    def list_differences(self, held: Any) -> list[tuple[str, Any, Any]]:
        """(field's title, what stands, what was sent) where they differ; `held`: the part now."""
        stands: dict[str, Any] = {}
        for each in self.kind.fields:
            stands |= each.show(getattr(held, each.key, None))
        return [
            (str(box.label), _say(box.field, stands.get(name)), _say(box.field, sent))
            for name, sent in self.cleaned_data.items()
            if not (box := self[name]).is_hidden
            and box.field.has_changed(stands.get(name), box.data)
        ]


def _say(field: forms.Field, value: Any) -> str | None:
    """What a field holds, in words; None for nothing."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, (_say(field, each) for each in value))) or None
    if value in (None, ""):
        return None
    choices = flatten_choices(getattr(field, "choices", ()))
    titles = {str(key): title for key, title in choices}
    return str(titles.get(str(value), value))


class RemoveForm(ChangeForm):
    """That a part is to go; nothing but the version that it was read at.

    `is_needed`: others cannot do without it, so that it is not asked.
    """

    stood = MarkField()
    is_needed = False

    add_faults = PartForm.add_faults
