"""What goes out: verdicts in words, charts as plain marks, pages as values."""

from safercity.partnership.performance.presenters.measure import present_measure
from safercity.partnership.performance.presenters.numbers import Numbers, list_numbers
from safercity.partnership.performance.presenters.outcomes import Filters, present_outcomes
from safercity.partnership.performance.presenters.returns import (
    list_waiting_table,
    present_due,
    present_return,
    present_waiting,
)
from safercity.partnership.performance.presenters.sources import list_sources

__all__ = [
    "Filters",
    "Numbers",
    "list_numbers",
    "list_sources",
    "list_waiting_table",
    "present_due",
    "present_measure",
    "present_outcomes",
    "present_return",
    "present_waiting",
]
