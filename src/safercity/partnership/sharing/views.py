"""The register's pages."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.commenting import read_offered_comments
from safercity.partnership.common.page_lists import PageList, render_or_send
from safercity.partnership.common.pages import page
from safercity.partnership.common.rules import NotYet
from safercity.partnership.common.saving import around_form, render_form, sent_fields
from safercity.partnership.common.tables import send_table
from safercity.partnership.people.queries import get_agency
from safercity.partnership.sharing import actions, forms, queries, rules
from safercity.partnership.sharing.models import State
from safercity.partnership.sharing.presenters import (
    collect_lists,
    present_agreement,
    present_ending,
    present_request,
    row_of,
    tell_answer,
    tell_approval,
)

COLUMNS = ("reference", "title", "state", "parties", "sources", "kept_months", "review_by")
DELETED = ("source", "received", "rows", "files", "deleted_on", "digest_of_names")
ROWS = 50


@require_safe
@page(rules.see_agreements)
def list_agreements(request):
    """The register; ?state= narrows it, ?format= sends it."""
    state = request.GET.get("state", "")
    known = state if state in State.values else ""
    rows = queries.list_agreements_for(request.viewer, state=known)
    sent = send_table(request, "sharing-agreements", columns=COLUMNS, rows=map(row_of, rows))
    if sent:
        return sent
    context = {
        "rows": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "states": State.choices,
        "state": state,
        "today": timezone.localdate(),
        "can_draft": rules.change_agreements.allowed(request.viewer),
        "waiting": [
            one
            for one in queries.list_open_requests(request.viewer)[:ROWS]
            if rules.decide_access.allowed(request.viewer, one)
        ],
    }
    return render(request, "sharing/list.html", context)


@require_safe
@page(rules.see_agreements)
def show_agreement(request, *, key):
    """One agreement, and who asked to join."""
    agreement = queries.get_agreement(key)
    rules.see_agreement(request.viewer, agreement)
    requests = queries.list_requests(agreement)
    of = (agreement._meta.label_lower, agreement.pk)
    at = request.GET.get("comment", "")
    shown = present_agreement(agreement, request.viewer, requests=list(requests))
    context = {
        "endings": queries.list_endings(agreement) if agreement.state == State.ENDED else (),
        "page": shown,
        "comments": read_offered_comments(request.viewer, of=of, at=at),
    }
    lists = collect_lists(shown)
    return render_or_send(request, "sharing/agreement.html", around=context, lists=lists)


@require_safe
@page(rules.see_agreements)
def show_past(request, *, key):
    """What happened under an agreement: its agreed texts, proofs of deletion, history."""
    agreement = queries.get_agreement(key, whole=False)
    rules.see_agreement(request.viewer, agreement)
    gone = queries.list_deletions([agreement.reference])
    told = (
        (one.source, one.received, one.rows, one.files, one.at and one.at.date(), one.names_digest)
        for one in gone
    )
    context = {
        "agreement": agreement,
        "texts": queries.list_texts(agreement),
        "deletions": gone[:ROWS],
        "endings": queries.list_endings(agreement),
        "history": list_history(agreement),
    }
    lists = {"deleted": PageList(DELETED, told, "deleted-on-time")}
    return render_or_send(request, "sharing/past.html", around=context, lists=lists)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.change_agreements)
def draft_agreement(request):
    """Begin an agreement."""
    form = forms.DraftForm(sent_fields(request))
    if request.method == "POST" and form.is_valid():
        lead = get_agency(request.viewer.posts[0].agency)
        given = form.cleaned_data
        new = actions.NewAgreement(
            given["reference"], lead, form.values(), [(lead, "controller")], key=given["key"]
        )
        made = actions.draft_agreement(new, by=request.viewer)
        return redirect("sharing:agreement", key=made.pk)
    return _form(request, form, title=_("New sharing agreement"), send=_("Save the draft"))


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.change_agreements)
def change_agreement(request, *, key):
    """Change the text of a draft, or of an agreement in review."""
    agreement = queries.get_agreement(key)
    rules.change_agreement(request.viewer, agreement)
    now = {name: getattr(agreement, name) for name in forms.AgreementFields.base_fields}
    form = forms.AgreementForm(sent_fields(request), initial=now | {"version": agreement.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        actions.change_agreement(agreement, form.values(), version=version, by=request.viewer)
        return redirect("sharing:agreement", key=key)
    return _form(request, form, title=_("Change the text"), send=_("Save"), of=agreement)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.change_agreements)
def set_party(request, *, key):
    """Make an agency a party, or change its role."""
    agreement = queries.get_agreement(key)
    rules.change_agreement(request.viewer, agreement)
    form = forms.PartyForm(sent_fields(request), initial={"version": agreement.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.set_party(
            agreement,
            given["agency"],
            role=given["role"],
            version=given["version"],
            by=request.viewer,
        )
        return redirect("sharing:agreement", key=key)
    return _form(request, form, title=_("Party to the agreement"), send=_("Save"), of=agreement)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.change_agreements)
def set_data_set(request, *, key):
    """Cover a source; ?source= opens the form for one, with its fields."""
    agreement = queries.get_agreement(key)
    rules.change_agreement(request.viewer, agreement)
    source = request.GET.get("source", "")
    now = next((vars(one) for one in agreement.data_sets.all() if one.source == source), {})
    initial = {"shows_counts": True} | now
    initial |= {"version": agreement.version, "source": source}
    form = forms.DataSetForm(
        sent_fields(request), initial=initial | {"fields_allowed": now.get("fields", [])}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = actions.NewDataSet(
            given["source"],
            tuple(given["fields_allowed"]),
            given["threshold"],
            given["shows_counts"],
        )
        actions.set_data_set(
            agreement,
            new,
            version=given["version"],
            is_removed=given["is_removed"],
            by=request.viewer,
        )
        return redirect("sharing:agreement", key=key)
    return _form(request, form, title=_("Data set"), send=_("Save"), of=agreement)


@require_POST
@page(rules.see_agreements)
def approve_agreement(request, *, key):
    """Approve the text for one's agency, as it was read."""
    form = forms.ChangeForm(request.POST)
    read = form.cleaned_data["version"] if form.is_valid() else 0
    actions.approve_agreement(queries.get_agreement(key), version=read, by=request.viewer)
    messages.success(request, tell_approval(queries.get_agreement(key)))
    return redirect("sharing:agreement", key=key)


