"""What a kind of part is: the list it stands in, its fields, and those that many kinds share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from safercity.partnership.strategy.forms.fields import Held, TickHeld, WordsHeld
from safercity.partnership.strategy.forms.naming import NamesHeld


@dataclass(frozen=True)
class Kind:
    """A kind of part. `of`: its class; `holder`: the class of what it stands in, "" for the whole.

    `begins`: keys that a new one has besides those of its form; `is_around`: it stands on the
    second page of a draft; `may_go`: where the strategy has it once, whether it may have none.
    """

    of: str
    add: Any
    fields: tuple[Held, ...]
    holder: str = ""
    begins: tuple[str, ...] = ()
    is_around: bool = False
    may_go: bool = True


TITLE = WordsHeld("title", _("Title"), is_required=True)
ABOUT = WordsHeld("about", _("What it is about"), rows=6)
NAMES = NamesHeld("names", _("What it names"))
OURS = TickHeld("inferred", _("It is ours: evident, and not said by the strategy"))
OFTEN = (
    ("", _("not said")),
    ("day", _("every day")),
    ("week", _("every week")),
    ("month", _("every month")),
    ("quarter", _("every quarter")),
    ("year", _("every year")),
    ("once", _("once")),
    ("regularly", _("regularly")),
    ("case", _("case by case")),
)
