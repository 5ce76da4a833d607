"""Bringing in an existing plan's spreadsheet: a ledger in which every row and column is told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from safercity.documents.strategy.plan_sheet import (
    PlanAction,
    PlanRow,
    PlanSheet,
    WhyHeld,
    read_plan,
)
from safercity.partnership.commitments.queries import Commitment, Wanted, list_under
from safercity.partnership.common.free_text import NamesAPerson
from safercity.partnership.common.rules import Refused
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.people.queries import Agency, Post, list_agencies, list_posts
from safercity.partnership.strategy import rules
from safercity.partnership.strategy.actions.differing import Difference, Renewal, fill, renew
from safercity.partnership.strategy.actions.lacking import OwnerFinder, find_lacking, say_plain
from safercity.partnership.strategy.actions.planning import Undertaking, undertake
from safercity.partnership.strategy.models import Item, StrategyVersion
from safercity.partnership.strategy.queries.items import SUBJECT, list_items
from safercity.partnership.strategy.queries.versions import read_content

MADE, KNOWN, CHANGED = "made", "known", "changed"
Planned = Mapping[tuple[str, str], list[Commitment]]  # by key action and plain words
NOT_KEPT = ("start", "measure")  # columns that are read, and for which actions have no place


@dataclass(frozen=True)
class HeldRow:
    """A row of a plan's spreadsheet that waits: where it stands, why, and what it says."""

    sheet: str
    line: int
    why: tuple[WhyHeld, ...]
    says: str


@dataclass(frozen=True)
class ToldRow:
    """A row that is in the plan and changed something there, or says what was left out."""

    sheet: str
    line: int
    key: UUID
    says: str
    changed: tuple[Difference, ...]
    left: tuple[WhyHeld, ...]


@dataclass(frozen=True)
class PlanLedger:
    """What became of a plan's spreadsheet: rows made, known and held add up to `rows`.

    `known`: rows that the plan had already; `changed` of them said something new. `told`: what
    they changed, and what was left out. `unread`: columns nobody knows; `unused`: columns that are
    known, and not kept; `passed_over`: sheets that are no plan.
    """

    rows: int
    made: int
    known: int
    held: tuple[HeldRow, ...]
    unread: tuple[str, ...]
    changed: int = 0
    told: tuple[ToldRow, ...] = ()
    unused: tuple[str, ...] = ()
    passed_over: tuple[str, ...] = ()


@transaction.atomic
def import_plan(version: StrategyVersion, file: Path, *, by: Viewer) -> PlanLedger:
    """Bring in an existing plan: each row becomes a commitment, is known, or is held with a reason.

    Nothing is lost and nothing guessed: a row whose owner or partner is none of ours is held. What
    the plan has already is not made twice: what the row says otherwise is taken over by the rules
    of the action's own page, or told.
    Errors: NotAllowed; UnreadableFile, WrongShape of the file as a whole.
    """
    rules.keep_plan(by)
    sheet = read_plan(file, strategy=read_content(version))
    work = _Import(version, OwnerFinder(list_agencies(), list_posts()), _list_planned(), by)
    work.claim_same(sheet.accepted)
    held = [
        HeldRow(row.sheet, row.line, row.why, "; ".join(row.cells.values())) for row in sheet.held
    ]
    for row in sheet.accepted:
        if why := work.enter(row):
            held.append(HeldRow(row.sheet, row.line, why, row.action.what))
    sheets = [
        *dict.fromkeys([*(one.sheet for one in sheet.accepted), *(one.sheet for one in held)])
    ]
    return PlanLedger(
        sheet.rows,
        work.counts[MADE],
        work.counts[KNOWN],
        tuple(sorted(held, key=lambda row: (sheets.index(row.sheet), row.line))),
        sheet.unread,
        changed=work.counts[CHANGED],
        told=tuple(work.told),
        unused=tuple(_list_unused(sheet)),
        passed_over=sheet.passed_over,
    )


def _list_unused(sheet: PlanSheet) -> Iterator[str]:
    """A plan's own reference is used where there is no column of key actions."""
    numbered = {said.rpartition(": ")[0] for name, said in sheet.columns if name == "key_action"}
    for name, said in sheet.columns:
        if name in NOT_KEPT or (name == "ref" and said.rpartition(": ")[0] in numbered):
            yield said


def _list_planned() -> Planned:
    codes: dict[UUID | None, str] = {
        key: code for code, key in list_items(Item.Kind.ACTION).items()
    }
    rows = list_under(SUBJECT, viewer=SYSTEM, wanted=Wanted(kind="key_action"))
    prefetch_related_objects(rows, "partners")
    planned: dict[tuple[str, str], list[Commitment]] = defaultdict(list)
    for row in rows:
        planned[codes.get(row.subject_id, ""), say_plain(row.what)].append(row)
    return planned


