"""Acts and looks, for who answers for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from safercity.partnership.audit import queries, rules
from safercity.partnership.audit.forms import AuditFilters
from safercity.partnership.audit.wording import tell_kind, tell_page
from safercity.partnership.common.about import find_meant
from safercity.partnership.common.naming import name_things
from safercity.partnership.common.pages import page
from safercity.partnership.common.subjects import Subject
from safercity.partnership.common.tables import send_table

PAGE = 30  # a short page is a quick one: each row is named by what it is about
LARGEST_FILE = 100_000
RECENT = timedelta(days=30)  # of looks that are counted by page, where no day was chosen
MOST_NAMED = 5  # things that stand above the rows that are about them
AGENCY, PERSON = "people.agency", "people.user"


@require_safe
@page(rules.read_audit)
def list_acts(request):
    """What was done: by kind, thing, person, agency, act and day, the newest first."""
    form = AuditFilters(request.GET)
    conditions = form.read("verb", "kind", "by", "agency")
    around = queries.read_around(has_seal=not form.asked)
    conditions = queries.resolve_words(conditions, "verb", kept=around.verbs)
    acts = queries.find_acts(**conditions)
    keys = _ask_about(request.viewer, form)
    if keys is not None:
        acts = acts.filter(queries.hold_about(request.viewer, keys))
    if form.errors:
        acts = acts.none()
    elif sent := _send_acts(request, acts):
        return sent
    if form.older_than:
        acts = acts.filter(id__lt=form.older_than)
    entries = queries.list_entries(acts[: PAGE + 1])
    things = queries.name_things(_list_all(entries[:PAGE]), request.viewer)
    shown = queries.name_entries(entries[:PAGE], things)
    context = {
        "rows": [
            (entry, _name_agency(things, entry.agency), entry.tell(things)) for entry in shown
        ],
        "older": entries[PAGE - 1].key if len(entries) > PAGE else None,
        "form": form,
        "named": _name_asked(form, (entry.about for entry in shown)),
        "people": queries.name_people(),
        "kinds": sorted(((one, tell_kind(one)) for one in around.kinds), key=lambda each: each[1]),
        "around": around,
        "most": queries.COUNTED,
        "to": _lead_on(request),
    }
    return render(request, "audit/acts.html", context, status=422 if form.errors else 200)


@require_safe
@page(rules.read_audit)
def list_looks(request):
    """What was looked at: how often each page, and by whom."""
    form = AuditFilters(request.GET)
    conditions = form.read("page", "kind", "by", "agency")
    conditions = queries.resolve_words(conditions, "page", kept=queries.list_pages())
    keys = _ask_about(request.viewer, form)
    conditions |= {} if keys is None else {"object_id__in": keys}
    looks = queries.find_looks(**conditions)
    people = queries.name_people()
    if form.errors:
        looks = looks.none()
    elif sent := _send_looks(request, looks, people=people):
        return sent
    if form.older_than:
        looks = looks.filter(id__lt=form.older_than)
    rows = list(looks[: PAGE + 1])
    # Who only ever looked has no name in the audit of acts.
    people = {**name_things(PERSON, {row.by for row in rows} - set(people)), **people}
    things = queries.name_things(_list_things(rows), request.viewer)
    seen = [things.get((row.kind, row.object_id)) for row in rows]
    shown = {
        "rows": [
            {
                "look": row,
                "page": tell_page(row.page),
                "name": people.get(row.by, ""),
                "agency": _name_agency(things, row.agency),
                "thing": tell_kind(row.kind),
                "about": about,
            }
            for row, about in zip(rows[:PAGE], seen, strict=False)
        ],
        "older": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "pages": [
            each | {"title": tell_page(each["page"])}
            for each in queries.count_looks(**({"at__gte": timezone.now() - RECENT} | conditions))
        ],
        "form": form,
        "named": _name_asked(form, seen),
        "people": people,
        "to": _lead_on(request),
    }
    return render(request, "audit/looks.html", shown, status=422 if form.errors else 200)


def _lead_on(request) -> dict[str, str]:
    """Where the rows' links narrow the list; a row adds its id: written once, not for each row."""
    fields = {"thing": "object_id", "person": "by", "agency": "agency"}
    told = {}
    for name, field in fields.items():
        left = request.GET.copy()
        for gone in ("before", field, *(["about"] if name == "thing" else [])):
            left.pop(gone, None)
        told[name] = "&".join(filter(None, (left.urlencode(), f"{field}=")))
    return told


def _list_things(rows: Iterable[Any]) -> Iterator[tuple[str, UUID | None]]:
    """What acts or looks are about, and whose they are: named together."""
    for row in rows:
        yield row.kind, row.object_id
        yield AGENCY, row.agency


def _list_all(entries: Iterable[queries.Entry]) -> Iterator[queries.Thing]:
    """The same, and what the acts' changes name."""
    listed = list(entries)
    yield from _list_things(listed)
    for entry in listed:
        yield from entry.named


def _name_agency(things: queries.Things, agency: UUID | None) -> str:
    found = things.get((AGENCY, agency))
    return found.title if found else ""


def _ask_about(viewer, form: AuditFilters) -> set[UUID] | None:
    """The things that a link, or the box above the list, asks for; None where neither does."""
    asked = [form.object_ids] if form.object_ids else []
    if form.asked:
        asked.append(find_meant(viewer, form.asked))
    if not asked:
        return None
    return set(asked[0]).intersection(*asked[1:])


def _name_asked(form: AuditFilters, seen: Iterable[Subject | None]) -> list[Subject]:
    """The things of the page's rows, where it was asked for some."""
    if not form.object_ids and not form.asked:
        return []
    return list(dict.fromkeys(one for one in seen if one))[:MOST_NAMED]


def _send_acts(request, acts):
    columns = (
        *("when", "what", "kind", "object", "about"),
        *("who", "agency", "changes", "in_words"),
    )
    entries = queries.list_entries(acts[:LARGEST_FILE]) if "format" in request.GET else []
    things = queries.name_things(_list_all(entries), request.viewer)
    rows = (
        (
            entry.at,
            entry.verb,
            entry.kind,
            str(entry.object_id or ""),
            entry.about.title if entry.about else "",
            entry.by_name,
            _name_agency(things, entry.agency),
            entry.changes,
            entry.tell(things),
        )
        for entry in queries.name_entries(entries, things)
    )
    return send_table(request, "acts", columns=columns, rows=rows)


def _send_looks(request, looks, *, people: Mapping[Any, str]):
    columns = (
        *("when", "page", "kind", "object", "about", "question"),
        *("purpose", "who", "agency", "things_shown"),
    )
    found = list(looks[:LARGEST_FILE]) if "format" in request.GET else []
    things = queries.name_things(_list_things(found), request.viewer)
    titles = {pair: one.title for pair, one in things.items()}
    rows = (
        (
            row.at,
            row.page,
            row.kind,
            str(row.object_id or ""),
            titles.get((row.kind, row.object_id), ""),
            row.question,
            row.purpose,
            people.get(row.by, ""),
            titles.get((AGENCY, row.agency), ""),
            row.count,
        )
        for row in found
    )
    return send_table(request, "looks", columns=columns, rows=rows)
