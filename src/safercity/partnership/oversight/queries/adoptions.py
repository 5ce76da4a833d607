"""Adoptions of a further priority."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.rules import NotVisible, see_beyond_own
from safercity.partnership.common.subjects import subject_rows
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance.queries import Body, Decision, list_decisions
from safercity.partnership.oversight.models import ENDED, Adoption, AdoptionStep


def list_adoptions(*, under_way: bool = False) -> models.QuerySet[Adoption]:
    """Adoptions, the newest first."""
    rows = Adoption.objects.select_related(
        "subject", "asked_by", "post__agency", "accountable", "link_officer__agency"
    )
    return rows.exclude(state__in=ENDED) if under_way else rows


def address_of(key: UUID) -> str:
    """The page of one adoption."""
    return reverse("oversight:adoption", kwargs={"key": key})


@subject_rows("oversight.adoption", title="subject__title", address=address_of)
def find_adoptions(viewer: Viewer, keys: Collection[UUID]) -> models.QuerySet[Adoption]:
    """Adoptions as comments speak of them."""
    rows = Adoption.objects.filter(pk__in=keys)
    return rows if see_beyond_own.allowed(viewer) else rows.none()


def get_adoption(key: UUID) -> Adoption:
    """One adoption. Errors: NotVisible."""
    found = list_adoptions().filter(pk=key).first()
    if found is None:
        raise NotVisible(_("There is nothing at this address that you may see."))
    return found


def list_steps(adoption: Adoption) -> models.QuerySet[AdoptionStep]:
    """The steps that were taken, in order."""
    return AdoptionStep.objects.filter(adoption=adoption).select_related("decision__body")


def list_fitting(adoption: Adoption, bodies: Collection[Body]) -> models.QuerySet[Decision]:
    """The decisions of these bodies that may take its next step: as `rules.check_decision`."""
    taken = AdoptionStep.objects.filter(adoption=adoption)
    newest = taken.order_by("-id").values("day")[:1]
    spent = AdoptionStep.objects.exclude(decision=None).values("decision")
    about = Q(subject=None) | Q(subject=adoption.subject_id)
    rows = list_decisions().filter(about, body__in=bodies, replaced_by=None, day__gte=newest)
    return rows.exclude(pk__in=spent)
