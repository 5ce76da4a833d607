"""Pages that show the strategy."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from safercity.documents.strategy import StrategyCover, build_strategy_document
from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.judging import find_measured
from safercity.partnership.common.jurisdiction import find_jurisdiction
from safercity.partnership.common.page_lists import render_or_send
from safercity.partnership.common.pages import Asked, page
from safercity.partnership.common.papers import KINDS
from safercity.partnership.common.papers import send_paper as send_as
from safercity.partnership.common.tables import send_table
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance.queries import list_joint
from safercity.partnership.strategy import presenters, queries, rules
from safercity.partnership.strategy.models import StrategyVersion
from safercity.partnership.strategy.presenters.words import warn_of_place

YAML = "application/yaml; charset=utf-8"


@require_safe
@page(rules.see_strategy)
def show_current(request):
    """The published strategy, or the newest version before anything is published."""
    version = find_current(request.viewer)
    return _show(request, version) if version else show_none(request)


def find_current(viewer: Viewer) -> StrategyVersion | None:
    """The current version, where there is one that this viewer may see."""
    version = queries.get_current()
    seen = version is not None and rules.see_version.allowed(viewer, version.step)
    return version if seen else None


def show_none(request: Asked) -> HttpResponse:
    """What a page of the strategy or the plan says before there is one: how one comes in."""
    may = rules.import_strategy.allowed(request.viewer)
    return render(request, "strategy/none.html", {"may_import": may})


@require_safe
@page(rules.see_strategy)
def show_version(request, *, number: int):
    """Any version."""
    version = queries.get_version(number)
    rules.see_version(request.viewer, version.step)
    return _show(request, version)


def _show(request, version: StrategyVersion):
    strategy, route = queries.read_content(version), queries.get_route(version)
    steps = queries.list_steps(version)
    beside = presenters.Around(
        queries.list_undertaken(request.viewer),
        find_measured(request.viewer),
        list_joint() if version.step == "published" else (),
    )
    shown = presenters.present_version(version, strategy, route=route, steps=steps, around=beside)
    around = {
        "page": shown,
        "version": version,
        "elsewhere": warn_of_place(strategy, find_jurisdiction()),
        "may_change": rules.change_draft.allowed(request.viewer, version.step, route=route),
        "may_keep": rules.import_strategy.allowed(request.viewer),
        "may_see_drafts": rules.see_drafts.allowed(request.viewer),
        "may_move": bool(route.after(version.step)),
        "history": list_history(version, limit=20),
    }
    return render_or_send(request, "strategy/version.html", around=around)


@require_safe
@page(rules.see_drafts)
def list_all(request):
    """Every version, and which to compare."""
    versions = queries.list_versions()
    lines = [(one, presenters.name_step(one, queries.get_route(one))) for one in versions]
    told = ((one.number, one.title, step, one.made_at.date()) for one, step in lines)
    columns = (_("Version"), _("Title"), _("Stands at"), _("Made"))
    if file := send_table(request, "strategy-versions", columns=columns, rows=told):
        return file
    may = rules.import_strategy.allowed(request.viewer)
    return render(request, "strategy/versions.html", {"lines": lines, "may_keep": may})


@require_safe
@page(rules.see_drafts)
def compare(request):
    """Two versions in words: `?old=1&new=2`."""
    numbers = [request.GET.get(name, "") for name in ("old", "new")]
    if not all(number.isdecimal() and len(number) < 6 for number in numbers):
        return redirect("strategy:versions")  # where two are chosen
    old, new = (queries.get_version(int(number)) for number in numbers)
    found = queries.compare_versions(old, new)
    columns = (_("Part"), _("What changed"), _("Before"), _("Now"))
    rows = (
        (one.code, one.sentence, one.before, "\n".join(filter(None, (one.after, one.about))))
        for one in found.changes
    )
    if file := send_table(request, "changes-of-the-strategy", columns=columns, rows=rows):
        return file
    return render(request, "strategy/compare.html", {"old": old, "new": new, "found": found})


@require_safe
@page(rules.see_strategy)
def show_links(request):
    """The other strategies, from both sides."""
    version = find_current(request.viewer)
    if version is None:
        return show_none(request)
    shown = presenters.present_links(queries.read_content(version))
    columns = (_("Strategy"), _("Held by"), _("Bears on"), _("Why"), _("Whose link"))
    if file := send_table(
        request, "linked-strategies", columns=columns, rows=presenters.list_link_rows(shown)
    ):
        return file
    return render(request, "strategy/links.html", {"page": shown, "version": version})


@require_safe
@page(rules.see_strategy)
def send_paper(request, *, number: int, kind: str):
    """The whole strategy as a paper, or as its file."""
    if kind != "yaml" and kind not in KINDS:
        raise Http404(_("The strategy goes out as PDF, Word, HTML or YAML."))
    version = queries.get_version(number)
    rules.see_version(request.viewer, version.step)
    strategy = queries.read_content(version)
    name = f"strategy-version-{version.number}"
    if kind != "yaml":
        document = build_strategy_document(strategy, StrategyCover(made=date.today()))
        return send_as(document, kind, name=name)
    head = {"Content-Disposition": f'attachment; filename="{name}.yaml"'}
    return HttpResponse(version.content.encode(), content_type=YAML, headers=head)
