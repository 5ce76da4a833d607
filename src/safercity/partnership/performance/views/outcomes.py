"""The dashboard."""

from __future__ import annotations

from collections.abc import Iterable

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safercity.partnership.common.in_words import join_words
from safercity.partnership.common.pages import page
from safercity.partnership.common.tables import send_table
from safercity.partnership.performance import presenters, queries, rules
from safercity.partnership.performance.presenters.outcome_table import COLUMNS, list_table
from safercity.partnership.performance.presenters.outcomes import Around, Part
from safercity.partnership.sharing.queries import add_up_marks
from safercity.partnership.strategy.queries import get_current, read_content


@require_safe
@page(rules.see_outcomes, purpose="outcomes")
def show_outcomes(request):
    """`?priority=1&changed=1&show=tables`; `?format=csv` or `xlsx`."""
    readings = queries.read_all(request.viewer)
    request.marked = add_up_marks(one.marked for one in readings)
    asked = request.GET
    filters = presenters.Filters(
        asked.get("priority", "")[:20], asked.get("changed") == "1", asked.get("show") == "tables"
    )
    table = list_table(readings, request.viewer)
    if file := send_table(request, "outcomes", columns=COLUMNS, rows=table):
        return file
    priorities, supporting = _list_parts()
    around = Around(priorities, supporting, request.viewer, queries.count_chases(), filters)
    shown = presenters.present_outcomes(readings, around)
    context = {
        "page": shown,
        "may_keep": rules.keep_measures.allowed(request.viewer),
        "is_empty": not readings,
    }
    return render(request, "performance/outcomes.html", context)


def _list_parts() -> tuple[list[Part], list[Part]]:
    version = get_current()
    city = Part("", _("How safe people feel"))
    if version is None:
        return [], [city]
    strategy = read_content(version)
    names = {each.id: each.title["en"] for each in strategy.organisations}

    def lead(leads: Iterable) -> str:
        titles = [names.get(one.organisation, one.organisation) for one in leads]
        return _("Led by %(agencies)s.") % {"agencies": join_words(titles)} if titles else ""

    top = [Part(p.id, p.title["en"], lead(p.lead)) for p in strategy.priorities]
    return top, [*(Part(p.id, p.title["en"]) for p in strategy.supporting), city]
