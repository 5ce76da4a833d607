"""A strategy in the database, and its whole route."""

from __future__ import annotations

from datetime import date

from safercity.documents.strategy import load_strategy, write_strategy
from safercity.partnership.strategy import actions

TEXT = write_strategy(load_strategy("demonstration"))
ROUTE = "consultation partnership_board scrutiny cabinet full_council published".split()


DUTIES = ("equality_impact", "copy_to_commissioner")


def take_whole_route(version, *, by, duties=DUTIES) -> None:
    """Through every step to publication, duties done."""
    for duty in duties:
        actions.record_duty(version, actions.Move(duty, date(2026, 1, 2)), by=by)
    for step in ROUTE:
        move = actions.Move(step, date(2026, 1, 3), decided_by="The Board")
        actions.move_version(version, move, opened=version.version, by=by)
