"""Annual reviews and what they propose."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, Count, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.evidence.errors import SaferCityError
from safercity.partnership.common.asking import once_a_page
from safercity.partnership.common.known_places import see_places
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.subjects import thing_rows
from safercity.partnership.common.together import Question, asked_together
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.places.queries import find_edition
from safercity.partnership.sharing.queries import Basis, VisibleEdition, shows_sentence
from safercity.partnership.strategy import rules
from safercity.partnership.strategy.models import Proposal, Review
from safercity.partnership.strategy.queries.items import name_part
from safercity.partnership.strategy.queries.versions import say_version


def address_of(key: UUID) -> str:
    """The page of one review."""
    return reverse("strategy:review", kwargs={"key": key})


@thing_rows("strategy.review", title="told", address=address_of, say=say_version)
def find_reviews(viewer: Viewer, keys: Collection[UUID]) -> QuerySet[Review]:
    """Annual reviews as the audit names them: by the version that they are of."""
    rows = Review.objects.filter(pk__in=keys)
    number = Cast("of__number", CharField())
    told = rows.annotate(told=Concat("of__title", Value(", "), number, output_field=CharField()))
    return told if rules.see_drafts.allowed(viewer) else told.none()


def _say_part(code: str) -> str:
    return name_part(code) or code


@thing_rows(
    "strategy.proposal", title="part", address=address_of, named_by="review_id", say=_say_part
)
def find_proposals(viewer: Viewer, keys: Collection[UUID]) -> QuerySet[Proposal]:
    """Proposals as the audit names them: by the part of the strategy."""
    rows = Proposal.objects.filter(pk__in=keys)
    return rows if rules.see_drafts.allowed(viewer) else rows.none()


BETWEEN = "\n\n"  # paragraphs of a proposal's evidence


def list_reviews() -> list[Review]:
    """Every review, the newest first."""
    return list(Review.objects.select_related("of", "made"))


@asked_together
def ask_open_proposals(viewer: Viewer) -> Question | None:
    """The open reviews in which proposals wait for an answer: their version, how many wait."""
    if not rules.answer_proposal.allowed(viewer, Review.State.OPEN):
        return None
    number = Cast("of__number", CharField())
    rows = Review.objects.filter(state=Review.State.OPEN).annotate(
        title=Concat("of__title", Value(", version "), number, output_field=CharField()),
        waiting=Count("proposals", filter=Q(proposals__answer=Proposal.Answer.OPEN)),
    )
    return Question(
        rows.filter(waiting__gt=0), key="id", title="title", more="state", number="waiting"
    )


def get_review(key: UUID) -> Review:
    """One review. Errors: NotVisible."""
    found = Review.objects.select_related("of", "made").filter(pk=key).first()
    if found is None:
        raise NotVisible(_("There is no such review."))
    return found


def list_proposals(review: Review) -> list[Proposal]:
    """What a review proposes, in the order of the strategy's parts."""
    return list(review.proposals.all())


def tell_proposals(review: Review, *, viewer: Viewer) -> list[Proposal]:
    """As `list_proposals`. Of what the edition said, as its keeper saw it, every paragraph is left
    out that rests on what this viewer may not see (`is_silent`).
    """
    proposals = list_proposals(review)
    for each in proposals:
        _silence(each, review, viewer=viewer)
    return proposals


def tell_proposal(key: UUID, *, viewer: Viewer) -> Proposal:
    """One of them, in the same way. Errors: NotVisible."""
    found = Proposal.objects.select_related("review__of").filter(pk=key).first()
    if found is None:
        raise NotVisible(_("There is no such proposal."))
    _silence(found, found.review, viewer=viewer)
    return found


def _silence(proposal: Proposal, review: Review, *, viewer: Viewer) -> None:
    if not proposal.finding:
        return
    told = proposal.evidence.split(BETWEEN)
    if len(told) != len(proposal.rests_on):  # kept before it was said what each rests on
        kept = told if _sees_all(viewer) else []
    else:
        pairs = zip(told, proposal.rests_on, strict=True)
        kept = [text for text, rows in pairs if _sees(text, rows, review=review, viewer=viewer)]
    proposal.is_silent = len(kept) < len(told)
    proposal.evidence = BETWEEN.join(kept)


def _sees(text: str, rows: Iterable[Basis], *, review: Review, viewer: Viewer) -> bool:
    """Whether all that a paragraph rests on is within the viewer's terms today, in its edition."""
    for basis in rows:
        edition = _see_edition(review.edition, viewer, purpose=basis["purpose"])
        if edition is None or not shows_sentence(edition, basis, text=text):
            return False
    return True


@once_a_page
def _see_edition(digest: str, viewer: Viewer, *, purpose: str) -> VisibleEdition | None:
    """None once the edition is not here any more: in doubt nothing of it is shown."""
    workspace = settings.SAFERCITY.workspace
    try:
        return find_edition(workspace, viewer, digest=digest, purpose=purpose)
    except (SaferCityError, OSError):
        return None


def _sees_all(viewer: Viewer) -> bool:
    sight = see_places(viewer)
    return sight.has_list and not sight.hidden and not sight.unseen
