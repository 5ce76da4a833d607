"""Rings around the treated and the comparison units, where crime may move to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from safercity.evidence.effects.errors import EffectCountsUnusable, EffectTermsRefused
from safercity.evidence.effects.request import Label
from safercity.evidence.effects.words import MESSAGES
from safercity.evidence.findings import Caption, Column, Statement, Table, draw_bars, say_all
from safercity.evidence.statistics import round_significant


@dataclass(frozen=True)
class BufferSettings:
    """`metres`: centres of units at most so far from a treated (or comparison) one are its ring."""

    metres: float = 500.0


@dataclass(frozen=True)
class Buffers:
    """`around_treated` and `around_comparison`: labels, in the order of `centroids`.

    `shared`: comparison units that lie in the treated area's ring: they may receive what moves, so
    they should not be compared with.
    """

    around_treated: tuple[Label, ...]
    around_comparison: tuple[Label, ...]
    shared: tuple[Label, ...]
    settings: BufferSettings
    statements: tuple[Statement, ...] = ()
    limits: tuple[Statement, ...] = ()

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row for each unit of a ring."""
        columns = (Column("area", "Area"), Column("ring", "Ring"))
        rows = [(str(one), "treated") for one in self.around_treated]
        rows += [(str(one), "comparison") for one in self.around_comparison]
        return Table("buffers", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """How many units each ring has."""
        sizes = {"treated": len(self.around_treated), "comparison": len(self.around_comparison)}
        rows = [{"ring": name, "units": size} for name, size in sizes.items()]
        caption = Caption(self.explain(), "How many units each ring has.")
        return draw_bars(rows, caption, name="ring", value="units")


def choose_buffers(
    centroids: Mapping[Label, tuple[float, float]],
    treated: Collection[Label],
    *,
    comparison: Collection[Label] = (),
    barred: Collection[Label] = (),
    settings: BufferSettings | None = None,
) -> Buffers:
    """Units within `settings.metres` of a treated unit, and of a comparison unit, by their centres.

    `centroids`: x, y in metres. A unit near both is in neither ring of the comparison; no treated,
    comparison or `barred` unit is in any. Source: Bowers & Johnson (2003) for concentric rings.
    Limits: crime that moves further, to another time or kind is not seen.
    Errors: `EffectCountsUnusable` for an unknown unit, `EffectTermsRefused` for a ring of no width.
    """
    settings = settings or BufferSettings()
    if not settings.metres > 0:
        raise EffectTermsRefused(f"A ring of {settings.metres} metres holds nothing.")
    for label in (*treated, *comparison):
        if label not in centroids:
            raise EffectCountsUnusable(f"Where {label} lies is not known; rings cannot be drawn.")
    labels = tuple(centroids)
    at = np.array([centroids[label] for label in labels], dtype=float)
    if not np.isfinite(at).all():
        raise EffectCountsUnusable("A centre that is not finite.")
    kept = set(treated) | set(comparison) | set(barred)
    near = _near(at, [labels.index(one) for one in treated], metres=settings.metres)
    also = _near(at, [labels.index(one) for one in comparison], metres=settings.metres)
    first = tuple(one for one, ok in zip(labels, near, strict=True) if ok and one not in kept)
    second = tuple(
        one for one, ok, taken in zip(labels, also, near, strict=True)
        if ok and not taken and one not in kept
    )  # fmt: skip
    shared = tuple(one for one in comparison if near[labels.index(one)])
    values = {"number": len(first), "metres": settings.metres, "control": len(second)}
    told = (Statement("effects.buffers", values),)
    return Buffers(first, second, shared, settings, told, (Statement("effects.limit_moved"),))


def _near(at: np.ndarray, rows: list[int], *, metres: float) -> np.ndarray:
    near = np.zeros(len(at), dtype=bool)
    for row in rows:
        near |= round_significant(((at - at[row]) ** 2).sum(axis=1)) <= metres**2
    return near
