"""How the plan stands and what the evidence says: the beginning of an annual review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from safercity.documents.edition_view import Edition, read_table
from safercity.documents.strategy import Outcome, Priority, Strategy
from safercity.partnership.commitments.queries import State, Wanted, list_under
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.places.queries import get_edition
from safercity.partnership.strategy.actions import NewProposal
from safercity.partnership.strategy.actions.planning import SUBJECT
from safercity.partnership.strategy.models import Item
from safercity.partnership.strategy.queries import list_items

DONE = (State.DONE, State.VERIFIED, State.CLOSED)


def find_movements(
    strategy: Strategy, workspace: Path, *, viewer: Viewer
) -> tuple[str, list[NewProposal]]:
    """The edition's digest, and for each priority how its plan stands and what moved among its
    outcomes' indicators, as far as the viewer may see.

    An outcome whose indicator did not move is told too: that nothing changed is a reason as well.
    Errors: NothingToAssess without an edition.
    """
    edition = get_edition(workspace, viewer, purpose="assessment")
    plan = _count_plan(viewer)
    told = [
        NewProposal(
            priority.id,
            text="",
            evidence="\n\n".join(
                [_tell_plan(priority, plan), *(_tell(edition, each) for each in priority.outcomes)]
            ),
            finding="indicators",
        )
        for priority in strategy.priorities
    ]
    return edition.digest, told


def _count_plan(viewer: Viewer) -> dict[str, Counter[str]]:
    """Key action → how many of its commitments are done, late and open."""
    codes: dict[UUID | None, str] = {
        key: code for code, key in list_items(Item.Kind.ACTION).items()
    }
    plan: dict[str, Counter[str]] = {}
    for row in list_under(SUBJECT, viewer=viewer, wanted=Wanted(kind="key_action")):
        code = codes.get(row.subject_id, "")
        state = "late" if row.is_late else "done" if row.state in DONE else "open"
        plan.setdefault(code, Counter())[state] += 1
    return plan


def _tell_plan(priority: Priority, plan: Mapping[str, Counter[str]]) -> str:
    counts = [plan[each.id] for each in priority.actions if each.id in plan]
    total = sum(counts, Counter())
    told = {
        "n": len(priority.actions),
        "owned": len(counts),
        "done": total["done"],
        "late": total["late"],
        "open": total["open"],
    }
    words = _(
        "The plan: of %(n)d key actions %(owned)d have an owner. What was undertaken for them:"
        " %(done)d done, %(late)d late, %(open)d on the way."
    )
    return words % told


def _tell(edition: Edition, outcome: Outcome) -> str:
    title = f"{outcome.id} {outcome.title['en']}"
    known = {each["id"]: each for each in read_table(edition, "indicators").get("indicators", [])}
    found = known.get(outcome.indicator or "")
    if found is None:
        return f"{title}: no indicator of the evidence tells this outcome; see the returns."
    if "reading" not in found:
        return f"{title}: not read. {found['not_read']}"
    return f"{title}: {' '.join(each['text'] for each in found['reading']['statements'])}"
