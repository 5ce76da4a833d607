"""What can be wrong with a request to watch: each names both sides and says what to do."""

from __future__ import annotations

from safercity.evidence.errors import SaferCityError


class BadCounts(SaferCityError):
    """Counts or events that cannot be: negative, endless, or not of one length."""

    exit_code = 45
    advice = "Counts are whole numbers of zero or more; a period without an extract is left empty."


class TooFewToWatch(SaferCityError):
    """Fewer places, periods or events than the method can work with at all."""

    exit_code = 46
    advice = "Watch a wider area, a longer time, or several kinds together."


class DateOutsideData(SaferCityError):
    """The day or month asked for lies outside what the records cover."""

    exit_code = 47
    advice = "Ask for a date within the records, or load the missing extracts."


class NothingRecorded(SaferCityError):
    """No source records this theme here, so nothing can be said to be new."""

    exit_code = 48
    advice = "Load a source that records it; until then, silence is not calm."


class WatchSettingWrong(SaferCityError):
    """A setting that cannot be met, such as a negative rate of false alarms."""

    exit_code = 49
    advice = "Correct the setting named above."
