"""What stands around every page: name, marking, made-up banner, links, edition and its dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext_lazy as _

from safercity.evidence.errors import SaferCityError
from safercity.partnership.common.rules import Rule
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.places import queries
from safercity.partnership.places.presenters.frame import describe_reach, present_frame
from safercity.partnership.sharing.queries import Marked

# The bar of DESIGN.md and the records (docs/decisions/0030); the letter after `g` opens each.
BAR = (
    ("home:my-work", _("My work"), "w"),
    ("places:list", _("Places"), "p"),
    ("watch:list", _("Watch list"), "l"),
    ("meetings:list", _("Meetings"), "m"),
    ("strategy:current", _("Strategy"), "s"),
    ("strategy:plan", _("Plan"), "n"),
    ("performance:outcomes", _("Outcomes"), "o"),
    ("governance:bodies", _("Boards"), "b"),
    ("records:sources", _("Records"), "r"),
    ("consultation:list", _("Consultation"), "c"),
    ("publications:list", _("Publications"), "u"),
)
# Pages that gather what other rooms say, the evidence's too; and looks at what is not evidence.
GATHERING = frozenset({"home:my-work", "home:search"})
OF_NO_EVIDENCE = frozenset({"returns", "files"})
# Apps and pages without a link of their own in the bar.
LIES_UNDER = {"oversight:": "governance:", "strategy:plan-import": "strategy:plan",
              "strategy:lead": "strategy:plan", "strategy:undertake": "strategy:plan"}  # fmt: skip
UNDER_NAME = (
    ("notes:notifications", _("Notifications")),
    ("commitments:list", _("All actions")),
    ("sharing:agreements", _("Sharing agreements")),
    ("people:agencies", _("Agencies and posts")),
    ("audit:acts", _("Audit")),
    ("api:guide", _("Read API")),
    ("places:about", _("How figures are made")),
    ("mfa_index", _("Second factor")),
    ("account_change_password", _("Password")),
    ("usersessions_list", _("Where I am signed in")),
)


@dataclass(frozen=True)
class Link:
    """A link of the bar, by the name of its view."""

    address: str
    title: str
    name: str
    key: str = ""


@lru_cache
def list_links(*, under_name: bool = False) -> tuple[Link, ...]:
    """The links whose pages this version has."""
    wanted = [(*entry, "") for entry in UNDER_NAME] if under_name else BAR
    links = []
    for name, title, key in wanted:
        try:
            links.append(Link(reverse(name), cast(str, title), name, key))
        except NoReverseMatch:
            continue
    return tuple(links)


def list_open_links(viewer: Viewer, *, under_name: bool = False) -> list[Link]:
    """Those whose pages this viewer may open: the page's own rule says so, and no link lies."""
    return [
        link
        for link in list_links(under_name=under_name)
        if (asked := find_rule(link.address)) is None or asked.allowed(viewer)
    ]


@cache
def find_rule(address: str) -> Rule | None:
    """The rule that a page's view names; None for the pages of libraries."""
    return getattr(resolve(address).func, "rule", None)


def find_open_link(view: str) -> str:
    """The link of the bar under which a page lies: its own, or the first of its app."""
    links = [link.name for link in list_links()]
    view = LIES_UNDER.get(view, view)
    app = view.partition(":")[0] + ":"
    app = LIES_UNDER.get(app, app)
    return view if view in links else next((name for name in links if name.startswith(app)), "")


def add_frame(request) -> dict[str, Any]:
    """Context processor. Without an edition a page has no edition line, and still is a page."""
    site = settings.SAFERCITY
    viewer = getattr(request, "viewer", None)
    match = request.resolver_match
    around = {
        "brand": site.brand,
        "partnership": site.name,
        "base_map": site.base_map_url,
        "base_map_credit": site.base_map_credit,
        "frame": None,
        "languages": settings.LANGUAGES if len(settings.LANGUAGES) > 1 else (),
        "viewer": viewer,
        "bar": list_open_links(viewer) if viewer and viewer.id else (),
        "under_name": list_open_links(viewer, under_name=True) if viewer and viewer.id else (),
        "open_search": bool(match) and match.view_name == "home:search",
        "open_link": find_open_link(match.view_name) if match else "",
        "paper_address": _find_paper_address(request, viewer),
    }
    marked = getattr(request, "marked", None)
    try:
        manifest = _read_manifest(request, site.workspace)
        around["frame"] = present_frame(manifest)
        marked = marked or _mark(manifest)
    except (SaferCityError, OSError):
        pass
    return around | {"marked": marked}


def find_marked(request) -> Marked | None:
    """What the page is marked with, for the file of its list; None without an edition."""
    if marked := getattr(request, "marked", None):
        return marked
    try:
        return _mark(_read_manifest(request, settings.SAFERCITY.workspace))
    except (SaferCityError, OSError):
        return None


def find_data_to(request) -> str:
    """How far the records run, as the page's foot says it to this viewer; "" where it does not."""
    try:
        manifest = _read_manifest(request, settings.SAFERCITY.workspace)
    except (SaferCityError, OSError):
        return ""
    return describe_reach(manifest.get("data_to", {}))


def _mark(manifest: Mapping[str, Any]) -> Marked:
    return Marked(manifest.get("marking", ""), tuple(manifest.get("handling", ())))


def _find_paper_address(request, viewer) -> str:
    """What paper says it was printed from: nothing in front of the door, where links are keys."""
    if not (viewer and viewer.id) or request.path.startswith("/account/"):
        return ""
    try:
        return request.build_absolute_uri()
    except DisallowedHost:
        return ""


def _read_manifest(request, workspace: Path) -> Mapping[str, Any]:
    """As the viewer sees it where evidence is looked at; elsewhere the edition's line, with the
    marking of the evidence where some of it may be on the page."""
    purpose = getattr(request, "purpose", "")
    match = request.resolver_match
    gathers = bool(match) and match.view_name in GATHERING
    if not (gathers or (purpose and purpose not in OF_NO_EVIDENCE)):
        return queries.get_edition_line(workspace)
    try:
        seen = queries.get_edition(workspace, request.viewer).manifest
    except SaferCityError:  # a page that shows none of the evidence still has its line
        return queries.get_edition_line(workspace)
    if not gathers:
        return seen
    carried = {name: seen[name] for name in ("marking", "handling")}
    return {**queries.get_edition_line(workspace), **carried}
