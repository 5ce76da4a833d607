"""What can be wrong with a question about the year ahead."""

from __future__ import annotations

from safercity.evidence.errors import SaferCityError


class ForecastUnusable(SaferCityError):
    """Counts, months or settings from which nothing can be expected at all."""

    exit_code = 44
    advice = (
        "Give whole months that follow one another, with counts of zero or more; a month without "
        "records is missing (NaN), never zero."
    )


class TreeDiffers(SaferCityError):
    """The tree of areas and the rows of the counts do not name the same areas."""

    exit_code = 50
    advice = "Give a row for each smallest area of the tree, and a place in the tree for each row."
