"""Form, action, redirect; or query, presenter, template."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safercity.partnership.audit.queries import list_history
from safercity.partnership.commitments import actions, forms, presenters, queries, rules
from safercity.partnership.commitments.dependencies import Circle
from safercity.partnership.commitments.filtering import list_choices, read_wanted, write_address
from safercity.partnership.commitments.models import State
from safercity.partnership.commitments.queries.priorities import title_history, title_priorities
from safercity.partnership.common.known_places import see_places
from safercity.partnership.common.page_lists import PageList, render_or_send
from safercity.partnership.common.pages import page as opens
from safercity.partnership.common.picking import finds, open_finding
from safercity.partnership.common.rules import NotVisible, NotYet
from safercity.partnership.common.saving import around_form, render_form, sent_fields
from safercity.partnership.common.subjects import find_subject
from safercity.partnership.common.tables import send_table
from safercity.partnership.common.things import find_things
from safercity.partnership.notes.queries import read_comments

PAGE = 50
KIND = "commitments.commitment"


@require_safe
@opens(rules.see_commitments)
def show_list(request):
    """Every action one may see, filtered, and as a file."""
    wanted, chosen = read_wanted(request.GET)
    if "format" in request.GET:
        if file := _send(request, wanted):
            return file
    counts = queries.count_list(request.viewer, wanted)
    ids = Paginator(queries.list_ids(request.viewer, wanted), PAGE)
    ids.count = counts.found  # so that it is not counted again
    page = ids.get_page(request.GET.get("page"))
    return render(
        request,
        "commitments/list.html",
        {
            "heading": presenters.present_heading(counts.open, counts.late),
            "page": page,
            "rows": _title(request, queries.fetch_rows(page.object_list)),
            "choices": list_choices(request.viewer, chosen),
            "chosen": chosen,
            "csv": write_address(chosen, format="csv"),
            "xlsx": write_address(chosen, format="xlsx"),
            "sums": write_address(chosen, format="csv", sum="funding"),
            "may_make": rules.make_commitment.allowed(request.viewer),
        },
    )


def _send(request, wanted):
    """The list as a file: a row an action; `?sum=funding`: a row a funding line."""
    if request.GET.get("sum") == "funding":
        found = queries.list_commitments(request.viewer, wanted)
        rows, columns = presenters.sum_funding(found), presenters.FUNDING_COLUMNS
        return send_table(request, "funding-lines", columns=columns, rows=rows)
    told = _title(request, queries.list_for_file(request.viewer, wanted))
    rows = presenters.write_rows(told)
    return send_table(request, "actions", columns=presenters.COLUMNS, rows=rows)


def _title(request, rows):
    """The rows with priorities and places in words; the page is marked by the places it names."""
    titled = queries.title_places(rows, viewer=request.viewer)
    if marked := queries.mark_places(titled, viewer=request.viewer):
        request.marked = marked
        request.find_data_to = see_places(request.viewer).tell_data_to
    return title_priorities(titled, viewer=request.viewer)


@require_safe
@opens(rules.see_commitments)
def show(request, *, key):
    """One action: what, who, by when, how it goes, what it needs, what was said and done."""
    viewer = request.viewer
    commitment, before, after = queries.get_with_around(key, viewer=viewer)
    _title(request, [commitment])
    buttons = presenters.present_buttons(viewer, commitment)
    may_update = presenters.may_update(viewer, commitment)
    history = title_history(list_history(commitment), viewer=viewer)
    updates = queries.list_updates(commitment)
    return render_or_send(
        request,
        "commitments/show.html",
        around={
            "commitment": commitment,
            "subject": _find_subject(commitment, viewer, history=history),
            "next": presenters.tell_next(commitment),
            "due": presenters.tell_due(commitment),
            "updates": updates,
            "before": before,
            "after": after,
            "buttons": buttons,
            "may_update": may_update,
            "has_to_wait": may_update and presenters.has_to_wait(commitment, buttons),
            "may_change": rules.change_commitment.allowed(viewer, commitment),
            "comments": read_comments(viewer, of=(KIND, key), at=request.GET.get("comment", "")),
            "history": history,
        },
        lists={
            "updates": PageList(presenters.UPDATE_COLUMNS, presenters.write_updates(updates)),
            "needs": PageList(presenters.NEED_COLUMNS, presenters.write_needs(before, after)),
        },
    )


@require_http_methods(["GET", "POST"])
@opens(rules.make_commitment)
@finds
def make(request):
    """A new action."""
    start = {"place": queries.name_place(request.GET.get("place", ""), viewer=request.viewer)}
    form = forms.NewCommitmentForm(
        **open_finding(request, start, lists=LISTS), viewer=request.viewer
    )
    if form.is_valid():
        sent = form.cleaned_data
        new = actions.NewCommitment(
            **{name: sent[name] for name in SAME},
            owner=sent["owner"].id,
            partners=tuple(agency.id for agency in sent["partners"]),
            needs=tuple(sent["needs"]),
            key=sent["key"],
        )
        if made := _try(form, lambda: actions.make_commitment(new, by=request.viewer)):
            messages.success(request, _("The action is made."))
            return redirect("commitments:show", key=made.pk)
    return _form(request, form, title=_("Make an action"), send=_("Make it"))


SAME = ("what", "due", "kind", "place", "funding", "priority", "only_parties")
LISTS = ("partners", "needs")


@require_http_methods(["GET", "POST"])
@opens(rules.see_commitments)
@finds
def change(request, *, key):
    """What was promised, changed by who may."""
    commitment, before, _after = queries.get_with_around(key, viewer=request.viewer)
    rules.change_commitment(request.viewer, commitment)
    start = forms.describe(commitment, before, viewer=request.viewer)
    form = forms.ChangeCommitmentForm(
        **open_finding(request, start, lists=LISTS), of=commitment, viewer=request.viewer
    )
    if form.is_valid():
        told = (*SAME, "owner", "partners", "needs")
        changes = {name: form.cleaned_data[name] for name in told if name in form.fields}
        version = form.cleaned_data["version"]
        if _try(
            form,
            lambda: actions.update_commitment(
                commitment, changes, version=version, by=request.viewer
            ),
        ):
            return _saved(request, commitment)
    return _form(request, form, title=_("Change this action"), send=_("Save"), of=commitment)


@require_http_methods(["GET", "POST"])
@opens(rules.see_commitments)
def update(request, *, key):
    """How it goes."""
    commitment = queries.get_commitment(key, viewer=request.viewer)
    rules.update_progress(request.viewer, commitment)
    if not commitment.is_open:
        raise NotYet(_("This action is not open."), advice=_("Open it again first."))
    states = presenters.list_update_states(request.viewer, commitment)
    start = {
        "version": commitment.version,
        "state": commitment.state,
        "confidence": commitment.confidence,
    }
    form = forms.UpdateForm(sent_fields(request), initial=start, states=states)
    if form.is_valid():
        sent = form.cleaned_data
        actions.report_progress(
            commitment,
            actions.Progress(sent["text"], sent["state"], sent["confidence"], sent["key"]),
            version=sent["version"],
            by=request.viewer,
        )
        return _saved(request, commitment)
    return _form(
        request, form, title=_("How is it going?"), send=_("Save the update"), of=commitment
    )


@require_http_methods(["GET", "POST"])
@opens(rules.see_commitments)
def step(request, *, key, state):
    """Done, verified, closed, withdrawn, or opened again."""
    if state not in State.values:
        raise Http404(_("There is no such state."))
    commitment = queries.get_commitment(key, viewer=request.viewer)
    rules.change_state(request.viewer, commitment, to=State(state))
    start = {"version": commitment.version, "evidence": commitment.evidence}
    form = forms.StepForm(sent_fields(request), initial=start, state=State(state))
    if form.is_valid():
        sent = dict(form.cleaned_data)
        version = sent.pop("version")
        actions.change_state(
            commitment, actions.Step(state, **sent), version=version, by=request.viewer
        )
        return _saved(request, commitment)
    words = presenters.BUTTONS.get(State(state), State(state).label)
    return _form(request, form, title=words, send=words, of=commitment)


@require_safe
@opens(rules.see_commitments)
def show_subject(request, *, key):
    """On to what the action belongs to, where the viewer may see that too."""
    commitment = queries.get_commitment(key, viewer=request.viewer)
    if not commitment.subject_id:
        raise NotVisible(_("There is nothing at this address that you may see."))
    found = find_subject(request.viewer, commitment.subject_kind, key=commitment.subject_id)
    return redirect(found.address)


def _find_subject(commitment, viewer, *, history):
    """What the action belongs to; None where nothing is, or where the viewer may not know it.

    What its history names is read with it, in one statement.
    """
    belongs_to = (commitment.subject_kind, commitment.subject_id)
    found = find_things(viewer, {belongs_to, *(pair for entry in history for pair in entry.named)})
    return found.get(belongs_to) if commitment.subject_id else None


def _try(form, act):
    """What the act gives; None, with the reason on the form, where it cannot be as it was sent."""
    try:
        return act()
    except (Circle, NotVisible, rules.StillToVerify) as error:
        field = getattr(error, "field", "needs")
        form.add_error(field, f"{error} {getattr(error, 'advice', None) or ''}".strip())
        return None


def _saved(request, commitment):
    messages.success(request, _("Saved."))
    return redirect("commitments:show", key=commitment.pk)


def _form(request, form, *, title, send, of=None):
    """A form's page; `of`: the action that it is about."""
    every = reverse("commitments:list")
    back = reverse("commitments:show", kwargs={"key": of.pk}) if of else every
    if "place" in form.fields and (sight := see_places(request.viewer)).places:
        request.marked = sight.marked  # it offers the names of the list
    note = of.what if of else ""
    around = around_form(form, title, back=back, send=send, note=note) | {"here": request.path}
    return render_form(request, "common/form.html", around=around)
