"""When one series is usually high and low in the year, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from safercity.evidence.findings import (
    Basis,
    Caption,
    Statement,
    Table,
    draw_intervals,
    say_all,
)
from safercity.evidence.findings.statements import MONTHS
from safercity.evidence.matrix import Label, Matrix
from safercity.evidence.runs import Run
from safercity.evidence.seasons.errors import SeriesUnusable
from safercity.evidence.seasons.indices import (
    KNOWN,
    IndexSettings,
    SeasonalIndices,
    estimate_indices,
)
from safercity.evidence.seasons.labels import name_label
from safercity.evidence.seasons.peaks import Peak, find_peaks, measure_stretch
from safercity.evidence.seasons.words import MESSAGES


@dataclass(frozen=True)
class Season:
    """One series' year. `verdict`: "season", "no_clear_season", "too_few" or "no_records".

    `peaks` and `lows`: stretches of months clearly above and below the average, the strongest
    first. `indices` holds the figures of all twelve months (one row). `titles`: names by label.
    """

    label: Label
    verdict: str
    peaks: tuple[Peak, ...]
    lows: tuple[Peak, ...]
    indices: SeasonalIndices
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: IndexSettings
    titles: Mapping[str, str] = field(default_factory=dict)

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES, titles=self.titles)

    def table(self) -> Table:
        """A row for each month of the year."""
        return self.indices.table()

    def chart(self) -> dict[str, Any]:
        """Each month's index with its interval."""
        rows = [one for one in self.table().records() if one["index"] is not None]
        words = "Each month of the year against an average month (1), with its interval."
        return draw_intervals(rows, Caption(self.explain(), words), name="month", value="index")


def find_season(
    counts: Matrix,
    *,
    basis: Basis,
    titles: Mapping[str, str] | None = None,
    settings: IndexSettings | None = None,
    run: Run | None = None,
) -> Season:
    """The season of one monthly series: `counts` has one row, labelled theme or (theme, place).

    As `estimate_indices`; months are called high or low at the false discovery rate of the twelve
    tests, and neighbours that are called are told together.
    Limits: the figure of months chosen because they were highest leans a little high.
    Errors: `SeriesUnusable`, `ActivityAsked`, `TooCoarse`.
    """
    if len(counts.rows) != 1:
        raise SeriesUnusable(f"A season is of one series; {len(counts.rows)} were given.")
    run = run or Run()
    indices = estimate_indices(counts, basis=basis, settings=settings, run=run)
    verdict = indices.verdicts[0]
    peaks: tuple[Peak, ...] = ()
    lows: tuple[Peak, ...] = ()
    if verdict == KNOWN:
        peaks = find_peaks(indices, 0, run=run)
        lows = find_peaks(indices, 0, falls=True, run=run)
        verdict = "season" if peaks or lows else "no_clear_season"
    return Season(
        label=counts.rows[0],
        verdict=verdict,
        peaks=peaks,
        lows=lows,
        indices=indices,
        statements=_state(indices, verdict, peaks=(peaks, lows), run=run),
        limits=(*indices.limits, *_limit(verdict)),
        settings=indices.settings,
        titles=titles or {},
    )


def _state(
    indices: SeasonalIndices,
    verdict: str,
    *,
    peaks: tuple[tuple[Peak, ...], tuple[Peak, ...]],
    run: Run,
) -> tuple[Statement, ...]:
    name = name_label(indices.rows[0])
    if verdict not in ("season", "no_clear_season"):
        few = {"years": indices.settings.full_years, "used": int(indices.used[0])}
        return (Statement(f"seasons.{verdict}", name | few),)
    highs, lows = peaks
    said = []
    if highs:
        said.append(Statement("seasons.peak", name | tell_peak(highs[0])))
    if len(highs) > 1:
        others = [one.name for one in highs[1:]]
        number = sum(one.length for one in highs[1:])
        said.append(Statement("seasons.also_high", {"months": others, "n": number}))
    if lows:
        values = tell_peak(lows[0])
        said.append(Statement("seasons.low" if highs else "seasons.low_only", name | values))
    if not said:
        highest = int(np.nanargmax(indices.index[0]))
        peak = measure_stretch(indices, 0, stretch=(highest, 1), run=run)
        close = "_close" if peak.low > 0 else ""
        said.append(Statement(f"seasons.no_clear_season{close}", name | tell_peak(peak)))
    return (*said, *_hedge(indices))


def _hedge(indices: SeasonalIndices) -> list[Statement]:
    """What makes the figures less than they seem."""
    said = []
    unknown = [MONTHS[at] for at in range(12) if np.isnan(indices.index[0, at])]
    if unknown:
        values = {"months": unknown, "n": len(unknown)} | {"years": indices.settings.full_years}
        said.append(Statement("seasons.months_unknown", values))
    average = float(np.nansum(indices.counts[0])) / max(1, int(indices.used[0]))
    if average < indices.settings.pool_below:
        said.append(Statement("seasons.alone", {"below": indices.settings.pool_below}))
    return said


def _limit(verdict: str) -> tuple[Statement, ...]:
    return (Statement("seasons.limit.chosen"),) if verdict == "season" else ()


def tell_peak(peak: Peak) -> dict[str, object]:
    """A stretch's figures for a sentence; below the average they are told as positive."""
    change, low, high = peak.change, peak.low, peak.high
    if change < 0:
        change, low, high = -change, -high, -low
    return {
        "months": peak.name,
        "when": peak.when,
        "change": change,
        "low": low,
        "high": high,
        "above": peak.above,
        "years": peak.years,
    }
