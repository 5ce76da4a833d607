"""The delivery plan: as a table, a board, a timeline; in and out as a spreadsheet."""

from __future__ import annotations

import tempfile
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safercity.evidence.errors import UnreadableFile, WrongShape
from safercity.partnership.audit.queries import list_history
from safercity.partnership.commitments.actions import set_priority_lead
from safercity.partnership.commitments.queries import (
    Wanted,
    list_leads,
    list_under,
    mark_places,
    name_place,
    sees_all_under,
    title_places,
)
from safercity.partnership.commitments.rules import update_progress
from safercity.partnership.common.known_places import see_places
from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import (
    FormPage,
    answer_form,
    render_form,
    sent_fields,
    sent_files,
    show_form,
)
from safercity.partnership.common.tables import send_table
from safercity.partnership.governance.queries import list_joint
from safercity.partnership.people.queries import list_agencies, list_posts
from safercity.partnership.strategy import actions, presenters, queries, rules
from safercity.partnership.strategy.forms import LeadForm, PlanForm, UndertakeForm
from safercity.partnership.strategy.models import Item
from safercity.partnership.strategy.queries.items import SUBJECT
from safercity.partnership.strategy.views.reading import find_current, show_none

VIEWS = ("table", "board", "timeline")
LONGEST = 200  # signs of a place that is asked for
# Headings that `bring_in` reads: a plan that was sent out comes back, and its rows are known.
COLUMNS = (
    "Key action",
    "Action",
    "Owner post",
    "Owner agency",
    "Partners",
    "Due",
    "State",
    "Confidence",
    "Place",
    "Funding",
    "Evidence",
)


def _version(viewer):
    version = find_current(viewer)
    if version is None:
        raise Http404(_("There is no strategy yet, so there is no plan."))
    return version


@require_safe
@page(rules.see_strategy)
def show_plan(request):
    """The plan. `?view=board` or `timeline`; `?format=csv` or `xlsx`."""
    version = find_current(request.viewer)
    if version is None:
        return show_none(request)
    strategy = queries.read_content(version)
    rows = list_under(SUBJECT, viewer=request.viewer, wanted=Wanted(kind="key_action"))
    title_places(rows, viewer=request.viewer)
    if marked := mark_places(rows, viewer=request.viewer):
        request.marked = marked
        request.find_data_to = see_places(request.viewer).tell_data_to
    place, places = _read_place(request), presenters.list_places(rows)
    if "format" in request.GET:
        prefetch_related_objects(rows, "partners")
    items = queries.list_items(Item.Kind.ACTION, Item.Kind.SUPPORTING)
    shown = presenters.present_plan(
        strategy, rows, items=items, joint=list_joint(), today=timezone.localdate()
    )
    if not sees_all_under(SUBJECT, viewer=request.viewer):
        shown = presenters.tell_seen(shown)
    told = [row for row in rows if row.place_title == place] if place else rows
    if file := send_table(request, "delivery-plan", columns=COLUMNS, rows=_table(told, items)):
        return file
    shown = presenters.name_leads(shown, list_leads())
    if place:
        shown = presenters.narrow_plan(shown, place)
    view = request.GET.get("view", "table")
    movable = [row for row in rows if row.is_open and update_progress.allowed(request.viewer, row)]
    around = {
        "page": shown,
        "view": view if view in VIEWS else "table",
        "movable": {row.pk for row in movable} if view == "board" else (),
        "may_keep": rules.keep_plan.allowed(request.viewer),
        "place": place,
        "at": f"&{urlencode({'place': place})}"
        if place
        else "",  # for the other ways of showing it
        "places": places,
    }
    return render(request, "strategy/plan.html", around)


def _read_place(request) -> str:
    """The name of the place that is asked for, by its name or its identity; "" for everywhere."""
    asked = request.GET.get("place", "").strip()[:LONGEST]
    return name_place(asked, viewer=request.viewer)


def _table(rows, items):
    codes = {key: code for code, key in items.items()}
    for row in rows:
        yield (
            codes.get(row.subject_id, ""),
            row.what,
            row.owner.title,
            row.owner.agency.name,
            "; ".join(agency.name for agency in row.partners.all()),
            row.due,
            str(row.get_state_display()),
            row.get_confidence_display() if row.confidence else "",
            row.place_title,
            row.funding,
            row.evidence,
        )


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.keep_plan)
def undertake(request, *, code: str):
    """Give a key action an owner and a day."""
    version = _version(request.viewer)
    title = queries.name_undertaken(version, code)
    if title is None:
        raise Http404(_("The strategy has no such key action."))
    posts, agencies = list_posts(), list_agencies()
    sight = see_places(request.viewer)
    if sight.places:
        request.marked = sight.marked  # the form offers their names
    form = UndertakeForm(
        sent_fields(request),
        posts=posts,
        agencies=agencies,
        places=sight.names,
        initial={"what": title},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        new = actions.Undertaking(
            code,
            given["what"],
            UUID(given["owner"]),
            given["due"],
            tuple(UUID(each) for each in given["partners"]),
            place=given["place"],
            key=given["key"],
        )
        actions.undertake(version, new, by=request.viewer)
        messages.success(request, _("Entered in the plan."))
        return redirect(reverse("strategy:plan") + f"#a-{code}")
    return show_form(
        request,
        form,
        title=f"{code} {title}",
        back=reverse("strategy:plan"),
        send=_("Enter it in the plan"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.keep_plan)
def set_lead(request, *, code: str):
    """Say which post leads a priority."""
    title = queries.name_priority(_version(request.viewer), code)
    if title is None:
        raise Http404(_("The strategy has no such priority."))
    lead = next((lead for lead in list_leads() if lead.priority == code), None)
    form = LeadForm(
        sent_fields(request), posts=list_posts(), initial={"post": lead.post_id if lead else ""}
    )

    def act(told):
        post = UUID(told["post"]) if told["post"] else None
        set_priority_lead(code, title, post=post, by=request.viewer)

    back = reverse("strategy:plan") + f"#p-{code}"
    history = list_history(lead, limit=20) if lead else ()
    words = FormPage(_("Who leads %s?") % title, _("Save"), _("Saved."), back=back, history=history)
    return answer_form(request, form, page=words, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.keep_plan)
def bring_in(request):
    """An existing plan's spreadsheet, and what became of each of its rows."""
    form = PlanForm(sent_fields(request), sent_files(request))
    ledger = None
    if request.method == "POST" and form.is_valid():
        try:
            ledger = _read(form.cleaned_data["file"], by=request.viewer)
        except (UnreadableFile, WrongShape) as error:
            form.add_error("file", f"{error} {error.advice or ''}".strip())
    return render_form(
        request, "strategy/plan-import.html", around={"form": form, "ledger": ledger}
    )


def _read(given, *, by):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"plan{Path(given.name).suffix.lower()}"
        file.write_bytes(given.read())
        return actions.import_plan(_version(by), file, by=by)
