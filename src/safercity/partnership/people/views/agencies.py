"""Pages of agencies."""

from __future__ import annotations

from typing import Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.page_lists import render_or_send
from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import FormPage, answer_form, sent_fields
from safercity.partnership.common.tables import send_table
from safercity.partnership.people import actions, presenters, queries, rules
from safercity.partnership.people.forms.accounts import ProviderForm, SureForm
from safercity.partnership.people.forms.agencies import (
    ChangeAgencyForm,
    NewAgencyForm,
    RenameTeamForm,
)


@require_safe
@page(rules.see_people)
def list_agencies(request):
    """The register of agencies."""
    counts = queries.count_posts()
    rows = [(row, *counts.get(row.id, (0, 0))) for row in queries.list_agencies_for(request.viewer)]
    columns = (_("Agency"), _("Kind"), _("Guest"), _("Posts"), _("Vacant"), _("Left on"))
    table = [
        (row.name, row.kind_words, _("yes") if row.is_guest else "", posts, vacant, row.ended_on)
        for row, posts, vacant in rows
    ]
    file = send_table(request, "agencies", columns=columns, rows=table)
    may_change = rules.change_people.allowed(request.viewer)
    return file or render(request, "people/agencies.html", {"rows": rows, "may_change": may_change})


@require_safe
@page(rules.see_people)
def show_agency(request, *, key):
    """One agency: its posts by team, and for its keepers invitations, sign-in and history."""
    rules.see_of_agency(request.viewer, key)
    agency = queries.get_agency(key)
    lines = presenters.present_posts(queries.list_posts(agency=key))
    may_change = rules.change_people.allowed(request.viewer)
    reads_history = rules.open_history.allowed(request.viewer)
    invitations = queries.list_invitations(agency=key) if may_change else ()
    shown = {
        "agency": agency,
        "teams": presenters.group_by_team(lines),
        "vacant": sum(line.is_vacant for line in lines),
        "posts": len(lines),
        "layers": presenters.name_layers(agency.layers),
        "may_change": may_change,
        "provider": queries.get_provider(key) if may_change else None,
        "invitations": invitations,
        "history": _read_history(agency, lines) if reads_history else None,
    }
    lists = {"posts": presenters.list_posts(lines)}
    lists |= presenters.offer_invitations(invitations)
    return render_or_send(request, "people/agency.html", around=shown, lists=lists)


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def add_agency(request):
    """A new agency."""
    form = NewAgencyForm(sent_fields(request))
    words = FormPage(
        _("Add an agency"), _("Add"), _("The agency is added."), reverse("people:agencies")
    )
    return answer_form(
        request,
        form,
        page=words,
        act=lambda told: actions.add_agency(form.make_request(), by=request.viewer),
    )


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def change_agency(request, *, key):
    """Another name, kind, layers or standing."""
    agency = queries.get_agency(key)
    rules.use_agency(request.viewer, agency)
    now = {name: getattr(agency, name) for name in ("version", "name", "kind", "layers")}
    form = ChangeAgencyForm(
        sent_fields(request), agency=agency, initial={**now, "is_guest": agency.is_guest}
    )

    def act(told):
        version = told.pop("version")
        actions.change_agency(agency, told, version=version, by=request.viewer)

    words = FormPage(_("Change the agency"), _("Save"), _("Saved."), _address(agency))
    return answer_form(request, form, page=words, act=act)


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def end_agency(request, *, key):
    """An agency leaves."""
    agency = queries.get_agency(key)
    rules.use_agency(request.viewer, agency)
    words = FormPage(
        _("Does this agency leave the partnership?"),
        _("Let it leave today"),
        _("The agency has left. What it did stays."),
        _address(agency),
        note=agency.name,
    )
    return answer_form(
        request,
        SureForm(sent_fields(request)),
        page=words,
        act=lambda told: actions.end_agency(agency, by=request.viewer),
    )


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def rename_team(request, *, key):
    """Another name of a team; its posts stay in it."""
    team = queries.get_team(key)
    rules.use_agency(request.viewer, team.agency)
    now = {"version": team.version, "name": team.name}
    back, note = _address(team.agency), f"{team.name}, {team.agency.name}"
    words = FormPage(_("Rename the team"), _("Save"), _("Saved."), back, note=note)
    return answer_form(
        request,
        RenameTeamForm(sent_fields(request), initial=now),
        page=words,
        act=lambda told: actions.rename_team(
            team, told["name"], version=told["version"], by=request.viewer
        ),
    )


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def set_provider(request, *, key):
    """The agency's own sign-in."""
    agency = queries.get_agency(key)
    rules.use_agency(request.viewer, agency)
    row = queries.get_provider(key)
    initial: dict[str, Any] = {"version": 0}
    if row:
        initial = {name: getattr(row, name) for name in ("version", "server_url", "client_id")}
        initial |= {"domains": ", ".join(row.domains), "is_on": row.is_on}
    form = ProviderForm(sent_fields(request), agency=agency, initial=initial)

    def act(told):
        version = told.pop("version")
        settings = actions.ProviderSettings(**told)
        actions.set_provider(agency, settings, version=version, by=request.viewer)

    back = reverse("openid_connect_callback", kwargs={"provider_id": agency.slug})
    note = _("Tell the provider this address to return to: %(address)s") % {
        "address": request.build_absolute_uri(back)
    }
    title = _("Sign-in of %(agency)s") % {"agency": agency.name}
    words = FormPage(title, _("Save"), _("Saved."), _address(agency), note=note)
    return answer_form(request, form, page=words, act=act)


def _read_history(agency, lines):
    posts = queries.list_posts(agency=agency.pk, with_ended=True)
    teams = {line.post.team for line in lines if line.post.team}
    things = [*teams, *posts]
    return presenters.name_things(list_history(agency, *things), things)


def _address(agency) -> str:
    return reverse("people:agency", kwargs={"key": agency.pk})
