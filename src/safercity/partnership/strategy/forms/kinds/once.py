"""What a strategy has once: the whole itself, its vision, its consultation, how it works."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safercity.partnership.strategy.forms.fields import (
    ChoiceHeld,
    LinesHeld,
    MonthHeld,
    NumberHeld,
    WordsHeld,
)
from safercity.partnership.strategy.forms.kinds.governing import NATIONS
from safercity.partnership.strategy.forms.kinds.kind import ABOUT, NAMES, TITLE, Kind
from safercity.partnership.strategy.forms.naming import NameHeld, NamesHeld
from safercity.partnership.strategy.forms.plain import AreasHeld, SureHeld
from safercity.partnership.strategy.forms.rows import GroupHeld

TIERS = (
    ("unitary", _("unitary")),
    ("two_tier", _("two-tier")),
    ("district", _("district")),
    ("county", _("county")),
    ("borough", _("borough")),
    ("principal_area", _("principal area")),
)
_PERIOD = GroupHeld(
    "period",
    _("Period"),
    is_required=True,
    cells=(
        NumberHeld("first_year", _("first year"), is_required=True, least=1998, most=2100),
        NumberHeld("last_year", _("last year"), is_required=True, least=1998, most=2100),
        NumberHeld("years", _("how many years it is for"), least=1, most=50),
        WordsHeld("note", _("note"), rows=4),
    ),
)
_SHORT_TITLE = WordsHeld("title", _("Title"), is_required=True, longest=200)
WHOLE = Kind(
    "Strategy",
    _("The strategy itself: its title, period and board"),
    (
        _SHORT_TITLE,
        WordsHeld("partnership", _("Partnership"), is_required=True),
        NameHeld("board", _("Board that watches over it"), is_required=True, lists=("bodies",)),
        _PERIOD,
        ChoiceHeld("nation", _("Nation"), is_required=True, choices=NATIONS),
        ChoiceHeld(
            "tier",
            _("Tier of local government"),
            _("Nation and tier choose the steps and duties of its route."),
            is_required=True,
            choices=TIERS,
        ),
        AreasHeld("areas", _("Codes of the areas that it is for")),
    ),
    may_go=False,
)
_VISION = (
    WordsHeld("words", _("The vision"), is_required=True),
    LinesHeld("by_reducing", _("What has to be reduced")),
)
_CONSULTATION = (
    MonthHeld("first_month", _("First month, such as 2026-05"), is_required=True),
    MonthHeld("last_month", _("Last month"), is_required=True),
    NumberHeld("responses_over", _("More answers than")),
    WordsHeld("face_to_face", _("How many of them face to face")),
    LinesHeld("asked", _("Who was asked")),
    LinesHeld("channels", _("In which ways")),
    LinesHeld("places", _("In which places")),
    WordsHeld("result", _("What came of it"), rows=4),
    WordsHeld("note", _("Note"), rows=4),
)
_BASIS = WordsHeld("about", _("What it is about"), is_required=True, rows=6)
_PLACES = (
    TITLE,
    _BASIS,
    NamesHeld("overlaid", _("Whose data are laid over each other")),
    WordsHeld("finds", _("What that finds"), rows=4),
    LinesHeld("where", _("Where it is done")),
    WordsHeld("resources", _("With which means"), rows=4),
)
_FAMILIES = (
    _BASIS,
    NAMES,
    LinesHeld("expects", _("What it is expected to bring")),
    WordsHeld("participation", _("How young people take part"), rows=4),
)
# By the key under which they stand; "whole" is the strategy itself.
ONCE: dict[str, Kind] = {
    "whole": WHOLE,
    "vision": Kind("Vision", _("The vision"), _VISION, may_go=False),
    "consultation": Kind("Consultation", _("The consultation"), _CONSULTATION),
    "risk_groups_changed": Kind(
        "RiskGroupsChanged",
        _("Whether the groups at greatest risk are others than before"),
        (SureHeld("changed", _("They are others than in the assessment before")), ABOUT),
    ),
    "assessment": Kind("Assessment", _("What the priorities rest on"), (_BASIS, NAMES)),
    "place_based": Kind("PlaceBased", _("Working place by place"), _PLACES),
    "family_support": Kind("FamilySupport", _("Support of families"), _FAMILIES),
}
