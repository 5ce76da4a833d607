"""Pages of an invitation: the keeper's two buttons, and the page behind the link."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safercity.partnership.common.pages import page
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.saving import render_form, sent_fields
from safercity.partnership.people import actions, queries, rules
from safercity.partnership.people.forms.accounts import AcceptForm
from safercity.partnership.people.letters import are_sent
from safercity.partnership.people.links import write_invitation_link


def show_link(request, invitation) -> None:
    """Say a new link on the next page, once: no mail server takes a letter to who is invited."""
    words = _(
        "No letter leaves this site: it has no mail server. Hand this link to %(email)s yourself;"
        " it works once, for seven days, ends any earlier one, and is shown only now: %(link)s"
    )
    told = {"email": invitation.email, "link": write_invitation_link(invitation)}
    messages.success(request, words % told)


@require_POST
@page(rules.change_people)
def resend(request, *, key):
    """A new link, and the end of the old."""
    invitation = queries.get_invitation(key)
    actions.resend_invitation(invitation, by=request.viewer)
    if are_sent():
        messages.success(request, _("A new link is on its way. The old one ends when it leaves."))
    else:
        show_link(request, invitation)
    return redirect("people:post", key=invitation.post_id)


@require_POST
@page(rules.change_people)
def withdraw(request, *, key):
    """The link ends now."""
    invitation = queries.get_invitation(key)
    actions.withdraw_invitation(invitation, by=request.viewer)
    messages.success(request, _("The invitation is withdrawn. Its link opens nothing."))
    return redirect("people:post", key=invitation.post_id)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@page(rules.be_anyone)
def accept(request, *, token):
    """Who has the link writes their name and chooses a password; then they sign in."""
    try:
        invitation = queries.find_invitation(token)
    except NotVisible:
        return render(request, "people/link_ended.html", status=404)
    given = {"name": invitation.name}
    form = AcceptForm(sent_fields(request), email=invitation.email, initial=given)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        actions.accept_invitation(token, name=told["name"], password=told["password"])
        messages.success(request, _("Your account is ready. Sign in with your new password."))
        return redirect("account_login")
    shown = {"form": form, "invitation": invitation}
    return render_form(request, "people/accept.html", around=shown)
