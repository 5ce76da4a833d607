"""What follows elsewhere when a version of the strategy is published: its bodies, its measures.

An app that takes something up from the strategy has a `following.py`; `config` collects them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from safercity.documents.strategy import Strategy
from safercity.partnership.common.viewers import Viewer


@dataclass(frozen=True)
class Published:
    """A version that takes force on a day, and the one whose place it takes (None: the first)."""

    strategy: Strategy
    former: Strategy | None
    day: date

    @property
    def since(self) -> date | None:
        """From when something new holds: open for what a first strategy found in place."""
        return self.day if self.former else None


class What(StrEnum):
    """What an effect does. "look": nothing by itself, and somebody should decide."""

    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"
    LOOK = "look"


def do_nothing(*, by: Viewer) -> None:
    """The act of an effect that only tells."""


@dataclass(frozen=True)
class Effect:
    """One thing that publishing does, in words, and how it is done. `group`: the heading."""

    group: str
    what: What
    words: str
    act: Callable[..., object] = do_nothing  # takes `by=`


PlanEffects = Callable[[Published], list[Effect]]
OFFERED: list[PlanEffects] = []


def offer_effects(planners: Sequence[PlanEffects]) -> None:
    """Say which apps take something up. Called once, by `config`, which alone knows every app."""
    OFFERED[:] = planners


def plan_effects(published: Published) -> list[Effect]:
    """All that is still to be done; nothing once it was done. Writes nothing."""
    return [effect for plan in OFFERED for effect in plan(published)]


def carry_out(published: Published, *, by: Viewer) -> list[Effect]:
    """Do all of it, app by app, each after what lies below it; what was done.

    Inside the caller's transaction. Errors: those of the apps' own actions.
    """
    done: list[Effect] = []
    for plan in OFFERED:
        for effect in plan(published):
            effect.act(by=by)
            done.append(effect)
    return done
