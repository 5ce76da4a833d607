"""What an indicator cannot be read from: each error carries both sides and says what to do."""

from __future__ import annotations

from safercity.evidence.errors import SaferCityError


class BadSeries(SaferCityError):
    """A series whose figures or periods are impossible: negative, infinite, out of order."""

    exit_code = 55
    advice = "Give one figure for each period, in order; a missing one is empty, never zero."


class RebaseRefused(SaferCityError):
    """Limits were to be drawn anew without a reason, or from a period that is not there."""

    exit_code = 56
    advice = "Write down what changed and when; a figure one does not like is no reason."


class TargetRefused(SaferCityError):
    """A target that no series of this kind can have, or without what it is measured from."""

    exit_code = 57
    advice = "Give the value, the period it is due, and the baseline it is measured from."


class ComparisonIncomplete(SaferCityError):
    """Frozen areas cannot be compared: no months before or after, or no matched areas."""

    exit_code = 58
    advice = "Give months on both sides of the baseline, for both sets of areas."
