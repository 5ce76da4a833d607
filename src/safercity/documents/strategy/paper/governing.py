"""Who decides and who answers: supporting priorities, the Board, bodies and lines, meetings."""

from __future__ import annotations

from collections.abc import Iterator

from safercity.documents.strategy.bodies import Body, Line, Organisation, Seat
from safercity.documents.strategy.paper.telling import INFERRED, Teller, label, lay_table
from safercity.documents.values import Cell, Section
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
    caption = "Supporting priorities, and the boards that answer for them"
    led = lay_table(caption, SUPPORTING, rows=rows)
    yield Section("supporting", "Priorities that others lead", led, starts_page=True)
    yield Section("governance", "How it is governed", tell.statements(strategy.governance))
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
    blocks = lay_table("Meetings that come again", MEETINGS, rows=meetings)
    yield Section("meetings", "Meetings", blocks)


def _build_board(tell: Teller) -> Section:
    seated = tell.strategy.board_organisations
    rows = [(Cell(tell.say(each.title)), Cell(_write_units(each, tell))) for each in seated]
    return Section(
        "board",
        f"Who sits on the {tell.name(tell.strategy.board)}",
        lay_table(f"{len(rows)} kinds of organisation", BOARD, rows=rows),
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
        lay_table("Every body that the strategy names", BODIES, rows=rows),
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
