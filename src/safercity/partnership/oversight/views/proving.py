"""The statutory calendar: a page a year, and saying that a duty was done."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.page_lists import PageList, render_or_send
from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import FormPage, answer_form, sent_fields
from safercity.partnership.oversight import actions, queries, rules
from safercity.partnership.oversight.forms import CaseForm, DoingForm, JurisdictionForm
from safercity.partnership.oversight.forms.proving import TIERS
from safercity.partnership.oversight.presenters.duties import COLUMNS, claim, list_rows, name_duty
from safercity.partnership.oversight.quarters import (
    FIRST_YEAR,
    LAST_YEAR,
    name_year,
    year_of,
)


@require_safe
@page(rules.see_oversight)
def show_now(request):
    """This year."""
    return redirect("oversight:year", year=year_of(timezone.localdate()))


@require_safe
@page(rules.see_oversight)
def show_year(request, *, year):
    """What the law asks in one financial year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404(_("There is no such year here."))
    jurisdiction = queries.get_jurisdiction()
    duties = queries.list_year(year, today=timezone.localdate(), jurisdiction=jurisdiction)
    context = {
        "heading": claim(duties, year),
        "duties": duties,
        "history": list_history(*(each.doing for each in duties if each.doing), limit=20),
        "tier": dict(TIERS).get(jurisdiction.tier, jurisdiction.tier),
        "year": year,
        "before": (year - 1, name_year(year - 1)) if year > FIRST_YEAR else None,
        "after": (year + 1, name_year(year + 1)) if year < LAST_YEAR else None,
        "may_prove": rules.prove_duty.allowed(request.viewer),
        "may_keep": rules.keep_reviews.allowed(request.viewer),
    }
    lists = {"duties": PageList(COLUMNS, list_rows(duties), f"duties-{year}")}
    return render_or_send(request, "oversight/duties.html", around=context, lists=lists)


@require_http_methods(["GET", "POST"])
@page(rules.prove_duty)
def prove(request, *, duty, period):
    """That a duty was done, and what proves it."""
    due = queries.find_due(duty, period, today=timezone.localdate())
    names = ("due", "done_on", "evidence", "link", "version")
    initial = {name: getattr(due.doing, name) for name in names} if due.doing else {}
    form = (CaseForm if due.case else DoingForm)(sent_fields(request), initial=initial)

    def act(told):
        key = told.pop("key")
        new = actions.NewDoing(duty=duty, period=period, **told)
        actions.prove_duty(new, key=key, by=request.viewer)

    year = int(period[:4])
    title = _("%(duty)s, %(year)s") % {"duty": name_duty(due), "year": name_year(year)}
    back = reverse("oversight:year", kwargs={"year": year})
    words = FormPage(title, _("Save"), _("Saved."), back)
    return answer_form(request, form, page=words, act=act)


@require_http_methods(["GET", "POST"])
@page(rules.keep_reviews)
def set_jurisdiction(request):
    """Under which nation's law, and at which tier."""
    initial = {"tier": queries.get_jurisdiction().tier}
    form = JurisdictionForm(sent_fields(request), initial=initial)

    def act(told):
        actions.set_jurisdiction(form.nation, told["tier"], by=request.viewer)

    words = FormPage(_("Whose law holds here"), _("Save"), _("Saved."), reverse("oversight:duties"))
    return answer_form(request, form, page=words, act=act)
