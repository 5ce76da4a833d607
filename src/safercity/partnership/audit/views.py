"""Acts and looks, for who answers for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import islice
from typing import Any

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safercity.partnership.audit import queries, rules
from safercity.partnership.audit.forms import AuditFilters
from safercity.partnership.audit.wording import tell_kind, tell_page
from safercity.partnership.common.naming import name_things
from safercity.partnership.common.pages import page
from safercity.partnership.common.tables import send_table

PAGE = 50
LARGEST_FILE = 100_000
RECENT = timedelta(days=30)  # of looks that are counted by page, where no day was chosen
AGENCY, PERSON = "people.agency", "people.user"


@require_safe
@page(rules.read_audit)
def list_acts(request):
    """What was done: by kind, person, agency, act and day, the newest first."""
    form = AuditFilters(request.GET)
    acts = queries.find_acts(**form.read("verb", "kind", "by", "agency", "object_id"))
    if sent := _send_acts(request, acts):
        return sent
    if form.older_than:
        acts = acts.filter(id__lt=form.older_than)
    entries = queries.list_entries(acts[: PAGE + 1])
    agencies = name_things(AGENCY, (entry.agency for entry in entries))
    seal, waiting = queries.tell_seals()
    verbs, kinds = queries.list_recent()
    shown = {
        "rows": [(entry, agencies.get(entry.agency, "")) for entry in entries[:PAGE]],
        "older": entries[PAGE - 1].key if len(entries) > PAGE else None,
        "form": form,
        "people": queries.name_people(),
        "verbs": verbs,
        "kinds": sorted(((kind, tell_kind(kind)) for kind in kinds), key=lambda each: each[1]),
        "seal": seal,
        "waiting": waiting,
        "most": queries.COUNTED,
    }
    return render(request, "audit/acts.html", shown)


@require_safe
@page(rules.read_audit)
def list_looks(request):
    """What was looked at: how often each page, and by whom."""
    form = AuditFilters(request.GET)
    conditions = form.read("page", "by", "agency")
    looks = queries.find_looks(**conditions)
    people = queries.name_people()
    if sent := _send_looks(request, looks, people=people):
        return sent
    if form.older_than:
        looks = looks.filter(id__lt=form.older_than)
    rows = list(looks[: PAGE + 1])
    agencies = name_things(AGENCY, (row.agency for row in rows))
    # Who only ever looked has no name in the audit of acts.
    people = {**name_things(PERSON, {row.by for row in rows} - set(people)), **people}
    shown = {
        "rows": [
            (row, tell_page(row.page), people.get(row.by, ""), agencies.get(row.agency, ""))
            for row in rows[:PAGE]
        ],
        "older": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "pages": [
            each | {"title": tell_page(each["page"])}
            for each in queries.count_looks(**({"at__gte": timezone.now() - RECENT} | conditions))
        ],
        "form": form,
        "people": people,
    }
    return render(request, "audit/looks.html", shown)


def _send_acts(request, acts):
    columns = (_("When"), _("What"), _("Kind"), _("Object"), _("Who"), _("Agency"), _("Changes"))
    entries = queries.list_entries(acts[:LARGEST_FILE]) if "format" in request.GET else []
    agencies = name_things(AGENCY, {entry.agency for entry in entries})
    rows = (
        (
            entry.at,
            entry.verb,
            entry.kind,
            str(entry.object_id or ""),
            entry.by_name,
            agencies.get(entry.agency, ""),
            entry.changes,
        )
        for entry in entries
    )
    return send_table(request, "acts", columns=columns, rows=rows)


def _send_looks(request, looks, *, people: Mapping[Any, str]):
    columns = (_("When"), _("Page"), _("Purpose"), _("Who"), _("Agency"), _("Things shown"))
    agencies: Mapping[Any, str] = {}
    if "format" in request.GET:
        asked = looks.order_by().values_list("agency", flat=True).distinct()
        agencies = name_things(AGENCY, set(asked))
    rows = (
        (
            row.at,
            row.page,
            row.purpose,
            people.get(row.by, ""),
            agencies.get(row.agency, ""),
            row.count,
        )
        for row in islice(looks.iterator(), LARGEST_FILE)
    )
    return send_table(request, "looks", columns=columns, rows=rows)
