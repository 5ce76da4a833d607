"""How the plan stands and what the evidence says: the beginning of an annual review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safercity.documents.edition_view import Edition, read_table
from safercity.documents.strategy import Outcome, Priority, Strategy
from safercity.evidence.errors import SaferCityError
from safercity.partnership.commitments.queries import State, Wanted, list_under
from safercity.partnership.common.judging import Judged, judge_outcomes
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.places.queries import get_edition, get_reading
from safercity.partnership.strategy.actions import NewProposal
from safercity.partnership.strategy.models import Item
from safercity.partnership.strategy.queries import list_items
from safercity.partnership.strategy.queries.items import SUBJECT

DONE = (State.DONE, State.VERIFIED, State.CLOSED)
KINDS = {  # what a year's review asks of places
    "persistent": gettext_lazy("Places where high demand lasts"),
    "emerging": gettext_lazy("Places where it begins"),
    "former": gettext_lazy("Places where it has ended"),
}
NAMED = 6


def find_movements(
    strategy: Strategy, workspace: Path, *, viewer: Viewer
) -> tuple[str, list[NewProposal]]:
    """The edition's digest, and what the review begins from, as far as the viewer may see: for each
    priority how its plan stands and what its outcomes did; for work by place, which places moved.

    An outcome that did not move is told too: that nothing changed is a reason as well.
    Errors: NothingToAssess without an edition.
    """
    edition = get_edition(workspace, viewer, purpose="assessment")
    plan, judged = _count_plan(viewer), judge_outcomes(viewer)
    told = [
        NewProposal(
            priority.id,
            text="",
            evidence="\n\n".join(
                [
                    _tell_plan(priority, plan),
                    *(_tell(edition, each, judged=judged) for each in priority.outcomes),
                ]
            ),
            finding="indicators",
        )
        for priority in strategy.priorities
    ]
    if strategy.place_based and (moved := _tell_places(workspace, viewer)):
        part = strategy.place_based.id
        told.append(NewProposal(part, text="", evidence=moved, finding="places"))
    return edition.digest, told


def _tell_places(workspace: Path, viewer: Viewer) -> str:
    """Where demand lasts, where it begins, where it ended; "" for who may not see places."""
    try:
        places = get_reading(workspace, viewer).places
    except (SaferCityError, OSError):
        return ""
    names = {kind: [p["name"] for p in places if p["class"] == kind] for kind in KINDS}
    return "\n\n".join(
        f"{title}: {len(names[kind])}" + (f" ({_list_names(names[kind])})." if names[kind] else ".")
        for kind, title in KINDS.items()
    )


def _list_names(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return "; ".join(names[:NAMED]) + (_(" and %d more") % more if more > 0 else "")


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


def _tell(edition: Edition, outcome: Outcome, *, judged: Judged) -> str:
    """By its measures, which know where it holds; without any by the evidence's indicator."""
    title = f"{outcome.id} {outcome.title['en']}"
    if said := judged.get(outcome.id):
        return f"{title}. {' '.join(said)}"
    known = {each["id"]: each for each in read_table(edition, "indicators").get("indicators", [])}
    found = known.get(outcome.indicator or "")
    if found is None:
        return f"{title}. " + _("Nothing measures this outcome.")
    if "reading" not in found:
        return _("{title}: not read. {why}").format(title=title, why=found["not_read"])
    return f"{title}: {' '.join(each['text'] for each in found['reading']['statements'])}"
