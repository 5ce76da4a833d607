"""What cannot be profiled: each error carries both sides and says what to do."""

from __future__ import annotations

from safercity.evidence.errors import SaferCityError


class CountsUnusable(SaferCityError):
    """Counts, denominators or labels that cannot be: negative, infinite, twice, of other length."""

    exit_code = 52
    advice = "Give one count, zero or more, for each label; what was not sent is missing (NaN)."


class TimesUnusable(SaferCityError):
    """Times that cannot be: an end before its start, no known time, a day that is no whole day."""

    exit_code = 53
    advice = (
        "Give local times to the minute, each end at or after its start; an unknown end is NaT."
    )


class ComparisonUnusable(SaferCityError):
    """Too few areas, an area that is not in the list, or a denominator nobody passed in."""

    exit_code = 54
    advice = "Give the area itself, the areas to compare it with, and a denominator for each."
