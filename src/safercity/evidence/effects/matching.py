"""Areas to compare with: as high before, going the same way, of the same make-up."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from safercity.evidence.effects.errors import EffectCountsUnusable, EffectTermsRefused, TooFewAreas
from safercity.evidence.effects.request import Label
from safercity.evidence.effects.units import check_counts
from safercity.evidence.effects.words import MESSAGES
from safercity.evidence.findings import Caption, Column, Statement, Table, draw_bars, say_all
from safercity.evidence.matrix import LabelsDiffer, Matrix
from safercity.evidence.statistics import round_significant

BALANCED = 0.5  # standard deviations apart, at most, for a match to be called alike


@dataclass(frozen=True)
class MatchSettings:
    """`number` of areas wanted, `fewest` that will do; weights of level, trend and make-up."""

    number: int = 20
    fewest: int = 3
    level_weight: float = 1.0
    trend_weight: float = 0.5
    make_up_weight: float = 0.5

    def __post_init__(self) -> None:
        weights = (self.level_weight, self.trend_weight, self.make_up_weight)
        if self.number < 1 or self.fewest < 1 or min(weights) < 0 or sum(weights) == 0:
            raise EffectTermsRefused("Matching takes one area or more, and weights above zero.")


@dataclass(frozen=True)
class Excluded:
    """Units that are never taken, and why: buffers, and those touched by other interventions."""

    buffers: Collection[Label] = ()
    touched: Collection[Label] = ()


@dataclass(frozen=True)
class AreaMatch:
    """`chosen`: labels, nearest first; `distances` from the treated, in standard deviations.

    `gaps`: how far the chosen lie from the treated on each thing, in standard deviations (above 0:
    the treated are higher). `left_out`: how many units were not eligible.
    """

    chosen: tuple[Label, ...]
    distances: tuple[float, ...]
    gaps: dict[str, float]
    left_out: int
    settings: MatchSettings
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()
    eligible: tuple[Label, ...] = field(default=(), repr=False)

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row for each area: its distance."""
        columns = (
            Column("area", "Area"),
            Column("distance", "Distance", "figure", "standard deviations"),
        )
        rows = ((str(k), d) for k, d in zip(self.chosen, self.distances, strict=True))
        return Table("matched_areas", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """The distances as bars."""
        caption = Caption(self.explain(), "How unlike the treated area each match is.")
        return draw_bars(self.table().records(), caption, name="area", value="distance")


def match_areas(
    before: Matrix,
    treated: Collection[Label],
    *,
    excluded: Excluded | None = None,
    make_up: Matrix | None = None,
    settings: MatchSettings | None = None,
) -> AreaMatch:
    """Units most like the treated by level, trend and make-up, from months `before` only.

    `before`: units x months, NaN where missing; `make_up`: the same units x types. Level is the
    logarithm of the monthly mean, trend that of the later half of the months over the earlier,
    make-up the square roots of shares (Hellinger); each is taken in standard deviations among the
    units. Units in `excluded`, without an incident, or missing more than a tenth of the months are
    never taken. Source: Stuart, Statistical Science 25 (2010).
    Limits: alike before is no promise of alike after. Errors: `TooFewAreas`, `LabelsDiffer`,
    `EffectCountsUnusable`.
    """
    settings, excluded = settings or MatchSettings(), excluded or Excluded()
    values = check_counts(before.values, what="Matching")
    mine = np.isin(np.arange(len(before.rows)), _rows(before, treated))
    barred = set(excluded.buffers) | set(excluded.touched)
    free = np.array([label not in barred for label in before.rows]) & ~mine
    free &= (np.isnan(values).mean(axis=1) <= 0.1) & (np.nansum(values, axis=1) > 0)
    if free.sum() < settings.fewest:
        raise TooFewAreas(
            f"{int(free.sum())} of {len(before.rows)} areas could be compared with; "
            f"{settings.fewest} are needed."
        )
    things = _describe(values, make_up, rows=before.rows, settings=settings)
    distances = np.zeros(int(free.sum()))
    gaps: dict[str, np.ndarray] = {}
    for name, (columns, weight) in things.items():
        scale = np.sqrt(((columns[free] - columns[free].mean(axis=0)) ** 2).mean(axis=0).sum())
        aim = columns[mine].mean(axis=0)
        apart = (aim - columns[free]) / max(float(scale), 1e-9)
        distances += weight * (apart**2).sum(axis=1)
        gaps[name] = apart[:, 0] if columns.shape[1] == 1 else np.sqrt((apart**2).sum(axis=1))
    distances = np.asarray(round_significant(np.sqrt(distances)))
    order = np.argsort(distances, kind="stable")[: settings.number]
    labels = [label for label, ok in zip(before.rows, free, strict=True) if ok]
    told = {name: float(round_significant(one[order].mean())) for name, one in gaps.items()}
    return AreaMatch(
        chosen=tuple(labels[one] for one in order),
        distances=tuple(float(one) for one in distances[order]),
        gaps=told,
        left_out=int((~free & ~mine).sum()),
        settings=settings,
        statements=_state(told, number=order.size, of=len(labels)),
        limits=(Statement("effects.limit_match"),),
        eligible=tuple(labels),
    )


def _rows(before: Matrix, treated: Collection[Label]) -> list[int]:
    strange = [label for label in treated if label not in before.rows]
    if strange or not treated:
        raise EffectCountsUnusable(
            f"{strange[0] if strange else 'No treated unit'} is not among the "
            f"{len(before.rows)} units to match from."
        )
    return [before.rows.index(label) for label in treated]


def _describe(values, make_up, *, rows, settings) -> dict[str, tuple[np.ndarray, float]]:
    months = values.shape[1]
    if months < 1:
        raise EffectCountsUnusable("There is no month before to match on.")
    level = np.log((_total(values) + 0.5) / months)
    things = {"level": (level[:, None], settings.level_weight)}
    half = months // 2
    if half >= 6:
        early, late = values[:, :half], values[:, months - half :]
        trend = np.log((_total(late) + 2) / (_total(early) + 2))
        things["trend"] = (trend[:, None], settings.trend_weight)
    if make_up is not None:
        if make_up.rows != rows:
            raise LabelsDiffer(
                f"Make-up is told of {len(make_up.rows)} units, counts of {len(rows)}: "
                "their labels differ."
            )
        types = check_counts(make_up.values, what="Make-up")
        shares = np.nan_to_num(types) / np.maximum(np.nansum(types, axis=1), 1e-9)[:, None]
        things["make-up"] = (np.sqrt(shares), settings.make_up_weight)
    return {name: (np.asarray(round_significant(one)), w) for name, (one, w) in things.items()}


def _total(values: np.ndarray) -> np.ndarray:
    """Totals as if no month were missing."""
    known = (~np.isnan(values)).sum(axis=1)
    return np.nansum(values, axis=1) * values.shape[1] / np.maximum(known, 1)


def _state(gaps: dict[str, float], *, number: int, of: int) -> tuple[Statement, ...]:
    apart = [name for name, gap in gaps.items() if abs(gap) > BALANCED]
    values = {"number": number, "of": of, "things": list(gaps), "apart": apart}
    return (Statement("effects.match_apart" if apart else "effects.match_alike", values),)
