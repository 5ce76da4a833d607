"""What comes in: a definition sheet, a return, a step, a spreadsheet."""

from safercity.partnership.performance.forms.sent import ReturnForm, SheetForm, StepForm
from safercity.partnership.performance.forms.sheet import (
    SHEET_FIELDS,
    ChangeMeasureForm,
    NewMeasureForm,
    SheetChoices,
)

__all__ = [
    "SHEET_FIELDS",
    "ChangeMeasureForm",
    "NewMeasureForm",
    "ReturnForm",
    "SheetChoices",
    "SheetForm",
    "StepForm",
]
