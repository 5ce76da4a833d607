"""Adoptions of a further priority."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.rules import NotVisible, see_beyond_own
from safercity.partnership.common.subjects import subject_rows
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.oversight.models import Adopted, Adoption, AdoptionStep


def list_adoptions(*, under_way: bool = False) -> models.QuerySet[Adoption]:
    """Adoptions, the newest first."""
    rows = Adoption.objects.select_related(
        "subject", "asked_by", "accountable", "link_officer__agency"
    )
    return rows.exclude(state__in=[Adopted.ADOPTED, Adopted.DECLINED]) if under_way else rows


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
    return AdoptionStep.objects.filter(adoption=adoption).select_related("decision")
