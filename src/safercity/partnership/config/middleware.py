"""What every answer carries, and how our own errors become pages."""

from __future__ import annotations

import hashlib
from functools import partial
from urllib.parse import urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from safercity.evidence.errors import (
    NothingToAssess,
    Restricted,
    SaferCityError,
    WorkspaceBusy,
)
from safercity.partnership.audit.actions import Looked, record_look
from safercity.partnership.common.asking import keep_answers
from safercity.partnership.common.limits import TooManyFiles
from safercity.partnership.common.rules import NotAllowed, NotVisible, NotYet
from safercity.partnership.common.versions import Stale
from safercity.partnership.common.viewers import NO_ONE, Role, Viewer
from safercity.partnership.config.frame import find_data_to, find_marked
from safercity.partnership.people.queries import get_viewer

STATUS = {
    Restricted: 403,
    NothingToAssess: 503,
    WorkspaceBusy: 503,  # an edition is being made, say: in some minutes it goes
    NotAllowed: 403,
    NotYet: 409,
    Stale: 409,
    TooManyFiles: 429,
}


class SecurityHeaders:
    """A content-security policy for every page: own files, nothing inline, no frames."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = write_policy(settings.SAFERCITY.base_map_url)

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Content-Security-Policy"):  # a logo's is stricter
            response["Content-Security-Policy"] = self.policy
        response["Permissions-Policy"] = (
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"  # kept, but asked for each time
        return response


class WhoAsks:
    """`request.viewer`: the person with the posts held today, read when first asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.viewer = SimpleLazyObject(lambda: find_viewer(request.user))
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with keep_answers():
            return self.get_response(request)


def find_viewer(user) -> Viewer:
    """The viewer of a signed-in user; without posts and id for anyone else."""
    if not user.is_authenticated:
        return NO_ONE
    return getattr(user, "viewer", None) or get_viewer(user)


class SecondFactor:
    """Who must have a second factor sets one up before anything else is shown.

    Once it is found the session remembers, so that pages ask the database for nothing more.
    """

    OPEN = ("/account/", "/static/", "/brand/")

    def __init__(self, get_response):
        self.get_response = get_response
        self.roles = frozenset(Role(role) for role in settings.SAFERCITY.second_factor)

    def __call__(self, request):
        if self.roles and not request.path.startswith(self.OPEN) and self.lacks(request):
            messages.warning(request, _("Your post asks for a second factor. Set one up first."))
            return redirect("mfa_index")
        return self.get_response(request)

    def lacks(self, request) -> bool:
        """Whether this person must have one, and has none."""
        if not request.user.is_authenticated or request.session.get("second_factor"):
            return False
        if not request.viewer.has_role(*self.roles):
            return False
        found = is_mfa_enabled(request.user)
        if found:
            request.session["second_factor"] = True
        return not found


class Looks:
    """One row in the audit for each page that shows evidence or records to someone.

    Which pages do is said by the view (`page(rule, purpose=…)`); how many things were shown may
    be left by it in `request.shown`, and the one thing that the page is about, by kind and id, in
    `request.looked_at`. What they carry, where that is not what all of the evidence
    carries, the view leaves in `request.marked` (config.frame).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.purpose, request.marked, request.looked_at = "", None, ("", None)
        # For files of lists (common.tables).
        request.find_marked = partial(find_marked, request)
        request.find_data_to = partial(find_data_to, request)
        response = self.get_response(request)
        if request.purpose and response.status_code == 200:
            record_look(request.viewer, read_look(request))
        if request.purpose and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"  # a shared computer keeps no evidence
        return response

    def process_view(self, request, view, *_arguments):
        request.purpose = getattr(view, "purpose", "")


def read_look(request) -> Looked:
    """What the audit keeps of a request: a digest of what was asked, never what was shown."""
    kind, key = request.looked_at
    return Looked(
        request.resolver_match.view_name,
        purpose=request.purpose,
        question=hashlib.sha256(request.get_full_path().encode()).hexdigest(),
        count=getattr(request, "shown", 1),
        kind=kind,
        key=key,
    )


class OurErrors:
    """An error that a person can act on becomes a page with what happened and what to do."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if isinstance(error, NotVisible):
            raise Http404(str(error)) from error
        if not isinstance(error, SaferCityError):
            return None
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
        page = "common/stale.html" if isinstance(error, Stale) else "common/explained.html"
        answer = render(request, page, {"error": error}, status=status)
        if "seconds" in error.facts:  # until it goes again
            answer["Retry-After"] = str(error.facts["seconds"])
        return answer


def write_policy(base_map_url: str | None) -> str:
    """The policy's header; a base map adds its own server and nothing else."""
    tiles = ""
    if base_map_url:
        parts = urlsplit(base_map_url)
        tiles = f" {parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "worker-src 'self'",
            "style-src 'self'",
            "font-src 'self'",
            f"img-src 'self'{tiles}",
            f"connect-src 'self'{tiles}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )
