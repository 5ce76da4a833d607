"""What a strategy sets out to do: priorities, key actions, outcomes, groups, other strategies."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safercity.partnership.strategy.forms.fields import AgesHeld, ChoiceHeld, TickHeld, WordsHeld
from safercity.partnership.strategy.forms.kinds.kind import ABOUT, NAMES, TITLE, Kind
from safercity.partnership.strategy.forms.naming import (
    IndicatorHeld,
    LeadHeld,
    NameHeld,
    RelationsHeld,
)

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
    TITLE,
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
    TITLE,
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
TARGETS: dict[str, Kind] = {
    "priorities": Kind(
        "Priority",
        _("Add a strategic priority"),
        (
            TITLE,
            ABOUT,
            LeadHeld("lead", _("Lead agencies, with the units that lead"), is_required=True),
        ),
        begins=("actions", "outcomes"),
    ),
    "actions": Kind(
        "KeyAction",
        _("Add a key action"),
        (
            TITLE,
            ChoiceHeld("kind", _("Kind of action"), is_required=True, choices=ACTION_KINDS),
            ABOUT,
            NAMES,
        ),
        holder="Priority",
    ),
    "outcomes": Kind("Outcome", _("Add an outcome"), _OUTCOME, holder="Priority"),
    "supporting": Kind(
        "SupportingPriority",
        _("Add a supporting priority"),
        (
            TITLE,
            ABOUT,
            NameHeld(
                "accountable", _("Body that answers for it"), is_required=True, lists=("bodies",)
            ),
            TickHeld("joint", _("The Board has taken it on and answers too")),
        ),
    ),
    "risk_groups": Kind(
        "RiskGroup",
        _("Add a group at greatest risk"),
        (TITLE, WordsHeld("why", _("What puts them at risk")), AgesHeld("ages", _("Ages"))),
    ),
    "documents": Kind("LinkedDocument", _("Add another strategy or paper"), _DOCUMENT),
}
