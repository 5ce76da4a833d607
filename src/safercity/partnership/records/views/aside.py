"""Setting a held line aside that is no record, or that came whole elsewhere."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import FormPage, answer_form, sent_fields
from safercity.partnership.records import actions, forms, presenters, queries, rules
from safercity.partnership.records.views.opening import is_made_up, open_source


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_records, purpose="records")
def set_aside(request, *, name, digest, row):
    """Set a held line aside, and say why: it waits for nobody any more, and stays in the ledger."""
    workspace, source = open_source(request, name)
    rules.load_source(request.viewer, source, made_up=is_made_up(workspace))
    held = queries.get_held(workspace, name, digest=digest, row=row)
    rules.set_row_aside(request.viewer, held=held)
    state = queries.describe_correction(workspace, source, digest=digest, row=row)
    form = forms.AsideForm(sent_fields(request), initial={"state": state})

    def act(given):
        setting = actions.SettingAside(digest, row, given["state"], given["why"])
        actions.set_aside(workspace, source, setting=setting, by=request.viewer)

    around = FormPage(
        _("Set row %(n)s of %(file)s aside") % {"n": row, "file": held.file},
        send=_("Set aside"),
        done=_("Set aside. The ledger counts the row as known from now on."),
        back=reverse("records:source", kwargs={"name": name}),
        note=presenters.say_aside(held),
    )
    return answer_form(request, form, page=around, act=act)
