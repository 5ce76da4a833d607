"""A file on its way: sending it, how far it is, reading it again."""

from __future__ import annotations

from typing import Any

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safercity.partnership.common.page_lists import PageList, render_or_send
from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import around_form, render_form, sent_fields, sent_files
from safercity.partnership.records import actions, forms, presenters, queries, rules
from safercity.partnership.records.views.opening import (
    is_made_up,
    open_source,
    open_upload,
    tell_history,
)
from safercity.partnership.records.views.sources import LEDGER, write_ledger


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_records)
def send_extract(request, *, name):
    """Send an extract of a source."""
    workspace, source = open_source(request, name)
    rules.load_source(request.viewer, source, made_up=is_made_up(workspace))
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
    named = {"source_title": presenters.name_source(source)}
    return render_form(request, "records/send.html", around=around | named)


@require_safe
@page(rules.see_records, purpose="records")
def show_upload(request, *, key):
    """How far a load is; what became of the file."""
    workspace, source, upload = open_upload(request, key)
    lines = queries.list_lines(workspace, upload.source) if upload.is_over else []
    of_file = [line for line in lines if line.digest in upload.digests]
    today = timezone.localdate()
    thin = queries.list_thin_of(workspace, source, today=today) if upload.is_over else ()
    sent = queries.get_sent(workspace, upload.source) if upload.is_over else None
    loading = presenters.present_loading(queries.find_loading(upload.source))
    context = {
        "is_over": upload.is_over and loading.state != "on",
        **_list_mendings(request.viewer, workspace, upload=upload, source=source, lines=of_file),
        "upload": upload,
        "progress": loading.progress
        if upload.is_over
        else presenters.say_progress(upload.progress),
        "source": source,
        "title": presenters.name_source(source),
        "total": presenters.add_up(of_file) if of_file else None,
        "reasons": presenters.list_reasons(of_file),
        "refusals": _list_refusals(request.viewer, workspace, upload=upload, source=source),
        "thin": presenters.show_thin_of_file(thin, digests=upload.digests),
        "begun": presenters.say_begun(sent, today=today, digests=upload.digests) if sent else (),
        "scatter": presenters.say_scatter(
            queries.find_upload_scatter(workspace, source, upload=upload)
        )
        if of_file
        else "",
        "may_ask": rules.ask_edition.allowed(request.viewer),
        "history": tell_history(
            workspace, source, history=queries.list_upload_history(upload, source)
        ),
    }
    lists = {"ledger": PageList(LEDGER, write_ledger(of_file, request.marked))} if of_file else {}
    return render_or_send(request, "records/upload.html", around=context, lists=lists)


def _list_mendings(viewer, workspace, *, upload, source, lines) -> dict[str, Any]:
    """Which forms mend this file: of its headings, and of its dates; columns that it need not
    have."""
    may = rules.load_source.allowed(viewer, source, made_up=is_made_up(workspace))
    tells = may and rules.map_headings.allowed(viewer, source, sender=upload.by)
    sees = may and rules.map_dates.allowed(viewer, source)
    waits = sees and any(line.verdicts["held"] for line in lines)
    held = queries.list_held(workspace, upload.source) if waits else ()
    return {
        "absent": presenters.name_columns(
            source, queries.list_absent(workspace, source, upload=upload) if tells else ()
        ),
        "has_headings": tells and queries.is_heading_asked(workspace, source, upload=upload),
        "has_dates": sees and bool(queries.list_undated(source, [upload], held=held)),
    }


def _list_refusals(viewer, workspace, *, upload, source) -> list[presenters.Refusal]:
    """Why it was not loaded. What a file says is told to who sent it and to whose records it is."""
    named = {error.get("looks_like") for error in upload.outcome.get("errors", ())}
    found = [queries.get_source(viewer, workspace, name=name) for name in named if name]
    made_up = is_made_up(workspace)
    may = [one for one in found if one and rules.load_source.allowed(viewer, one, made_up=made_up)]
    is_told = source.is_own or upload.by == viewer.id
    return presenters.present_refusals(upload, others=may, is_told=is_told)


@require_POST
@page(rules.see_records)
def load_again(request, *, key):
    """Load a file that is still kept once more."""
    workspace, source, upload = open_upload(request, key)
    rules.load_source(request.viewer, source, made_up=is_made_up(workspace))
    actions.ask_load(workspace, upload, by=request.viewer)
    return redirect("records:upload", key=key)
