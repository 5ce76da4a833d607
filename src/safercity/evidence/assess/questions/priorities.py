"""Candidate priorities: every theme with records, by what the edition knows of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.questions.profiles import ThemeProfile
from safercity.evidence.assess.remembering import answer_once
from safercity.evidence.errors import UnknownName
from safercity.evidence.findings import as_values
from safercity.evidence.matrix import Matrix
from safercity.evidence.priorities import (
    Candidates,
    HorizonScan,
    HorizonTerms,
    PriorityRanking,
    rank_priorities,
    scan_horizon,
)
from safercity.evidence.priorities.words import MESSAGES
from safercity.evidence.runs import Run
from safercity.evidence.store import Lines, Question, count_lines
from safercity.evidence.taxonomy import Weights
from safercity.evidence.taxonomy.priorities import Criterion, load_criteria, load_horizon
from safercity.evidence.types import last_day_of, month_label, month_number

HARM_TABLES = ("cambridge-harm-index", "ons-crime-severity")
COST_TABLE = "home-office-unit-costs"
# With less of a theme's records under a weight, its sum would say more of the gaps than of harm.
WEIGHED_AT_LEAST = 0.5
MONTHS = 12


@dataclass(frozen=True)
class Known:
    """What other parts of the edition know of the themes.

    `concentration`: generalised index by theme. `forecast`: by what share next year is expected to
    differ, with its interval (value, low, high).
    """

    profiles: Sequence[ThemeProfile]
    concentration: Mapping[str, float]
    forecast: Mapping[str, tuple[float, float, float]]


def priority_tables(basis: Basis, known: Known, *, run: Run) -> dict[str, dict]:
    """The tables `priorities` and `horizon` of an edition; no ranking where nothing is known."""
    run.step("Candidate priorities")
    horizon = find_horizon(basis, [one.theme for one in known.profiles])
    tables = {"horizon": as_values(horizon, messages=MESSAGES, titles=horizon.titles)}
    if known.profiles:
        criteria = load_criteria(basis.store.workspace.content)
        asked = find_candidates(basis, known, criteria=criteria)
        rank = partial(_describe_ranking, asked, criteria, run=run)
        tables["priorities"] = answer_once(basis, "priorities", reads=asked, work=rank, run=run)
    return tables


def _describe_ranking(asked: Candidates, criteria: Sequence[Criterion], *, run: Run) -> dict:
    ranking = rank_priorities(asked, criteria, run=run)
    told = as_values(ranking, messages=MESSAGES, titles=ranking.titles)
    matrix = as_values(ranking.matrix(), messages=MESSAGES, titles=ranking.titles)
    return told | {"matrix": matrix}


def find_ranking(basis: Basis, known: Known, *, run: Run) -> PriorityRanking:
    """The themes ranked by the workspace's criteria and weights."""
    criteria = load_criteria(basis.store.workspace.content)
    return rank_priorities(find_candidates(basis, known, criteria=criteria), criteria, run=run)


def find_candidates(basis: Basis, known: Known, *, criteria: Sequence[Criterion]) -> Candidates:
    """What is known of every theme by criterion, with its interval."""
    figures = [_figures(basis, one, known=known) for one in known.profiles]
    rows = tuple(one.theme for one in known.profiles)
    columns = tuple(one.id for one in criteria)
    values, low, high = (
        Matrix(_arrange(figures, criteria, at=at), rows, columns) for at in range(3)
    )
    titles = {one.theme: one.title for one in known.profiles}
    return Candidates(values, low, high, titles)


def find_horizon(basis: Basis, themes: Sequence[str]) -> HorizonScan:
    """The horizon's entries beside the themes that have records."""
    taxonomy = basis.store.taxonomy
    entries = load_horizon(basis.store.workspace.content, taxonomy=taxonomy)
    terms = HorizonTerms(last_day_of(basis.months[-1]))
    titles = {theme: taxonomy.themes[theme].title["en"] for theme in themes}
    beside = {theme: (theme,) for theme in themes}
    return scan_horizon(entries, terms=terms, candidates=beside, titles=titles)


Figure = tuple[float, float, float]
UNKNOWN: Figure = (float("nan"),) * 3


def _arrange(
    figures: list[dict[str, Figure]], criteria: Sequence[Criterion], *, at: int
) -> np.ndarray:
    return np.array(
        [[one.get(criterion.id, UNKNOWN)[at] for criterion in criteria] for one in figures]
    )


def _figures(basis: Basis, one: ThemeProfile, *, known: Known) -> dict[str, Figure]:
    """What is known of a theme by criterion: value and interval, NaN where not known."""
    judged = basis.store.workspace.settings.priorities
    year, taxonomy = _read_year(basis, one), basis.store.taxonomy
    harms = (_weigh(year, taxonomy.weights(table)) for table in HARM_TABLES)
    harm = next((value for value in harms if value is not None), None)
    able = {one.agency, *one.series.others}
    told = {
        "harm": _plain(harm),
        "cost": _plain(_weigh(year, taxonomy.weights(COST_TABLE))),
        "concern": _plain(judged.concern.get(one.theme)),
        "level": _plain(float(one.level.count)),
        "trend": (one.trend.change, one.trend.low, one.trend.high),
        "agencies": _plain(len(able) / max(_count_able(basis, one.theme), 1)),
        "concentration": _plain(known.concentration.get(one.theme)),
        "capacity": _plain(judged.capacity.get(one.theme)),
        "forecast": known.forecast.get(one.theme, UNKNOWN),
    }
    return told


def _plain(value: float | None) -> Figure:
    return UNKNOWN if value is None else (value, float("nan"), float("nan"))


def _count_able(basis: Basis, theme: str) -> int:
    """Agencies that are counted and have a source that can tell the theme."""
    taxonomy = basis.store.taxonomy
    return sum(
        any(taxonomy.clauses(theme, source.source) for source in one.sources)
        for one in basis.agencies
    )


def _read_year(basis: Basis, one: ThemeProfile) -> Lines:
    """The newest year's records of a theme by kind."""
    last = one.level.last
    first = month_label(month_number(last) - MONTHS + 1)
    sources = one.series.rests.sources
    asked = Question(themes=(one.theme,), sources=sources, unit="city", first=first, last=last)
    return count_lines(basis.store, asked)


def _weigh(lines: Lines, weights: Weights) -> float | None:
    """The weights of a year's records; None where too few of them have one."""
    known = total = weighed = 0
    for kind, amount in zip(lines.kind.tolist(), lines.amount.tolist(), strict=True):
        weight = weights.of(lines.kinds[kind][1])
        total += amount
        if weight is not None:
            known, weighed = known + amount, weighed + amount * weight
    return float(weighed) if total and known >= WEIGHED_AT_LEAST * total else None


def check_judgements(basis: Basis) -> None:
    """Errors: `UnknownName` for a theme in the settings that there is not."""
    judged = basis.store.workspace.settings.priorities
    for name in (*judged.capacity, *judged.concern):
        if name not in basis.store.taxonomy.themes:
            raise UnknownName(
                f"[priorities] names {name!r}, which is no theme.",
                advice=f"Themes: {', '.join(sorted(basis.store.taxonomy.themes))}.",
            )
