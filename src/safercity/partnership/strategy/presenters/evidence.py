"""How the plan stands and what the evidence says: the beginning of an annual review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safercity.documents.edition_view import read_table
from safercity.documents.strategy import Outcome, Priority, Strategy
from safercity.evidence.errors import SaferCityError
from safercity.partnership.commitments.queries import State, Wanted, list_under
from safercity.partnership.common.judging import Judged, Said, judge_outcomes
from safercity.partnership.common.known_places import see_places
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.places.queries import get_edition, get_reading
from safercity.partnership.sharing.queries import VisibleEdition, tell_basis
from safercity.partnership.strategy.actions import NewProposal
from safercity.partnership.strategy.models import Item
from safercity.partnership.strategy.queries import list_items
from safercity.partnership.strategy.queries.items import SUBJECT
from safercity.partnership.strategy.queries.reviews import BETWEEN

DONE = (State.DONE, State.VERIFIED, State.CLOSED)
KINDS = {  # what a year's review asks of places
    "persistent": gettext_lazy("Places where high demand lasts"),
    "seasonal": gettext_lazy("Places where it comes with the season"),
    "emerging": gettext_lazy("Places where it begins"),
    "former": gettext_lazy("Places where it has ended"),
}
NAMED = 6
PURPOSE = "assessment"


def find_movements(
    strategy: Strategy, workspace: Path, *, viewer: Viewer
) -> tuple[str, list[NewProposal]]:
    """The edition's digest, and what the review begins from, as far as the viewer may see: for each
    priority how its plan stands and what its outcomes did; for work by place, which places moved.

    An outcome that did not move is told too: that nothing changed is a reason as well.
    Errors: NothingToAssess without an edition.
    """
    edition = get_edition(workspace, viewer, purpose=PURPOSE)
    plan, judged = _count_plan(viewer), judge_outcomes(viewer)
    told = [
        _propose(
            priority.id,
            [
                Said(_tell_plan(priority, plan)),
                *(_tell(edition, each, judged=judged) for each in priority.outcomes),
            ],
            finding="indicators",
        )
        for priority in strategy.priorities
    ]
    if strategy.place_based and (moved := _tell_places(workspace, viewer)):
        told.append(_propose(strategy.place_based.id, moved, finding="places"))
    return edition.digest, told


def _propose(part: str, told: Sequence[Said], *, finding: str) -> NewProposal:
    """Paragraphs of evidence, and beside them what each rests on."""
    return NewProposal(
        part,
        text="",
        evidence=BETWEEN.join(each.text for each in told),
        finding=finding,
        rests_on=[list(each.rests_on) for each in told],
    )


def _tell_places(workspace: Path, viewer: Viewer) -> list[Said]:
    """Where demand lasts, comes with the season, begins, ended; nothing without the list."""
    try:
        reading = get_reading(workspace, viewer)
    except (SaferCityError, OSError):
        return []
    seen, known = reading.edition, see_places(viewer).places
    assert isinstance(seen, VisibleEdition)  # no other is read
    told = []
    for kind, title in KINDS.items():
        places = [place for place in reading.places if place["class"] == kind]
        names = _list_names([place["name"] for place in places])
        rows = [{"agencies": list(known[place["id"]].layers)} for place in places] or [{}]
        told.append(
            Said(
                f"{title}: {len(places)}" + (f" ({names})." if names else "."),
                tuple(tell_basis(seen, row, table="places", purpose="places") for row in rows),
            )
        )
    return told


def _list_names(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return "; ".join(names[:NAMED]) + (_(" and %d more") % more if more > 0 else "")


def _count_plan(viewer: Viewer) -> dict[str, Counter[str]]:
    """Key action → how many of its commitments are done, late and open; without those that only
    their parties may know of: others read it later."""
    codes: dict[UUID | None, str] = {
        key: code for code, key in list_items(Item.Kind.ACTION).items()
    }
    plan: dict[str, Counter[str]] = {}
    rows = list_under(SUBJECT, viewer=viewer, wanted=Wanted(kind="key_action"))
    for row in (row for row in rows if not row.only_parties):
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


def _tell(edition: VisibleEdition, outcome: Outcome, *, judged: Judged) -> Said:
    """By its measures, which know where it holds; without any by the evidence's indicator."""
    title = f"{outcome.id} {outcome.title['en']}"
    if said := judged.get(outcome.id):
        rests_on = tuple(basis for each in said for basis in each.rests_on)
        return Said(f"{title}. {' '.join(each.text for each in said)}", rests_on)
    known = {each["id"]: each for each in read_table(edition, "indicators").get("indicators", [])}
    found = known.get(outcome.indicator or "")
    if found is None:
        return Said(f"{title}. " + _("Nothing measures this outcome."))
    rests_on = (tell_basis(edition, found, table="indicators", purpose=PURPOSE),)
    if "reading" not in found:
        words = _("{title}: not read. {why}").format(title=title, why=found["not_read"])
        return Said(words, rests_on)
    read = " ".join(each["text"] for each in found["reading"]["statements"])
    return Said(f"{title}: {read}", rests_on)
