"""This assessment beside the last one: the same months a year before, from the same records.

Assessments are yearly, so the last one's period ended a year ago. Its figures are counted anew and
not read from an earlier edition: whether somebody made one must not change what an edition says
(docs/explanation/editions.md), and records that came late belong to both sides alike.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.questions.profiles import ThemeProfile
from safercity.evidence.assess.questions.series import choose_row
from safercity.evidence.assess.questions.untold import tell
from safercity.evidence.findings import Basis as Rests
from safercity.evidence.profile import (
    AssessmentChange,
    AssessmentSettings,
    ComparisonUnusable,
    ThemeFigures,
    compare_assessments,
)
from safercity.evidence.profile.words import MESSAGES
from safercity.evidence.runs import Run
from safercity.evidence.types import (
    LOCATION_PRECISIONS,
    TIME_PRECISIONS,
    month_label,
    month_labels,
    month_number,
)

MONTHS = 12


def last_year_table(basis: Basis, profiles: tuple[ThemeProfile, ...], *, run: Run) -> dict:
    """The table `last_year` of an edition: what rose, fell and changed places in a year."""
    run.step("Beside the last assessment")
    asked = tell(
        lambda: compare_last_year(profiles, last=basis.months[-1], run=run),
        messages=MESSAGES, titles={},
    )  # fmt: skip
    return asked if "untold" in asked else {"themes": asked}


def compare_last_year(profiles: Sequence[ThemeProfile], *, last: str, run: Run) -> AssessmentChange:
    """Every theme's newest months beside the same months a year before.

    Of the twelve months up to `last` those are taken, in one run, that most themes sent both times:
    the run with most theme-months, of equals the newest. Themes that lack one of them are told as
    missing. Errors: `ComparisonUnusable`, where no month was sent both times.
    """
    end = month_number(last)
    now_and_before = [_read_years(one, end=end) for one in profiles]
    both = np.array([~np.isnan(one).any(axis=0) for one in now_and_before]).reshape(-1, MONTHS)
    first, stop = _choose_run(both)
    labels = month_labels(end - MONTHS + 1, end)
    themes = tuple(one.title for one in profiles)
    now, before = (
        ThemeFigures(
            themes,
            np.array([one[side, first:stop].sum() for one in now_and_before]),
            _shift(labels[first], years=side),
            _shift(labels[stop - 1], years=side),
        )
        for side in (0, 1)
    )
    spreads = {one.title: one.trend.dispersion for one in profiles if one.trend.dispersion >= 1}
    settings = AssessmentSettings(dispersions=spreads)
    return compare_assessments(now, before, basis=_join(profiles), run=run, settings=settings)


def _read_years(one: ThemeProfile, *, end: int) -> np.ndarray:
    """The newest twelve months and the twelve before, (2, 12), NaN where not sent."""
    counts = choose_row(one.series, one.area)
    sent = dict(zip(counts.columns, counts.values[0].tolist(), strict=True))
    labels = month_labels(end - 2 * MONTHS + 1, end)
    values = np.array([sent.get(label, np.nan) for label in labels], dtype=float)
    return values.reshape(2, MONTHS)[::-1]


def _choose_run(both: np.ndarray) -> tuple[int, int]:
    """From which to before which month; `both` (themes, 12) bool. Errors: `ComparisonUnusable`."""
    runs = [
        (int(both[:, first:stop].all(axis=1).sum()) * (stop - first), stop, -first)
        for first in range(MONTHS)
        for stop in range(first + 1, MONTHS + 1)
    ]
    best, stop, first = max(runs, default=(0, 0, 0))
    if not best:
        raise ComparisonUnusable(
            "No theme has a month of the newest twelve and the same month a year before.",
            advice="Load the months of the year before.",
        )
    return -first, stop


def _shift(label: str, *, years: int) -> str:
    return month_label(month_number(label) - MONTHS * years)


def _join(profiles: Sequence[ThemeProfile]) -> Rests:
    """What the themes rest on together: the coarsest precision, every break once."""
    rests = [one.series.rests for one in profiles]
    return Rests(
        sources=tuple(sorted({name for one in rests for name in one.sources})),
        agencies=tuple(sorted({name for one in rests for name in one.agencies})),
        location=max((one.location for one in rests), key=LOCATION_PRECISIONS.index),
        time=max((one.time for one in rests), key=TIME_PRECISIONS.index),
        breaks=tuple(dict.fromkeys(each for one in rests for each in one.breaks)),
    )
