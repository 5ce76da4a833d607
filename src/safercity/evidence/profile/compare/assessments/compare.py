"""This assessment beside the last, theme by theme."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safercity.evidence.findings import Basis, refuse_activity, require_time
from safercity.evidence.profile.checks import check_labels, read_counts
from safercity.evidence.profile.compare.assessments.found import (
    AssessmentChange,
    AssessmentSettings,
    ThemeChange,
    ThemeFigures,
    Verdict,
)
from safercity.evidence.profile.compare.assessments.telling import limit_change, state_change
from safercity.evidence.profile.errors import ComparisonUnusable
from safercity.evidence.profile.series import MONTHLY
from safercity.evidence.runs import Run
from safercity.evidence.statistics import (
    adjust_for_false_discovery,
    compare_counts,
    find_rank_intervals,
    fit_gamma_prior,
    mid_ranks,
    round_significant,
)
from safercity.evidence.types import month_number

METHOD = "A comparison with the last assessment"
PURPOSE = 5402


def compare_assessments(
    now: ThemeFigures,
    before: ThemeFigures,
    *,
    basis: Basis,
    run: Run,
    settings: AssessmentSettings | None = None,
) -> AssessmentChange:
    """What rose, fell and changed places since the last assessment.

    Yearly records are compared by the exact conditional interval of two counts (Przyborowski &
    Wilenski 1940), widened by each theme's dispersion, with Benjamini-Hochberg over the themes in
    both. A change of place is firm only where the two rank intervals part.
    Limits: two periods are two periods, not a trend; a recording break between them is said.
    Errors: `CountsUnusable`; `ComparisonUnusable`, for periods that overlap or are turned round, or
    no theme in both; `ActivityAsked`, `TooCoarse`.
    """
    settings = settings or AssessmentSettings()
    refuse_activity(basis, METHOD)
    require_time(basis, MONTHLY, method=METHOD)
    years = _check_periods(now, before)
    held = [_read(figures) for figures in (before, now)]
    both = [
        theme for theme in now.themes if all(np.isfinite(one.get(theme, np.nan)) for one in held)
    ]
    if not both:
        raise ComparisonUnusable(
            f"{METHOD}: no theme is known in both: {_some(before.themes)}; {_some(now.themes)}.",
            advice="Compare assessments that count the same themes.",
        )
    counts = np.array([[one[theme] for one in held] for theme in both])
    changes = _compare(both, counts, years=years, settings=settings)
    places = _rank(counts, run=run, settings=settings)
    rows = [
        replace(change, rank_before=place[0], rank_now=place[1], firm=place[2])
        for change, place in zip(changes, places, strict=True)
    ]
    rows += [
        _one_sided(theme, held, years=years)
        for theme in dict.fromkeys((*now.themes, *before.themes))
        if theme not in both
    ]
    told = tuple(sorted(rows, key=lambda one: (-np.nan_to_num(one.now, nan=-1.0), one.theme)))
    return AssessmentChange(
        told,
        statements=state_change(told, (now, before), settings=settings),
        limits=limit_change((now, before), basis=basis, settings=settings),
        settings=settings,
    )


def _read(figures: ThemeFigures) -> dict[str, float]:
    counts = read_counts(figures.counts, what=METHOD)
    check_labels(figures.themes, counts, what=METHOD)
    return dict(zip(figures.themes, counts.tolist(), strict=True))


def _check_periods(now: ThemeFigures, before: ThemeFigures) -> tuple[float, float]:
    """Years of (before, now). Errors: `ComparisonUnusable`."""
    months = [[month_number(one) for one in (each.first, each.last)] for each in (before, now)]
    if any(first > last for first, last in months) or months[0][1] >= months[1][0]:
        raise ComparisonUnusable(
            f"{METHOD}: the last one is of {before.first} to {before.last}, this one of "
            f"{now.first} to {now.last}.",
            advice="Give two periods of which the last assessment's ends before this one's begins.",
        )
    before_years, now_years = ((last - first + 1) / 12 for first, last in months)
    return before_years, now_years


def _compare(
    themes: list[str],
    counts: np.ndarray,
    *,
    years: tuple[float, float],
    settings: AssessmentSettings,
) -> list[ThemeChange]:
    """The change of each theme, not yet its place."""
    spread = np.array([settings.dispersions.get(theme, 1.0) for theme in themes])
    told = compare_counts(
        counts[:, 1], counts[:, 0], exposure=years[1] / years[0], level=settings.level,
        dispersion=spread,
    )  # fmt: skip
    q = adjust_for_false_discovery(told.p)
    columns = [counts[:, 0] / years[0], counts[:, 1] / years[1], told.ratio, told.low, told.high, q]
    rows = round_significant(np.array(columns)).T.tolist()
    verdicts: list[Verdict] = [
        "no_change" if not row[5] <= settings.discovery else "rose" if row[1] > row[0] else "fell"
        for row in rows
    ]
    return [
        ThemeChange(theme, verdict, *row)
        for theme, verdict, row in zip(themes, verdicts, rows, strict=True)
    ]


def _rank(
    counts: np.ndarray, *, run: Run, settings: AssessmentSettings
) -> list[tuple[float, float, bool]]:
    """Of each theme its rank before and now, and whether the change of place is firm."""
    ranks, ends = [], []
    for side in (0, 1):
        held, exposure = counts[:, side], np.ones(len(counts))
        ranks.append(mid_ranks(-held))
        if held.sum() and len(held) > 1:
            drawn = find_rank_intervals(
                held, exposure, prior=fit_gamma_prior(held, exposure),
                draws=run.generator(PURPOSE, side), shape=(settings.draws, settings.rank_level),
            )  # fmt: skip
            ends.append((drawn.low, drawn.high))
        else:
            ends.append((np.ones(len(held)), np.full(len(held), len(held))))
    (low, high), (now_low, now_high) = ends
    firm = (now_high < low) | (now_low > high)
    return list(zip(ranks[0].tolist(), ranks[1].tolist(), firm.tolist(), strict=True))


def _one_sided(
    theme: str, held: list[dict[str, float]], *, years: tuple[float, float]
) -> ThemeChange:
    """A theme that only one of the two knows."""
    before, now = (
        float(round_significant(one.get(theme, np.nan) / year))
        for one, year in zip(held, years, strict=True)
    )
    verdict: Verdict = "missing"
    if theme not in held[0] and np.isfinite(now):
        verdict = "new"
    elif theme not in held[1] and np.isfinite(before):
        verdict = "gone"
    return ThemeChange(theme, verdict, before, now)


def _some(themes: tuple[str, ...]) -> str:
    return ", ".join(themes[:3]) or "none"
