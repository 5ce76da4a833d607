"""The annual review."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from safercity.documents.strategy.facets import is_code, name_part
from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.page_lists import PageList, render_or_send
from safercity.partnership.common.pages import look_at, page
from safercity.partnership.common.saving import (
    around_form,
    render_form,
    save_form,
    sent_fields,
    show_form,
)
from safercity.partnership.common.tables import send_table
from safercity.partnership.strategy import actions, queries, rules
from safercity.partnership.strategy.forms import AnswerForm, ProposalForm
from safercity.partnership.strategy.models import Proposal, Review
from safercity.partnership.strategy.presenters.evidence import find_movements


@require_safe
@page(rules.see_drafts)
def list_all(request):
    """Every review."""
    version = queries.get_current()
    may = version is not None and rules.begin_review.allowed(request.viewer, version.step)
    reviews = queries.list_reviews()
    opened = next((one for one in reviews if one.state == Review.State.OPEN), None)
    told = (
        (
            one.begun_on,
            one.of.number,
            one.get_state_display(),
            one.made.number if one.made else "",
            one.edition,
        )
        for one in reviews
    )
    columns = (_("Begun"), _("Of version"), _("State"), _("Made version"), _("Edition"))
    if file := send_table(request, "annual-reviews", columns=columns, rows=told):
        return file
    around = {"reviews": reviews, "may_begin": may, "opened": opened}
    return render(request, "strategy/reviews.html", around)


@require_POST
@page(rules.import_strategy)
def begin(request):
    """Set the published version against the newest edition."""
    version = queries.get_current()
    if version is None:
        raise Http404(_("There is no strategy to review."))
    edition, findings = find_movements(
        queries.read_content(version), settings.SAFERCITY.workspace, viewer=request.viewer
    )
    review = actions.begin_review(
        version, edition=edition, day=timezone.localdate(), findings=findings, by=request.viewer
    )
    return redirect("strategy:review", key=review.pk)


@require_safe
@page(rules.see_drafts, purpose="review")
def show(request, *, key):
    """One review with its proposals."""
    review = look_at(request, queries.get_review(key))
    proposals = queries.tell_proposals(review, viewer=request.viewer)
    strategy = queries.read_content(review.of)
    named = [(each, name_part(strategy, each.part)) for each in proposals]
    rows = [(one, title, one.part if is_code(one.part) else title) for one, title in named]
    around = {
        "review": review,
        "rows": rows,
        "open_count": sum(each.answer == Proposal.Answer.OPEN for each in proposals),
        "may_propose": rules.propose_change.allowed(request.viewer, review.state),
        "may_answer": rules.answer_proposal.allowed(request.viewer, review.state),
        "history": list_history(review, *proposals),
    }
    lists = {"proposals": PageList(_columns(), map(_write_row, named))} if named else {}
    return render_or_send(request, "strategy/review.html", around=around, lists=lists)


def _columns() -> tuple[str, ...]:
    return (
        _("Part"),
        _("What the evidence says"),
        _("Change"),
        _("New title"),
        _("New text"),
        _("Answer"),
        _("Reason"),
    )


def _write_row(named: tuple[Proposal, str]) -> tuple[str, ...]:
    one, title = named
    change, answer = one.get_kind_display(), one.get_answer_display()
    return title, one.evidence, change, one.title, one.text, answer, one.reason


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_drafts)
def propose(request, *, key):
    """A change proposed by hand."""
    review = queries.get_review(key)
    rules.propose_change(request.viewer, review.state)
    strategy = queries.read_content(review.of)
    parts = [(each.id, f"{each.id} {strategy.name(each.id)}") for each in _list_parts(strategy)]
    form = ProposalForm(sent_fields(request), parts=parts)

    def act() -> Proposal:
        given = dict(form.cleaned_data)
        new = given.pop("key")
        return actions.propose_change(
            review, actions.NewProposal(**given), key=new, by=request.viewer
        )

    if request.method == "POST" and save_form(form, act):
        return redirect("strategy:review", key=key)
    return show_form(request, form, title=_("Propose a change"), back=_back(key))


def _list_parts(strategy):
    return [
        *strategy.priorities,
        *strategy.actions,
        *strategy.outcomes,
        *strategy.supporting,
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_drafts, purpose="review")
def answer(request, *, key):
    """What the partnership agreed on a proposal."""
    proposal = look_at(request, queries.tell_proposal(key, viewer=request.viewer))
    rules.answer_proposal(request.viewer, proposal.review.state)
    strategy = queries.read_content(proposal.review.of)
    standing = actions.find_standing(strategy, proposal)
    words = {name: getattr(proposal, name) or now for name, now in standing.items()}
    initial = {"version": proposal.version, "reason": proposal.reason, **words}
    form = AnswerForm(sent_fields(request), initial=initial, standing=standing)

    def act() -> bool:
        given = form.cleaned_data
        actions.answer_proposal(
            proposal,
            Proposal.Answer(given["answer"]),
            changes={name: given[name] for name in ("title", "text", "reason") if name in given},
            opened=given["version"],
            by=request.viewer,
        )
        return True

    if request.method == "POST" and save_form(form, act):
        said = Proposal.Answer(form.cleaned_data["answer"]).label
        messages.success(request, _("The answer is saved: %s.") % said)
        return redirect("strategy:review", key=proposal.review_id)
    title = _("Answer the proposal on %s") % name_part(strategy, proposal.part)
    around = around_form(form, title, back=_back(proposal.review_id))
    around |= {"one": proposal, "standing": standing}
    return render_form(request, "strategy/answer.html", around=around)


@require_POST
@page(rules.see_drafts)
def end(request, *, key):
    """End the review: what was agreed becomes the next version."""
    review = queries.get_review(key)
    draft = actions.end_review(review, opened=review.version, by=request.viewer)
    messages.success(request, _("Version %d holds what was agreed.") % draft.number)
    return redirect(reverse("strategy:compare") + f"?old={review.of.number}&new={draft.number}")


def _back(key) -> str:
    return reverse("strategy:review", kwargs={"key": key})
