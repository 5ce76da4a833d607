"""The kinds of part that a draft's pages change: the list each stands in, and its fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from safercity.partnership.strategy.forms.fields import (
    AgesHeld,
    ChoiceHeld,
    Held,
    LinesHeld,
    MonthHeld,
    NumberHeld,
    TickHeld,
    WordsHeld,
)
from safercity.partnership.strategy.forms.naming import (
    IndicatorHeld,
    LeadHeld,
    NameHeld,
    NamesHeld,
    RelationsHeld,
)


@dataclass(frozen=True)
class Kind:
    """A kind of part. `holder`: the class of what it stands in, "" for the strategy itself.

    `begins`: keys that a new one has besides those of its form.
    """

    add: Any
    fields: tuple[Held, ...]
    holder: str = ""
    begins: tuple[str, ...] = ()


_TITLE = WordsHeld("title", _("Title"), is_required=True)
_ABOUT = WordsHeld("about", _("What it is about"), rows=6)
_NAMES = NamesHeld("names", _("What it names"))
ACTION_KINDS = (
    ("review", _("review")),
    ("continue", _("go on with")),
    ("deliver", _("deliver")),
    ("recruit", _("recruit")),
    ("comply", _("keep to a duty")),
    ("develop", _("develop")),
    ("explore", _("explore")),
    ("commission", _("commission")),
    ("campaign", _("campaign")),
    ("share", _("share")),
    ("train", _("train")),
    ("map", _("map")),
    ("support", _("support")),
)
_OUTCOME = (
    _TITLE,
    ChoiceHeld(
        "scope",
        _("Where it is looked for"),
        is_required=True,
        choices=(("city", _("city-wide")), ("high_demand", _("high-demand areas"))),
    ),
    ChoiceHeld(
        "direction",
        _("Direction that is wanted"),
        is_required=True,
        choices=(("down", _("less")), ("up", _("more")), ("count", _("counted, no direction"))),
    ),
    TickHeld("ambiguous", _("A rise may be good or bad")),
    WordsHeld(
        "caution", _("Why it is read with care"), _("Needed where a rise may be either."), rows=4
    ),
    WordsHeld(
        "companion",
        _("What it is read together with"),
        _("Needed where a rise may be either: a measure that says which."),
    ),
    ChoiceHeld(
        "tells",
        _("What it tells"),
        choices=(("change", _("a change in the world")), ("effort", _("the partners' own effort"))),
        default="change",
    ),
    IndicatorHeld("indicator", _("Indicator that measures it")),
    IndicatorHeld("companion_indicator", _("Indicator to read it together with")),
)
_DOCUMENT = (
    _TITLE,
    ChoiceHeld(
        "kind",
        _("How it stands to this strategy"),
        is_required=True,
        choices=(
            ("linked", _("one that this is aligned with")),
            ("leaned_on", _("one that this speaks of")),
            ("own", _("the partnership's own paper")),
        ),
    ),
    ChoiceHeld(
        "level",
        _("Where it holds"),
        is_required=True,
        choices=(
            ("city", _("the city")),
            ("county_and_city", _("the county and the city")),
            ("national", _("the nation")),
        ),
    ),
    NameHeld("holder", _("Who holds it"), lists=("organisations", "bodies")),
    RelationsHeld("relates", _("Links")),
)
# By the list that they stand in: "actions" of a priority, "risk_groups" of the strategy.
KINDS: dict[str, Kind] = {
    "priorities": Kind(
        _("Add a strategic priority"),
        (
            _TITLE,
            _ABOUT,
            LeadHeld("lead", _("Lead agencies, with the units that lead"), is_required=True),
        ),
        begins=("actions", "outcomes"),
    ),
    "actions": Kind(
        _("Add a key action"),
        (
            _TITLE,
            ChoiceHeld("kind", _("Kind of action"), is_required=True, choices=ACTION_KINDS),
            _ABOUT,
            _NAMES,
        ),
        holder="Priority",
    ),
    "outcomes": Kind(_("Add an outcome"), _OUTCOME, holder="Priority"),
    "supporting": Kind(
        _("Add a supporting priority"),
        (
            _TITLE,
            _ABOUT,
            NameHeld(
                "accountable", _("Body that answers for it"), is_required=True, lists=("bodies",)
            ),
            TickHeld("joint", _("The Board has taken it on and answers too")),
        ),
    ),
    "risk_groups": Kind(
        _("Add a group at greatest risk"),
        (_TITLE, WordsHeld("why", _("What puts them at risk")), AgesHeld("ages", _("Ages"))),
    ),
    "documents": Kind(_("Add another strategy or paper"), _DOCUMENT),
}
# What the strategy has once, or not at all.
ONCE: dict[str, Kind] = {
    "vision": Kind(
        _("The vision"),
        (
            WordsHeld("words", _("The vision"), is_required=True),
            LinesHeld("by_reducing", _("What has to be reduced")),
        ),
    ),
    "consultation": Kind(
        _("The consultation"),
        (
            MonthHeld("first_month", _("First month, such as 2026-05"), is_required=True),
            MonthHeld("last_month", _("Last month"), is_required=True),
            NumberHeld("responses_over", _("More answers than")),
            WordsHeld("face_to_face", _("How many of them face to face")),
            LinesHeld("asked", _("Who was asked")),
            LinesHeld("channels", _("In which ways")),
            LinesHeld("places", _("In which places")),
            WordsHeld("result", _("What came of it"), rows=4),
            WordsHeld("note", _("Note"), rows=4),
        ),
    ),
}
_LISTS = {
    "Priority": "priorities",
    "KeyAction": "actions",
    "Outcome": "outcomes",
    "SupportingPriority": "supporting",
    "RiskGroup": "risk_groups",
    "LinkedDocument": "documents",
}


def find_kind(part: Any) -> Kind:
    """The kind of a part; of one that no page adds, its words alone."""
    name = _LISTS.get(type(part).__name__)
    if name:
        return KINDS[name]
    return Kind("", (_TITLE, _ABOUT) if hasattr(part, "about") else (_TITLE,))


def is_listed(part: Any) -> bool:
    """Whether pages add and remove parts of this kind."""
    return type(part).__name__ in _LISTS
