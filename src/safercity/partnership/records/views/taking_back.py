"""What was mapped and corrected in a source: the list of it, and taking single things back."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import FormPage, answer_form, sent_fields
from safercity.partnership.common.tables import send_table
from safercity.partnership.records import actions, forms, presenters, queries, rules
from safercity.partnership.records.views.opening import is_made_up, open_source

ROWS = 50


@require_safe
@page(rules.see_records, purpose="records")
def list_mended(request, *, name):
    """Words mapped, rows corrected, and what was taken back: who, when, from what to what."""
    workspace, source = open_source(request, name)
    made_up = is_made_up(workspace)
    rules.read_history(request.viewer, source, made_up=made_up)
    found = queries.list_mended(workspace, source)
    may = rules.load_source.allowed(request.viewer, source, made_up=made_up)

    def show(some):
        told = queries.add_acts(some, source)
        return presenters.show_mended(told, source, content=workspace.content, may_take_back=may)

    rows = Paginator(found, ROWS).get_page(request.GET.get("page"))
    request.shown = len(rows)
    if "format" in request.GET:
        told = presenters.write_rows(show(found), marking=request.marked.words)
        columns = presenters.MENDED_COLUMNS
        if file := send_table(request, f"mended-{name}", columns=columns, rows=told):
            request.shown = len(found)
            return file
    context = {
        "source": source,
        "title": presenters.name_source(source),
        "rows": rows,
        "shown": show(rows.object_list),
        "can_load": may,
    }
    return render(request, "records/mended.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_records, purpose="records")
def take_back_word(request, *, name, word):
    """Let a word mean what it meant before it was mapped here, if anything."""
    workspace, source = _open(request, name)
    found = queries.get_mapped(workspace, source, word_key=word)
    return _take_back(request, workspace, source=source, found=found)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_records, purpose="records")
def take_back_row(request, *, name, digest, row):
    """Let a corrected row say again what its file says."""
    workspace, source = _open(request, name)
    found = queries.get_corrected(workspace, source, digest=digest, row=row)
    return _take_back(request, workspace, source=source, found=found)


def _open(request, name):
    workspace, source = open_source(request, name)
    rules.load_source(request.viewer, source, made_up=is_made_up(workspace))
    return workspace, source


def _take_back(request, workspace, *, source, found):
    state = queries.describe_state(workspace, source, mended=found)
    form = forms.TakeBackForm(sent_fields(request), initial={"state": state})
    reads = found.kind != "absent"
    uploads = queries.list_uploads(workspace, source.shape.id) if reads else []
    [shown] = presenters.show_mended([found], source, content=workspace.content, may_take_back=True)

    def act(given):
        taking = actions.TakingBack(found, given["state"], given["why"])
        actions.take_back(workspace, source, taking=taking, by=request.viewer)

    around = FormPage(
        presenters.ask_back(shown),
        send=_("Take back and read again") if uploads else _("Take back"),
        done=presenters.say_taken_back(found, uploads),
        back=reverse("records:mended", kwargs={"name": source.shape.id}),
        note=presenters.say_effect(found, uploads),
    )
    return answer_form(request, form, page=around, act=act)
