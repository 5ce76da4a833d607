"""Reviews that the strategy promises."""

from __future__ import annotations

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from safercity.partnership.audit.queries import list_history
from safercity.partnership.commitments.actions import NewCommitment
from safercity.partnership.commitments.queries import (
    ACTION_COLUMNS,
    Kind,
    list_action_rows,
    list_for,
)
from safercity.partnership.common.forms import NewForm
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
from safercity.partnership.notes.queries import read_comments
from safercity.partnership.oversight import actions, queries, rules
from safercity.partnership.oversight.forms import (
    ActionForm,
    BeginForm,
    DecideForm,
    NewReviewForm,
    ReviewForm,
)
from safercity.partnership.oversight.models import Reviewed

STEPS = {
    Reviewed.PROMISED: (BeginForm, gettext_lazy("Begin the review")),
    Reviewed.UNDER_WAY: (DecideForm, gettext_lazy("Name the decision")),
    Reviewed.DECIDED: (NewForm, gettext_lazy("Close the review")),
}


@require_safe
@page(rules.see_oversight)
def show_all(request):
    """Reviews, by title."""
    rows = queries.list_reviews()
    told = (
        (row.title, str(row.lead or ""), row.due, row.get_state_display(), row.is_late)
        for row in rows
    )
    columns = ("review", "lead", "due", "state", "late")
    if file := send_table(request, "reviews", columns=columns, rows=told):
        return file
    context = {
        "rows": rows,
        "may_keep": rules.keep_reviews.allowed(request.viewer),
    }
    return render(request, "oversight/reviews.html", context)


@require_safe
@page(rules.see_oversight)
def show_one(request, *, key):
    """One review record."""
    review = queries.get_review(key)
    named = actions.name_review(review)
    follows = list_for(*named, viewer=request.viewer)
    context = {
        "review": review,
        "actions": follows,
        "comments": read_comments(request.viewer, of=named, at=request.GET.get("comment", "")),
        "history": list_history(review),
        "may_change": rules.lead_review.allowed(request.viewer, review),
        "step": STEPS.get(Reviewed(review.state), (None, ""))[1],
    }
    lists = {"actions": PageList(ACTION_COLUMNS, list_action_rows(follows))}
    return render_or_send(request, "oversight/review.html", around=context, lists=lists)


@require_http_methods(["GET", "POST"])
@page(rules.keep_reviews)
def add(request):
    """A review that was promised."""
    form = NewReviewForm(sent_fields(request))

    def act():
        told = form.cleaned_data
        return actions.add_review(told["title"], key=told["key"], by=request.viewer)

    if request.method == "POST" and (review := save_form(form, act)):
        return redirect("oversight:review", key=review.pk)
    title = _("Enter a review")
    return show_form(request, form, title=title, back=reverse("oversight:reviews"))


@require_http_methods(["GET", "POST"])
@page(rules.see_oversight)
def change(request, *, key):
    """What is written of a review."""
    review = queries.get_review(key)
    rules.lead_review(request.viewer, review)
    names = list(ReviewForm.base_fields)
    initial, decided = {n: getattr(review, n) for n in names}, review.decision_id is not None
    form = ReviewForm(sent_fields(request), initial=initial, decided=decided)

    def act(told):
        version = told.pop("version")
        actions.change_review(review, told, version=version, by=request.viewer)

    return _answer(request, form, act=act, review=review, does=_("Change the review"))


@require_http_methods(["GET", "POST"])
@page(rules.see_oversight)
def step(request, *, key):
    """Begin it, name its decision, or close it."""
    review = queries.get_review(key)
    rules.lead_review(request.viewer, review)
    kind, send = STEPS[Reviewed(review.state)]
    of = {"review": review} if kind is DecideForm else {}
    form = kind(sent_fields(request), **of)

    def act(told):
        if review.state == Reviewed.PROMISED:
            actions.begin_review(review, day=told["day"], by=request.viewer)
        elif review.state == Reviewed.UNDER_WAY:
            actions.decide_review(review, told["decision"], by=request.viewer)
        else:
            actions.close_review(review, by=request.viewer)

    return _answer(request, form, act=act, review=review, does=send)


@require_http_methods(["GET", "POST"])
@page(rules.see_oversight)
def add_action(request, *, key):
    """A change that the review decided, as an action."""
    review = queries.get_review(key)
    rules.lead_review(request.viewer, review)
    form = ActionForm(sent_fields(request))

    def act(told):
        new = NewCommitment(
            told["what"], told["owner"].pk, told["due"], Kind.REVIEW, key=told["key"]
        )
        actions.follow_review(review, new, by=request.viewer)

    return _answer(request, form, act=act, review=review, does=_("Add what changes"))


def _answer(request, form, *, act, review, does):
    back = reverse("oversight:review", kwargs={"key": review.pk})
    title = f"{does}: {review}"
    send = _("Save") if isinstance(form, (ReviewForm, ActionForm)) else does
    return answer_form(request, form, page=FormPage(title, send, _("Saved."), back), act=act)
