"""Further plain fields of a part: days, several of some words, yes or no that is always said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from safercity.documents.strategy import Strategy
from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.days import DayField
from safercity.partnership.common.in_words import say
from safercity.partnership.strategy.forms.fields import ChoiceHeld, Fields, Given, Held, TickHeld


@dataclass(frozen=True)
class DayHeld(Held):
    """A day."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """A box for a day."""
        return {self.key: DayField(**self.around)}

    def take(self, given: Given, held: Any) -> Any:
        """The day as the file has it."""
        day = given[self.key]
        return day.isoformat() if day else None


@dataclass(frozen=True)
class SureHeld(TickHeld):
    """Yes or no, where the file says no as well."""

    def take(self, given: Given, held: Any) -> Any:
        """True or False."""
        return bool(given[self.key])


@dataclass(frozen=True)
class SeveralHeld(ChoiceHeld):
    """One or more of some words of the file."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """Boxes to tick."""
        boxes = forms.CheckboxSelectMultiple
        field = forms.MultipleChoiceField(choices=self.choices, widget=boxes, **self.around)
        return {self.key: field}

    def show(self, held: Any) -> dict[str, Any]:
        """Those that are said."""
        return {self.key: list(held or ())}

    def take(self, given: Given, held: Any) -> Any:
        """Those that are ticked, in the order of the file."""
        stood = [each for each in held or () if each in given[self.key]]
        return [*stood, *(each for each in given[self.key] if each not in stood)] or None


@dataclass(frozen=True)
class AgencyHeld(Held):
    """The agency of the taxonomy that an organisation is."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """A list of the agencies there are."""
        from safercity.evidence.taxonomy import load_taxonomy

        agencies = load_taxonomy(find_own_content()).agencies
        known = {slug: say(one.title) for slug, one in agencies.items()}
        known |= {held: held} if held and held not in known else {}
        choices = [("", _("none")), *sorted(known.items(), key=lambda pair: pair[1])]
        return {self.key: forms.ChoiceField(choices=choices, **self.around)}


@dataclass(frozen=True)
class AreasHeld(Held):
    """Codes of the areas that the strategy is for."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """A box that takes E06000021, one or several."""
        wrong = {"invalid": _("Give codes of areas, such as E06000021, with spaces between.")}
        pattern = r"^\s*[EW]\d{8}(\s+[EW]\d{8})*\s*$"
        field = forms.RegexField(pattern, max_length=500, error_messages=wrong, **self.around)
        return {self.key: field}

    def show(self, held: Any) -> dict[str, Any]:
        """The codes, with spaces between."""
        return {self.key: " ".join(held or ())}

    def take(self, given: Given, held: Any) -> Any:
        """The codes, each once."""
        return list(dict.fromkeys(given[self.key].split())) or None
