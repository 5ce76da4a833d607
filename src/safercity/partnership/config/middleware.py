"""What every answer carries, and how our own errors become pages."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.shortcuts import render

from safercity.evidence.errors import NothingToAssess, Restricted, SaferCityError

STATUS = {Restricted: 403, NothingToAssess: 503}


class SecurityHeaders:
    """A content-security policy without exceptions: own files, nothing inline, no frames."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = write_policy(settings.SAFERCITY.base_map_url)

    def __call__(self, request):
        response = self.get_response(request)
        response["Content-Security-Policy"] = self.policy
        response["Permissions-Policy"] = (
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response["X-Frame-Options"] = "DENY"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-cache"  # kept, but asked for each time
        return response


class OurErrors:
    """An error that a person can act on becomes a page with what happened and what to do."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if not isinstance(error, SaferCityError):
            return None
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)
        return render(request, "common/explained.html", {"error": error}, status=status)


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
