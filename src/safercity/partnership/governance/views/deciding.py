"""The decisions log."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safercity.partnership.audit.queries import list_history
from safercity.partnership.commitments.actions import NewCommitment
from safercity.partnership.commitments.queries import (
    ACTION_COLUMNS,
    Kind,
    list_action_rows,
    list_for,
)
from safercity.partnership.common.page_lists import PageList, render_or_send
from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import save_form, sent_fields, show_form
from safercity.partnership.common.tables import send_table
from safercity.partnership.governance import actions, queries, rules
from safercity.partnership.governance.forms import ActionForm, DecisionForm, LogFilter
from safercity.partnership.governance.presenters.downloads import (
    DECISION_COLUMNS,
    list_decision_rows,
)
from safercity.partnership.notes.queries import read_comments

A_PAGE = 50


@require_safe
@page(rules.see_bodies)
def show_log(request):
    """What bodies decided, the newest first."""
    asked = LogFilter(request.GET or None)
    told = asked.cleaned_data if asked.is_valid() else {}
    body = told.get("body")
    rows = queries.list_decisions(body=body.pk if body else None, words=told.get("words", ""))
    if file := send_table(
        request, "decisions", columns=DECISION_COLUMNS, rows=list_decision_rows(rows)
    ):
        return file
    context = {
        "filter": asked,
        "address": urlencode([(n, v) for n, v in request.GET.items() if n in told and v]),
        "rows": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "may_decide": rules.record_decision.allowed(request.viewer),
    }
    return render(request, "governance/decisions.html", context)


@require_safe
@page(rules.see_bodies)
def show_decision(request, *, key):
    """One decision with its actions."""
    decision = queries.get_decision(key)
    named = actions.name_decision(decision)
    follows = list_for(*named, viewer=request.viewer)
    context = {
        "decision": decision,
        "replaced_by": getattr(decision, "replaced_by", None),
        "actions": follows,
        "comments": read_comments(request.viewer, of=named, at=request.GET.get("comment", "")),
        "history": list_history(decision),
        "may_decide": rules.record_decision.allowed(request.viewer, decision.body),
    }
    lists = {"actions": PageList(ACTION_COLUMNS, list_action_rows(follows))}
    return render_or_send(request, "governance/decision.html", around=context, lists=lists)


@require_http_methods(["GET", "POST"])
@page(rules.record_decision)
def record(request):
    """A new entry in the log."""
    form = DecisionForm(sent_fields(request), initial={"body": request.GET.get("body")})

    def act():
        told = dict(form.cleaned_data)
        key, what, owner, due = (told.pop(name) for name in ("key", "action", "owner", "due"))
        follows = (NewCommitment(what, owner.pk, due, Kind.DECISION),) if what else ()
        new = actions.NewDecision(**told, follows=follows)
        return actions.record_decision(new, key=key, by=request.viewer)

    if request.method == "POST" and (decision := save_form(form, act)):
        messages.success(request, _("The decision is recorded."))
        return redirect("governance:decision", key=decision.pk)
    title = _("Record a decision")
    return show_form(request, form, title=title, back=reverse("governance:decisions"))


@require_http_methods(["GET", "POST"])
@page(rules.record_decision)
def add_action(request, *, key):
    """A further action of a decision."""
    decision = queries.get_decision(key)
    rules.record_decision(request.viewer, decision.body)
    form = ActionForm(sent_fields(request))

    def act():
        told = form.cleaned_data
        new = NewCommitment(
            told["what"], told["owner"].pk, told["due"], Kind.DECISION, key=told["key"]
        )
        return actions.follow_decision(decision, new, by=request.viewer)

    back = reverse("governance:decision", kwargs={"key": key})
    if request.method == "POST" and save_form(form, act):
        messages.success(request, _("The action is added."))
        return redirect(back)
    return show_form(request, form, title=_("Add an action"), back=back)
