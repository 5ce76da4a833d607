"""What is behind the figures of a measure: question, edition, vintages, how to count them again."""

from __future__ import annotations

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safercity.partnership.common.pages import look_at, page
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.performance import queries, rules
from safercity.partnership.performance.presenters.query import present_query


@require_safe
@page(rules.see_returns, purpose="outcomes")
def show_query(request, *, code: str, edition: str):
    """The question of a measure to one edition; `#p-2026-09`: the figure of a period."""
    measure = look_at(request, queries.get_measure(code))
    rules.see_measure(request.viewer, measure)
    if measure.is_returned:
        raise NotVisible(_("What is returned asks nothing: its figures lead to the returns."))
    reading = queries.read_from(measure, request.viewer, digest=edition)
    request.marked = reading.marked
    return render(
        request, "performance/query.html", {"page": present_query(reading, viewer=request.viewer)}
    )
