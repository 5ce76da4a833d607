"""Monthly series of a theme, as one agency tells it: what analyses of time start from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.counting import CountedAgency
from safercity.evidence.errors import NothingToAssess
from safercity.evidence.findings import Basis as Rests
from safercity.evidence.findings import RecordingBreak
from safercity.evidence.matrix import Matrix
from safercity.evidence.store import Question, SourceCoverage, Unit, count_themes
from safercity.evidence.types import LOCATION_PRECISIONS, TIME_PRECISIONS, quarter_label


@dataclass(frozen=True)
class ThemeSeries:
    """A theme's counts by unit and month as one agency tells it; NaN where it sent nothing.

    `others`: agencies that tell of the theme too. Their numbers are never added: one event may be
    told to several.
    """

    theme: str
    agency: str
    counts: Matrix
    rests: Rests
    others: tuple[str, ...] = ()


def read_series(
    basis: Basis, *, unit: Unit = "city", themes: Iterable[str] | None = None
) -> tuple[ThemeSeries, ...]:
    """A series of each theme with records, from the agency that tells most of it.

    In the order of the taxonomy; themes that nobody records are left out.
    """
    asked = tuple(basis.store.taxonomy.themes if themes is None else themes)
    told: dict[str, list[ThemeSeries]] = {theme: [] for theme in asked}
    for chosen in basis.agencies:
        for one in read_each_series(basis, chosen, unit=unit, themes=asked):
            told[one.theme].append(one)
    return tuple(_choose(found) for found in told.values() if found)


def read_one_series(basis: Basis, theme: str, *, unit: Unit = "city") -> ThemeSeries:
    """The series of one theme. Errors: `UnknownName`; `NothingToAssess` if nobody records it."""
    basis.store.taxonomy.clauses(theme)  # an unknown name says what there is
    found = read_series(basis, unit=unit, themes=(theme,))
    if not found:
        title = basis.store.taxonomy.themes[theme].title["en"]
        raise NothingToAssess(
            f"No agency whose records are counted tells of {title.lower()}.",
            advice="docs/reference/taxonomy.md says which sources can tell it, and why others "
            "cannot; load one of those.",
        )
    return found[0]


def choose_row(series: ThemeSeries, label: str) -> Matrix:
    """The one row of a unit, as a matrix."""
    at = series.counts.rows.index(label)
    return Matrix(series.counts.values[at : at + 1], (label,), series.counts.columns)


def _choose(found: list[ThemeSeries]) -> ThemeSeries:
    """The agency that tells most; of two that tell as much, the first by name."""
    most = max(found, key=lambda one: (float(np.nansum(one.counts.values)), one.agency[::-1]))
    others = tuple(sorted(one.agency for one in found if one is not most))
    return ThemeSeries(most.theme, most.agency, most.counts, most.rests, others)


def read_each_series(
    basis: Basis, chosen: CountedAgency, *, unit: Unit = "city", themes: Iterable[str] | None = None
) -> Iterable[ThemeSeries]:
    """Every theme that one agency tells, in the order of the taxonomy."""
    themes = tuple(basis.store.taxonomy.themes if themes is None else themes)
    store = basis.store
    question = Question(
        sources=tuple(source.source for source in chosen.sources),
        unit=unit,
        first=basis.months[0],
        last=basis.months[-1],
    )
    for theme, counted in count_themes(store, question, themes=themes).items():
        sources = tuple(s for s in chosen.sources if store.taxonomy.clauses(theme, s.source))
        telling = CountedAgency(chosen.agency, sources, chosen.supports)
        counts = leave_gaps(counted, telling.present(basis.months))
        yield ThemeSeries(theme, chosen.agency, counts, rests_on(basis, telling, theme=theme))


def leave_gaps(counts: Matrix, present: Sequence[bool]) -> Matrix:
    """Missing months as NaN; those before the first sent and after the last are cut off."""
    sent = np.flatnonzero(present)
    first, last = (int(sent[0]), int(sent[-1]) + 1) if sent.size else (0, 0)
    values = np.where(np.array(present)[None, :], counts.values.astype(float), np.nan)
    return Matrix(values[:, first:last], counts.rows, counts.columns[first:last])


def rests_on(basis: Basis, telling: CountedAgency, *, theme: str | None = None) -> Rests:
    """What counts of these sources rest on; without a theme, of all that they tell."""
    shapes = [source.shape for source in telling.sources]
    times = [shape.when.precision if shape.when else "quarter" for shape in shapes]
    return Rests(
        sources=tuple(source.source for source in telling.sources),
        agencies=(telling.agency,),
        location=max((s.location_precision for s in shapes), key=LOCATION_PRECISIONS.index),
        time=max(times, key=TIME_PRECISIONS.index),
        unplaced_share=telling.unplaced_share(),
        breaks=_find_breaks(basis, telling.sources, theme=theme),
    )


def _find_breaks(
    basis: Basis, sources: tuple[SourceCoverage, ...], *, theme: str | None
) -> tuple[RecordingBreak, ...]:
    """Dated changes, after the first month there is, in what these sources record of the theme;
    without one, those of everything."""
    taxonomy, forces = basis.store.taxonomy, list_forces(basis)
    found = {}
    for source in sources:
        named = [c.categories for c in taxonomy.clauses(theme, source.source)] if theme else []
        categories = {name for each in named for name in each or ()}
        for one in taxonomy.breaks_for(source.source, forces=forces):
            whole = not (one.themes or one.categories)
            is_told = whole or theme in one.themes or categories & set(one.categories)
            if is_told and one.month > basis.months[0]:
                found[one.id] = RecordingBreak(one.month, one.title["en"], one.kind)
    return tuple(found[key] for key in sorted(found))


def list_forces(basis: Basis) -> tuple[str, ...]:
    """The police forces that tell most of a source here, as the extracts name them."""
    told = {one.teller for one in basis.coverage if one.teller and "force" in one.shape.covers}
    return tuple(sorted(told))


def add_quarters(counts: Matrix) -> Matrix:
    """Whole quarters only; one of which a month is missing is missing, as a sum with NaN is."""
    sizes = Counter(map(quarter_label, counts.columns))
    return counts.group_columns(
        lambda month: quarter_label(month) if sizes[quarter_label(month)] == 3 else None
    )
