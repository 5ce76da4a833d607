"""What the routers of the read API share: pages of lists, and words in their languages."""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema
from ninja.pagination import PaginationBase

MOST = 500
FARTHEST = 10_000_000  # databases take no number of any length


class Slice(PaginationBase):
    """Part of a list: `limit` rows after the first `offset`, with the count of all.

    How many were shown goes to the audit with the look.
    """

    class Input(Schema):
        """Which part."""

        limit: int = Field(100, ge=1, le=MOST, description="Rows in one answer.")
        offset: int = Field(0, ge=0, le=FARTHEST, description="Rows before the first.")

    def paginate_queryset(  # type: ignore[override]  # the library gives all of it by name
        self, queryset: Any, *, request: Any, **asked: Any
    ) -> Any:
        """The part that was asked for."""
        part = asked["pagination"]
        rows = list(queryset[part.offset : part.offset + part.limit])
        request.shown = len(rows)
        return {"items": rows, "count": self._items_count(queryset)}


class Words(Schema):
    """The same words in English and, where they are known, in Welsh."""

    en: str
    cy: str | None = None
