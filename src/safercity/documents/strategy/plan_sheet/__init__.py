"""The delivery plan as a spreadsheet: an existing one in, with a ledger; ours out."""

from safercity.documents.strategy.plan_sheet.reading import read_plan
from safercity.documents.strategy.plan_sheet.values import (
    HeldPlanRow,
    PlanAction,
    PlanRow,
    PlanSheet,
    WhyHeld,
)
from safercity.documents.strategy.plan_sheet.writing import PlanNotWritten, write_plan

__all__ = [
    "HeldPlanRow",
    "PlanAction",
    "PlanNotWritten",
    "PlanRow",
    "PlanSheet",
    "WhyHeld",
    "read_plan",
    "write_plan",
]
