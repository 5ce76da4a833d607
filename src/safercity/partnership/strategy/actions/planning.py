"""The delivery plan: every key action of the strategy has commitments with owners and dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db import transaction

from safercity.documents.strategy.plan_sheet import PlanAction, PlanRow, WhyHeld, read_plan
from safercity.partnership.commitments import actions as commitments
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.people.queries import Agency, Post, list_agencies, list_posts
from safercity.partnership.strategy import rules
from safercity.partnership.strategy.models import Item, StrategyVersion
from safercity.partnership.strategy.queries.items import name_undertaken
from safercity.partnership.strategy.queries.versions import read_content

SUBJECT = "strategy.item"


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
    """What became of a plan's spreadsheet: made and held rows add up to `rows`."""

    rows: int
    made: int
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
    commitments.name_priority(code, title)
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
    """Bring in an existing plan: each row becomes a commitment, or is held with a reason.

    Nothing is lost and nothing guessed: a row whose owner is no post of ours is held.
    Errors: NotAllowed; UnreadableFile, WrongShape of the file as a whole.
    """
    rules.keep_plan(by)
    sheet = read_plan(file, strategy=read_content(version))
    finder = OwnerFinder(list_agencies(), list_posts())
    held = [
        HeldRow(row.sheet, row.line, row.why, "; ".join(row.cells.values())) for row in sheet.held
    ]
    made = 0
    for row in sheet.accepted:
        lacking = _enter(version, row, finder=finder, by=by)
        if lacking:
            held.append(HeldRow(row.sheet, row.line, lacking, row.action.what))
        else:
            made += 1
    return PlanLedger(sheet.rows, made, tuple(held), tuple(sheet.unread))


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


def _enter(
    version: StrategyVersion, row: PlanRow, *, finder: OwnerFinder, by: Viewer
) -> tuple[WhyHeld, ...]:
    action = row.action
    agency = finder.find_agency(action.owner_agency)
    post = finder.find_post(action.owner_post, agency)
    lacking = tuple(_lacking(action, agency=agency, post=post))
    if post is None or action.due is None or lacking:
        return lacking
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
    undertake(version, new, by=by)
    return ()


def _lacking(action: PlanAction, *, agency: Agency | None, post: Post | None):
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
