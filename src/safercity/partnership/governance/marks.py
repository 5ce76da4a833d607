"""What is wrong with a structure: gaps, overlaps, and bodies that report nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safercity.partnership.governance.models import How, Share, SubjectKind
from safercity.partnership.governance.structure import BodySeen, LinkSeen, Structure


class MarkKind(StrEnum):
    """What sort of thing is wrong."""

    GAP = "gap"
    OVERLAP = "overlap"
    NOWHERE = "nowhere"


KIND_TITLES = {
    MarkKind.GAP: gettext_lazy("Gap"),
    MarkKind.OVERLAP: gettext_lazy("Overlap"),
    MarkKind.NOWHERE: gettext_lazy("Reports nowhere"),
}


@dataclass(frozen=True)
class Mark:
    """One thing wrong. `short` stands in the map's box, `text` in the list; `what` names the rule.

    `body` is None for a priority that no body answers for; `subject` is set where it is about one.
    """

    kind: MarkKind
    what: str
    short: str
    text: str
    body: UUID | None = None
    subject: UUID | None = None

    @property
    def title(self) -> str:
        """Its kind in words."""
        return str(KIND_TITLES[self.kind])


def find_marks(structure: Structure) -> list[Mark]:
    """Everything that is wrong, body by body in the structure's order, then the subjects."""
    found = [mark for body in structure.current for mark in _mark_body(structure, body)]
    found += _mark_subjects(structure)
    if structure.bodies and structure.board is None:
        text = _("No body is marked as the partnership's own Board.")
        found.append(Mark(MarkKind.GAP, "no_board", _("no Board"), text))
    return found


def count_marks(marks: list[Mark]) -> dict[str, int]:
    """How many of each kind; an overlap marks several bodies and counts once."""
    seen = {(mark.kind, mark.text) for mark in marks}
    return {str(kind): sum(1 for each in seen if each[0] == kind) for kind in MarkKind}


def _mark_body(structure: Structure, body: BodySeen) -> Iterator[Mark]:
    yield from _mark_chair(body)
    yield from _mark_seats(structure, body)
    yield from _mark_lines(structure, body)
    yield from _mark_links(structure, body)


def _gap(body: BodySeen, what: str, *, short: str, text: str) -> Mark:
    return Mark(MarkKind.GAP, what, short, text, body.id)


def _mark_chair(body: BodySeen) -> Iterator[Mark]:
    if not body.chair:
        yield _gap(
            body, "no_chair", short=_("no chair"), text=_("%(body)s has no chair.") % _of(body)
        )
    elif not body.chair_is_filled:
        text = _("The chair of %(body)s is vacant: nobody holds the post %(post)s.")
        yield _gap(
            body,
            "vacant_chair",
            short=_("chair vacant"),
            text=text % {**_of(body), "post": body.chair},
        )


def _mark_seats(structure: Structure, body: BodySeen) -> Iterator[Mark]:
    if body.is_board:
        for kind in structure.must_sit:
            if all(seat.kind != kind for seat in body.seats):
                text = _("%(body)s has no seat for an agency that must sit by law: %(kind)s.")
                yield _gap(
                    body,
                    "must_sit",
                    short=_("not sitting: %s") % name_kind(kind),
                    text=text % {**_of(body), "kind": name_kind(kind)},
                )
    for seat in body.seats:
        if seat.is_statutory and not (seat.post and seat.is_filled):
            text = _("%(agency)s must sit on %(body)s by law, and nobody takes its seat.")
            yield _gap(
                body,
                "empty_seat",
                short=_("empty seat: %s") % seat.agency,
                text=text % {**_of(body), "agency": seat.agency},
            )
    taken = sum(1 for seat in body.seats if seat.post and seat.is_filled)
    if body.quorum and taken < body.quorum:
        text = _("%(body)s needs %(quorum)s for a quorum, and %(taken)s of its seats are taken.")
        told = {**_of(body), "quorum": body.quorum, "taken": taken}
        yield _gap(body, "no_quorum", short=_("no quorum"), text=text % told)


