"""A shape with what a workspace says besides: further headings of its columns, forms of dates."""

from __future__ import annotations

from collections.abc import Mapping

from safercity.evidence.extracts.date_forms import add_form
from safercity.evidence.extracts.shape import Shape, simplify_header


def adapt_shape(shape: Shape, *, headings: Mapping[str, str], dates: Mapping[str, str]) -> Shape:
    """The shape that also knows `headings` (heading -> column, or the heading of a wide table that
    it is read as) and `dates` (form -> column).

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
        elif name in shape.wide_columns() and find_claim(heading, shape) is None:
            shape = _add_wide(heading, name, shape=shape)
    when = shape.when
    for form in dates:
        if when:
            when = when.model_copy(update={"formats": add_form(form, when)})
    return shape.model_copy(update={"when": when})


def _add_wide(heading: str, name: str, *, shape: Shape) -> Shape:
    category = shape.category
    if category is None:
        return shape
    wider = category.model_copy(update={"also": {**category.also, heading: name}})
    return shape.model_copy(update={"category": wider})


def list_wide(shape: Shape) -> dict[str, tuple[str, ...]]:
    """Heading of a wide table -> it and the further texts that are read as it."""
    also = shape.category.also if shape.category else {}
    return {
        name: (name, *(text for text, wide in also.items() if wide == name))
        for name in shape.wide_columns()
    }


def find_claim(heading: str, shape: Shape) -> str | None:
    """The column of the shape that has this heading, or the heading of a wide table that it is read
    as; None where it is neither."""
    simple = simplify_header(heading)
    for name, column in shape.columns.items():
        if simple in (simplify_header(one) for one in column.headers):
            return name
    return next(
        (name for name, texts in list_wide(shape).items() if simple in map(simplify_header, texts)),
        None,
    )
