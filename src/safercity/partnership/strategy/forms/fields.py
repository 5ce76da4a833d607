"""Fields of a strategy's part as fields of a form: words by language, choices, numbers, lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safercity.documents.strategy import Strategy
from safercity.partnership.common.forms import FreeLine, FreeText

Fields = dict[str, forms.Field]
Given = Mapping[str, Any]
BETWEEN = "|"  # English before it, Welsh after it


@dataclass(frozen=True)
class Held:
    """A field of a part: its key in the file, and how the form calls it."""

    key: str
    label: Any
    note: Any = ""
    is_required: bool = False

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """The form's fields. `held`: what stands there now, None in a new part."""
        raise NotImplementedError

    def show(self, held: Any) -> dict[str, Any]:
        """What the fields hold when the form is opened."""
        return {} if held is None else {self.key: held}

    def take(self, given: Given, held: Any) -> Any:
        """The value for the file; None where the key stays out. Errors: ValidationError."""
        return given[self.key] or None

    @property
    def around(self) -> dict[str, Any]:
        """What every field of a form is made with."""
        return {"label": self.label, "help_text": self.note, "required": self.is_required}


@dataclass(frozen=True)
class WordsHeld(Held):
    """Words in English and in Welsh. `rows`: of their boxes, 0 for one line of `longest` signs."""

    rows: int = 0
    longest: int = 300

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """Two boxes, the Welsh one never required."""
        welsh = _("%(label)s, in Welsh") % {"label": self.label}
        second = {"label": welsh, "required": False}
        return {self.key: self._make(self.around), f"{self.key}_cy": self._make(second)}

    def _make(self, around: dict[str, Any]) -> forms.Field:
        if self.rows:
            return FreeText(rows=self.rows, **around)
        return FreeLine(max_length=self.longest, **around)

    def show(self, held: Any) -> dict[str, Any]:
        """Both languages."""
        words = held or {}
        return {self.key: words.get("en", ""), f"{self.key}_cy": words.get("cy", "")}

    def take(self, given: Given, held: Any) -> Any:
        """Words by language, each on one line. Errors: ValidationError for Welsh words alone."""
        english, welsh = (_fold(given[name]) for name in (self.key, f"{self.key}_cy"))
        if welsh and not english:
            raise forms.ValidationError(_("Give the English words too: the Welsh need them."))
        return _words(english, welsh)


@dataclass(frozen=True)
class ChoiceHeld(Held):
    """One of some words of the file. `choices`: (word, title); `default`: what stays unsaid."""

    choices: Sequence[tuple[str, Any]] = ()
    default: str = ""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """A list to choose from."""
        choices = list(self.choices)
        if not held and not self.default:
            choices.insert(0, ("", _("Choose one")))
        return {self.key: forms.ChoiceField(choices=choices, **self.around)}

    def take(self, given: Given, held: Any) -> Any:
        """The word; none where it is the default."""
        chosen = given[self.key]
        return chosen if chosen and chosen != self.default else None


@dataclass(frozen=True)
class TickHeld(Held):
    """Yes or no."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """A box to tick."""
        return {self.key: forms.BooleanField(**self.around)}


@dataclass(frozen=True)
class NumberHeld(Held):
    """A whole number."""

    least: int = 0
    most: int = 10_000_000

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """A box for a number."""
        ends = {"min_value": self.least, "max_value": self.most}
        return {self.key: forms.IntegerField(**ends, **self.around)}

    def take(self, given: Given, held: Any) -> Any:
        """The number, which may be nought."""
        return given[self.key]


@dataclass(frozen=True)
class MonthHeld(Held):
    """A month of a year."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """A box that takes 2026-05."""
        wrong = {"invalid": _("Give the year and the month, such as 2026-05.")}
        pattern = r"^\d{4}-(0[1-9]|1[0-2])$"
        field = forms.RegexField(pattern, max_length=7, error_messages=wrong, **self.around)
        return {self.key: field}


@dataclass(frozen=True)
class AgesHeld(Held):
    """A first and a last age, or none."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """Two boxes."""
        told = {"min_value": 0, "max_value": 120, "required": False}
        return {
            "ages_first": forms.IntegerField(label=_("From age"), **told),
            "ages_last": forms.IntegerField(label=_("To age"), **told),
        }

    def show(self, held: Any) -> dict[str, Any]:
        """Both, where there are ages."""
        return {"ages_first": held.first, "ages_last": held.last} if held else {}

    def take(self, given: Given, held: Any) -> Any:
        """Both. Errors: ValidationError for one alone, or the wrong way round."""
        first, last = given["ages_first"], given["ages_last"]
        if first is None and last is None:
            return None
        if first is None or last is None or first > last:
            raise forms.ValidationError(_("Give the first and the last age, or neither."))
        return {"first": first, "last": last}

    @property
    def shown_at(self) -> str:
        """The field that a fault stands at."""
        return "ages_first"


@dataclass(frozen=True)
class LinesHeld(Held):
    """Several short texts, one a line, the Welsh one after a bar."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """A box of lines."""
        note = _("One a line. Welsh words stand after a bar: crime | trosedd")
        return {self.key: FreeText(rows=6, **{**self.around, "help_text": note})}

    def show(self, held: Any) -> dict[str, Any]:
        """The texts under each other."""
        bar = f" {BETWEEN} "
        return {self.key: "\n".join(bar.join(_both(each)) for each in held or ())}

    def take(self, given: Given, held: Any) -> Any:
        """Words by language for each line. Errors: ValidationError where the English lacks."""
        lines = [line.partition(BETWEEN) for line in given[self.key].splitlines() if line.strip()]
        read = [(_fold(english), _fold(welsh)) for english, _bar, welsh in lines]
        if not all(english for english, _welsh in read):
            raise forms.ValidationError(_("Each line begins with its English words."))
        return [_words(*each) for each in read] or None


def _fold(text: str) -> str:
    """On one line: a strategy's words hold no line breaks."""
    return " ".join(text.split())


def _words(english: str, welsh: str) -> dict[str, str] | None:
    told = {"en": english, "cy": welsh}
    return {language: text for language, text in told.items() if text} or None


def _both(words: Mapping[str, str]) -> list[str]:
    return [words[language] for language in ("en", "cy") if words.get(language)]
