"""The points of a drawing with what each leads to."""

from __future__ import annotations

from collections.abc import Iterator

from django import template

from safercity.partnership.performance.presenters.chart import Drawing
from safercity.partnership.performance.presenters.measure import Page

register = template.Library()


@register.filter
def spots(drawing: Drawing, page: Page) -> Iterator[tuple[int, int, str, str]]:
    """Left edge, width, address and words of each point of the drawing that leads somewhere."""
    known = page.spots
    for one in drawing.spots:
        if one.label in known:
            yield (one.left, one.width, *known[one.label])
