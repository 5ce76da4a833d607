"""A shape with what a workspace says besides: further headings of its columns, forms of dates."""

from __future__ import annotations

from collections.abc import Mapping

from safercity.evidence.extracts.date_forms import add_form
from safercity.evidence.extracts.shape import Shape, simplify_header


def adapt_shape(shape: Shape, *, headings: Mapping[str, str], dates: Mapping[str, str]) -> Shape:
    """The shape that also knows `headings` (heading -> column) and `dates` (form -> column).

    What the shape itself says comes first: a heading that belongs to another of its columns, or a
    form that would read its dates otherwise, says nothing. Nor does a heading that was given to
    another column before it, by letters: one heading is one column. Of two forms that read a text
    as two days the one that was said first holds, unless the later is said to hold in its place.
    """
    if not headings and not dates:
        return shape
    for heading, name in sorted(headings.items()):
        if name in shape.columns and find_claim(heading, shape) is None:
            column = shape.columns[name]
            further = column.model_copy(update={"headers": (*column.headers, heading)})
            shape = shape.model_copy(update={"columns": {**shape.columns, name: further}})
    when = shape.when
    for form in dates:
        if when:
            when = when.model_copy(update={"formats": add_form(form, when)})
    return shape.model_copy(update={"when": when})


def find_claim(heading: str, shape: Shape) -> str | None:
    """The column of the shape that has this heading; None where it is no column's."""
    simple = simplify_header(heading)
    for name, column in shape.columns.items():
        if simple in (simplify_header(one) for one in column.headers):
            return name
    return next((h for h in shape.wide_columns() if simplify_header(h) == simple), None)
