"""Annual reviews and what they propose."""

from __future__ import annotations

from uuid import UUID

from safercity.partnership.common.rules import NotVisible
from safercity.partnership.strategy.models import Proposal, Review


def list_reviews() -> list[Review]:
    """Every review, the newest first."""
    return list(Review.objects.select_related("of", "made"))


def get_review(key: UUID) -> Review:
    """One review. Errors: NotVisible."""
    found = Review.objects.select_related("of", "made").filter(pk=key).first()
    if found is None:
        raise NotVisible("There is no such review.")
    return found


def list_proposals(review: Review) -> list[Proposal]:
    """What a review proposes, in the order of the strategy's parts."""
    return list(review.proposals.all())
