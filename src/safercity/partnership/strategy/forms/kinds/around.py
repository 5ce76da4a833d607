"""What a strategy tells around its priorities: statements, programmes, money, what was done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safercity.partnership.strategy.forms.fields import (
    AgesHeld,
    ChoiceHeld,
    LinesHeld,
    NumberHeld,
    TickHeld,
    WordsHeld,
)
from safercity.partnership.strategy.forms.kinds.kind import ABOUT, NAMES, OFTEN, TITLE, Kind
from safercity.partnership.strategy.forms.naming import NameHeld, PartHeld, SourceHeld, UnitHeld
from safercity.partnership.strategy.forms.plain import DayHeld
from safercity.partnership.strategy.forms.rows import RowsHeld

_WEEKDAYS = (
    ("Monday", _("Monday")),
    ("Tuesday", _("Tuesday")),
    ("Wednesday", _("Wednesday")),
    ("Thursday", _("Thursday")),
    ("Friday", _("Friday")),
    ("Saturday", _("Saturday")),
    ("Sunday", _("Sunday")),
)
_STATEMENT = (TITLE, ABOUT, NAMES)
_PROGRAMME = (
    TITLE,
    TickHeld("commissioned", _("It is a commissioned service")),
    NameHeld("holder", _("Who holds it"), lists=("organisations", "bodies")),
    AgesHeld("ages", _("Ages")),
    ABOUT,
)
_FUNDING = (
    TITLE,
    NumberHeld("pounds", _("Pounds"), _("Empty where no amount is stated."), most=10**10),
    NumberHeld("rounds", _("Rounds"), least=1, most=100),
    NameHeld("programme", _("Programme that it pays for"), lists=("programmes",)),
    ABOUT,
    RowsHeld(
        "posts",
        _("Posts that it pays for"),
        row=_("Post %(n)d"),
        cells=(
            WordsHeld("title", _("title"), is_required=True),
            UnitHeld("unit", _("unit")),
        ),
    ),
)
_ACHIEVEMENT = (
    TITLE,
    NumberHeld("first_year", _("First year"), is_required=True, least=1998, most=2100),
    NumberHeld("last_year", _("Last year"), is_required=True, least=1998, most=2100),
    NumberHeld("month", _("Month, as a number"), least=1, most=12),
    NumberHeld("figure", _("Figure"), most=10**10),
    WordsHeld("unit", _("What the figure counts")),
    ABOUT,
    NAMES,
)
_REVIEW = (
    TITLE,
    ChoiceHeld("every", _("How often"), is_required=True, choices=OFTEN[1:]),
    NameHeld("action", _("Key action that it stands in"), lists=("actions",)),
    ABOUT,
)
_APPROVAL = (
    NameHeld("body", _("Body that decides"), is_required=True, lists=("bodies",)),
    DayHeld("day", _("Day"), is_required=True),
    ChoiceHeld(
        "state",
        _("What is known of it"),
        is_required=True,
        choices=(("expected", _("announced")), ("decided", _("decided"))),
    ),
    ChoiceHeld(
        "weekday",
        _("Weekday that the source gives"),
        _("It is checked against the day."),
        choices=(("", _("not said")), *_WEEKDAYS),
        default="none",
    ),
    NameHeld("source", _("Source"), lists=("sources",)),
    WordsHeld("how_known", _("How it is known"), rows=4),
)
_DEFINITION = (
    WordsHeld("term", _("Term"), is_required=True),
    WordsHeld("means", _("What it means"), rows=4),
    LinesHeld("includes", _("What it includes")),
    TickHeld("includes_more", _("It includes more than these")),
    LinesHeld("excludes", _("What it leaves out")),
    TickHeld("excludes_more", _("It leaves out more than these")),
)
_DIFFERENCE = (
    WordsHeld("about", _("What they differ in"), is_required=True),
    RowsHeld(
        "says",
        _("What each source says"),
        is_required=True,
        row=_("Saying %(n)d"),
        cells=(
            NameHeld("source", _("source"), is_required=True, lists=("sources",)),
            WordsHeld("words", _("what it says"), is_required=True),
        ),
    ),
    SourceHeld("holds", _("Which holds"), is_required=True),
    WordsHeld("why", _("Why"), is_required=True, rows=4),
    RowsHeld(
        "relates",
        _("What it bears on"),
        row=_("Link %(n)d"),
        cells=(PartHeld("to", _("it bears on")),),
        is_bare=True,
    ),
)
AROUND: dict[str, Kind] = {
    "emphases": Kind("Statement", _("Add an emphasis"), _STATEMENT, is_around=True),
    "governance": Kind("Statement", _("Add a principle of governance"), _STATEMENT, is_around=True),
    "programmes": Kind("Programme", _("Add a programme or service"), _PROGRAMME, is_around=True),
    "funding": Kind("Funding", _("Add money"), _FUNDING, is_around=True),
    "reviews": Kind("PromisedReview", _("Add a promised review"), _REVIEW, is_around=True),
    "approvals": Kind("Approval", _("Add a step of approval"), _APPROVAL, is_around=True),
    "achievements": Kind("Achievement", _("Add what was done"), _ACHIEVEMENT, is_around=True),
    "definitions": Kind("Definition", _("Add a definition"), _DEFINITION, is_around=True),
    "differences": Kind(
        "Difference", _("Add where the sources differ"), _DIFFERENCE, is_around=True
    ),
}
