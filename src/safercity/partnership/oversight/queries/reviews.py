"""Reviews."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from safercity.partnership.common.rules import NotVisible
from safercity.partnership.oversight.models import Review, Reviewed


def list_reviews(*, still_open: bool = False) -> models.QuerySet[Review]:
    """Reviews by title."""
    rows = Review.objects.select_related("lead__agency", "decision")
    states = [Reviewed.PROMISED, Reviewed.UNDER_WAY]
    return rows.filter(state__in=states) if still_open else rows


def get_review(key: UUID) -> Review:
    """One review. Errors: NotVisible."""
    found = list_reviews().filter(pk=key).first()
    if found is None:
        raise NotVisible("There is nothing at this address that you may see.")
    return found
