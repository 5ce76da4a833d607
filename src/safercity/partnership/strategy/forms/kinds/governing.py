"""Who is in a strategy, and what it stands on: organisations, bodies, meetings, laws, sources."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from safercity.partnership.strategy.forms.fields import ChoiceHeld, TickHeld, WordsHeld
from safercity.partnership.strategy.forms.kinds.kind import ABOUT, OFTEN, OURS, TITLE, Kind
from safercity.partnership.strategy.forms.naming import NameHeld
from safercity.partnership.strategy.forms.plain import AgencyHeld, DayHeld, SeveralHeld
from safercity.partnership.strategy.forms.rows import GroupHeld, RowsHeld

NATIONS = (("england", _("England")), ("wales", _("Wales")))
_ON_BOARD = TickHeld("on_board", _("It has a seat on the Board"))
_SEAT = (
    WordsHeld("post", _("post"), is_required=True),
    NameHeld("organisation", _("organisation"), is_required=True, lists=("organisations",)),
)
_LINES = RowsHeld(
    "lines",
    _("What it reports to"),
    row=_("Line %(n)d"),
    cells=(
        NameHeld("to", _("to which body"), is_required=True, lists=("bodies",)),
        ChoiceHeld(
            "how",
            _("what it does"),
            is_required=True,
            choices=(("", _("nothing")), ("reports", _("reports")), ("assures", _("assures"))),
            default="none",
        ),
        ChoiceHeld("every", _("how often"), choices=OFTEN, default="none"),
        WordsHeld("about", _("what it is about")),
        TickHeld("inferred", _("it is ours: evident, and not said by the strategy")),
    ),
)
_ORGANISATION = (
    TITLE,
    ChoiceHeld(
        "kind",
        _("Kind of organisation"),
        is_required=True,
        choices=(
            ("council", _("council")),
            ("police", _("police")),
            ("fire", _("fire and rescue")),
            ("health", _("health")),
            ("justice", _("justice")),
            ("commissioner", _("commissioner")),
            ("voluntary", _("voluntary sector")),
            ("education", _("education")),
            ("commissioned", _("a commissioned service")),
            ("national", _("a national body")),
        ),
    ),
    AgencyHeld("agency", _("Agency of the evidence that it is")),
    ABOUT,
    _ON_BOARD,
)
_BODY = (
    TITLE,
    ChoiceHeld(
        "tier",
        _("Tier"),
        is_required=True,
        choices=(
            ("decision", _("adopts the strategy")),
            ("strategic", _("strategic")),
            ("tactical", _("tactical")),
            ("operational", _("operational")),
        ),
    ),
    ABOUT,
    GroupHeld("chair", _("Chair"), _("A post, never a person."), cells=_SEAT),
    GroupHeld("vice_chair", _("Vice-chair"), _("A post, never a person."), cells=_SEAT),
    NameHeld("overseen_by", _("Organisation that oversees it"), lists=("organisations",)),
    _LINES,
    TickHeld("inferred", _("The strategy knows it by another name only")),
)
_MEETING = (
    TITLE,
    ChoiceHeld(
        "kind",
        _("Kind of meeting"),
        is_required=True,
        choices=(
            ("multi_agency", _("multi-agency")),
            ("local", _("local")),
            ("tactical", _("tactical")),
            ("place_based", _("place-based")),
        ),
    ),
    ChoiceHeld("every", _("How often"), choices=OFTEN, default="none"),
    NameHeld("body", _("Body that it belongs to"), lists=("bodies",)),
    ABOUT,
)
_POWER = (
    TITLE,
    WordsHeld("requires", _("What it asks or allows"), is_required=True, rows=4),
    SeveralHeld("nations", _("Where it holds"), is_required=True, choices=NATIONS),
    DayHeld("enacted", _("Day of royal assent"), _("Empty where it is not known.")),
    DayHeld("valid_from", _("Day from which it binds"), _("Empty where it is not known.")),
    DayHeld("valid_to", _("Last day on which it binds")),
    NameHeld("amends", _("Power that it amends"), lists=("powers",)),
    NameHeld("successor", _("Power that took its place"), lists=("powers",)),
    OURS,
)
_SOURCE = (
    TITLE,
    ChoiceHeld(
        "kind",
        _("Kind of text"),
        is_required=True,
        choices=(
            ("strategy", _("a strategy")),
            ("news", _("a news item")),
            ("minutes", _("minutes")),
            ("other", _("another text")),
        ),
    ),
    WordsHeld("note", _("Note"), rows=4),
)
GOVERNING: dict[str, Kind] = {
    "organisations": Kind("Organisation", _("Add an organisation"), _ORGANISATION, is_around=True),
    "units": Kind(
        "Unit",
        _("Add a unit"),
        (TITLE, ABOUT, _ON_BOARD),
        holder="Organisation",
        is_around=True,
    ),
    "bodies": Kind("Body", _("Add a body"), _BODY, is_around=True),
    "meetings": Kind("Meeting", _("Add a meeting"), _MEETING, is_around=True),
    "powers": Kind("Power", _("Add a power"), _POWER, is_around=True),
    "sources": Kind("Source", _("Add a source"), _SOURCE, is_around=True),
}
