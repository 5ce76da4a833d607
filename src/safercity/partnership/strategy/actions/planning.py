"""The delivery plan: every key action of the strategy has commitments with owners and dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db import transaction

from safercity.documents.strategy.plan_sheet import PlanAction, PlanRow, WhyHeld, read_plan
from safercity.partnership.commitments import actions as commitments
from safercity.partnership.commitments.queries import Commitment, State, Wanted, list_under
from safercity.partnership.common.free_text import NamesAPerson
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.people.queries import Agency, Post, list_agencies, list_posts
from safercity.partnership.strategy import rules
from safercity.partnership.strategy.models import Item, StrategyVersion
from safercity.partnership.strategy.queries.items import SUBJECT, list_items, name_undertaken
from safercity.partnership.strategy.queries.versions import read_content

MADE, KNOWN = "made", "known"
Planned = Mapping[tuple[str, str], Commitment]  # by key action and plain words
# What a spreadsheet says of an action, as a state of ours.
STATES = {
    "under_way": State.ON_TRACK,
    "at_risk": State.SLIPPING,
    "late": State.SLIPPING,
    "done": State.DONE,
    "stopped": State.WITHDRAWN,
}


@dataclass(frozen=True)
class Undertaking:
    """What is undertaken for a key action: by which post, until when, with which agencies."""

    code: str
    what: str
    owner: UUID
    due: date
    partners: tuple[UUID, ...] = ()
    place: str = ""
    funding: str = ""
    key: UUID | None = None


@dataclass(frozen=True)
class HeldRow:
    """A row of a plan's spreadsheet that waits: where it stands, why, and what it says."""

    sheet: str
    line: int
    why: tuple[WhyHeld, ...]
    says: str


@dataclass(frozen=True)
class PlanLedger:
    """What became of a plan's spreadsheet: rows made, known and held add up to `rows`.

    `known`: rows that the plan has already, word for word.
    """

    rows: int
    made: int
    known: int
    held: tuple[HeldRow, ...]
    unread: tuple[str, ...]


@transaction.atomic
def undertake(version: StrategyVersion, new: Undertaking, *, by: Viewer):
    """Give a key action, or a priority that the Board took on, an owner and a day: a commitment.

    Errors: NotAllowed, NotVisible.
    """
    if by is not SYSTEM:
        rules.keep_plan(by)
    title = name_undertaken(version, new.code)
    if title is None:
        raise NotVisible(f"The strategy has no key action {new.code}.")
    priorities = read_content(version).priorities
    holder = next((p for p in priorities if any(a.id == new.code for a in p.actions)), None)
    code, title = (holder.id, holder.title["en"]) if holder else (new.code, title)
    commitments.keep_priority_title(code, title)
    kind = Item.Kind.ACTION if holder else Item.Kind.SUPPORTING
    item, _made = Item.objects.get_or_create(kind=kind, code=new.code)
    return commitments.make_commitment(
        commitments.NewCommitment(
            what=new.what,
            owner=new.owner,
            due=new.due,
            kind="key_action",
            subject=(SUBJECT, item.pk),
            partners=new.partners,
            place=new.place,
            funding=new.funding,
            priority=code,
            key=new.key,
        ),
        by=by,
    )


@transaction.atomic
def import_plan(version: StrategyVersion, file: Path, *, by: Viewer) -> PlanLedger:
    """Bring in an existing plan: each row becomes a commitment, is known, or is held with a reason.

    Nothing is lost and nothing guessed: a row whose owner is no post of ours is held. What the
    plan has already is not made twice.
    Errors: NotAllowed; UnreadableFile, WrongShape of the file as a whole.
    """
    rules.keep_plan(by)
    sheet = read_plan(file, strategy=read_content(version))
    finder = OwnerFinder(list_agencies(), list_posts())
    held = [
        HeldRow(row.sheet, row.line, row.why, "; ".join(row.cells.values())) for row in sheet.held
    ]
    counts: Counter[str] = Counter()
    planned = _list_planned()
    for row in sheet.accepted:
        lacking = _enter(version, row, finder=finder, planned=planned, by=by)
        if isinstance(lacking, str):
            counts[lacking] += 1
        else:
            held.append(HeldRow(row.sheet, row.line, lacking, row.action.what))
    return PlanLedger(sheet.rows, counts[MADE], counts[KNOWN], tuple(held), tuple(sheet.unread))


