"""Comments and files of any object, and what waits for the viewer."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safercity.partnership.common.pages import look_at, page
from safercity.partnership.common.saving import sent_fields, sent_files, show_form
from safercity.partnership.common.subjects import find_subject
from safercity.partnership.common.tables import send_table
from safercity.partnership.notes import actions, queries, rules
from safercity.partnership.notes.files import FileRefused, place_of
from safercity.partnership.notes.forms import FileForm, NoteForm

PAGE = 50
LARGEST_FILE = 5_000
COLUMNS = ("when", "what", "about", "read")


def _row(told: queries.Told) -> tuple:
    row = told.notification
    return timezone.localdate(row.at), _(row.what), told.subject.title, bool(row.read_at)


@require_safe
@page(rules.open_notifications)
def show_notifications(request):
    """What waits, unread first."""
    waiting = queries.list_notifications(request.viewer)
    if "format" in request.GET:
        told = queries.tell_notifications(request.viewer, list(waiting[:LARGEST_FILE]))
        if file := send_table(request, "notifications", columns=COLUMNS, rows=map(_row, told)):
            return file
    rows = Paginator(waiting, PAGE)
    here = rows.get_page(request.GET.get("page"))
    told = queries.tell_notifications(request.viewer, list(here))
    return render(request, "notes/notifications.html", {"page": here, "told": told})


@require_POST
@page(rules.open_notifications)
def mark_all_read(request):
    """Everything that waits is read."""
    unread = queries.list_notifications(request.viewer).filter(read_at=None)
    actions.mark_read(unread.values_list("pk", flat=True), by=request.viewer)
    return redirect("notes:notifications")


@require_safe
@page(rules.open_notifications)
def open_notification(request, *, key):
    """On to the object; the notification is read with it."""
    row = queries.list_notifications(request.viewer).filter(pk=key).first()
    if row is None:
        raise Http404(_("Nothing waits for you at this address."))
    subject = find_subject(request.viewer, row.subject_kind, key=row.subject_id)
    actions.mark_read([key], by=request.viewer)
    return redirect(subject.address)


@require_http_methods(["GET", "POST"])
@page(rules.write_note)
def write(request, *, kind, key):
    """A comment on an object that the viewer may see."""
    subject = find_subject(request.viewer, kind, key=key)
    rules.comment_on(request.viewer, subject)
    form = NoteForm(sent_fields(request))
    if form.is_valid():
        sent = form.cleaned_data
        actions.add_note(subject, sent["text"], key=sent["key"], by=request.viewer)
        told = actions.tell_mentions(subject, sent["text"], by=request.viewer)
        messages.success(request, " ".join([_("The comment is saved."), *told]))
        return redirect(f"{subject.address}#comments")
    return _form(request, form, title=_("Write a comment"), subject=subject)


@require_POST
@page(rules.write_note)
def take_back(request, *, key):
    """A comment taken away by who wrote it."""
    note = queries.get_note(key, viewer=request.viewer)
    subject = find_subject(request.viewer, note.subject_kind, key=note.subject_id)
    actions.take_back_note(note, by=request.viewer)
    return redirect(f"{subject.address}#comments")


@require_http_methods(["GET", "POST"])
@page(rules.write_note)
def attach(request, *, kind, key):
    """A file, where the room takes files."""
    subject = find_subject(request.viewer, kind, key=key)
    rules.attach_file(request.viewer, subject)
    form = FileForm(sent_fields(request), sent_files(request))
    if form.is_valid():
        file = form.cleaned_data["file"]
        sent = actions.SentFile(file.name, file.read(actions.READ_MOST))
        try:
            actions.attach_file(subject, sent, by=request.viewer)
        except FileRefused as error:
            form.add_error("file", f"{error} {error.advice}")
        else:
            return redirect(f"{subject.address}#comments")
    return _form(request, form, title=_("Attach a file"), subject=subject)


@require_safe
@page(rules.open_notifications, purpose="files")
def send_file(request, *, key):
    """The bytes of a file, never shown in the page and never taken for another type."""
    found = look_at(request, queries.get_attachment(key, viewer=request.viewer))
    try:
        opened = place_of(found.pk).open("rb")
    except FileNotFoundError as error:
        raise Http404(_("This file is no longer kept.")) from error
    response = FileResponse(
        opened, as_attachment=True, filename=found.name, content_type=found.kind
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _form(request, form, *, title, subject):
    return show_form(request, form, title=title, back=subject.address, send=title)
