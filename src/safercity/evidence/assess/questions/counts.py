"""What each agency's records count, month by month: what questions of people are asked of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.counting import CountedAgency
from safercity.evidence.assess.layers import Layer
from safercity.evidence.assess.questions.frozen import FrozenList
from safercity.evidence.assess.questions.profiles import count_residents
from safercity.evidence.assess.questions.series import rests_on
from safercity.evidence.runs import Run
from safercity.evidence.store import Question, Unit, count_lines
from safercity.evidence.store.count import Lines, fits_theme, unit_labels
from safercity.evidence.taxonomy.asked import CITY, FROZEN
from safercity.evidence.types import month_number


@dataclass(frozen=True)
class _Telling:
    """One agency as it is counted, which of the edition's months it sent, and its first of them."""

    agency: CountedAgency
    months: tuple[str, ...]
    present: tuple[bool, ...]


def counts_table(basis: Basis, layer: Layer, *, frozen: FrozenList | str, run: Run) -> dict:
    """The table `counts`: a row for each agency, theme or category, and area with records.

    `area`: "city", a ward's code, or "high_demand": the areas frozen at the baseline, told only of
    agencies whose records bear the list's units. Missing months are None. A row of those areas
    rests on all agencies that chose them (`agencies`); `of` says whose records it counts.
    """
    wards = basis.store.geography.wards
    chosen = () if isinstance(frozen, str) else frozen.units
    rows: list[dict] = []
    for done, one in enumerate(basis.agencies):
        run.step("Counts by month", done, len(basis.agencies))
        telling = _tell(one, basis.months)
        for unit in ("city", "ward"):
            rows += _list_rows(basis, telling, unit=unit)
        if chosen and any(each.agency == one.agency for each in layer.demand):
            rows += _list_frozen(basis, telling, layer=layer, chosen=chosen)
    residents = _list_residents(basis, layer, chosen=chosen)
    return {
        "baseline": None if isinstance(frozen, str) else frozen.baseline,
        "areas": [[code, name] for code, name in zip(wards.codes, wards.names, strict=True)],
        "residents": [[area, n] for area, n in residents.items()],
        "rows": rows,
    }


def _tell(agency: CountedAgency, months: tuple[str, ...]) -> _Telling:
    present = agency.present(months)
    sent = np.flatnonzero(present)
    first, last = (int(sent[0]), int(sent[-1]) + 1) if sent.size else (0, 0)
    return _Telling(agency, months[first:last], present[first:last])


def _read(basis: Basis, telling: _Telling, *, unit: Unit) -> Lines:
    """The lines that lie in a unit: an area outside them all has the position -1."""
    sources = tuple(source.source for source in telling.agency.sources)
    first, last = basis.months[0], basis.months[-1]
    asked = Question(sources=sources, unit=unit, first=first, last=last)
    lines = count_lines(basis.store, asked)
    lies = lines.unit >= 0
    return Lines(
        lines.unit[lies], lines.month[lies], lines.kind[lies], lines.amount[lies], lines.kinds
    )


def _list_rows(basis: Basis, telling: _Telling, *, unit: Unit) -> Iterator[dict]:
    lines = _read(basis, telling, unit=unit)
    labels = unit_labels(basis.store.geography, unit)
    for (kind, name), fits in _list_names(basis, lines):
        chosen = fits[lines.kind]
        for at in np.unique(lines.unit[chosen]).tolist():
            here = chosen & (lines.unit == at)
            area = CITY if unit == "city" else labels[at]
            yield {"agency": telling.agency.agency} | _row(
                basis, telling, named=(kind, name, area), told=_sum(lines, here, telling=telling)
            )


def _list_frozen(
    basis: Basis, telling: _Telling, *, layer: Layer, chosen: Sequence[str]
) -> Iterator[dict]:
    lines = _read(basis, telling, unit=layer.unit)
    labels = np.array(unit_labels(basis.store.geography, layer.unit))
    inside = np.isin(labels, np.array(chosen))[lines.unit]
    agencies = sorted(one.agency for one in layer.demand)
    for (kind, name), fits in _list_names(basis, lines):
        here = fits[lines.kind] & inside
        if here.any():
            told = _sum(lines, here, telling=telling)
            yield {"agencies": agencies} | _row(
                basis, telling, named=(kind, name, FROZEN), told=told
            )


def _list_names(basis: Basis, lines: Lines) -> Iterator[tuple[tuple[str, str], np.ndarray]]:
    """Each theme and each category of demand that the lines tell, with the kinds that tell it."""
    taxonomy = basis.store.taxonomy
    for theme in taxonomy.themes:
        fits = np.array([fits_theme(basis.store, theme, kind=one) for one in lines.kinds], bool)
        if fits.any():
            yield ("theme", theme), fits
    for name in sorted({kind[1] for kind in lines.kinds} & taxonomy.categories_in("demand")):
        yield ("category", name), np.array([kind[1] == name for kind in lines.kinds], bool)


def _sum(lines: Lines, here: np.ndarray, *, telling: _Telling) -> list[int | None]:
    """Counts by month of what the agency sent; None where it sent nothing."""
    if not telling.months:
        return []
    at = lines.month[here] - month_number(telling.months[0])
    inside = (at >= 0) & (at < len(telling.months))
    sums = np.zeros(len(telling.months), dtype=np.int64)
    np.add.at(sums, at[inside], lines.amount[here][inside])
    return [int(n) if sent else None for n, sent in zip(sums, telling.present, strict=True)]


def _row(
    basis: Basis, telling: _Telling, *, named: tuple[str, str, str], told: list[int | None]
) -> dict[str, Any]:
    kind, name, area = named
    rests = rests_on(basis, telling.agency, theme=name if kind == "theme" else None)
    row = {
        "of": telling.agency.agency,
        "kind": kind,
        "name": name,
        "area": area,
        "first": telling.months[0] if telling.months else basis.months[0],
        "records": told,
    }
    breaks = [[one.month, one.title, one.kind] for one in rests.breaks]
    return row | ({"breaks": breaks} if breaks else {})


def _list_residents(basis: Basis, layer: Layer, *, chosen: Sequence[str]) -> Mapping[str, int]:
    """Residents of the whole, of each ward, and of the frozen areas; none where nobody told."""
    counted = count_residents(basis)
    if counted is None:
        return {}
    geography = basis.store.geography
    found = {CITY: int(geography.units.residents.sum())}
    wards = zip(counted.rows, counted.values[:, 0].tolist(), strict=True)
    found |= {code: round(n) for code, n in wards}
    if chosen:
        is_cell = layer.unit == "cell"
        lived = geography.cell_residents() if is_cell else geography.units.residents
        inside = np.isin(np.array(unit_labels(geography, layer.unit)), np.array(chosen))
        found[FROZEN] = round(float(lived[inside].sum()))
    return found
