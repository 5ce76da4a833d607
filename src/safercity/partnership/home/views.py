"""My work, where each role lands, search, and the look that every page takes."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST, require_safe
from django.views.i18n import set_language

from safercity.partnership.common.hits import find_hits
from safercity.partnership.common.pages import page
from safercity.partnership.common.panels import collect_panels
from safercity.partnership.common.tables import send_table
from safercity.partnership.common.viewers import Role
from safercity.partnership.home import presenters, queries, rules
from safercity.partnership.people.actions import note_visit

# Who lands elsewhere than on My work, once the page is built (DESIGN: Getting about).
LANDINGS = {
    Role.AUDITOR: "audit:acts",
    Role.LINK_OFFICER: "oversight:assurance",
    Role.BOARD_MEMBER: "oversight:pack",
    Role.CHAIR: "meetings:next",
}
HERE = "my_work_since"
LONGEST = 200
# Nothing runs and nothing is fetched, should somebody open the image by itself.
LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
FOUND = ("kind", "title", "detail", "address")


@require_safe
@page(rules.open_my_work)
def land(request):
    """On to the page where this role begins. Managers, officers and analysts: My work."""
    roles = request.viewer.roles
    for role, name in LANDINGS.items():
        if role in roles and not roles - set(LANDINGS):
            try:
                return redirect(reverse(name))
            except NoReverseMatch:
                continue
    return redirect("home:my-work")


@require_safe
@page(rules.open_my_work)
def my_work(request):
    """What needs me, what is due from me and mine, what changed."""
    viewer, since = request.viewer, _since(request)
    queries.gather(viewer, since)
    visit = presenters.Visit(since, queries.list_changes(viewer, since))
    work = presenters.present_my_work(viewer, collect_panels(viewer), visit=visit)
    columns = presenters.list_columns()
    if file := send_table(request, "my-work", columns=columns, rows=presenters.list_rows(work)):
        return file
    return render(request, "home/my_work.html", {"work": work})


@require_safe
@page(rules.search)
def search(request):
    """Everything one may see that has these words."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    hits = find_hits(request.viewer, words)
    rows = ((hit.kind, hit.title, hit.detail, hit.address) for hit in hits)
    if file := send_table(request, "search", columns=FOUND, rows=rows):
        return file
    groups = presenters.group_hits(hits)
    context = {"words": words, "groups": groups, "count": len(hits)}
    return render(request, "home/search.html", context)


@login_not_required
@require_POST
@page(rules.choose_language)
def choose_language(request):
    """Keep the language in a cookie, and back to the page."""
    return set_language(request)


@login_not_required
@require_safe
@page(rules.see_brand)
def show_logo(_request, digest: str):
    """The logo, as it was when the site started."""
    brand = settings.SAFERCITY.brand
    if not brand.logo or digest != brand.digest:
        raise Http404
    answer = _keep(HttpResponse(brand.logo.content, content_type=brand.logo.kind))
    answer["Content-Security-Policy"] = LOGO_POLICY
    return answer


@login_not_required
@require_safe
@page(rules.see_brand)
def show_colours(_request, digest: str):
    """The style sheet that sets the colour."""
    brand = settings.SAFERCITY.brand
    if not brand.colour or digest != brand.digest:
        raise Http404
    return _keep(HttpResponse(brand.style, content_type="text/css; charset=utf-8"))


def _since(request) -> datetime | None:
    """When the viewer was here before this session: kept in it, so that a reload is the same."""
    seen = note_visit(request.viewer, before=request.user.seen_at)
    if HERE not in request.session:
        request.session[HERE] = seen.timestamp() if seen else None
    since = request.session[HERE]
    return datetime.fromtimestamp(since, UTC) if since else None


def _keep(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
