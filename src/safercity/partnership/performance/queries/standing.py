"""How all measures stand: read again once something was done to what they are made of."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language

from safercity.partnership.audit.queries import question_changes, read_changes
from safercity.partnership.common.together import Question, asked_together
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.queries.editions import see_edition
from safercity.partnership.performance.queries.measures import SUBJECT, list_all
from safercity.partnership.performance.queries.readings import (
    Reading,
    read_measures,
    relate,
)
from safercity.partnership.performance.queries.returns import Sent, list_sent
from safercity.partnership.sharing.queries import WAYS_KEPT, VisibleEdition

__all__ = ["Standing", "ask_acts", "read_all", "read_standing"]

# What a reading is made of, down to its owner's name.
KINDS = (SUBJECT, "performance.return", "people.post", "people.agency")


@dataclass(frozen=True)
class Standing:
    """The reading of every measure, and every return that was sent."""

    readings: tuple[Reading, ...]
    sent: Sent

    @property
    def late(self) -> int:
        """How many returns are late."""
        return sum(len(one.late) for one in self.readings)


@asked_together
def ask_acts(viewer: Viewer) -> Question | None:
    """What was done lately to what readings are made of."""
    if not rules.see_outcomes.allowed(viewer):
        return None
    return question_changes(*KINDS)


def read_standing(viewer: Viewer) -> Standing:
    """How the measures stand today over the current edition as the viewer may see it.

    Every change leaves an act: as long as there is no other, and the day, the edition and the
    language of its words are the same, so is the answer, and it is kept. Errors: NotAllowed.
    """
    rules.see_outcomes(viewer)  # who may not is told of no acts, and would be answered for good
    since = (read_changes(ask_acts(viewer)), get_language())
    return _read_standing(see_edition(viewer), timezone.localdate(), since=since)


def read_all(viewer: Viewer) -> list[Reading]:
    """Every measure's reading over the current edition, as far as the viewer may see it."""
    return list(read_standing(viewer).readings)


@lru_cache(maxsize=WAYS_KEPT)
def _read_standing(edition: VisibleEdition | None, today: date, *, since: Hashable) -> Standing:
    measures, sent = list_all(), list_sent(list_all())
    known = relate(measures, sent, edition=edition, today=today)
    return Standing(tuple(read_measures(measures, known)), sent)
