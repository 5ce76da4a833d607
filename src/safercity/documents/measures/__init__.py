"""Definition sheets of measures, periods of returns, and returns as a spreadsheet. No Django."""

from safercity.documents.measures.definitions import (
    Definition,
    TargetPlan,
    TargetStep,
    load_definitions,
    write_definitions,
)
from safercity.documents.measures.periods import (
    FREQUENCIES,
    due_on,
    frequency_of,
    label_of,
    last_day,
    list_periods,
    number_of,
    period_of,
    read_period,
    say_period,
)
from safercity.documents.measures.sheet import (
    Asked,
    HeldReturnRow,
    ReturnRow,
    ReturnSheet,
    read_returns,
)

__all__ = [
    "FREQUENCIES",
    "Asked",
    "Definition",
    "HeldReturnRow",
    "ReturnRow",
    "ReturnSheet",
    "TargetPlan",
    "TargetStep",
    "due_on",
    "frequency_of",
    "label_of",
    "last_day",
    "list_periods",
    "load_definitions",
    "number_of",
    "period_of",
    "read_period",
    "read_returns",
    "say_period",
    "write_definitions",
]
