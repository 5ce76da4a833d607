"""Adding to a body what hangs from it, and ending it."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import save_form, sent_fields, show_form
from safercity.partnership.governance import actions, queries, rules
from safercity.partnership.governance.forms import HANGING, EndForm, Hanging


def _find(what: str) -> Hanging:
    if what not in HANGING:
        raise Http404(_("There is nothing at this address."))
    return HANGING[what]


@require_http_methods(["GET", "POST"])
@page(rules.change_bodies)
def add(request, *, key, what):
    """A seat, a line, a responsibility or a link officer of a body."""
    hanging, body = _find(what), queries.get_body(key)
    form = hanging.form(sent_fields(request), body=body)

    def act():
        new = hanging.new(body=body, **form.told)
        return hanging.add(new, key=form.cleaned_data["key"], by=request.viewer)

    back = reverse("governance:body", kwargs={"key": key})
    if request.method == "POST" and save_form(form, act):
        return redirect(back)
    return show_form(request, form, title=f"{body}: {hanging.title}", back=back)


@require_http_methods(["GET", "POST"])
@page(rules.change_bodies)
def end(request, *, key, what, row):
    """The day on which one of them ends."""
    hanging, body = _find(what), queries.get_body(key)
    found = hanging.model.objects.filter(pk=row, body=body).first()
    if found is None:
        raise Http404(_("There is nothing at this address that you may see."))
    form = EndForm(sent_fields(request), initial={"day": found.until_day})

    def act():
        actions.end_row(found, form.cleaned_data["day"], by=request.viewer)
        return found

    back = reverse("governance:body", kwargs={"key": key})
    if request.method == "POST" and save_form(form, act):
        return redirect(back)
    return show_form(request, form, title=_("%s: end it") % body, back=back, send=_("End it"))
