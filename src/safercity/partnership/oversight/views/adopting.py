"""Adoptions of a further priority."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.page_lists import PageList, render_or_send
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
from safercity.partnership.notes.queries import read_comments
from safercity.partnership.oversight import actions, queries, rules
from safercity.partnership.oversight.forms import (
    AdoptionForm,
    AskForm,
    DeclineForm,
    StepForm,
    WithdrawForm,
)
from safercity.partnership.oversight.models import Adopted
from safercity.partnership.oversight.presenters.adopting import (
    ROUTE_COLUMNS,
    list_stop_rows,
    present_route,
    say_stopping,
    tell_stopping,
)


@require_safe
@page(rules.see_oversight)
def show_all(request):
    """Adoptions, the newest first."""
    rows = queries.list_adoptions()
    told = (
        (row.subject.title, row.asked_by.name, row.get_state_display(), row.reason) for row in rows
    )
    columns = ("priority", "asked_by", "state", "why")
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
    """One adoption: its route, what is missing, why and on which terms."""
    adoption = queries.get_adoption(key)
    viewer, of = request.viewer, (adoption._meta.label_lower, adoption.pk)
    history = list_history(adoption, limit=20)
    stopping = tell_stopping(adoption, history)  # it tells find_board by the same statement
    under_way, board = adoption.is_under_way, find_board()
    route = present_route(adoption, board=board)
    context = {
        "adoption": adoption,
        "route": route,
        "stopping": stopping,
        "comments": read_comments(viewer, of=of, at=request.GET.get("comment", "")),
        "history": history,
        "may_change": under_way and rules.keep_adoptions.allowed(viewer),
        "may_step": under_way and rules.go_on.allowed(viewer, adoption),
        "may_decline": under_way and rules.decline_adoption.allowed(viewer, adoption),
        "may_withdraw": under_way and rules.withdraw_adoption.allowed(viewer, adoption),
    }
    lists = {"route": PageList(ROUTE_COLUMNS, list_stop_rows(route))}
    return render_or_send(request, "oversight/adoption.html", around=context, lists=lists)


@require_http_methods(["GET", "POST"])
@page(rules.ask_adoption)
def ask(request):
    """Ask the Board to adopt a priority."""
    agency = next(iter(request.viewer.agencies), None)
    form = AskForm(sent_fields(request), viewer=request.viewer, initial={"asked_by": agency})

    def act():
        told = dict(form.cleaned_data)
        title, new_key = told.pop("title"), told.pop("key")
        told["subject"] = told["subject"] or title
        new = actions.NewAdoption(**told)
        return actions.ask_adoption(new, key=new_key, by=request.viewer)

    if request.method == "POST" and (adoption := save_form(form, act)):
        return redirect("oversight:adoption", key=adoption.pk)
    title = _("Ask the Board to adopt a priority")
    return show_form(request, form, title=title, back=reverse("oversight:adoptions"))


@require_http_methods(["GET", "POST"])
@page(rules.keep_adoptions)
def change(request, *, key):
    """Terms, accountable body, link officer."""
    adoption = queries.get_adoption(key)
    initial = {name: getattr(adoption, name) for name in AdoptionForm.base_fields}
    agreed = rules.list_agreed(adoption)
    form = AdoptionForm(sent_fields(request), initial=initial, agreed=agreed)

    def act(told):
        version = told.pop("version")
        actions.change_adoption(adoption, told, version=version, by=request.viewer)

    note = (
        _("The accountable body has agreed to the terms: they stand.") if "terms" in agreed else ""
    )
    words = FormPage(_("Terms: %s") % adoption, _("Save"), _("Saved."), _back(adoption), note)
    return answer_form(request, form, page=words, act=act)


@require_http_methods(["GET", "POST"])
@page(rules.see_oversight)
def step(request, *, key):
    """The next step, by the decision of the body that is asked."""
    adoption = queries.get_adoption(key)
    rules.go_on(request.viewer, adoption)
    asked = rules.find_asked(adoption, rules.require_board())
    title = f"{rules.ONWARD[Adopted(adoption.state)].label}: {adoption}"
    note = _("Asked of %s: the step is taken by its own decision, on the day of its meeting.")
    note %= asked
    stopping = rules.list_stopping(adoption)
    is_last = rules.ONWARD[Adopted(adoption.state)] == Adopted.ADOPTED
    if stopping and not is_last:
        note = f"{note} {say_stopping(stopping)}"
    words = FormPage(title, _("Record the step"), _("Recorded."), _back(adoption), note)
    more = {"stopping": stopping} if is_last else {}
    form = _open(request, StepForm, adoption=adoption, bodies=[asked], **more)

    def act(told):
        said = actions.Said(form.decided, told["note"], told.get("stopping", ()))
        actions.take_step(adoption, said, version=told["version"], by=request.viewer)

    return answer_form(request, form, page=words, act=act)


@require_http_methods(["GET", "POST"])
@page(rules.see_oversight)
def decline(request, *, key):
    """That the Board, or the body that is asked to agree, declines."""
    adoption = queries.get_adoption(key)
    rules.decline_adoption(request.viewer, adoption)
    bodies = rules.list_declining(request.viewer, adoption)
    note = _("%s declines by a decision of its own.") % (
        bodies[0] if len(bodies) == 1 else _("Either body")
    )
    title = _("Decline: %s") % adoption
    words = FormPage(title, _("Record that it declines"), _("Recorded."), _back(adoption), note)
    form = _open(request, DeclineForm, adoption=adoption, bodies=bodies)

    def act(told):
        said = actions.Said(form.decided, told["note"])
        actions.decline_adoption(adoption, said, version=told["version"], by=request.viewer)

    return answer_form(request, form, page=words, act=act)


@require_http_methods(["GET", "POST"])
@page(rules.see_oversight)
def withdraw(request, *, key):
    """That who asked asks no more."""
    adoption = queries.get_adoption(key)
    rules.withdraw_adoption(request.viewer, adoption)
    form = WithdrawForm(sent_fields(request), initial={"version": adoption.version})
    note = _("The Board and the accountable body are told. It can be asked for anew.")
    title = _("Withdraw: %s") % adoption
    words = FormPage(title, _("Withdraw"), _("It is withdrawn."), _back(adoption), note)

    def act(told):
        actions.withdraw_adoption(adoption, **told, by=request.viewer)

    return answer_form(request, form, page=words, act=act)


def _open(request, kind, *, adoption, bodies, **more):
    records = [body for body in bodies if rules.decide_here.allowed(request.viewer, body)]
    opened = {"version": adoption.version}
    told = {"adoption": adoption, "bodies": bodies, "records": records, **more}
    return kind(sent_fields(request), initial=opened, **told)


def _back(adoption):
    return reverse("oversight:adoption", kwargs={"key": adoption.pk})
