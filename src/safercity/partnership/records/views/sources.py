"""The calendar, one source, the edition."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from safercity.partnership.common.in_words import name_field
from safercity.partnership.common.page_lists import PageList, render_or_send
from safercity.partnership.common.pages import page
from safercity.partnership.common.tables import send_table
from safercity.partnership.records import actions, forms, presenters, queries, rules
from safercity.partnership.records.views.opening import is_made_up, open_source, tell_history
from safercity.partnership.sharing.queries import add_up_marks, mark_records

ROWS, HELD_ROWS = 50, 10  # a held row is a screen of a phone
COLUMNS = (
    "source", "title", "agency", "data_to", "loaded_on", "due", "is_late", "held", "thin",
    "marking",
)  # fmt: skip
LEDGER = ("file", "vintage", "rows", "accepted", "outside", "held", "known", "marking")
RESTS_ON = ("source", "agency", "data_to", "is_late", "thin")
VERDICTS = LEDGER[3:-1]


@require_safe
@page(rules.see_records, purpose="records")
def list_sources(request):
    """What is due and late, source by source."""
    workspace, today = queries.open_records(), timezone.localdate()
    found = queries.list_sources(request.viewer, workspace)
    lines = presenters.present_sources(
        found, thin=queries.list_thin(found, today=today), workspace=workspace, today=today
    )
    made_up = is_made_up(workspace)
    names = [
        one.shape.id
        for one, _sent in found
        if rules.read_history.allowed(request.viewer, one, made_up=made_up)
    ]
    lines = presenters.add_loaders(lines, queries.name_loaders(names))
    marks = [mark_records(request.viewer, [one], made_up=made_up) for one, _sent in found]
    request.shown, request.marked = len(lines), add_up_marks(marks)
    told = (
        (one.id, one.title, one.agency, one.data_to, one.loaded_on, one.due, one.is_late,
         one.held, one.thin_words, marked.words)
        for one, marked in zip(lines, marks, strict=True)
    )  # fmt: skip
    context = {
        "lines": lines,
        "months": presenters.list_months(today),
        "has_quarters": any(one.shape.period_months > 1 for one, _sent in found),
        "late": sum(one.is_late for one in lines),
        "held": sum(one.held for one in lines),
    }
    return send_table(request, "sources", columns=COLUMNS, rows=told) or render(
        request, "records/sources.html", context
    )


@require_safe
@page(rules.see_records, purpose="records")
def show_source(request, *, name):
    """A source's ledger and its held rows; ?format= sends the ledger."""
    workspace, source = open_source(request, name)
    lines = queries.list_lines(workspace, name)
    held = queries.list_held(workspace, name)
    rows = Paginator(held, HELD_ROWS).get_page(request.GET.get("page"))
    request.shown = len(rows)
    may = rules.load_source.allowed(request.viewer, source, made_up=is_made_up(workspace))
    kept = queries.list_kept_digests(workspace, name) if may else frozenset()
    words = queries.count_words(source, held, kept=kept)[:ROWS] if may else []
    loading = presenters.present_loading(queries.find_loading(name))
    again = may and loading.state != "on"  # before the file is read again nothing is known
    still = queries.list_still_held(workspace, name, held=held)[:ROWS] if again else []
    reads = rules.read_history.allowed(request.viewer, source, made_up=is_made_up(workspace))
    uploads = queries.list_uploads(workspace, name, by=None if may else request.viewer.id)
    today, sent = timezone.localdate(), queries.get_sent(workspace, name)
    tells = may and rules.map_dates.allowed(request.viewer, source)
    context = {
        "source": source,
        "title": presenters.name_source(source),
        "extracts": presenters.fold_extracts(lines),
        "undated": queries.list_undated(source, uploads, held=held) if tells else [],
        "total": presenters.add_up(lines),
        "reasons": presenters.list_reasons(lines),
        "rows": rows,
        "fields": [name_field(name) for name in presenters.list_fields(source, rows)],
        "shown": presenters.show_rows(source, rows, kept=kept),
        "can_load": may,
        "unknown": forms.make_word_forms(
            words,
            shape=source.shape,
            means=queries.read_meanings(workspace, name),
            content=workspace.content,
        ),
        "uploads": uploads,
        "aside": presenters.count_aside(lines),
        "corrected": queries.count_corrected(workspace, name),
        "still": presenters.show_rows(source, still, kept=kept),
        "loading": loading,
        "thin": presenters.show_thin(queries.list_thin_of(workspace, source, today=today)),
        "begun": presenters.say_begun(sent, today=today) if sent else (),
        "history": tell_history(workspace, source, history=queries.list_source_history(source))
        if reads
        else None,
    }
    lists = {"ledger": PageList(LEDGER, write_ledger(lines, request.marked), f"ledger-{name}")}
    if held:
        columns, told = presenters.write_held(source, held)
        lists["held"] = PageList(columns, told, f"held-{name}")
        if request.GET.get("list") == "held" and request.GET.get("format") in ("csv", "xlsx"):
            request.shown = len(held)  # all of them, whatever page of them is open
    return render_or_send(request, "records/source.html", around=context, lists=lists)


def write_ledger(lines, marked):
    """The ledger's lines as rows of a file."""
    return [
        [line.file, line.vintage, line.rows, *(line.verdicts[n] for n in VERDICTS), marked.words]
        for line in lines
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_records)
def show_edition(request):
    """The edition that pages show, how far a new one is, and the button that asks for one."""
    workspace = queries.open_records()
    if request.method == "POST":
        actions.ask_edition(workspace, by=request.viewer)
        return redirect("records:edition")
    work = queries.get_edition_work(workspace)
    may_ask = rules.ask_edition.allowed(request.viewer)
    offers = may_ask and not work.is_under_way
    context = {
        "work": work,
        **presenters.present_standing(work.standing),
        "progress": presenters.say_edition_progress(work.job),
        "may_ask": may_ask,
        "lines": _list_rested_on(request.viewer, workspace) if offers else (),
        "history": queries.list_edition_history() if may_ask else None,
    }
    return render_or_send(
        request, "records/edition.html", around=context, lists=_offer(context["lines"])
    )


def _offer(lines):
    rows = ((one.title, one.agency, one.data_to, one.is_late, one.thin_words) for one in lines)
    return {"rests-on": PageList(RESTS_ON, rows)} if lines else {}


def _list_rested_on(viewer, workspace):
    """The lines of the sources that end with a month, which a new edition would rest on."""
    today = timezone.localdate()
    found = queries.list_sources(viewer, workspace)
    lines = presenters.present_sources(
        found, thin=queries.list_thin(found, today=today), workspace=workspace, today=today
    )
    return [line for line in lines if line.due or line.begun]