@require_POST
@page(rules.change_agreements)
def move_agreement(request, *, key):
    """Move an agreement to another state."""
    form = forms.MoveForm(request.POST)
    if not form.is_valid() or form.cleaned_data["to"] not in State.values:
        raise NotYet(_("There is no such state."))
    given = form.cleaned_data
    if given["to"] == State.ENDED:
        return redirect("sharing:end", key=key)
    actions.move_agreement(
        queries.get_agreement(key), to=given["to"], version=given["version"], by=request.viewer
    )
    return redirect("sharing:agreement", key=key)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_agreements)
def end_agreement(request, *, key):
    """What falls away and for whom when it ends; the reason, and the end."""
    agreement = queries.get_agreement(key)
    rules.end_agreement(request.viewer, agreement)
    return _end(request, agreement)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_agreements)
def leave_agreement(request, *, key, agency):
    """The same for one party, which leaves."""
    agreement = queries.get_agreement(key)
    rules.leave_agreement(request.viewer, agreement, agency=agency)
    return _end(request, agreement, leaving=agency)


def _end(request, agreement, *, leaving=None):
    form = forms.EndForm(sent_fields(request), initial={"version": agreement.version})
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "by": request.viewer}
        if leaving:
            actions.leave_agreement(agreement, leaving, **given)
            messages.success(request, _("Your agency left “%s”.") % agreement)
            return redirect("sharing:agreements")  # a guest that left may not see the agreement
        actions.end_agreement(agreement, **given)
        return redirect("sharing:agreement", key=agreement.pk)
    told = present_ending(agreement, request.viewer, leaving=leaving)
    back = reverse("sharing:agreement", kwargs={"key": agreement.pk})
    around = around_form(form, told.title, back=back, send=told.send) | {"told": told}
    return render_form(request, "sharing/end.html", around=around)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_agreements)
def ask_access(request, *, key):
    """Ask to join."""
    agreement = queries.get_agreement(key)
    spoken = queries.list_spoken_for(request.viewer)
    posts = [post for post in request.viewer.posts if post.agency in spoken]
    mine = {str(post.agency): post.agency_name for post in posts}
    form = forms.AskForm(sent_fields(request), agencies=list(mine.items()))
    if not form.is_valid():  # else the action asks: a form that is sent twice asks once
        rules.ask_access(request.viewer, agreement)
    else:
        given = form.cleaned_data
        agency = next(post.agency for post in posts if str(post.agency) == given["agency"])
        new = actions.NewRequest(agency, given["role"], given["purpose"], given["key"])
        actions.ask_access(agreement, new, by=request.viewer)
        return redirect("sharing:agreement", key=key)
    return _form(request, form, title=_("Ask to join"), send=_("Ask"), of=agreement)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_agreements)
def decide_access(request, *, key):
    """Answer a request for one's agency."""
    asked = queries.get_request(key)
    rules.decide_access(request.viewer, asked)
    form = forms.DecideForm(sent_fields(request), initial={"version": asked.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        decided = actions.decide_access(
            asked,
            is_granted=given["decision"] == "granted",
            answer=given["answer"],
            version=given["version"],
            by=request.viewer,
        )
        messages.success(request, tell_answer(decided))
        return redirect("sharing:agreement", key=asked.agreement_id)
    back = reverse("sharing:agreement", kwargs={"key": asked.agreement_id})
    around = around_form(form, _("Request for access"), back=back, send=_("Answer"))
    around |= {"asked": asked, "page": present_request(asked, request.viewer)}
    return render_form(request, "sharing/request.html", around=around)


def _form(request, form, *, title: str, send: str, of=None):
    """A form's page; `of`: the agreement that it is about."""
    register = reverse("sharing:agreements")
    back = reverse("sharing:agreement", kwargs={"key": of.pk}) if of else register
    note = of.title if of else ""
    around = around_form(form, title, back=back, send=send, note=note)
    return render_form(request, "common/form.html", around=around)
