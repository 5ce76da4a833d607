"""Adoptions of a further priority."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import (
    FormPage,
    answer_form,
    save_form,
    sent_fields,
    show_form,
)
from safercity.partnership.common.tables import send_table
from safercity.partnership.governance.queries import find_board
from safercity.partnership.governance.rules import record_decision
from safercity.partnership.notes.queries import read_comments
from safercity.partnership.oversight import actions, queries, rules
from safercity.partnership.oversight.forms import AdoptionForm, AskForm, StepForm
from safercity.partnership.oversight.models import Adopted


@require_safe
@page(rules.see_oversight)
def show_all(request):
    """Adoptions, the newest first."""
    rows = queries.list_adoptions()
    told = (
        (row.subject.title, row.asked_by.name, row.get_state_display(), row.reason) for row in rows
    )
    columns = (_("Priority"), _("Asked by"), _("State"), _("Why"))
    if file := send_table(request, "adoptions", columns=columns, rows=told):
        return file
    context = {
        "rows": rows,
        "may_ask": rules.ask_adoption.allowed(request.viewer),
    }
    return render(request, "oversight/adoptions.html", context)


@require_safe
@page(rules.see_oversight)
def show_one(request, *, key):
    """One adoption: why, terms, what is missing, the steps."""
    adoption, board = queries.get_adoption(key), find_board()
    of = (adoption._meta.label_lower, adoption.pk)
    context = {
        "adoption": adoption,
        "steps": queries.list_steps(adoption),
        "comments": read_comments(request.viewer, of=of, at=request.GET.get("comment", "")),
        "history": list_history(adoption, limit=20),
        "missing": rules.list_missing(adoption, board) if board and adoption.is_under_way else [],
        "may_change": adoption.is_under_way and rules.keep_adoptions.allowed(request.viewer),
        "may_step": adoption.is_under_way
        and board is not None
        and record_decision.allowed(request.viewer, board),
    }
    return render(request, "oversight/adoption.html", context)


@require_http_methods(["GET", "POST"])
@page(rules.ask_adoption)
def ask(request):
    """Ask the Board to adopt a priority."""
    agency = next(iter(request.viewer.agencies), None)
    form = AskForm(sent_fields(request), initial={"asked_by": agency})

    def act():
        told = dict(form.cleaned_data)
        subject, title, reason = (told.pop(name) for name in ("subject", "title", "reason"))
        subject = subject or actions.add_asked_subject(title, by=request.viewer)
        return actions.ask_adoption(subject, reason, by=request.viewer, **told)

    if request.method == "POST" and (adoption := save_form(form, act)):
        return redirect("oversight:adoption", key=adoption.pk)
    title = _("Ask the Board to adopt a priority")
    return show_form(request, form, title=title, back=reverse("oversight:adoptions"))


@require_http_methods(["GET", "POST"])
@page(rules.keep_adoptions)
def change(request, *, key):
    """Terms, accountable body, link officer."""
    adoption = queries.get_adoption(key)
    names = list(AdoptionForm.base_fields)
    form = AdoptionForm(sent_fields(request), initial={n: getattr(adoption, n) for n in names})

    def act(told):
        version = told.pop("version")
        actions.change_adoption(adoption, told, version=version, by=request.viewer)

    return _answer(request, form, title=_("Terms: %s") % adoption, key=key, act=act)


@require_http_methods(["GET", "POST"])
@page(record_decision)
def step(request, *, key):
    """The next step."""
    adoption = queries.get_adoption(key)
    form = StepForm(sent_fields(request), state=adoption.state)

    def act(told):
        to = Adopted(told.pop("to"))
        actions.take_step(adoption, to, **told, by=request.viewer)

    return _answer(request, form, title=_("Next step: %s") % adoption, key=key, act=act)


def _answer(request, form, *, title, key, act):
    back = reverse("oversight:adoption", kwargs={"key": key})
    return answer_form(request, form, page=FormPage(title, _("Save"), _("Saved."), back), act=act)
