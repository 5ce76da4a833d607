"""What can be wrong with a question about the year: each names both sides and says what to do."""

from __future__ import annotations

from safercity.evidence.errors import SaferCityError


class SeriesUnusable(SaferCityError):
    """Values or periods that no counts over time can have: negative, infinite, out of order."""

    exit_code = 41
    advice = "Give counts of whole months (or days) in order; one without records sent is missing."


class SeriesIncomplete(SaferCityError):
    """A series too short to be taken apart, or with gaps where none can be borne."""

    exit_code = 42
    advice = "Ask for seasonal indices, which bear gaps, or let a model fill the gaps and say so."


class NeedsDays(SaferCityError):
    """Effects of single days were asked of counts that are told by month or quarter."""

    exit_code = 43
    advice = "Load a source that is timed to the day, or ask for the effects of a month's make-up."
