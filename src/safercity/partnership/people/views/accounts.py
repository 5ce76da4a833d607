"""Pages of accounts, for administrators."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.page_lists import render_or_send
from safercity.partnership.common.pages import page
from safercity.partnership.common.rules import be_signed_in
from safercity.partnership.common.saving import FormPage, answer_form, sent_fields
from safercity.partnership.common.tables import send_table
from safercity.partnership.people import actions, presenters, queries, rules
from safercity.partnership.people.forms.accounts import LeaveForm, SureForm
from safercity.partnership.people.letters import are_sent
from safercity.partnership.people.links import write_factor_link
from safercity.partnership.people.views.locks import lift_lock, read_lock

PAGE = 50


@require_safe
@page(rules.change_people)
def list_accounts(request):
    """Who has an account; who is invited."""
    words, with_closed = request.GET.get("words", "").strip(), "closed" in request.GET
    users = queries.list_accounts(words=words, with_closed=with_closed)
    users = users.prefetch_related("holdings__post__agency")
    columns = (_("Name"), _("E-mail address"), _("Posts"), _("In use"), _("Leaves on"))
    file = send_table(request, "accounts", columns=columns, rows=_tell_accounts(users))
    shown = {
        "page": Paginator(users, PAGE).get_page(request.GET.get("page")),
        "words": words,
        "with_closed": with_closed,
        "invitations": queries.list_invitations(),
    }
    return file or render(request, "people/accounts.html", shown)


def _tell_accounts(users):
    for user in users:
        held = [str(one.post) for one in user.holdings.all() if not one.until_day]
        in_use = _("yes") if user.is_active else _("no")
        yield user.name, user.email, "; ".join(held), in_use, user.leaves_on


@require_safe
@page(rules.change_people)
def show_account(request, *, key):
    """One account: its posts, its second factor, whether it is locked, what was done to it."""
    user = queries.get_account(key)
    holdings = queries.list_holdings(user=key)
    shown = {
        "account": user,
        "locked_until": read_lock(request, user) if user.is_active else None,
        "holdings": holdings,
        "has_second_factor": is_mfa_enabled(user),
        "history": list_history(user, limit=50),
    }
    lists = {"posts": presenters.list_holders(holdings)}
    return render_or_send(request, "people/account.html", around=shown, lists=lists)


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def leave(request, *, key):
    """A person leaves the partnership."""
    user = queries.get_account(key)
    words = FormPage(
        _("When does %(name)s leave the partnership?") % {"name": user.name},
        _("Save"),
        _("Saved. The work stays with the posts."),
        _address(user),
        note=_("On that day the account closes and is signed out everywhere."),
    )
    return answer_form(
        request,
        LeaveForm(sent_fields(request)),
        page=words,
        act=lambda told: actions.leave_partnership(user, day=told["day"], by=request.viewer),
    )


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def forget(request, *, key):
    """The name of who left is taken out for good."""
    user = queries.get_account(key)
    rules.forget_account(request.viewer, user)
    words = FormPage(
        _("Forget %(name)s for good?") % {"name": user.name},
        _("Forget this person"),
        _("Name and address are gone, and cannot be brought back."),
        _address(user),
        note=_("The posts and what was done in them stay, without the name."),
    )
    return answer_form(
        request,
        SureForm(sent_fields(request)),
        page=words,
        act=lambda told: actions.forget_account(user, by=request.viewer),
    )


@require_POST
@page(rules.change_people)
def end_sessions(request, *, key):
    """Sign a person out everywhere."""
    user = queries.get_account(key)
    actions.end_all_sessions(user, by=request.viewer)
    messages.success(request, _("Signed out everywhere."))
    return redirect(_address(user))


@require_POST
@page(rules.change_people)
def unlock(request, *, key):
    """Let a person try again at once who gave too many wrong passwords."""
    user = queries.get_account(key)
    if read_lock(request, user):
        lift_lock(request, user)
        actions.record_unlock(user, by=request.viewer)
    messages.success(request, _("Unlocked: the password is taken again."))
    return redirect(_address(user))


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def remove_second_factor(request, *, key):
    """For who lost phone and recovery codes."""
    user = queries.get_account(key)
    words = FormPage(
        _("Remove the second factor of %(name)s?") % {"name": user.name},
        _("Remove it"),
        _tell_removed(user),
        _address(user),
        note=_("Make sure that it really is this person who asks: call them."),
    )
    return answer_form(
        request,
        SureForm(sent_fields(request)),
        page=words,
        act=lambda told: actions.remove_second_factor(user, by=request.viewer),
    )


def _tell_removed(user) -> str:
    """What happens next; without a mail server, also what to hand over, and to whom."""
    words = _("Removed. At the next sign-in the password alone is asked for.")
    if are_sent():
        return words
    hand = _(
        "No letter leaves this site: it has no mail server. Hand this link to %(email)s yourself;"
        " it opens the sign-in, and then the page where a new second factor is set up: %(link)s"
    )
    return f"{words} {hand % {'email': user.email, 'link': write_factor_link()}}"


def _address(user) -> str:
    return reverse("people:account", kwargs={"key": user.pk})


@require_POST
@page(be_signed_in)
def sign_out_everywhere(request):
    """One's own sessions, this one too."""
    actions.end_all_sessions(request.user, by=request.viewer)
    logout(request)
    messages.success(request, _("You are signed out everywhere."))
    return redirect("account_login")
