"""One measure's page and its definition sheet."""

from __future__ import annotations

from dataclasses import astuple

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safercity.documents.measures import load_definitions, write_definitions
from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.page_lists import PageList, render_or_send
from safercity.partnership.common.pages import look_at, page
from safercity.partnership.common.saving import around_form, render_form, sent_fields
from safercity.partnership.notes.queries import read_comments
from safercity.partnership.people.queries import list_posts
from safercity.partnership.performance import actions, forms, presenters, queries, rules
from safercity.partnership.performance.following import list_fitting
from safercity.partnership.performance.models import Source
from safercity.partnership.performance.presenters import preview
from safercity.partnership.performance.presenters.measure import Beside
from safercity.partnership.sharing.queries import add_up_marks
from safercity.partnership.strategy.queries import get_current, read_content

COLUMNS = ("period", "figure", "hidden", "provisional", "numerator", "denominator",
           "matched areas", "usual", "low", "high", "way to the target", "in words", "signal",
           "from", "marking")  # fmt: skip
VINTAGE_COLUMNS = ("period", "vintage", "figure", "state")


@require_safe
@page(rules.see_returns, purpose="outcomes")
def show_measure(request, *, code: str):
    """Chart, series with editions and vintages, definition sheet, history; `?period=2026-09` leads
    on to what is behind that figure."""
    measure = look_at(request, queries.get_measure(code))
    rules.see_measure(request.viewer, measure)
    if request.GET.get("format") == "yaml":
        return _send_yaml(code, write_definitions([queries.define(measure)]))
    city, reading = queries.read_with_city(measure, request.viewer)
    chases = queries.count_chases()[measure.pk, reading.late[-1].period] if reading.late else 0
    beside = Beside(
        _name_served(measure.serves),
        city,
        queries.list_vintages(measure),
        chases,
    )
    shown = presenters.present_measure(reading, beside, viewer=request.viewer)
    if (point := request.GET.get("period")) in shown.spots:
        return redirect(shown.spots[point][0])
    numbers = presenters.list_numbers(reading, viewer=request.viewer)
    request.marked = add_up_marks([reading.marked, *([city.marked] if city else [])])
    rows = [
        (*astuple(one), line.figure, line.signal, line.source, reading.marked.words)
        for one, line in zip(numbers, shown.lines, strict=True)
    ]
    context = {
        "page": shown,
        "vintages": beside.returns,
        "comments": read_comments(
            request.viewer, of=(queries.SUBJECT, measure.pk), at=request.GET.get("comment", "")
        ),
        "history": list_history(measure, limit=20),
        "may_keep": rules.keep_measures.allowed(request.viewer),
        "may_send": rules.send_return.allowed(request.viewer, measure),
        "next": queries.latest_period(measure),
    }
    earlier = [(one.period, one.vintage, one.figure, one.state) for one in shown.earlier]
    lists = {
        "figures": PageList(COLUMNS, rows, code),
        "vintages": PageList(VINTAGE_COLUMNS, earlier, f"{code}-vintages"),
    }
    return render_or_send(request, "performance/measure.html", around=context, lists=lists)


def _send_yaml(code: str, text: str) -> HttpResponse:
    heads = {"Content-Disposition": f'attachment; filename="{code}.yaml"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=heads)


def _name_served(code: str) -> str:
    version = get_current()
    if version is None or not code:
        return code
    strategy = read_content(version)
    return f"{code} {strategy.name(code)}" if code in strategy.by_id else code


@require_POST
@page(rules.keep_measures)
def adopt(request):
    """Bring in the definition sheets that are not here yet."""
    version = get_current()
    fitting = (
        list_fitting(read_content(version)) if version else load_definitions(find_own_content())
    )
    made = len(actions.adopt_measures(fitting, by=request.viewer))
    words = ngettext("%d definition sheet brought in.", "%d definition sheets brought in.", made)
    messages.success(request, words % made)
    return redirect("performance:outcomes")


@require_safe
@page(rules.keep_measures)
def choose_source(request):
    """Where the figures of a new measure come from: each source has a form of its own."""
    return render(request, "performance/sources.html", {"sources": presenters.list_sources()})


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.keep_measures)
def make(request, *, source: str):
    """A measure of the partnership's own, from this source."""
    if source not in Source.values:
        raise Http404(_("There is no such source."))
    form = forms.NewMeasureForm(**_opened(request), choices=_choices(request.viewer), source=source)
    if form.is_bound and form.is_valid():
        key = form.cleaned_data["key"]
        made = _try(form, lambda: actions.make_measure(form.sheet, key=key, by=request.viewer))
        if made:
            messages.success(request, _("Saved."))
            return redirect("performance:measure", code=made.code)
    return _show_sheet(request, form, title=_("A new measure"), back=reverse("performance:make"))


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.keep_measures)
def change(request, *, code: str):
    """The definition sheet, target, baseline and owner."""
    measure = queries.get_measure(code)
    initial = {name: getattr(measure, name) for name in forms.SHEET_FIELDS}
    initial |= queries.split_question(measure.question)
    form = forms.ChangeMeasureForm(
        **_opened(request, initial | {"version": measure.version}),
        choices=_choices(request.viewer),
        source=_find_source(request, measure),
    )
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        changed = _try(
            form,
            lambda: actions.change_measure(measure, form.sheet, version=version, by=request.viewer),
        )
        if changed:
            messages.success(request, _("Saved."))
            return redirect("performance:measure", code=code)
    return _show_sheet(request, form, title=measure.title, back=queries.address_of(code))


def _find_source(request, measure) -> str:
    """The source that was sent, or asked for (`?source=`); else the measure's own."""
    told = (request.POST.get("source"), request.GET.get("source"))
    return next((one for one in told if one in Source.values), str(measure.source))


def _opened(request, initial=None):
    """How a sheet is opened: sent, or as it was; to be shown first (`?show=1`), as it was filled in
    and without a word of what it lacks yet."""
    kept = initial or {}
    if request.method == "POST" and request.GET.get("show"):
        return {"initial": request.POST.dict(), "kept": kept}
    return {"data": sent_fields(request), "initial": dict(kept), "kept": kept}


def _show_sheet(request, form, *, title: str, back: str):
    around = around_form(form, title, back=back, send=_("Save the definition sheet"))
    around |= {
        "told": preview.preview_question(form.chosen, request.viewer),
        "here": request.path,
        "source": Source(form.source).label,
        "others": [one for one in presenters.list_sources() if one.source != form.source],
    }
    return render_form(request, "performance/measure_form.html", around=around)


def _choices(viewer):
    version = get_current()
    return forms.SheetChoices(
        list_posts(),
        queries.list_measures(),
        queries.list_offers(viewer),
        queries.list_served(read_content(version)) if version else (),
    )


def _try(form, act):
    """What the act gives; None, with the reasons on the form, where the sheet is incomplete."""
    try:
        return act()
    except actions.SheetIncomplete as error:
        for name, words in error.faults.items():
            form.add_error(name if name in form.fields else None, words)
        return None