class OwnerFinder:
    """Finds agencies and posts by the text of a spreadsheet, whatever its capitals."""

    def __init__(self, agencies: Iterable[Agency], posts: Iterable[Post]):
        self.agencies = {_plain(name): a for a in agencies for name in (a.name, a.slug)}
        self.posts = {(_plain(post.title), post.agency_id): post for post in posts}

    def find_agency(self, text: str) -> Agency | None:
        """The agency of this name or slug."""
        return self.agencies.get(_plain(text))

    def find_post(self, title: str, agency: Agency | None) -> Post | None:
        """The post of this title: in the agency, or the only one of that title anywhere."""
        wanted = _plain(title)
        if agency:
            return self.posts.get((wanted, agency.pk))
        alike = [post for (name, _agency), post in self.posts.items() if name == wanted]
        return alike[0] if len(alike) == 1 else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _list_planned() -> Planned:
    """What the plan has, by key action and words."""
    codes: dict[UUID | None, str] = {
        key: code for code, key in list_items(Item.Kind.ACTION).items()
    }
    rows = list_under(SUBJECT, viewer=SYSTEM, wanted=Wanted(kind="key_action"))
    return {(codes.get(row.subject_id, ""), _plain(row.what)): row for row in rows}


def _enter(
    version: StrategyVersion,
    row: PlanRow,
    *,
    finder: OwnerFinder,
    planned: Planned,
    by: Viewer,
) -> str | tuple[WhyHeld, ...]:
    """MADE, KNOWN, or why the row waits."""
    action = row.action
    agency = finder.find_agency(action.owner_agency)
    post = finder.find_post(action.owner_post, agency)
    there = planned.get((action.key_action, _plain(action.what)))
    lacking = tuple(_lacking(action, agency=agency, post=post, there=there))
    if post is None or action.due is None or lacking:
        return lacking
    if there is not None:
        return KNOWN
    partners = tuple(a.pk for name in action.partners if (a := finder.find_agency(name)))
    new = Undertaking(
        action.key_action,
        action.what,
        post.pk,
        action.due,
        partners,
        place=action.place,
        funding=action.funding,
    )
    try:
        with transaction.atomic():
            _bring_up_to_date(undertake(version, new, by=by), action, by=by)
    except NamesAPerson as error:
        return (WhyHeld("names_a_person", str(error), error.advice or ""),)
    return MADE


def _bring_up_to_date(made: Commitment, action: PlanAction, *, by: Viewer) -> None:
    """The state and the last words that the spreadsheet has for it."""
    state = STATES.get(action.state or "not_started", State.NOT_STARTED)
    if state != State.NOT_STARTED:
        step = commitments.Step(state, text=action.progress, evidence=action.evidence)
        commitments.change_state(made, step, by=by)
    elif action.progress:
        commitments.add_update(made, action.progress, by=by)


def _lacking(
    action: PlanAction, *, agency: Agency | None, post: Post | None, there: Commitment | None
) -> Iterator[WhyHeld]:
    if action.owner_agency and agency is None:
        yield WhyHeld(
            "unknown_agency",
            f"No agency here is called {action.owner_agency!r}.",
            "Write its name as under Agencies and posts.",
        )
    elif post is None:
        where = f" in {agency.name}" if agency else ""
        yield WhyHeld(
            "unknown_post",
            f"No post{where} is called {action.owner_post!r}."
            if action.owner_post
            else "No owner post is given.",
            "Write the post's title as under Agencies and posts, or make the post first.",
        )
    if action.due is None:
        yield WhyHeld(
            "no_day",
            f"It has no day it is due{f': {action.due_words!r}' if action.due_words else ''}.",
            "Give the day of the next milestone.",
        )
    if action.state == "done" and not action.evidence and there is None:
        yield WhyHeld(
            "no_evidence",
            "It says that this is done, and not what shows it.",
            "Write under Evidence where it can be seen.",
        )
    if there and post and (there.owner_id, there.due) != (post.pk, action.due):
        yield WhyHeld(
            "in_plan",
            f"The plan has this action already, with {there.owner}, due {there.due}.",
            "Change owner or day on its own page.",
        )