@dataclass
class _Import:
    """The work on one file. `taken`: the rows that are an action of the plan, by its id."""

    version: StrategyVersion
    finder: OwnerFinder
    planned: Planned
    by: Viewer
    counts: Counter[str] = field(default_factory=Counter)
    told: list[ToldRow] = field(default_factory=list)
    taken: dict[UUID, PlanRow] = field(default_factory=dict)
    made: set[tuple] = field(default_factory=set)

    def claim_same(self, rows: Iterable[PlanRow]) -> None:
        """Rows with owner and day of an action of the plan are that action, before any other."""
        for row in rows:
            post = self._find_post(row.action)
            for there in self._list_there(row.action):
                if post and (there.owner_id, there.due) == (post.pk, row.action.due):
                    self.taken.setdefault(there.pk, row)

    def enter(self, row: PlanRow) -> tuple[WhyHeld, ...]:
        """Make the row's action or bring it up to date; why it waits, where it does."""
        action, post = row.action, self._find_post(row.action)
        alike = self._list_there(action)
        mine = [one for one in alike if self.taken.get(one.pk) is row] or alike
        there = mine[0] if len(mine) == 1 else None
        partners, unknown = self._find_partners(action, there)
        why = [*find_lacking(action, finder=self.finder, post=post, there=there)]
        why += [_say_unknown(name) for name in unknown]
        if mine and post and not why:
            why += self._say_unclear(row, mine, post=post)
        if post is None or action.due is None or why:
            return tuple(why)
        if there is None:
            return self._make(row, post=post, partners=partners)
        self.taken[there.pk] = row
        renewal = renew(there, action, partners=partners, by=self.by)
        self.counts[KNOWN] += 1
        self.counts[CHANGED] += bool(renewal.changed)
        self._tell(row, there, renewal=renewal)
        return ()

    def _make(
        self, row: PlanRow, *, post: Post, partners: tuple[Agency, ...]
    ) -> tuple[WhyHeld, ...]:
        action = row.action
        same = (action.key_action, say_plain(action.what), post.pk, action.due)
        if action.due is None or same in self.made:
            return (_say_twice(),)
        new = Undertaking(
            action.key_action,
            action.what,
            post.pk,
            action.due,
            tuple(each.pk for each in partners),
            place=action.place,
            funding=action.funding,
        )
        try:
            with transaction.atomic():
                made = undertake(self.version, new, by=self.by)
                renewal = fill(made, action, by=self.by)
        except Refused as error:
            slug = "names_a_person" if isinstance(error, NamesAPerson) else "refused"
            return (WhyHeld(slug, str(error), error.advice or ""),)
        self.made.add(same)
        self.counts[MADE] += 1
        self._tell(row, made, renewal=renewal)
        return ()

    def _tell(self, row: PlanRow, of: Commitment, *, renewal: Renewal) -> None:
        changed, left = tuple(renewal.changed), tuple(renewal.left)
        if changed or left:
            told = ToldRow(row.sheet, row.line, of.pk, row.action.what, changed, left)
            self.told.append(told)

    def _find_post(self, action: PlanAction) -> Post | None:
        return self.finder.find_post(
            action.owner_post, self.finder.find_agency(action.owner_agency)
        )

    def _list_there(self, action: PlanAction) -> list[Commitment]:
        return self.planned.get((action.key_action, say_plain(action.what)), [])

    def _find_partners(
        self, action: PlanAction, there: Commitment | None
    ) -> tuple[tuple[Agency, ...], list[str]]:
        """The agencies named, and the names that are none. One that ended may stay a partner."""
        staying = {say_plain(one.name): one for one in there.partners.all()} if there else {}
        found = {
            name: self.finder.find_agency(name) or staying.get(say_plain(name))
            for name in action.partners
        }
        known = {one.pk: one for one in found.values() if one}
        return tuple(known.values()), [name for name, one in found.items() if one is None]

    def _say_unclear(
        self, row: PlanRow, mine: list[Commitment], *, post: Post
    ) -> Iterator[WhyHeld]:
        if len(mine) > 1:
            what = _(
                "The plan has this action several times; which one this row tells is not clear."
            )
            yield WhyHeld(
                "several_in_plan",
                what,
                _("Give the owner and day of one of them, or change it on its own page."),
            )
        elif self.taken.get(mine[0].pk, row) is not row:
            yield _say_twice()
        elif mine[0].owner_id != post.pk:
            yield WhyHeld(
                "in_plan",
                _("The plan has this action already, with {owner}, due {day}.").format(
                    owner=mine[0].owner, day=date_format(mine[0].due, "j F Y")
                ),
                _("Change the owner on its own page."),
            )


def _say_twice() -> WhyHeld:
    what = _("Another row of the spreadsheet tells the same action.")
    return WhyHeld("told_twice", what, _("Take one out, or tell the two apart in their words."))


def _say_unknown(name: str) -> WhyHeld:
    what = _("Partners: no agency here is called %(name)r.") % {"name": name}
    advice = _("Write its name as under Agencies and posts, and a semicolon between two.")
    return WhyHeld("unknown_partner", what, advice)
