"""What a kept sentence rests on, and whether a reader may see it: by the rules of the one door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from safercity.partnership.sharing.queries.cut import Cut
from safercity.partnership.sharing.queries.cut_tables import (
    COUNTED,
    counted_in,
    is_row_seen,
    layers_of_row,
    list_counted,
    sees_counted,
)
from safercity.partnership.sharing.queries.door import VisibleEdition

Basis = Mapping[str, Any]
"""Plain values, to be kept beside the sentence: the purpose it was asked for, the table, whose
records its row tells (`layers`), whose were counted where all chose the areas (`of`: one agency, or
a list of them), and the smallest count written out to whom the sentence was told (`below`)."""

UNKNOWN = ""
"""`of` where it was not said whose records are counted, as it was not in sentences kept before."""


def tell_basis(
    edition: VisibleEdition, row: Mapping[str, Any], *, table: str, purpose: str
) -> dict[str, Any]:
    """A row of a table as the basis of a sentence."""
    layers, of = sorted(layers_of_row(row) or ()), row.get("of") or ""
    if table in COUNTED:
        counted = counted_in(row, edition.cut)
        of = UNKNOWN if counted is None else list(counted)
    told = {"purpose": purpose, "table": table, "layers": layers, "of": of}
    return told | {"below": _find_below(edition, told)}


def shows_sentence(edition: VisibleEdition, basis: Basis, *, text: str) -> bool:
    """Whether the reader of this edition may see a sentence that rests on this row: the row itself,
    counts as small as were told, and every agency that the sentence names."""
    cut, table, layers = edition.cut, basis["table"], basis["layers"]
    if cut.terms.everything:
        return True
    product = cut.sees_product(table)
    if table == "places":  # a place is seen through any of its agencies (cut_places)
        return product and (not layers or any(map(cut.sees, layers)))
    is_seen = _is_row_seen(cut, basis, product=product)
    is_small = _find_below(edition, basis) > basis["below"]
    return is_seen and not is_small and not cut.tells_hidden(text)


def _is_row_seen(cut: Cut, basis: Basis, *, product: bool) -> bool:
    layers, of = basis["layers"], basis["of"]
    if layers:
        return is_row_seen(layers, cut, product=product, of=list_counted(of))
    is_unknown = basis["table"] in COUNTED and of == UNKNOWN
    return product and sees_counted(None if is_unknown else list_counted(of), cut)


def _find_below(edition: VisibleEdition, told: Basis) -> int:
    """A row that does not say whose records it tells is taken to tell those of its whole table."""
    layers: Iterable[str] = told["layers"] or edition.cut.layers_of(told["table"])
    return edition.cut.threshold([*layers, *list_counted(told["of"])])
