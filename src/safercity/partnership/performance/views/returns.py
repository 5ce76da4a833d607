"""Returns: what is due, one return, its steps, a spreadsheet of many."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safercity.documents.measures import read_period
from safercity.evidence.errors import UnreadableFile, WrongShape
from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.in_words import open_with, say_period
from safercity.partnership.common.page_lists import render_or_send
from safercity.partnership.common.pages import look_at, page
from safercity.partnership.common.saving import render_form, sent_fields, sent_files
from safercity.partnership.common.tables import send_table
from safercity.partnership.performance import actions, forms, presenters, queries, rules
from safercity.partnership.performance.actions import Figure, Filing
from safercity.partnership.performance.models import State

# The heading that `bring_in` reads again: the sheet goes out, is filled in, and comes back.
COLUMNS = ("Measure", "Title", "Period", "Figure", "Out of", "Note", "Why revised", "Due")
WAITING = ("measure", "title", "period", "vintage", "state", "sent", "agency")


@require_safe
@page(rules.see_returns, purpose="returns")
def show_returns(request):
    """What is due from my agency, what waits for my answer; `?whose=all` for every agency. A file
    is of what is due; with `?list=waiting` of what waits for approval."""
    viewer = request.viewer
    waiting = queries.list_waiting(viewer)
    if request.GET.get("list") == "waiting":
        table = presenters.list_waiting_table(waiting)
        if file := send_table(request, "returns-waiting", columns=WAITING, rows=table):
            return file
    asks_all = request.GET.get("whose") == "all" or not rules.send_returns.allowed(viewer)
    everyone = asks_all and not viewer.is_guest
    due = queries.list_due(None if everyone else viewer.agencies)
    lines = presenters.present_due(due, viewer)
    rows = [(x.code, x.title, x.label, None, None, "", "", x.due) for x in lines]
    if file := send_table(request, "returns", columns=COLUMNS, rows=rows):
        return file
    late = sum(line.is_late for line in lines)
    context = {
        "lines": lines,
        "late": open_with(late),
        "late_count": late,
        "due": open_with(len(lines)),
        "everyone": everyone,
        "waiting": presenters.present_waiting(waiting[:50], viewer),
        "may_send": rules.send_returns.allowed(viewer),
    }
    return render(request, "performance/returns.html", context)


@require_safe
@page(rules.see_returns, purpose="returns")
def show_return(request, *, key):
    """One return with what may be done to it."""
    row = look_at(request, queries.get_return(key, viewer=request.viewer))
    history = list_history(row, limit=20)
    sent_back = actions.VERBS[State.RETURNED]
    back_at = next((entry.at for entry in history if entry.verb == sent_back), None)
    before = queries.find_before(row)
    shown = presenters.present_return(row, request.viewer, before=before, sent_back_at=back_at)
    context = {"page": shown, "history": history}
    return render_or_send(request, "performance/return.html", around=context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.send_returns)
def send(request, *, code: str, period: str):
    """Write a period's return: a new one, its open draft, or a revision of an approved one."""
    measure = queries.get_measure(code)
    label = read_period(period, str(measure.frequency))
    if label is None or label != period:
        raise Http404(_("This measure has no such period."))
    rules.send_return(request.viewer, measure)
    row, before = queries.find_open(measure, label), queries.find_approved(measure, label)
    if row:
        rules.change_return(request.viewer, row)
    is_revision = row is None and before is not None
    form = forms.ReturnForm(
        sent_fields(request), measure=measure, is_revision=is_revision, initial=_begin(row, before)
    )
    if request.method == "POST" and form.is_valid():
        saved = _save(measure, form.cleaned_data, period=label, by=request.viewer)
        messages.success(request, _("Saved."))
        return redirect("performance:return", key=saved.pk)
    context = {
        "form": form,
        "measure": measure,
        "period": say_period(label),
        "row": row,
        "before": before,
        "title": f"{measure.title}, {say_period(label)}",
    }
    return render_form(request, "performance/send.html", around=context)


def _begin(row, before):
    held = row or before
    if held is None:
        return {}
    initial = {
        "figure": _plain(held.figure),
        "out_of": _plain(held.out_of),
        "not_collected": held.figure is None,
        "is_provisional": held.is_provisional,
        "note": held.note,
    }
    return initial | {"version": row.version} if row else initial


def _plain(figure):
    """Without the zeros that the database adds behind the point."""
    return figure if figure is None else f"{figure:f}".rstrip("0").rstrip(".")


def _save(measure, given, *, period: str, by):
    figure = Figure(
        given["figure"], given.get("out_of"), given["is_provisional"], note=given["note"]
    )
    filing = Filing(period, given["key"], given["version"], given.get("why", ""))
    saved = actions.save_return(measure, figure, filing=filing, by=by)
    if given["submit"] and rules.move_return.allowed(by, saved, to=State.SUBMITTED):
        actions.move_return(saved, State.SUBMITTED, by=by)
    return saved


@require_POST
@page(rules.see_returns)
def move(request, *, key):
    """Submit, take back, approve, send back."""
    row = queries.get_return(key, viewer=request.viewer)
    form = forms.StepForm(request.POST)
    if not form.is_valid() or form.cleaned_data["to"] not in State.values:
        words = form.errors.get("why", [_("Choose one of the buttons.")])[0]
        messages.error(request, str(words))
        return redirect("performance:return", key=key)
    given = form.cleaned_data
    actions.move_return(
        row, given["to"], why=given["why"], version=given["version"], by=request.viewer
    )
    messages.success(request, f"{row.measure.title}: {row.get_state_display()}.")
    return redirect("performance:return", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.send_returns)
def bring_in(request):
    """A spreadsheet of returns, and what became of each of its rows."""
    form = forms.SheetForm(sent_fields(request), sent_files(request))
    ledger = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            ledger = _read(given["file"], submit=given["submit"], by=request.viewer)
        except (UnreadableFile, WrongShape) as error:
            form.add_error("file", f"{error} {error.advice or ''}".strip())
    return render_form(request, "performance/sheet.html", around={"form": form, "ledger": ledger})


def _read(given, *, submit: bool, by):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"returns{Path(given.name).suffix.lower()}"
        file.write_bytes(given.read())
        return actions.bring_in_returns(file, submit=submit, by=by)
