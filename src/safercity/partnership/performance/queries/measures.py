"""Measures and what they serve."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.asking import once_a_page
from safercity.partnership.common.hits import hold_words
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.subjects import subject_rows
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.models import Measure

SUBJECT = "performance.measure"


def list_measures(*, with_ended: bool = False) -> models.QuerySet[Measure]:
    """Measures with their owners and agencies, in the order of the strategy."""
    rows = Measure.objects.select_related("owner__agency", "companion", "city")
    return rows if with_ended else rows.filter(ended_on=None)


@once_a_page
def list_all() -> tuple[Measure, ...]:
    """As `list_measures`, read once a page."""
    return tuple(list_measures())


def get_measure(code: str) -> Measure:
    """One measure. Errors: NotVisible."""
    found = list_measures(with_ended=True).filter(code=code).first()
    if found is None:
        raise NotVisible(_("There is no such measure."))
    return found


def find_by_words(words: str, *, most: int) -> list[Measure]:
    """Measures whose title and sheet hold all the words."""
    held = hold_words(words, "title", "numerator", "caveats")
    return list(Measure.objects.filter(held | models.Q(serves__iexact=words))[:most])


def address_of(code: str) -> str:
    """The page of one measure."""
    return reverse("performance:measure", kwargs={"code": code})


@subject_rows(SUBJECT, title="title", named_by="code", address=address_of)
def find_measures(viewer: Viewer, keys: Collection[UUID]) -> models.QuerySet[Measure]:
    """Measures as comments and notifications speak of them: those that rules.see_measure shows."""
    rows = Measure.objects.filter(pk__in=keys)
    if viewer.is_guest:
        rows = rows.filter(owner__agency__in=viewer.agencies)
    return rows if rules.see_returns.allowed(viewer) else rows.none()
