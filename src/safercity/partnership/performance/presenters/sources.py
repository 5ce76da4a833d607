"""Where a measure's figures come from, as a choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from safercity.partnership.performance.models import Source

ABOUT = {
    Source.QUESTION: _("You choose whose records are counted, where, and out of what."),
    Source.RETURN: _("An agency sends a figure for each period."),
    Source.EVIDENCE: _("The newest edition counts it, as the indicators define it."),
    Source.FROZEN: _("What happened where demand was high at the start, by month."),
}


@dataclass(frozen=True)
class SourceLine:
    """A source with its title, and what it is in a sentence."""

    source: str
    title: Any
    about: Any


def list_sources() -> list[SourceLine]:
    """The sources, what a manager makes most often first."""
    return [SourceLine(one.value, one.label, about) for one, about in ABOUT.items()]
