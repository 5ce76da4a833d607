"""Defining measures; sending, approving, sending back and chasing returns."""

from safercity.partnership.performance.actions.chasing import chase_late
from safercity.partnership.performance.actions.measures import (
    SheetIncomplete,
    adopt_measures,
    change_measure,
    end_measures,
    make_measure,
)
from safercity.partnership.performance.actions.returns import (
    VERBS,
    Figure,
    Filing,
    move_return,
    save_return,
)
from safercity.partnership.performance.actions.sheets import (
    HeldRow,
    ReturnLedger,
    bring_in_returns,
    read_sheet,
)

__all__ = [
    "VERBS",
    "Figure",
    "Filing",
    "HeldRow",
    "ReturnLedger",
    "SheetIncomplete",
    "adopt_measures",
    "bring_in_returns",
    "change_measure",
    "chase_late",
    "end_measures",
    "make_measure",
    "move_return",
    "read_sheet",
    "save_return",
]
