"""Small structures for tests: bodies by name, lines by two names."""

from __future__ import annotations

from uuid import UUID, uuid5

from safercity.partnership.governance.models import How, Share, SubjectKind, Tier
from safercity.partnership.governance.structure import (
    BodySeen,
    LineSeen,
    LinkSeen,
    SeatSeen,
    Structure,
    SubjectSeen,
)

SPACE = UUID("01a21500-0000-7000-8000-000000000000")


def name_id(name: str) -> UUID:
    return uuid5(SPACE, name)


def body(name, tier=Tier.STRATEGIC, **more) -> BodySeen:
    return BodySeen(name_id(name), name, tier, **{"chair": "Chair post", **more})


def seat(agency, post="post", **more) -> SeatSeen:
    key = name_id(f"{agency} {post}") if post else None
    return SeatSeen(agency, more.pop("kind", agency), post, key, is_filled=bool(post), **more)


def line(start, end, how=How.REPORTS) -> LineSeen:
    return LineSeen(name_id(start), name_id(end), how)


def subject(code, *holders, kind=SubjectKind.STRATEGIC, share=Share.ACCOUNTABLE) -> SubjectSeen:
    held = tuple((name_id(holder), share) for holder in holders)
    return SubjectSeen(name_id(code), code, f"Subject {code}", kind, held)


def link(start, end, agency, post="post") -> LinkSeen:
    return LinkSeen(name_id(start), name_id(end), post, name_id(f"{agency} {post}"))


def sound(**changes) -> Structure:
    """A Board and a group that reports to it, with one priority: nothing to mark."""
    parts = {
        "bodies": (body("Board", is_board=True, seats=(seat("council"),)), body("Group")),
        "lines": (line("Group", "Board"),),
        "subjects": (subject("1", "Board"),),
        "must_sit": ("council",),
    }
    return Structure(**(parts | changes))
