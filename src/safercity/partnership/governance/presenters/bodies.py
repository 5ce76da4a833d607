"""The page of all bodies: claim, map, the same as a nested list, marks, who answers for what."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.partnership.governance.marks import Mark, MarkKind, count_marks
from safercity.partnership.governance.models import Share
from safercity.partnership.governance.presenters.drawing import Drawing, draw_bodies
from safercity.partnership.governance.structure import (
    BodySeen,
    LineSeen,
    Structure,
    SubjectSeen,
)


@dataclass
class Branch:
    """A body in the nested list, with those that answer to it. `how`: its line upwards."""

    body: BodySeen
    how: str = ""
    also: list[str] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    below: list[Branch] = field(default_factory=list)


@dataclass(frozen=True)
class Answering:
    """Who answers for a subject, and through which link officer the Board is assured."""

    code: str
    title: str
    bodies: tuple[tuple[UUID, str, bool], ...]
    links: tuple[str, ...]
    marks: tuple[Mark, ...]
    is_asked_for: bool = False


@dataclass(frozen=True)
class BodiesPage:
    """Everything on the page. `loose`: the marks that belong to no body."""

    heading: str
    drawing: Drawing
    tree: list[Branch]
    nowhere: list[Branch]
    marks: list[Mark]
    loose: list[Mark]
    answering: list[Answering]
    ended: tuple[BodySeen, ...]


def present_bodies(structure: Structure, marks: list[Mark]) -> BodiesPage:
    """The page for one day."""
    tree, nowhere = grow_tree(structure, marks)
    return BodiesPage(
        _claim(structure, marks),
        draw_bodies(structure, marks),
        tree,
        nowhere,
        list({mark.text: mark for mark in marks}.values()),  # an overlap marks several bodies
        [mark for mark in marks if mark.body is None],
        [_answering(structure, each, marks=marks) for each in structure.subjects],
        tuple(body for body in structure.bodies if body.has_ended),
    )


def _claim(structure: Structure, marks: list[Mark]) -> str:
    if not structure.current:
        return _("No bodies yet")
    n = len(structure.current)
    bodies = ngettext("%(n)s body", "%(n)s bodies", n) % {"n": n}
    if not marks:
        return _("%s: no gap, no overlap, and each reports to another") % bodies
    counts = count_marks(marks)
    parts = [
        ngettext("%(n)s gap", "%(n)s gaps", counts["gap"]) % {"n": counts["gap"]},
        ngettext("%(n)s overlap", "%(n)s overlaps", counts["overlap"]) % {"n": counts["overlap"]},
        ngettext("%(n)s reports nowhere", "%(n)s report nowhere", counts["nowhere"])
        % {"n": counts["nowhere"]},
    ]
    told = [part for part, kind in zip(parts, MarkKind, strict=True) if counts[str(kind)]]
    return f"{bodies}: " + ", ".join(told)


def grow_tree(structure: Structure, marks: list[Mark]) -> tuple[list[Branch], list[Branch]]:
    """The bodies beneath those to which they answer, and apart from them those that reach no top.

    Each stands once, under the nearest to the top; its other lines are told in words.
    """
    branches = {body.id: Branch(body) for body in structure.current}
    for mark in marks:
        if mark.body in branches:
            branches[mark.body].marks.append(mark)
    for branch in branches.values():
        _tell_lines(structure, branch)
    placed: set[UUID] = set()
    tops = [branch for branch in branches.values() if branch.body.is_top]
    _hang(structure, tops, branches=branches, placed=placed)
    nowhere = []
    # First those whose lines end at none, with what hangs from them; then what stands in rings.
    for ends in (True, False):
        for key, branch in branches.items():
            has_line = any(line.to in branches for line in structure.lines_from(key))
            if key not in placed and not (ends and has_line):
                nowhere.append(branch)
                _hang(structure, [branch], branches=branches, placed=placed)
    return tops, nowhere


def _hang(
    structure: Structure,
    roots: list[Branch],
    *,
    branches: dict[UUID, Branch],
    placed: set[UUID],
) -> None:
    placed |= {root.body.id for root in roots}
    waiting = list(roots)
    while waiting:
        above = waiting.pop(0)
        reporting = sorted(
            structure.lines_to(above.body.id), key=lambda line: line.how, reverse=True
        )
        for line in reporting:
            if line.body in placed or line.body not in branches:
                continue
            placed.add(line.body)
            below = branches[line.body]
            below.how = _tell(line)
            below.also.remove(_tell_whole(structure, line))
            above.below.append(below)
            waiting.append(below)


def _tell_lines(structure: Structure, branch: Branch) -> None:
    lines = structure.lines_from(branch.body.id)
    branch.also += [_tell_whole(structure, line) for line in lines]


def _tell_whole(structure: Structure, line: LineSeen) -> str:
    return f"{_tell(line)} {structure.by_id[line.to].name}"


def _tell(line: LineSeen) -> str:
    return f"{line.how.label} ({_('supposed')})" if line.is_inferred else str(line.how.label)


def _answering(structure: Structure, seen: SubjectSeen, *, marks: list[Mark]) -> Answering:
    board = structure.board
    held = [pair for pair in seen.held if not structure.by_id[pair[0]].has_ended]
    links = [
        link.post
        for body, _share in held
        for link in (structure.links_between(body, board.id) if board else ())
    ]
    about = {mark.text: mark for mark in marks if mark.subject == seen.id}
    return Answering(
        seen.number,
        seen.title,
        tuple((body, structure.by_id[body].name, share == Share.JOINT) for body, share in held),
        tuple(dict.fromkeys(links)),
        tuple(about.values()),
        seen.is_asked_for,
    )
