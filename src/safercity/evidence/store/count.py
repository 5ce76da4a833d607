"""`count_by`: the one heavy operation. Records become a labelled matrix of places by periods."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from safercity.evidence.errors import UnknownName
from safercity.evidence.geography import Geography
from safercity.evidence.matrix import Matrix
from safercity.evidence.store.questions import Question
from safercity.evidence.store.records import Store
from safercity.evidence.store.sql import unpack_kind, write_question
from safercity.evidence.types import month_labels, month_number, quarter_label


def count_by(store: Store, question: Question) -> Matrix:
    """Count the standing records that answer `question`: places by periods (int64), zero if none.

    Rows are every unit of the kind asked for, in their fixed order (cells: text ids; small areas:
    common units; wards: codes; city: one row), columns every period from first to last.
    Rows without a place of that kind are in no row of the answer.
    Errors: `UnknownName` for a theme or agency nothing here answers to; `NothingToAssess`.
    """
    _check_names(store, question)
    months = months_asked(store, question)
    asked = write_question(store, question, months=months)
    answer = _ask(store, asked, unit=question.unit)
    return _fill(store, question, months=months, answer=answer)


@dataclass(frozen=True)
class Lines:
    """Counts without their zeros: one line a place, month and kind of record, all of length n.

    `unit`: positions in `unit_labels`; `month`: month numbers; `kind`: positions in `kinds`, which
    are (source, category, flags); `amount`: records, or their weight (int64).
    """

    unit: np.ndarray
    month: np.ndarray
    kind: np.ndarray
    amount: np.ndarray
    kinds: tuple[tuple[str, str, int], ...]


def count_lines(store: Store, question: Question) -> Lines:
    """Standing records by place, month and kind. Unlike `count_by`, what is zero is left out.

    Errors: as `count_by`.
    """
    _check_names(store, question)
    months = months_asked(store, question)
    asked = write_question(store, question, months=months, split=True)
    answer = _ask(store, asked, unit=question.unit)
    packed = np.asarray(answer["kind"], dtype=np.int64)
    kinds = np.unique(packed)
    return Lines(
        answer["unit"],
        answer["month"],
        np.searchsorted(kinds, packed),
        answer["amount"],
        tuple(unpack_kind(store, int(one)) for one in kinds),
    )


def count_themes(store: Store, question: Question, *, themes: Iterable[str]) -> dict[str, Matrix]:
    """`count_by` for each theme, reading the records once; themes without records are left out."""
    lines = count_lines(store, question)
    months = months_asked(store, question)
    found = {}
    for theme in themes:
        fits = np.array([fits_theme(store, theme, kind=kind) for kind in lines.kinds], dtype=bool)
        if fits.any():
            chosen = fits[lines.kind]
            answer = {
                "unit": lines.unit[chosen],
                "month": lines.month[chosen],
                "amount": lines.amount[chosen],
            }
            found[theme] = _fill(store, question, months=months, answer=answer)
    return found


def fits_theme(store: Store, theme: str, *, kind: tuple[str, str, int]) -> bool:
    """Whether records of a kind (source, category, flags) tell of the theme."""
    source, category, flags = kind
    return any(clause.fits(category, flags) for clause in store.taxonomy.clauses(theme, source))


def unit_labels(geography: Geography, unit: str) -> tuple[str, ...]:
    """The labels of every unit of a kind, in the order in which `count_by` answers."""
    if unit == "cell":
        return geography.grid.ids
    if unit == "small_area":
        return geography.units.labels
    if unit == "ward":
        return tuple(geography.wards.codes)
    return ("city",)


def _check_names(store: Store, question: Question) -> None:
    for kind, asked, known in (
        ("theme", question.themes, store.taxonomy.themes),
        ("agency", question.agencies, store.taxonomy.agencies),
    ):
        for name in asked:
            if name not in known:
                raise UnknownName(
                    f"There is no {kind} called {name!r}.",
                    advice=f"Known: {', '.join(sorted(known))}.",
                )


def months_asked(store: Store, question: Question) -> tuple[str, ...]:
    """Every month of the question; where it names no end, up to that of the records."""
    months = store.months if store.files else ()
    first = question.first or (months[0] if months else None)
    last = question.last or (months[-1] if months else None)
    if first is None or last is None:
        return store.months
    return month_labels(month_number(first), month_number(last))


def _ask(store: Store, asked: str, *, unit: str) -> dict[str, np.ndarray]:
    """The grouped counts as whole numbers by column; `unit` as positions in `unit_labels`."""
    if not asked:
        empty = np.zeros(0, dtype=np.int64)
        return {"unit": empty, "month": empty, "kind": empty, "amount": empty}
    found = "* EXCLUDE amount, amount::BIGINT AS amount"
    if unit in ("small_area", "ward"):
        # Areas are looked up once a line of the answer: in Python that took as long as counting.
        store.session.keep_table(f"{unit}s", lambda: area_positions(store.geography, unit))
        asked = (
            f"SELECT a.* REPLACE (u.unit AS unit) FROM ({asked}) a "
            f"JOIN {unit}s u ON u.code = a.unit"
        )
    answer = store.session.ask(f"SELECT {found} FROM ({asked}) WHERE amount IS NOT NULL")
    if unit == "cell":
        answer["unit"] = store.geography.grid.index_of(np.asarray(answer["unit"], dtype=np.int64))
    elif unit == "city":
        answer["unit"] = np.zeros(len(answer["amount"]), dtype=np.int64)
    return {name: np.asarray(values, dtype=np.int64) for name, values in answer.items()}


def area_positions(geography: Geography, unit: str) -> dict[str, np.ndarray]:
    """Codes of small areas, of every vintage, with the position of the unit that counts them."""
    find = geography.unit_of_area if unit == "small_area" else geography.ward_of_area
    position = {label: index for index, label in enumerate(unit_labels(geography, unit))}
    codes = sorted({*geography.local_codes("lsoa"), *geography.small_areas.codes})
    places = {code: position.get(find(code) or "", -1) for code in codes}
    return {
        "code": np.array(list(places), dtype=object),
        "unit": np.array(list(places.values()), dtype=np.int64),
    }


def _fill(
    store: Store, question: Question, *, months: tuple[str, ...], answer: dict[str, np.ndarray]
) -> Matrix:
    labels = unit_labels(store.geography, question.unit)
    counts = np.zeros((len(labels), len(months)), dtype=np.int64)
    columns = answer["month"] - month_number(months[0])
    inside = answer["unit"] >= 0
    # One axis: numpy adds on two at a tenth of the speed.
    places = (answer["unit"] * len(months) + columns)[inside]
    np.add.at(counts.reshape(-1), places, answer["amount"][inside])
    matrix = Matrix(counts, labels, months)
    return matrix if question.period == "month" else matrix.group_columns(quarter_label)
