"""Query, presenter, template."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safercity.documents.values import Table
from safercity.partnership.commitments.queries import list_at
from safercity.partnership.commitments.rules import make_commitment
from safercity.partnership.common.limits import count_file
from safercity.partnership.common.page_lists import PageList, render_or_send
from safercity.partnership.common.pages import page as opens
from safercity.partnership.common.tables import XLSX, send_table
from safercity.partnership.notes.queries import read_comments
from safercity.partnership.places import queries
from safercity.partnership.places.forms import read_filters
from safercity.partnership.places.presenters import (
    about,
    changes,
    downloads,
    findings,
    light,
    reach,
    story,
    the_list,
)
from safercity.partnership.places.rules import see_places

COMMENTS = 12  # of a place at once: with its map and tables the page stays under 100 kB
MOST_ACTIONS = 20  # on a place's page; the whole is a press away


def _read(request):
    return queries.get_reading(settings.SAFERCITY.workspace, request.viewer)


def _open(request):
    reading = _read(request)
    choices = the_list.list_choices(reading)
    filters, unknown = read_filters(request.GET, {c.name: c.values for c in choices})
    return reading, filters, unknown


@require_safe
@opens(see_places, purpose="places")
def show_list(request):
    """The list with its map."""
    reading, filters, unknown = _open(request)
    page = the_list.present_list(reading, filters, number=request.GET.get("page"))
    return render(request, "places/list.html", {"page": page, "unknown": unknown})


@require_safe
@opens(see_places, purpose="places")
def show_place(request, place_id: str):
    """One place's page; ?format= sends how far the records behind it run."""
    reading = _read(request)
    place = queries.get_place(reading, place_id)
    if place is None:
        raise Http404(_("This edition has no such place. It may have left the list."))
    if file := send_table(
        request, "records-behind-places", columns=reach.COLUMNS, rows=reach.write_rows(reading)
    ):
        return file
    rows = list_at(place_id, viewer=request.viewer, most=MOST_ACTIONS + 1)
    of, at = queries.name_subject(place["id"]), request.GET.get("comment", "")
    request.looked_at = of
    around = {
        "page": story.present_place(reading, place),
        "actions": rows[:MOST_ACTIONS],
        "more_actions": len(rows) > MOST_ACTIONS,
        "may_make": make_commitment.allowed(request.viewer),
        "comments": read_comments(request.viewer, of=of, at=at, most=COMMENTS),
    }
    return render(request, "places/place.html", around)


@require_safe
@opens(see_places, purpose="places")
def show_findings(request):
    """What the edition keeps beside the places: an index."""
    reading = _read(request)
    parts = findings.list_parts(reading)
    rows = findings.write_rows(parts)
    if file := send_table(request, "findings", columns=findings.COLUMNS, rows=rows):
        return file
    return render(request, "places/findings.html", {"parts": parts})


@require_safe
@opens(see_places, purpose="places")
def show_finding(request, name: str):
    """One finding's page."""
    reading = _read(request)
    page = _find(reading, name)
    request.marked = page.marked
    blocks = light.lighten(name, page.section.blocks)
    return render(request, "places/finding.html", {"page": page, "blocks": blocks})


@require_safe
@opens(see_places, purpose="places")
def show_numbers(request, *, name: str, at: int):
    """A finding's long table, page by page, and as a file."""
    page = _find(_read(request), name)
    request.marked = page.marked
    table = light.find_table(page.section, at)
    if table is None:
        raise Http404(_("This finding has no such table."))
    if file := send_table(request, f"{name}-{at}", **_open_table(table)):
        return file
    rows = Paginator(table.rows, light.ROWS).get_page(request.GET.get("page"))
    shown = replace(table, rows=tuple(rows.object_list))
    context = {"page": page, "name": name, "table": shown, "rows": rows}
    return render(request, "places/numbers.html", context)


@require_safe
@opens(see_places, purpose="places")
def send_figure(request, *, name: str, at: int, width: str):
    """A finding's drawing, as a file."""
    drawn = light.find_drawing(_find(_read(request), name).section, at, width=width)
    if drawn is None:
        raise Http404(_("This finding has no such drawing."))
    return HttpResponse(drawn, content_type="image/svg+xml")


def _find(reading, name: str) -> findings.FindingPage:
    page = findings.present_finding(reading, name)
    if page is None:
        raise Http404(_("This edition has no such finding."))
    return page


@require_safe
@opens(see_places, purpose="places")
def show_change(request, theme: str):
    """A theme that clearly rises or falls, with the numbers behind its chart."""
    found = changes.find_theme(_read(request), theme)
    if found is None:
        raise Http404(_("This edition tells no clear change of such a theme."))
    change, shown = found
    request.marked = change.marked
    numbers = shown.numbers
    if numbers and (file := send_table(request, f"change-{theme}", **_open_table(numbers))):
        return file
    return render(request, "places/change.html", {"change": change, "shown": shown})


def _open_table(table: Table) -> dict:
    """A table as its page shows it: small numbers stay hidden."""
    return {
        "columns": [column.heading for column in table.columns],
        "rows": [[" ".join(filter(None, (c.text, c.line))) for c in row] for row in table.rows],
    }


@require_safe
@opens(see_places, purpose="places")
def show_about(request):
    """How these figures are made."""
    reading = _read(request)
    shown = about.present_about(reading)
    lists = {
        "records": PageList(reach.COLUMNS, reach.write_rows(reading), "records-behind-places"),
        "settings": PageList(about.SETTING_COLUMNS, shown.settings),
        "tables": PageList(about.PART_COLUMNS, about.write_parts(shown.parts)),
    }
    return render_or_send(request, "places/about.html", around={"page": shown}, lists=lists)


@require_safe
@opens(see_places, purpose="places")
def send_csv(request):
    """The list as a table for a spreadsheet."""
    count_file(request.viewer)
    reading, filters, _unknown = _open(request)
    text = downloads.write_csv(reading, queries.list_places(reading, filters))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="high-demand-places.csv"'
    return response


@require_safe
@opens(see_places, purpose="places")
def send_xlsx(request):
    """The list as a workbook."""
    count_file(request.viewer)
    reading, filters, _unknown = _open(request)
    book = downloads.write_xlsx(reading, queries.list_places(reading, filters))
    response = HttpResponse(book, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="high-demand-places.xlsx"'
    return response


@require_safe
@opens(see_places, purpose="places")
def send_places(request):
    """The places' shapes, for other programs and for the map: not counted, as a part of a page."""
    reading, filters, _unknown = _open(request)
    return _send_shapes(downloads.collect_places(reading, queries.list_places(reading, filters)))


@require_safe
@opens(see_places, purpose="places")
def send_cells(request):
    """The cells with their step of demand."""
    return _send_shapes(downloads.collect_cells(_read(request)))


@require_safe
@opens(see_places, purpose="places")
def send_boundaries(request):
    """The city's outline, its wards and its towns."""
    reading = _read(request)
    return _send_shapes(downloads.collect_boundaries(reading))


def _send_shapes(collection: dict) -> JsonResponse:
    return JsonResponse(collection, content_type="application/geo+json")
