"""This assessment beside the last: what rose, what fell, what changed places."""

from safercity.evidence.profile.compare.assessments.compare import compare_assessments
from safercity.evidence.profile.compare.assessments.found import (
    AssessmentChange,
    AssessmentSettings,
    ThemeChange,
    ThemeFigures,
)

__all__ = [
    "AssessmentChange",
    "AssessmentSettings",
    "ThemeChange",
    "ThemeFigures",
    "compare_assessments",
]
