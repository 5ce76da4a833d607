"""Pages of posts: who holds what, and who comes and goes."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Q
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
from safercity.partnership.people.forms.accounts import (
    InviteForm,
    LeaveForm,
    SureForm,
    TakePostForm,
)
from safercity.partnership.people.forms.agencies import ROLES, ChangePostForm, NewPostForm
from safercity.partnership.people.letters import are_sent
from safercity.partnership.people.views.invitations import show_link

PAGE = 50


@require_safe
@page(rules.see_people)
def list_posts(request):
    """The register of posts: by agency, role, and whether someone holds it."""
    agencies = queries.list_agencies_for(request.viewer)
    chosen = {name: request.GET.get(name, "") for name in ("agency", "role", "held")}
    posts = queries.list_posts().filter(agency__in=agencies).annotate(held=queries.is_held())
    if chosen["agency"]:
        posts = posts.filter(agency__slug=chosen["agency"])
    if chosen["role"]:
        posts = posts.filter(role=chosen["role"])
    if chosen["held"]:
        posts = posts.filter(held=chosen["held"] != "vacant")
    if "format" in request.GET:
        columns, rows, _name = presenters.list_posts(presenters.present_posts(posts))
        if file := send_table(request, "posts", columns=columns, rows=rows):
            return file
    counts = posts.aggregate(every=Count("pk"), vacant=Count("pk", filter=Q(held=False)))
    pages = Paginator(posts, PAGE)
    pages.count = counts["every"]  # so that it is not counted again
    page = pages.get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "lines": presenters.present_posts(page.object_list),
        "agencies": agencies,
        "roles": ROLES,
        "chosen": chosen,
        "vacant": counts["vacant"],
    }
    return render(request, "people/posts.html", shown)


@require_safe
@page(rules.see_people)
def show_post(request, *, key):
    """One post: who holds it, who held it, and for its keepers what was done to it."""
    post = queries.get_post(key)
    rules.see_of_agency(request.viewer, post.agency_id)
    may_change = rules.change_people.allowed(request.viewer)
    reads_history = rules.open_history.allowed(request.viewer)
    holdings = queries.list_holdings(post=key)
    invitations = queries.list_invitations().filter(post=post) if may_change else ()
    shown = {
        "post": post,
        "line": presenters.present_posts([post])[0],
        "holdings": holdings,
        "may_change": may_change and rules.use_post.allowed(request.viewer, post),
        "invitations": invitations,
        "history": list_history(post) if reads_history else None,
    }
    lists = {"holders": presenters.list_holders(holdings)}
    lists |= presenters.offer_invitations(invitations)
    return render_or_send(request, "people/post.html", around=shown, lists=lists)


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def add_post(request, *, key):
    """A new post of an agency."""
    agency = queries.get_agency(key)
    rules.use_agency(request.viewer, agency)
    form = NewPostForm(sent_fields(request), agency=agency)
    back = reverse("people:agency", kwargs={"key": key})
    words = FormPage(_("Add a post"), _("Add"), _("The post is added."), back, note=agency.name)
    return answer_form(
        request,
        form,
        page=words,
        act=lambda told: actions.make_post(form.make_request(), by=request.viewer),
    )


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def change_post(request, *, key):
    """Another title, role or team."""
    post = _post_in_use(request, key)
    now = {"version": post.version, "title": post.title, "role": post.role}
    now["team"] = post.team.name if post.team else ""
    form = ChangePostForm(sent_fields(request), agency=post.agency, post=post, initial=now)
    words = FormPage(_("Change the post"), _("Save"), _("Saved."), _address(post))
    return answer_form(
        request,
        form,
        page=words,
        act=lambda told: actions.change_post(
            post, form.make_request(), version=told["version"], by=request.viewer
        ),
    )


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def end_post(request, *, key):
    """A post ends; who holds it leaves it."""
    post = _post_in_use(request, key)
    words = FormPage(
        _("Does this post end?"),
        _("End it today"),
        _("The post has ended. Its work waits under its name."),
        _address(post),
        note=_("%(post)s. Who holds it leaves it today. Its work stays under the post's name.")
        % {"post": post},
    )
    return answer_form(
        request,
        SureForm(sent_fields(request)),
        page=words,
        act=lambda told: actions.end_post(post, by=request.viewer),
    )


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def invite(request, *, key):
    """Invite an address to a post."""
    post = _post_in_use(request, key)
    is_sent = are_sent()
    words = FormPage(
        _("Invite someone to this post"),
        _("Send the invitation") if is_sent else _("Make the invitation"),
        _("The invitation is on its way. Its link works once, for seven days.")
        if is_sent
        else _("The invitation is made."),
        _address(post),
        note=str(post),
    )

    def act(told):
        new = actions.NewInvitation(post, told["email"], told["name"], told["key"])
        invitation = actions.invite(new, by=request.viewer)
        if not is_sent:
            show_link(request, invitation)

    return answer_form(request, InviteForm(sent_fields(request)), page=words, act=act)


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def take_post(request, *, key):
    """Put someone who has an account in a post."""
    post = _post_in_use(request, key)
    title = _("Who takes this post?")
    words = FormPage(title, _("Save"), _("Saved."), _address(post), note=str(post))
    return answer_form(
        request,
        TakePostForm(sent_fields(request)),
        page=words,
        act=lambda told: actions.take_post(
            told["person"], post, from_day=told["from_day"], by=request.viewer
        ),
    )


@require_http_methods(["GET", "POST"])
@page(rules.change_people)
def leave_post(request, *, key):
    """Someone leaves a post; its work stays."""
    holding = queries.get_holding(key)
    words = FormPage(
        _("When does %(name)s leave this post?") % {"name": holding.user.name},
        _("Save"),
        _("Saved. The work stays with the post."),
        _address(holding.post),
        note=str(holding.post),
    )
    return answer_form(
        request,
        LeaveForm(sent_fields(request)),
        page=words,
        act=lambda told: actions.leave_post(holding, day=told["day"], by=request.viewer),
    )


def _post_in_use(request, key):
    post = queries.get_post(key)
    rules.use_post(request.viewer, post)
    return post


def _address(post) -> str:
    return reverse("people:post", kwargs={"key": post.pk})
