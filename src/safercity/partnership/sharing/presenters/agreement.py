"""An agreement as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from safercity.evidence.extracts.shapes import load_shapes
from safercity.evidence.taxonomy import say
from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.in_words import name_field
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.sharing import rules
from safercity.partnership.sharing.models import AccessRequest, Agreement, State
from safercity.partnership.sharing.queries.agreements import (
    WRITTEN_IN,
    list_approvals,
    list_bound,
    list_givers,
    list_undecided,
)
from safercity.partnership.sharing.queries.content import read_list

MOVES = {
    State.AGREED: gettext_lazy("Agree the text"),
    State.IN_REVIEW: gettext_lazy("Put in review"),
}


@dataclass(frozen=True)
class Move:
    """A next state that the viewer may try."""

    to: str
    words: str


@dataclass(frozen=True)
class PartyLine:
    """A party: its name, its role, and since when the text as it stands binds it by its own word:
    approved, or joined by its own request."""

    name: str
    role: str
    approved: str


@dataclass(frozen=True)
class DataSetLine:
    """A source that is shared: its title, whether its own counts are seen, from which count on,
    and the fields of its records."""

    source: str
    title: str
    shows_counts: bool
    threshold: int
    fields: str


@dataclass(frozen=True)
class RequestLine:
    """A request to join: its row, how it stands, who answered what, whether the viewer may."""

    asked: AccessRequest
    state: str
    answers: Sequence[str]
    may_decide: bool


@dataclass(frozen=True)
class RequestPage:
    """What is decided on: the request, and what the agency would see of which data sets."""

    line: RequestLine
    data_sets: Sequence[DataSetLine]
    waiting: Sequence[str]


@dataclass(frozen=True)
class AgreementPage:
    """Everything the page of an agreement shows. `left_out`: by name, who is bound by what was
    agreed and left out of the text in review. `waits`: whether a request has no answer yet."""

    agreement: Agreement
    facts: Sequence[tuple[str, Sequence[str]]]
    parties: Sequence[PartyLine]
    data_sets: Sequence[DataSetLine]
    lacking: Sequence[str]
    moves: Sequence[Move]
    can_change: bool
    can_approve: bool
    can_ask: bool
    can_end: bool = False
    leaves: Sequence[tuple[UUID, str]] = ()
    left_out: Sequence[str] = ()
    requests: Sequence[RequestLine] = ()
    waits: bool = False


def present_agreement(
    agreement: Agreement, viewer: Viewer, *, requests: Sequence[AccessRequest] = ()
) -> AgreementPage:
    """The page for this viewer: a button is there where its rule lets it through."""
    written = agreement.state in WRITTEN_IN
    return AgreementPage(
        agreement=agreement,
        facts=list(_facts(agreement)),
        parties=list(_parties(agreement, requests)),
        data_sets=list(_data_sets(agreement)),
        lacking=rules.list_lacking(agreement) if written else (),
        moves=list(_moves(agreement, viewer)),
        can_change=rules.change_agreement.allowed(viewer, agreement),
        can_approve=rules.approve_agreement.allowed(viewer, agreement)
        and bool(rules.list_approving(viewer, agreement)),
        can_ask=rules.ask_access.allowed(viewer, agreement),
        can_end=rules.end_agreement.allowed(viewer, agreement),
        leaves=[
            (agency, name)
            for name, agency in sorted({(one.agency_name, one.agency) for one in viewer.posts})
            if rules.leave_agreement.allowed(viewer, agreement, agency=agency)
        ],
        left_out=list(_left_out(agreement)),
        requests=[_request(one, viewer) for one in requests],
        waits=agreement.state != State.ENDED
        and any(one.state == AccessRequest.State.ASKED for one in requests),
    )


def present_request(asked: AccessRequest, viewer: Viewer) -> RequestPage:
    """A request for who decides on it."""
    return RequestPage(_request(asked, viewer), list(_data_sets(asked.agreement)), _wait(asked))


def _request(asked: AccessRequest, viewer: Viewer) -> RequestLine:
    state = asked.get_state_display()
    waiting = _wait(asked)
    if waiting:
        state = _("%(state)s, waits for %(agencies)s") % {
            "state": state, "agencies": ", ".join(waiting)
        }  # fmt: skip
    may_decide = rules.decide_access.allowed(viewer, asked)
    return RequestLine(asked, state, list(_answers(asked)), may_decide)


def _wait(asked: AccessRequest) -> list[str]:
    waiting = list_undecided(asked)
    return [one.agency.name for one in asked.agreement.parties.all() if one.agency_id in waiting]


def _answers(asked: AccessRequest) -> Iterator[str]:
    """Each agency's latest; one about a text that was changed since says so."""
    latest = {one.agency_id: one for one in asked.answers.all()}
    is_open = asked.state == AccessRequest.State.ASKED
    for one in latest.values():
        told = _("%(agency)s let them join") if one.is_granted else _("%(agency)s refused")
        words = told % {"agency": f"{one.agency.name} ({one.post.title})"}
        if is_open and one.of_version != asked.agreement.version:
            words = _("%(answer)s, before the text was changed") % {"answer": words}
        yield f"{words}: {one.words}" if one.words else words


