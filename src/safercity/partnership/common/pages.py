"""What every view says of itself: which rule opens it, and for what purpose people look."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest

from safercity.partnership.common.rules import Rule
from safercity.partnership.common.viewers import Viewer


class Asked(HttpRequest):
    """A request as the site's middleware leaves it: `viewer` asks, for the `purpose` told."""

    viewer: Viewer
    purpose: str


def page(rule: Rule, *, purpose: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Open a view to whom `rule` lets through. With a purpose, each look is recorded.

    A view without this mark fails the tests: tests/partnership/access walks every address.
    """

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def opened(request, *args: Any, **kwargs: Any):
            rule(request.viewer)
            return view(request, *args, **kwargs)

        opened.rule, opened.purpose = rule, purpose  # type: ignore[attr-defined]
        return opened

    return mark
