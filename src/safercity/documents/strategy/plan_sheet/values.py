"""A delivery plan's actions, and what became of each row of a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from safercity.evidence.errors import LedgerUnbalanced

State = Literal[
    "not_started", "under_way", "at_risk", "late", "blocked", "done", "verified", "stopped"
]
STATES: tuple[State, ...] = get_args(State)
Confidence = Literal["", "high", "medium", "low"]


@dataclass(frozen=True)
class PlanAction:
    """One action of the delivery plan, under a key action of the strategy.

    `ref`: the plan's own number for it; `due_words`: "Ongoing" and the like, where no day is set.
    Owner agency and post are text as the sheet has it: a post, and never a person.
    """

    key_action: str
    what: str
    owner_agency: str = ""
    ref: str = ""
    owner_post: str = ""
    partners: tuple[str, ...] = ()
    start: date | None = None
    due: date | None = None
    due_words: str = ""
    state: State | None = None
    confidence: Confidence = ""
    measure: str = ""
    place: str = ""
    funding: str = ""
    evidence: str = ""
    progress: str = ""


@dataclass(frozen=True)
class WhyHeld:
    """A reason for which a row waits for a person: a slug, what is wrong, what to do."""

    reason: str
    what: str
    advice: str


@dataclass(frozen=True)
class PlanRow:
    """An accepted row: where it stands, the action it tells, and cells under unknown headings."""

    sheet: str
    line: int
    action: PlanAction
    others: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class HeldPlanRow:
    """A row that waits: where it stands, why, and its cells by heading, so that none is lost."""

    sheet: str
    line: int
    why: tuple[WhyHeld, ...]
    cells: dict[str, str]


@dataclass(frozen=True)
class PlanSheet:
    """What became of a workbook: every row with anything in it is accepted or held.

    `columns`: those that were read and hold anything below their heading, as (field, "sheet:
    heading"); `unread`: "sheet: heading" of columns nobody knows; `passed_over`: sheets without a
    plan's heading, though with something in them.
    """

    name: str
    rows: int
    accepted: tuple[PlanRow, ...] = ()
    held: tuple[HeldPlanRow, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.accepted) + len(self.held) != self.rows:
            raise LedgerUnbalanced(
                f"{self.name}: {len(self.accepted)} rows accepted and {len(self.held)} held "
                f"are not the {self.rows} of the file."
            )

    @property
    def actions(self) -> tuple[PlanAction, ...]:
        """The accepted actions, in the order of the sheet."""
        return tuple(row.action for row in self.accepted)

    @property
    def reasons(self) -> dict[str, int]:
        """How many rows are held for each reason; a row may have several."""
        slugs = [why.reason for row in self.held for why in row.why]
        return {slug: slugs.count(slug) for slug in dict.fromkeys(slugs)}
