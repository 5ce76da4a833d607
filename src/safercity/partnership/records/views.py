"""Pages of records: the calendar, a source, an upload on its way."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import (
    around_form,
    render_form,
    sent_fields,
    sent_files,
    show_form,
)
from safercity.partnership.common.tables import send_table
from safercity.partnership.records import actions, forms, presenters, queries, rules

ROWS = 50
COLUMNS = ("source", "title", "agency", "data_to", "due", "is_late", "held")
LEDGER = ("file", "vintage", "rows", "accepted", "outside", "held", "known")


@require_safe
@page(rules.see_records, purpose="records")
def list_sources(request):
    """What is due and late, source by source."""
    workspace, today = queries.open_records(), timezone.localdate()
    lines = [
        presenters.present_source(source, sent, workspace=workspace, today=today)
        for source, sent in queries.list_sources(request.viewer, workspace)
    ]
    request.shown = len(lines)
    told = ([one.id, one.title, one.agency, one.data_to, str(one.due or ""), one.is_late, one.held]
            for one in lines)  # fmt: skip
    context = {"lines": lines, "months": presenters.list_months(today)}
    return send_table(request, "sources", columns=COLUMNS, rows=told) or render(
        request, "records/sources.html", context
    )


@require_safe
@page(rules.see_records, purpose="records")
def show_source(request, *, name):
    """A source's ledger and its held rows; ?format= sends the ledger."""
    workspace, source = _open(request, name)
    lines = queries.list_lines(workspace, name)
    sent = send_table(request, f"ledger-{name}", columns=LEDGER, rows=_ledger(lines))
    if sent:
        return sent
    held = queries.list_held(workspace, name)
    rows = Paginator(held, ROWS).get_page(request.GET.get("page"))
    request.shown = len(rows)
    fields, shown = presenters.show_rows(source, list(rows))
    may = rules.load_source.allowed(request.viewer, source, made_up=_made_up(workspace))
    words = queries.count_words(source, held)[:ROWS]
    context = {
        "source": source,
        "lines": lines,
        "total": presenters.add_up(lines),
        "reasons": presenters.list_reasons(lines),
        "rows": rows,
        "fields": fields,
        "shown": shown,
        "can_load": may,
        "words": [
            (
                n,
                forms.WordForm(
                    initial={"word": word}, content=workspace.content, auto_id=f"w{k}_%s"
                ),
            )
            for k, (word, n) in enumerate(words if may else [])
        ],
        "uploads": queries.list_uploads(workspace, name, by=request.viewer.id),
    }
    return render(request, "records/source.html", context)


def _ledger(lines):
    return [
        [line.file, line.vintage, line.rows, *(line.verdicts[name] for name in LEDGER[3:])]
        for line in lines
    ]


def _open(request, name):
    workspace = queries.open_records()
    source = queries.get_source(request.viewer, workspace, name=name)
    rules.see_source(request.viewer, source)
    return workspace, source


def _made_up(workspace) -> bool:
    return workspace.settings.partnership.made_up


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_records)
def send_extract(request, *, name):
    """Send an extract of a source."""
    workspace, source = _open(request, name)
    rules.load_source(request.viewer, source, made_up=_made_up(workspace))
    form = forms.UploadForm(
        sent_fields(request),
        sent_files(request),
        is_too_large=getattr(request, "is_too_large", False),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = actions.NewUpload(
            given["file"].name, given["file"].chunks(), given["vintage"], given["key"]
        )
        try:
            upload = actions.take_upload(workspace, source, new=new, by=request.viewer)
        except actions.UploadRefused as error:
            form.add_error("file", f"{error.sentence} {error.advice}")
        else:
            return redirect("records:upload", key=upload.key)
    back = reverse("records:source", kwargs={"name": name})
    around = around_form(form, _("Send an extract"), back=back, send=_("Send"))
    return render_form(request, "records/send.html", around=around | {"source": source})


@require_safe
@page(rules.see_records, purpose="records")
def show_upload(request, *, key):
    """How far a load is; what became of the file."""
    workspace = queries.open_records()
    upload = queries.get_upload(request.viewer, workspace, key=key)
    source = queries.get_source(request.viewer, workspace, name=upload.source)
    rules.see_source(request.viewer, source)
    lines = [one for one in queries.list_lines(workspace, upload.source) if upload.is_over]
    of_file = [line for line in lines if line.file == upload.name]
    context = {
        "upload": upload,
        "source": source,
        "total": presenters.add_up(of_file) if of_file else None,
        "reasons": presenters.list_reasons(of_file),
    }
    return render(request, "records/upload.html", context)


@require_POST
@page(rules.see_records)
def load_again(request, *, key):
    """Load a file that is still kept once more."""
    workspace = queries.open_records()
    upload = queries.get_upload(request.viewer, workspace, key=key)
    source = queries.get_source(request.viewer, workspace, name=upload.source)
    rules.see_source(request.viewer, source)
    rules.load_source(request.viewer, source, made_up=_made_up(workspace))
    actions.ask_load(workspace, upload, by=request.viewer)
    return redirect("records:upload", key=key)


@require_POST
@page(rules.see_records)
def map_word(request, *, name):
    """Say what a word means; files still kept are loaded again."""
    workspace, source = _open(request, name)
    rules.load_source(request.viewer, source, made_up=_made_up(workspace))
    form = forms.WordForm(request.POST, content=workspace.content)
    if not form.is_valid():
        back = reverse("records:source", kwargs={"name": name})
        return show_form(request, form, title=_("What the word means"), back=back)
    given = form.cleaned_data
    actions.map_word(
        workspace, source, word=given["word"], category=given["category"], by=request.viewer
    )
    return redirect("records:source", name=name)
