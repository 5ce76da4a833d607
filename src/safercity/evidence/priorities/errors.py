"""What cannot be ranked."""

from __future__ import annotations

from safercity.evidence.errors import SaferCityError


class ScoresRefused(SaferCityError):
    """Figures of candidates that do not meet the criteria, or are impossible."""

    exit_code = 59
    advice = (
        "Give a row for each candidate and a column for each criterion; what is not known, NaN."
    )


class HorizonRefused(SaferCityError):
    """The horizon was asked about on a day that is none."""

    exit_code = 60
    advice = "Give the day as 2026-05-31."