def _mark_lines(structure: Structure, body: BodySeen) -> Iterator[Mark]:
    for line in structure.lines_from(body.id):
        other = structure.by_id[line.to]
        if other.has_ended:
            heir = structure.by_id.get(other.successor) if other.successor else None
            if other.successor == body.id:
                text = _("%(body)s follows %(other)s, which has ended, and still has a line to it.")
            elif heir:
                text = _(
                    "%(body)s answers to %(other)s, which has ended. Its successor is %(heir)s."
                )
            elif other.successor:
                text = _(
                    "%(body)s answers to %(other)s, which has ended before its successor begins."
                )
            else:
                text = _("%(body)s answers to %(other)s, which has ended without a successor.")
            told = {**_of(body), "other": other.name, "heir": heir.name if heir else ""}
            yield _gap(body, "ended_line", short=_("line to an ended body"), text=text % told)
    if body.id not in structure.find_reached():
        has_lines = any(True for _line in structure.lines_from(body.id))
        text = (
            _("The lines of %(body)s never come to the Board or to a body above it.")
            if has_lines
            else _("%(body)s reports to no body and assures none.")
        )
        yield Mark(
            MarkKind.NOWHERE,
            "nowhere",
            _("reports nowhere"),
            text % _of(body),
            body.id,
        )


def _mark_links(structure: Structure, body: BodySeen) -> Iterator[Mark]:
    for other in _list_assured(structure, body):
        links = list(structure.links_between(body.id, other.id))
        told = {**_of(body), "other": other.name}
        if not links:
            text = _("No link officer sits on both %(body)s and %(other)s.") % told
            yield _gap(body, "no_link", short=_("no link officer"), text=text)
        elif not any(find_lacking(link, body=body, to=other) == () for link in links):
            lacks = "; ".join(find_lacking(links[0], body=body, to=other))
            text = _("The link officer between %(body)s and %(other)s: %(lacks)s.")
            yield _gap(
                body,
                "link_lacks",
                short=_("link officer does not sit on both"),
                text=text % {**told, "lacks": lacks},
            )


def _list_assured(structure: Structure, body: BodySeen) -> list[BodySeen]:
    """Whom a body assures: by its lines, and the Board for its supporting priorities."""
    wanted = [line.to for line in structure.lines_from(body.id) if line.how == How.ASSURES]
    board = structure.board
    supports = any(s.kind == SubjectKind.SUPPORTING for s in structure.subjects_of(body.id))
    if board and supports and board.id != body.id:
        wanted.append(board.id)
    assured = [structure.by_id[each] for each in dict.fromkeys(wanted)]
    return [other for other in assured if not other.has_ended]


def find_lacking(link: LinkSeen, *, body: BodySeen, to: BodySeen) -> tuple[str, ...]:
    """What keeps a link officer from linking, in words; empty when the post sits on both."""
    lacks = []
    for each in (body, to):
        if link.post_id not in each.posts:
            told = {"post": link.post, "body": each.name}
            lacks.append(_("%(post)s has no seat on %(body)s") % told)
    if not link.is_filled:
        lacks.append(_("nobody holds the post %s") % link.post)
    return tuple(lacks)


def _mark_subjects(structure: Structure) -> Iterator[Mark]:
    for subject in structure.subjects:
        held = [
            (structure.by_id[body], share)
            for body, share in subject.held
            if not structure.by_id[body].has_ended
        ]
        if subject.is_asked_for:
            continue
        if not held:
            text = _("No body answers for %(subject)s.") % {"subject": subject.title}
            short = _("nobody answers: %s") % subject.title
            yield Mark(MarkKind.GAP, "no_body", short, text, subject=subject.id)
        elif len(held) > 1 and any(share != Share.JOINT for _body, share in held):
            names = ", ".join(body.name for body, _share in held)
            text = ngettext(
                "%(subject)s has %(count)s body that does not share it by agreement: %(names)s.",
                "%(subject)s has %(count)s bodies that do not share it by agreement: %(names)s.",
                len(held),
            )
            told = {"subject": subject.title, "count": len(held), "names": names}
            for body, _share in held:
                yield Mark(
                    MarkKind.OVERLAP,
                    "two_bodies",
                    _("also elsewhere: %s") % subject.title,
                    text % told,
                    body.id,
                    subject.id,
                )


def _of(body: BodySeen) -> dict[str, str]:
    return {"body": body.name}


KINDS = {
    "council": gettext_lazy("the council"),
    "district": gettext_lazy("the district council"),
    "county": gettext_lazy("the county council"),
    "police": gettext_lazy("police"),
    "fire": gettext_lazy("fire and rescue"),
    "health": gettext_lazy("health"),
    "probation": gettext_lazy("probation"),
}


def name_kind(kind: str) -> str:
    """A kind of agency in words."""
    return str(KINDS.get(kind, kind.replace("_", " ")))
