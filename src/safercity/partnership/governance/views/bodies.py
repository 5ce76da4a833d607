"""Bodies: the map, one body, its terms, changes, and what a strategy names."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.page_lists import PageList, render_or_send
from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import save_form, sent_fields, show_form
from safercity.partnership.common.tables import send_table
from safercity.partnership.governance import actions, queries, rules
from safercity.partnership.governance.forms import BodyForm, NewBodyForm, TermsForm
from safercity.partnership.governance.models import Tier
from safercity.partnership.governance.presenters.bodies import present_bodies
from safercity.partnership.governance.presenters.body import present_body
from safercity.partnership.governance.presenters.downloads import (
    ANSWER_COLUMNS,
    BODY_COLUMNS,
    EARLIER_COLUMNS,
    LINE_COLUMNS,
    LINK_COLUMNS,
    SEAT_COLUMNS,
    list_answer_rows,
    list_body_rows,
    list_earlier_rows,
    list_line_rows,
    list_link_rows,
    list_seat_rows,
)
from safercity.partnership.notes.queries import read_comments


@require_safe
@page(rules.see_bodies)
def show_bodies(request):
    """The map of all bodies, what it marks, and who answers for what."""
    structure = queries.get_structure()
    marks = queries.find_marks(structure)
    rows = list_body_rows(structure, marks)
    if file := send_table(request, "bodies", columns=BODY_COLUMNS, rows=rows):
        return file
    context = {
        "page": present_bodies(structure, marks),
        "may_change": rules.change_bodies.allowed(request.viewer),
    }
    return render(request, "governance/bodies.html", context)


@require_safe
@page(rules.see_bodies)
def show_body(request, *, key):
    """One body: seats, terms, lines, what it answers for, link officers."""
    body = queries.get_body(key)
    shown = present_body(body)
    of = (body._meta.label_lower, body.pk)
    context = {
        "page": shown,
        "body": body,
        "comments": read_comments(request.viewer, of=of, at=request.GET.get("comment", "")),
        "history": list_history(body, limit=20),
        "may_change": rules.change_bodies.allowed(request.viewer),
        "may_hang": rules.hang_on.allowed(request.viewer, [body]),
        "may_decide": rules.record_decision.allowed(request.viewer, body),
    }
    lists = {
        "seats": PageList(SEAT_COLUMNS, list_seat_rows(shown.seats)),
        "lines": PageList(LINE_COLUMNS, list_line_rows(shown)),
        "answers": PageList(ANSWER_COLUMNS, list_answer_rows(shown)),
        "links": PageList(LINK_COLUMNS, list_link_rows(shown)),
        "earlier": PageList(EARLIER_COLUMNS, list_earlier_rows(shown)),
    }
    return render_or_send(request, "governance/body.html", around=context, lists=lists)


@require_http_methods(["GET", "POST"])
@page(rules.change_bodies)
def add_body(request):
    """A new body."""
    form = NewBodyForm(sent_fields(request))

    def act():
        told = {**form.cleaned_data, "tier": Tier(form.cleaned_data["tier"])}
        key = told.pop("key")
        return actions.add_body(actions.NewBody(**told), key=key, by=request.viewer)

    if request.method == "POST" and (body := save_form(form, act)):
        return redirect("governance:body", key=body.pk)
    return show_form(request, form, title=_("Add a body"), back=reverse("governance:bodies"))


@require_http_methods(["GET", "POST"])
@page(rules.change_bodies)
def change_body(request, *, key):
    """A change of a body."""
    body = queries.get_body(key)
    fields = list(BodyForm.base_fields)
    initial = {name: getattr(body, name) for name in fields}
    form = BodyForm(sent_fields(request), initial=initial, body=body)

    def act():
        changes = dict(form.cleaned_data)
        version = changes.pop("version")
        actions.change_body(body, changes, version=version, by=request.viewer)
        return body

    if request.method == "POST" and save_form(form, act):
        last = form.cleaned_data["until_day"]
        stands = last and queries.list_standing(body, beyond=last)
        return redirect("governance:hand-over" if stands else "governance:body", key=key)
    title = _("Change %s") % body
    return show_form(
        request, form, title=title, back=reverse("governance:body", kwargs={"key": key})
    )


@require_safe
@page(rules.see_bodies)
def show_terms(request, *, key):
    """Every version of a body's terms of reference."""
    body = queries.get_body(key)
    context = {
        "body": body,
        "versions": queries.list_terms(body),
        "may_change": rules.change_bodies.allowed(request.viewer),
    }
    return render(request, "governance/terms.html", context)


@require_http_methods(["GET", "POST"])
@page(rules.change_bodies)
def set_terms(request, *, key):
    """The next version of the terms."""
    body = queries.get_body(key)
    newest = queries.list_terms(body).first()
    form = TermsForm(sent_fields(request), initial={"text": newest.text if newest else ""})

    def act():
        told = form.cleaned_data
        return actions.set_terms(
            body, told["text"], from_day=told["from_day"], key=told["key"], by=request.viewer
        )

    if request.method == "POST" and save_form(form, act):
        return redirect("governance:terms", key=key)
    title = _("Terms of reference of %s") % body
    return show_form(
        request, form, title=title, back=reverse("governance:terms", kwargs={"key": key})
    )
