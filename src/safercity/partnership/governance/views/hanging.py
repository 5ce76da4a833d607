"""Adding to a body what hangs from it, and ending it."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import (
    FormPage,
    answer_form,
    save_form,
    sent_fields,
    show_form,
)
from safercity.partnership.governance import actions, queries, rules
from safercity.partnership.governance.forms import HANGING, EndForm, HandOverForm, Hanging
from safercity.partnership.governance.presenters.body import tell_standing


def _find(what: str) -> Hanging:
    if what not in HANGING:
        raise Http404(_("There is nothing at this address."))
    return HANGING[what]


@require_http_methods(["GET", "POST"])
@page(rules.change_bodies)
def add(request, *, key, what):
    """A seat, a line, a responsibility or a link officer of a body."""
    hanging, body = _find(what), queries.get_body(key)
    rules.hang_on(request.viewer, [body])
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


@require_http_methods(["GET", "POST"])
@page(rules.change_bodies)
def hand_over(request, *, key):
    """What still stands on a body that ends: end it, or move it to the successor."""
    body = queries.get_body(key)
    rules.hand_over(request.viewer, body)
    standing = queries.list_standing(body, beyond=body.until_day or timezone.localdate())
    form = HandOverForm(sent_fields(request), body=body, standing=standing)

    def act(_told):
        actions.hand_over(body, form.moved, by=request.viewer)

    moves = "moving" in form.fields
    told = FormPage(
        _("%s: what still stands on it") % body,
        _("End what stands, and move what is ticked") if moves else _("End all of it"),
        _("Nothing stands on it any more."),
        reverse("governance:body", kwargs={"key": key}),
        note=tell_standing(body, standing),
        offers=bool(standing),
    )
    return answer_form(request, form, page=told, act=act)
