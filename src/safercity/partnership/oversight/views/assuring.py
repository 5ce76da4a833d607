"""Assurance by priority and quarter, and giving it."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.page_lists import PageList, render_or_send
from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import FormPage, answer_form, sent_fields
from safercity.partnership.governance.queries import get_subject, list_accountable, list_links
from safercity.partnership.notes.queries import read_comments
from safercity.partnership.oversight import actions, queries, rules
from safercity.partnership.oversight.forms import AssuranceForm
from safercity.partnership.oversight.presenters.assurance import (
    CHASE_COLUMNS,
    COLUMNS,
    GIVEN_COLUMNS,
    claim,
    list_chase_rows,
    list_given_rows,
    list_rows,
    present_subject,
)
from safercity.partnership.oversight.quarters import quarter_of


@require_safe
@page(rules.see_oversight)
def show_all(request):
    """Every supporting priority over four quarters."""
    today = timezone.localdate()
    standing = queries.list_standing(today=today)
    chases = queries.list_chases(quarter_of(today).before)
    answered = {row.subject.id for row in standing if row.cells[-1].assurance}
    context = {
        "heading": claim(standing),
        "standing": standing,
        "chases": chases,
        "answered": answered,
        "mine": {link.body_id for link in list_links(posts=request.viewer.post_ids)},
    }
    lists = {
        "assurance": PageList(COLUMNS, list_rows(standing)),
        "chases": PageList(CHASE_COLUMNS, list_chase_rows(chases, answered)),
    }
    return render_or_send(request, "oversight/assurance.html", around=context, lists=lists)


@require_safe
@page(rules.see_oversight)
def show_subject(request, *, key):
    """One priority: what was said quarter by quarter, and who answers for it."""
    subject = get_subject(key)
    today = timezone.localdate()
    shown = present_subject(subject, today=today)
    context = {
        "subject": subject,
        "page": shown,
        "comments": read_comments(
            request.viewer, of=(queries.PRIORITY, subject.pk), at=request.GET.get("comment", "")
        ),
        "history": list_history(subject, *(row for row, _level in shown.given), limit=20),
        "bodies": list_accountable(subject),
        "may_assure": rules.assure.allowed(request.viewer, subject),
    }
    lists = {"assurance": PageList(GIVEN_COLUMNS, list_given_rows(shown.given))}
    return render_or_send(request, "oversight/subject.html", around=context, lists=lists)


@require_http_methods(["GET", "POST"])
@page(rules.assure_something)
def give(request, *, key, quarter):
    """Assurance for one quarter, new or corrected."""
    subject = get_subject(key)
    rules.assure(request.viewer, subject)
    asked = queries.read_quarter(quarter)
    given = subject.assurances.filter(quarter=asked.slug).first()
    names = ("level", "evidence", "evidence_link", "view", "expires_on", "version")
    initial = {name: getattr(given, name) for name in names} if given else {}
    form = AssuranceForm(sent_fields(request), initial=initial)

    def act(told):
        new_key = told.pop("key")
        new = actions.NewAssurance(subject=subject, quarter=asked, **told)
        actions.assure(new, key=new_key, by=request.viewer)

    title = _("%(subject)s, %(quarter)s") % {"subject": subject, "quarter": asked}
    back = reverse("oversight:subject", kwargs={"key": key})
    words = FormPage(title, _("Give assurance"), _("The assurance is given."), back)
    return answer_form(request, form, page=words, act=act)
