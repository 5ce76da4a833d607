"""Reviews."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.rules import NotVisible, see_beyond_own
from safercity.partnership.common.subjects import subject_rows
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance.queries import Decision, list_deciding, list_decisions
from safercity.partnership.oversight.models import Review, Reviewed


def list_reviews(*, still_open: bool = False) -> models.QuerySet[Review]:
    """Reviews by title."""
    rows = Review.objects.select_related("lead__agency", "decision__body")
    states = [Reviewed.PROMISED, Reviewed.UNDER_WAY]
    return rows.filter(state__in=states) if still_open else rows


def address_of(key: UUID) -> str:
    """The page of one review."""
    return reverse("oversight:review", kwargs={"key": key})


@subject_rows("oversight.review", title="title", address=address_of)
def find_reviews(viewer: Viewer, keys: Collection[UUID]) -> models.QuerySet[Review]:
    """Reviews as comments and commitments speak of them."""
    rows = Review.objects.filter(pk__in=keys)
    return rows if see_beyond_own.allowed(viewer) else rows.none()


def get_review(key: UUID) -> Review:
    """One review. Errors: NotVisible."""
    found = list_reviews().filter(pk=key).first()
    if found is None:
        raise NotVisible(_("There is nothing at this address that you may see."))
    return found


def list_ending(review: Review) -> models.QuerySet[Decision]:
    """The decisions that may end a review: as `rules.decide_review`."""
    rows = list_decisions().filter(body__in=list_deciding(review.lead_id), replaced_by=None)
    return rows.filter(day__gte=review.begun_on) if review.begun_on else rows
