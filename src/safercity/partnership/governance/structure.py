"""Who sits where and answers to whom on one day, as plain values: what the map is drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from safercity.partnership.governance.models import (
    How,
    Share,
    SubjectKind,
    Tier,
    is_only_asked_for,
)


@dataclass(frozen=True)
class SeatSeen:
    """A seat. `post` is "" for an empty one; `is_filled`: someone holds the post that day."""

    agency: str
    kind: str
    post: str
    post_id: UUID | None
    is_statutory: bool = False
    is_filled: bool = True


@dataclass(frozen=True)
class BodySeen:
    """A body. `chair` is "" where it has none; `chair_is_filled`: someone holds the post."""

    id: UUID
    name: str
    tier: Tier
    is_board: bool = False
    chair: str = ""
    chair_is_filled: bool = True
    vice_chair: str = ""
    quorum: int | None = None
    seats: tuple[SeatSeen, ...] = ()
    has_ended: bool = False
    successor: UUID | None = None

    @property
    def is_top(self) -> bool:
        """Whether lines may end here: the Board, and those that adopt the strategy."""
        return self.is_board or self.tier == Tier.DECISION

    @property
    def posts(self) -> frozenset[UUID]:
        return frozenset(seat.post_id for seat in self.seats if seat.post_id)


@dataclass(frozen=True)
class LineSeen:
    """That `body` reports to `to`, or assures it."""

    body: UUID
    to: UUID
    how: How
    every: str = ""
    is_inferred: bool = False


@dataclass(frozen=True)
class SubjectSeen:
    """A subject with the bodies that answer for it, and how. `code`: as the strategy numbers it."""

    id: UUID
    code: str
    title: str
    kind: str
    held: tuple[tuple[UUID, Share], ...] = ()
    since: date | None = None

    @property
    def is_asked_for(self) -> bool:
        """Whether the Board is only asked to take it on: nobody has to answer for it yet."""
        return not self.held and is_only_asked_for(self.kind, self.code, since=self.since)

    @property
    def number(self) -> str:
        """The strategy's number; "" for what is no priority of it."""
        return "" if self.kind == SubjectKind.OTHER else self.code


@dataclass(frozen=True)
class LinkSeen:
    """A link officer between a body and the one that it assures."""

    body: UUID
    to: UUID
    post: str
    post_id: UUID
    is_filled: bool = True


@dataclass(frozen=True)
class Structure:
    """The whole on one day. `must_sit`: kinds of agency that the law puts on the Board."""

    bodies: tuple[BodySeen, ...] = ()
    lines: tuple[LineSeen, ...] = ()
    subjects: tuple[SubjectSeen, ...] = ()
    links: tuple[LinkSeen, ...] = ()
    must_sit: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> dict[UUID, BodySeen]:
        return {body.id: body for body in self.bodies}

    @cached_property
    def ordered_lines(self) -> tuple[LineSeen, ...]:
        """The lines by the names at their ends, so that nothing hangs on the order they came in."""
        names = {body.id: body.name for body in self.bodies}
        told = {line: (names[line.body], names[line.to], line.how) for line in self.lines}
        return tuple(sorted(self.lines, key=lambda line: told[line]))

    @property
    def current(self) -> tuple[BodySeen, ...]:
        """Bodies that have not ended."""
        return tuple(body for body in self.bodies if not body.has_ended)

    @property
    def board(self) -> BodySeen | None:
        return next((body for body in self.current if body.is_board), None)

    def lines_from(self, body: UUID) -> Iterator[LineSeen]:
        """The lines that leave a body."""
        return (line for line in self.ordered_lines if line.body == body)

    def lines_to(self, body: UUID) -> Iterator[LineSeen]:
        """The lines that end at a body."""
        return (line for line in self.ordered_lines if line.to == body)

    def subjects_of(self, body: UUID) -> Iterator[SubjectSeen]:
        """What a body answers for."""
        return (each for each in self.subjects if body in dict(each.held))

    def links_between(self, body: UUID, to: UUID) -> Iterator[LinkSeen]:
        """The link officers of a body at another."""
        return (link for link in self.links if (link.body, link.to) == (body, to))

    def find_reached(self) -> set[UUID]:
        """The bodies from which a chain of lines leads to the top, over bodies that still exist."""
        reached = {body.id for body in self.current if body.is_top}
        current = {body.id for body in self.current}
        grows = True
        while grows:
            more = {
                line.body for line in self.lines if line.to in reached and line.body in current
            } - reached
            reached |= more
            grows = bool(more)
        return reached
