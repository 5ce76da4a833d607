"""What every view says of itself: which rule opens it, and for what purpose people look."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest

from safercity.partnership.common.rules import Rule
from safercity.partnership.common.viewers import Viewer

Shown = TypeVar("Shown", bound=Model)


class Asked(HttpRequest):
    """A request as the site's middleware leaves it: `viewer` asks, for the `purpose` told.

    `looked_at`: the one thing that the page is about, by kind and id, as the view says it.
    """

    viewer: Viewer
    purpose: str
    looked_at: tuple[str, UUID | None]


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


def look_at(request: Any, seen: Shown) -> Shown:
    """The same, which the page is about: the audit of looks names it."""
    request.looked_at = seen._meta.label_lower, seen.pk
    return seen
