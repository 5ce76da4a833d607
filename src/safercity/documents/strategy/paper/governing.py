"""Who decides and who answers: supporting priorities, the Board, bodies and lines, meetings."""

from __future__ import annotations

from collections.abc import Iterator

from safercity.documents.strategy.bodies import Body, Line, Organisation, Seat
from safercity.documents.strategy.paper.telling import INFERRED, Teller, label, make_table
from safercity.documents.values import Cell, Points, Section
from safercity.documents.words import capitalise

SUPPORTING = {"No.": 0.08, "Priority": 0.42, "Who answers for it": 0.5}
BOARD = {"Organisation": 0.5, "Parts of it named": 0.5}
BODIES = {"Body": 0.3, "Tier": 0.12, "What it is for": 0.3, "Reports to or assures": 0.28}
MEETINGS = {"Meeting": 0.34, "How often": 0.2, "What it looks at": 0.46}


def build_governing(tell: Teller) -> Iterator[Section]:
    """Supporting priorities, the Board and its members, every body, the meetings."""
    strategy = tell.strategy
    rows = [
        (Cell(each.id), Cell(tell.say(each.title)), Cell(tell.name(each.accountable)))
        for each in strategy.supporting
    ]
    principles = tuple(
        ". ".join(filter(None, [tell.say(each.title), tell.say(each.about)])).removesuffix(".")
        + "."
        for each in strategy.governance
    )
    yield Section(
        "supporting",
        "Priorities that others lead",
        (
            make_table(
                "Supporting priorities, and the boards that answer for them", SUPPORTING, rows
            ),
        )
        if rows
        else (),
        starts_page=True,
    )
    yield Section("governance", "How it is governed", (Points(principles),) if principles else ())
    yield _build_board(tell)
    yield _build_bodies(tell)
    meetings = [
        (
            Cell(tell.say(each.title)),
            Cell(capitalise(label(each.every)) or "Not stated"),
            Cell(tell.say(each.about)),
        )
        for each in strategy.meetings
    ]
    blocks = (make_table("Meetings that come again", MEETINGS, meetings),) if meetings else ()
    yield Section("meetings", "Meetings", blocks)


def _build_board(tell: Teller) -> Section:
    seated = tell.strategy.board_organisations
    rows = [(Cell(tell.say(each.title)), Cell(_write_units(each, tell))) for each in seated]
    return Section(
        "board",
        f"Who sits on the {tell.name(tell.strategy.board)}",
        (make_table(f"{len(rows)} kinds of organisation", BOARD, rows),),
    )


def _write_units(organisation: Organisation, tell: Teller) -> str:
    return ", ".join(tell.say(unit.title) for unit in organisation.units if unit.on_board)


def _build_bodies(tell: Teller) -> Section:
    rows = [
        (
            Cell(tell.say(body.title), line=_write_seats(body, tell)),
            Cell(capitalise(body.tier)),
            Cell(tell.say(body.about)),
            Cell("; ".join(_write_line(line, tell) for line in body.lines), line=_say_care(body)),
        )
        for body in tell.strategy.bodies
    ]
    return Section(
        "bodies",
        "Boards, groups and panels",
        (make_table("Every body that the strategy names", BODIES, rows),),
    )


def _write_seats(body: Body, tell: Teller) -> str:
    seats = (("Chair", body.chair), ("Vice-chair", body.vice_chair))
    return ". ".join(f"{name}: {_write_seat(seat, tell)}" for name, seat in seats if seat)


def _write_seat(seat: Seat, tell: Teller) -> str:
    return f"{tell.say(seat.post)}, {tell.name(seat.organisation)}"


def _write_line(line: Line, tell: Teller) -> str:
    how = "Reports to" if line.how == "reports" else "Assures"
    often = f", {label(line.every)}" if line.every else ""
    return f"{how} the {tell.name(line.to)}{often}"


def _say_care(body: Body) -> str:
    return INFERRED if any(line.inferred for line in body.lines) or body.inferred else ""