def _facts(agreement: Agreement) -> Iterator[tuple[str, Sequence[str]]]:
    yield _("Purpose"), [agreement.purpose]
    for name, words in (
        ("gateways", _("Legal gateway")),
        ("bases", _("Lawful basis")),
        ("uses", _("May be used for")),
        ("products", _("Combined products allowed")),
    ):
        yield words, say_items(name, getattr(agreement, name)) or [_("None yet")]
    assessed = agreement.assessment or _("None yet")
    if agreement.assessment and agreement.assessed_on:
        assessed = f"{assessed}, {date_format(agreement.assessed_on, 'j F Y')}"
    yield _("Impact assessment"), [assessed]
    kept = ngettext(
        "%(n)s month from the first day of the month received",
        "%(n)s months from the first day of the month received",
        agreement.retention_months,
    )
    yield _("Records are kept"), [kept % {"n": agreement.retention_months}]
    yield _("Marking"), [" ".join([agreement.marking, agreement.handling]).strip()]


def say_items(name: str, chosen: Sequence[str]) -> list[str]:
    """Titles of entries of a list; an entry that is no longer there by its id."""
    items, language = read_list(name), (get_language() or "en")[:2]
    return [items[one].say(language) if one in items else one for one in chosen]


def _parties(agreement: Agreement, requests: Sequence[AccessRequest]) -> Iterator[PartyLine]:
    # What is agreed was approved as it stood before it was moved, and counted one version less.
    written = agreement.state in WRITTEN_IN
    told = list_approvals(agreement) if written else agreement.approvals.all()
    approved = {one.agency_id: one.at for one in sorted(told, key=lambda one: one.at)}
    joined = {} if written else _list_joined(requests)
    givers = list_givers(agreement)
    for one in agreement.parties.all():
        words = _("not yet") if one.agency_id in givers else _("not needed")
        day, let_in = approved.get(one.agency_id), joined.get(one.agency_id)
        if let_in and (not day or day < let_in):  # bound by what it asked to join, as the others
            words = _("joined by its own request, %(day)s") % {"day": _say_day(let_in)}
        elif day:
            words = _say_day(day)
        yield PartyLine(one.agency.name, one.get_role_display(), words)


def _say_day(at: datetime) -> str:
    return date_format(timezone.localdate(at), "j F Y")


def _list_joined(requests: Sequence[AccessRequest]) -> dict[UUID, datetime]:
    """When each agency was last let in at its own request."""
    granted = [one for one in requests if one.state == AccessRequest.State.GRANTED]
    days = [(one.agency_id, one.decided_at) for one in granted if one.decided_at]
    return dict(sorted(days, key=lambda one: one[1]))


def _left_out(agreement: Agreement) -> Iterator[str]:
    if agreement.state == State.IN_REVIEW:
        written = {one.agency_id for one in agreement.parties.all()}
        yield from (name for key, name in list_bound(agreement).items() if key not in written)


def name_source(source: str) -> str:
    """A source's title in the reader's language."""
    shape = load_shapes(find_own_content()).get(source)
    return say(shape.title, (get_language() or "en")[:2]) if shape else source


def _data_sets(agreement: Agreement) -> Iterator[DataSetLine]:
    for one in agreement.data_sets.all():
        title = name_source(one.source)
        fields = ", ".join(map(name_field, one.fields))
        yield DataSetLine(one.source, title, one.shows_counts, one.threshold, fields)


def _moves(agreement: Agreement, viewer: Viewer) -> Iterator[Move]:
    if not rules.change_agreements.allowed(viewer):
        return
    for to in sorted(rules.STATES[State(agreement.state)] - {State.ENDED}):
        if rules.move_agreement.allowed(viewer, agreement, to=to):
            yield Move(to, str(MOVES[to]))


def row_of(agreement: Agreement) -> list[Any]:
    """An agreement as a row of the list's file."""
    return [
        agreement.reference,
        agreement.title,
        agreement.get_state_display(),
        "; ".join(one.agency.name for one in agreement.parties.all()),
        "; ".join(one.source for one in agreement.data_sets.all()),
        agreement.retention_months,
        agreement.review_on,
    ]


def tell_approval(agreement: Agreement) -> str:
    """What an approval did, for who gave it; the agreement as it stands after it."""
    if not (lacking := rules.list_lacking(agreement)):
        return _("Your approval is kept. Nothing is lacking: the text can be agreed.")
    told = _("Your approval is kept. Before the text can be agreed: %(lacking)s.")
    return told % {"lacking": "; ".join(lacking)}


def tell_answer(request: AccessRequest) -> str:
    """What an answer to a request did, for who gave it."""
    if request.state == AccessRequest.State.GRANTED:
        told = _("Your answer is kept. %(agency)s joins the agreement.")
    elif request.state == AccessRequest.State.REFUSED:
        told = _("Your answer is kept. %(agency)s does not join the agreement.")
    else:
        told = _("Your answer is kept. %(agency)s joins once the others have let it.")
    return told % {"agency": request.agency.name}
