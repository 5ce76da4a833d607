"""Mending what is held: what words, headings and dates mean, single values of a row."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import (
    FormPage,
    answer_form,
    around_form,
    render_form,
    save_form,
    sent_fields,
    show_form,
)
from safercity.partnership.records import actions, forms, presenters, queries, rules
from safercity.partnership.records.views.opening import is_made_up, open_source, open_upload


@require_POST
@page(rules.see_records)
def map_word(request, *, name):
    """Say what a word means; files still kept are loaded again."""
    workspace, source = open_source(request, name)
    rules.load_source(request.viewer, source, made_up=is_made_up(workspace))
    form = forms.WordForm(request.POST, choices=forms.list_categories(workspace.content))
    if not form.is_valid():
        back = reverse("records:source", kwargs={"name": name})
        return show_form(request, form, title=_("What the word means"), back=back)
    given = form.cleaned_data
    meaning = actions.Meaning(given["word"], given["category"], given["before"])
    actions.map_word(workspace, source, meaning=meaning, by=request.viewer)
    messages.success(request, _("Saved. The files of the last two weeks are read again."))
    return redirect("records:source", name=name)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_records, purpose="records")
def map_headings(request, *, key):
    """Say which of a file's headings are columns of its source; it is read again with them."""
    workspace, source, upload = _open_upload(request, key)
    rules.map_headings(request.viewer, source, sender=upload.by)
    unread = queries.find_unread(source, upload)
    absent = queries.list_absent(workspace, source, upload=upload)
    form = forms.HeadingsForm(
        sent_fields(request), shape=source.shape, unread=unread, absent=absent
    )

    def act(_given):
        actions.map_headings(
            workspace, source, upload=upload, headings=form.chosen, by=request.viewer
        )

    around = _surround(
        upload,
        _("Which heading is which: %(file)s") % {"file": upload.name},
        note=_(
            "These columns were not found under a name that is known. Every file of this source is "
            "then read with the headings that you choose. Where this source never has a column, "
            "say that it is in no file: nobody is asked for it again until it comes. Both can be "
            "taken back."
        )
        if unread.missing and unread.headings
        else _("Every column was found, or no heading of the file is left for it."),
        offers=bool(unread.missing and unread.headings),
    )
    return answer_form(request, form, page=around, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_records, purpose="records")
def map_dates(request, *, key):
    """Say in which form a file has its dates; it is read again with it."""
    workspace, source, upload = _open_upload(request, key)
    rules.map_dates(request.viewer, source)
    readings, unsure = queries.read_dates(workspace, source, upload=upload)
    choices = presenters.list_form_choices(readings)
    form = forms.DatesForm(sent_fields(request), choices=choices)

    def save() -> bool:
        act = actions.say_own_form if form.is_of_file else actions.map_dates
        chosen = form.cleaned_data["form"]
        act(workspace, source, upload=upload, form=chosen, by=request.viewer)
        return True

    back = reverse("records:upload", kwargs={"key": upload.key})
    if request.method == "POST" and save_form(form, save):
        messages.success(
            request,
            _("Saved. The file is read again.")
            if form.is_of_file
            else _("Saved. The files of the last two weeks are read again."),
        )
        return redirect(back)
    note = (
        presenters.say_dates_note(unsure)
        if readings
        else _("No row waits for a date that any form known here reads. Mend the file instead.")
    )
    title = _("How the dates are written: %(file)s") % {"file": upload.name}
    around = around_form(form, title, back=back, send=_("Save and load again"), note=note)
    weighed = queries.weigh_forms(workspace, upload, forms=[one.form for one in readings])
    told = {"is_empty": not readings, "turnings": presenters.show_turnings(weighed)}
    request.shown = len(readings)
    return render_form(request, "records/dates.html", around=around | told)


def _open_upload(request, key):
    workspace, source, upload = open_upload(request, key)
    rules.load_source(request.viewer, source, made_up=is_made_up(workspace))
    return workspace, source, upload


def _surround(upload, title, *, note, offers) -> FormPage:
    return FormPage(
        title,
        send=_("Save and load again"),
        offers=offers,
        done=_("Saved. The files of the last two weeks are read again."),
        back=reverse("records:upload", kwargs={"key": upload.key}),
        note=note,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_records, purpose="records")
def correct(request, *, name, digest, row):
    """Correct single values of a held row; its file is read again with them."""
    workspace, source = open_source(request, name)
    rules.load_source(request.viewer, source, made_up=is_made_up(workspace))
    held = queries.get_held(workspace, name, digest=digest, row=row)
    is_kept = digest in queries.list_kept_digests(workspace, name)
    rules.correct_row(request.viewer, source, held=held, is_kept=is_kept)
    state = queries.describe_correction(workspace, source, digest=digest, row=row)
    form = forms.CorrectionForm(sent_fields(request), source=source, held=held, state=state)

    def save() -> bool:
        if not form.cleaned_data.get("anyway"):
            reason, field = queries.judge_correction(
                workspace, source, held=held, values=form.changed
            )
            if reason:
                form.refuse(presenters.say_held_again(reason), field=field)
                return False
        given = actions.Correction(name, digest, row, form.changed)
        state = form.cleaned_data["state"]
        actions.correct_row(workspace, source, correction=given, state=state, by=request.viewer)
        return True

    if request.method == "POST" and save_form(form, save):
        messages.success(request, _("Saved. The file is read again with these values."))
        return redirect("records:source", name=name)
    around = around_form(
        form,
        _("Correct row %(n)s of %(file)s") % {"n": row, "file": held.file},
        back=reverse("records:source", kwargs={"name": name}),
        send=_("Save and read the file again"),
    )
    told = {"held": held, "why": presenters.say_reason(held.reason), "source": source}
    return render_form(request, "records/correct.html", around=around | told)
