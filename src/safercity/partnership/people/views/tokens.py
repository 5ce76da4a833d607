"""Pages of tokens: an agency's, made with the secret shown once, withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.page_lists import PageList, render_or_send
from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import sent_fields, show_form
from safercity.partnership.people import actions, presenters, queries, rules
from safercity.partnership.people.forms.tokens import NewTokenForm


@require_safe
@page(rules.change_people)
def list_tokens(request, *, key):
    """The tokens of an agency: what for, until when, when last used, and what was done to them."""
    agency = queries.get_agency(key)
    rows = list(queries.list_tokens(agency=key))
    told = (
        (row.name, row.purpose, row.used_at and row.used_at.date(), row.expires_on, row.is_in_use)
        for row in rows
    )
    columns = (_("What reads"), _("What for"), _("Last used"), _("Last day"), _("In use"))
    history = presenters.name_things(list_history(*rows), rows)
    shown = {"agency": agency, "rows": rows, "history": history}
    lists = {"tokens": PageList(columns, told)}
    return render_or_send(request, "people/tokens.html", around=shown, lists=lists)


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def make_token(request, *, key):
    """A new token. Its secret is on the answer to the form and nowhere else."""
    agency = queries.get_agency(key)
    rules.use_agency(request.viewer, agency)
    form = NewTokenForm(sent_fields(request))
    if request.method == "POST" and form.is_valid():
        new = actions.NewToken(agency, **form.cleaned_data)
        token, secret = actions.make_token(new, by=request.viewer)
        shown = {"agency": agency, "token": token, "secret": secret, "back": _address(agency)}
        answer = render(request, "people/token.html", shown)
        answer["Cache-Control"] = "no-store"
        return answer
    back = _address(agency)
    return show_form(request, form, title=_("Make a token"), back=back, send=_("Make it"))


@require_POST
@page(rules.change_people)
def withdraw_token(request, *, key):
    """A token opens nothing from now on."""
    token = queries.get_token(key)
    actions.withdraw_token(token, by=request.viewer)
    messages.success(request, _("The token is withdrawn."))
    return redirect(_address(token.agency))


def _address(agency) -> str:
    return reverse("people:tokens", kwargs={"key": agency.pk})
