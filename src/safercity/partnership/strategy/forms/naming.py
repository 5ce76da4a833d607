"""Fields by which a strategy's part names others: who leads, who answers, what it bears on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safercity.documents.strategy import Relation, Strategy
from safercity.documents.strategy.bodies import Unit
from safercity.documents.strategy.checks import BOTH
from safercity.documents.strategy.facets import name_part
from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.forms import FoldedBoxes, FreeLine
from safercity.partnership.common.in_words import say
from safercity.partnership.strategy.forms.fields import Fields, Given, Held

NAMED = {
    "organisations": _("Organisations and their units"),
    "bodies": _("Bodies"),
    "documents": _("Documents"),
    "programmes": _("Programmes"),
    "powers": _("Powers"),
    "meetings": _("Meetings"),
}
SPARE = 2  # lines for further links in a form


@dataclass(frozen=True)
class NameHeld(Held):
    """One other part. `lists`: those of the strategy that it may stand in."""

    lists: tuple[str, ...] = ()

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """A list of their titles."""
        choices = [*_list_named(strategy, self.lists)]
        if not self.is_required or not held:
            choices.insert(0, ("", _("Choose one") if self.is_required else _("none")))
        return {self.key: forms.ChoiceField(choices=choices, **self.around)}


@dataclass(frozen=True)
class UnitHeld(NameHeld):
    """One unit of an organisation."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """A list of them, each behind its organisation."""
        named = _list_named(strategy, ("organisations",), units=True)
        choices = [pair for pair in named if isinstance(strategy.by_id[pair[0]], Unit)]
        field = forms.ChoiceField(choices=[("", _("none")), *choices], **self.around)
        return {self.key: field}


@dataclass(frozen=True)
class PartHeld(NameHeld):
    """Any part of the strategy."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """A list of them all, numbers first."""
        choices = [(own, name_part(strategy, own)) for own in strategy.by_id]
        field = forms.ChoiceField(choices=[("", _("nothing")), *choices], **self.around)
        return {self.key: field}


@dataclass(frozen=True)
class SourceHeld(NameHeld):
    """The source that holds where several differ, or both."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """A list of the sources, and both."""
        choices = [*_list_named(strategy, ("sources",)), (BOTH, _("both"))]
        if not held:
            choices.insert(0, ("", _("Choose one")))
        return {self.key: forms.ChoiceField(choices=choices, **self.around)}


@dataclass(frozen=True)
class NamesHeld(Held):
    """Any number of other parts."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """Boxes to tick, folded by what they are."""
        named = {title: [*_list_named(strategy, (of,), units=True)] for of, title in NAMED.items()}
        choices = [(title, boxes) for title, boxes in named.items() if boxes]
        field = forms.MultipleChoiceField(choices=choices, widget=FoldedBoxes, **self.around)
        return {self.key: field}

    def show(self, held: Any) -> dict[str, Any]:
        """What it names."""
        return {self.key: list(held or ())}

    def take(self, given: Given, held: Any) -> Any:
        """Their ids, those that stood there first, in their order."""
        return _keep_order(given[self.key], held or ()) or None


@dataclass(frozen=True)
class LeadHeld(Held):
    """The agencies that lead, with the units of theirs that do."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """Boxes to tick: each agency, under it its units."""
        boxes = forms.CheckboxSelectMultiple
        choices = [*_list_named(strategy, ("organisations",), units=True)]
        return {self.key: forms.MultipleChoiceField(choices=choices, widget=boxes, **self.around)}

    def show(self, held: Any) -> dict[str, Any]:
        """Agencies and units that are named."""
        return {self.key: _list_leads(held)}

    def take(self, given: Given, held: Any) -> Any:
        """A line an agency; one whose unit is ticked leads too."""
        chosen = _keep_order(given[self.key], _list_leads(held))
        units_of = self._list_units(given)
        leads = dict.fromkeys(units_of.get(each, each) for each in chosen)
        return [
            {"organisation": own, "units": units}
            if (units := [each for each in chosen if units_of.get(each) == own])
            else {"organisation": own}
            for own in leads
        ]

    def _list_units(self, given: Given) -> dict[str, str]:
        strategy: Strategy = given["strategy"]
        return {unit.id: one.id for one in strategy.organisations for unit in one.units}


@dataclass(frozen=True)
class IndicatorHeld(Held):
    """An indicator of the evidence."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """A list of the indicators there are."""
        from safercity.evidence.taxonomy.indicators import load_indicators

        known = {one.id: say(one.title) for one in load_indicators(find_own_content()).values()}
        known |= {held: held} if held and held not in known else {}
        choices = [("", _("none")), *sorted(known.items(), key=lambda pair: pair[1])]
        return {self.key: forms.ChoiceField(choices=choices, **self.around)}


@dataclass(frozen=True)
class RelationsHeld(Held):
    """What another strategy bears on here, and why: a line of the form for each, two to spare."""

    def make(self, strategy: Strategy, held: Any) -> Fields:
        """For each link: to which part, why in both languages, whether it is ours."""
        parts = [*_list_parts(strategy)]
        made: Fields = {}
        for at in range(len(held or ()) + SPARE):
            known = [*parts]
            if at < len(held or ()) and held[at].to not in dict(parts):
                known.append((held[at].to, strategy.name(held[at].to)))
            made |= self._make(at, choices=[("", _("nothing")), *known])
        return made

    def _make(self, at: int, *, choices: list[tuple[str, Any]]) -> Fields:
        number = {"n": at + 1}
        ours = _("Link %(n)d is ours: evident, and said by neither text") % number
        return {
            f"to_{at}": forms.ChoiceField(
                label=_("Link %(n)d: it bears on") % number, choices=choices, required=False
            ),
            f"why_{at}": FreeLine(label=_("Link %(n)d: why") % number, required=False),
            f"why_{at}_cy": FreeLine(label=_("Link %(n)d: why, in Welsh") % number, required=False),
            f"inferred_{at}": forms.BooleanField(label=ours, required=False),
        }

    def show(self, held: Any) -> dict[str, Any]:
        """The links that there are."""
        told: dict[str, Any] = {}
        for at, each in enumerate(held or ()):
            told |= self._show(at, each)
        return told

    def _show(self, at: int, each: Relation) -> dict[str, Any]:
        why = {f"why_{at}": each.why["en"], f"why_{at}_cy": each.why.get("cy", "")}
        return {f"to_{at}": each.to, f"inferred_{at}": each.inferred, **why}

    def take(self, given: Given, held: Any) -> Any:
        """Every link that says what it bears on. Errors: ValidationError for one without why."""
        links = []
        for at in range(len(held or ()) + SPARE):
            to, why = given[f"to_{at}"], " ".join(given[f"why_{at}"].split())
            if bool(to) != bool(why):
                raise forms.ValidationError(
                    _("Link %(n)d needs both what it bears on and why.") % {"n": at + 1}
                )
            if to:
                welsh = " ".join(given[f"why_{at}_cy"].split())
                words = {"en": why} | ({"cy": welsh} if welsh else {})
                ours = {"inferred": True} if given[f"inferred_{at}"] else {}
                links.append({"to": to, "why": words, **ours})
        return links or None

    @property
    def shown_at(self) -> None:
        """A fault stands above the form: it names its link."""
        return None


def _list_named(
    strategy: Strategy, lists: tuple[str, ...], *, units: bool = False
) -> Iterator[tuple[str, str]]:
    for name in lists:
        for part in getattr(strategy, name):
            yield part.id, strategy.name(part.id)
            for unit in getattr(part, "units", ()) if units else ():
                title = f"{strategy.name(part.id)}: {strategy.name(unit.id)}"
                yield unit.id, title


def _list_parts(strategy: Strategy) -> Iterator[tuple[str, str]]:
    """What a document may bear on: priorities with what stands under each, supporting, groups."""
    for one in strategy.priorities:
        for part in (one, *one.outcomes, *one.actions):
            yield part.id, f"{part.id} {strategy.name(part.id)}"
    for part in (*strategy.supporting, *strategy.risk_groups):
        yield part.id, strategy.name(part.id)


def _list_leads(held: Any) -> list[str]:
    return [each for lead in held or () for each in (lead.organisation, *lead.units)]


def _keep_order(chosen: list[str], stood: Any) -> list[str]:
    former = [each for each in stood if each in chosen]
    return [*former, *(each for each in chosen if each not in former)]
