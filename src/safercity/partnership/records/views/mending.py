"""Mending what is held: a word's meaning, single values of a row."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import (
    around_form,
    render_form,
    save_form,
    sent_fields,
    show_form,
)
from safercity.partnership.records import actions, forms, presenters, queries, rules
from safercity.partnership.records.views.opening import is_made_up, open_source


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
