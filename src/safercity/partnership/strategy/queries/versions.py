"""Versions, their content and where they stand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Case, CharField, Value, When
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safercity.documents.strategy import (
    Strategy,
    StrategyComparison,
    compare_strategies,
    read_strategy,
)
from safercity.documents.strategy.facets import name_part
from safercity.partnership.common.asking import once_a_page
from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.following import Effect, Published, plan_effects
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.subjects import thing_rows
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.governance.queries import list_bodies
from safercity.partnership.strategy import rules
from safercity.partnership.strategy.models import LONGEST_BODY, Step, StrategyVersion
from safercity.partnership.strategy.rules import Route, read_route


def address_of(number: Any) -> str:
    """The page of one version."""
    return reverse("strategy:version", kwargs={"number": int(number)})


def say_version(told: str) -> str:
    """ "Safer together, 2" as pages call it."""
    title, _comma, number = told.rpartition(", ")
    return _("{title}, version {number}").format(title=title, number=number)


@thing_rows(
    "strategy.strategyversion",
    title="told",
    address=address_of,
    named_by="number",
    say=say_version,
)
def find_versions(viewer: Viewer, keys: Collection[UUID]) -> models.QuerySet[StrategyVersion]:
    """Versions as the audit names them: those that rules.see_version shows."""
    rows = StrategyVersion.objects.filter(pk__in=keys)
    if viewer.is_guest:
        rows = rows.filter(step__in=rules.PUBLIC)
    number = Cast("number", CharField())
    told = rows.annotate(told=Concat("title", Value(", "), number, output_field=CharField()))
    return told if rules.see_strategy.allowed(viewer) else told.none()


def list_versions() -> models.QuerySet[StrategyVersion]:
    """Every version, the newest first; without their content."""
    return StrategyVersion.objects.defer("content")


def get_version(number: int) -> StrategyVersion:
    """One version by its number. Errors: NotVisible."""
    found = StrategyVersion.objects.filter(number=number).first()
    if found is None:
        raise NotVisible(_("There is no version {number} of the strategy.").format(number=number))
    return found


@once_a_page
def get_current() -> StrategyVersion | None:
    """The published version; before there is one, the newest. None where there is no strategy."""
    published_first = Case(When(step="published", then=0), default=1)
    return StrategyVersion.objects.order_by(
        published_first, *(StrategyVersion._meta.ordering or ())
    ).first()


def find_former(version: StrategyVersion) -> StrategyVersion | None:
    """The version whose place this one takes when it is published, or took when it was."""
    if version.step != "published":
        return StrategyVersion.objects.filter(step="published").first()
    ended = Step.objects.filter(slug="superseded").exclude(of=version).select_related("of")
    last = ended.order_by("-id").first()
    return last.of if last else None


def read_content(version: StrategyVersion) -> Strategy:
    """The version's content as a value, read once a process for each text."""
    return _read(version.content)


@lru_cache(maxsize=8)
def _read(text: str) -> Strategy:
    return read_strategy(text)


def name_holder(strategy: Strategy, part: str) -> str:
    """A part as a sentence names it; the strategy itself for ""."""
    return name_part(strategy, part) if part else _("the strategy itself")


def get_route(version: StrategyVersion) -> Route:
    """The route for the version's nation and tier: the workspace's own before the shipped."""
    strategy = read_content(version)
    return read_route(
        find_own_content(), nation=strategy.nation, tier=strategy.tier, at=version.step
    )


def list_deciders(version: StrategyVersion) -> list[tuple[str, list[str]]]:
    """The bodies that may decide a step, by group: the partnership's own, and others that the
    version names (scrutiny, cabinet, full council)."""
    language = (get_language() or "en")[:2]
    own = [body.name[:LONGEST_BODY] for body in list_bodies()]
    named = [
        each.title.get(language, each.title["en"])[:LONGEST_BODY]
        for each in read_content(version).bodies
    ]
    known = {name.casefold() for name in own}
    others = [name for name in dict.fromkeys(named) if name.casefold() not in known]
    return [(_("Boards and bodies"), own), (_("Named in the strategy"), others)]


def list_steps(version: StrategyVersion) -> list[Step]:
    """The steps that a version took and the duties done, in the order of their days."""
    return list(version.steps.all())


def find_duty_days(version: StrategyVersion) -> dict[str, date]:
    """The day on which each duty that is recorded was done."""
    return dict(version.steps.filter(kind=Step.Kind.DUTY).values_list("slug", "day"))


def find_last_day(version: StrategyVersion) -> date | None:
    """The day of the last step that a version took; None before the first."""
    steps = version.steps.filter(kind=Step.Kind.STEP)
    return steps.order_by("-id").values_list("day", flat=True).first()


def make_published(
    version: StrategyVersion, *, former: StrategyVersion | None, day: date
) -> Published:
    """A version as what takes force on a day."""
    return Published(read_content(version), read_content(former) if former else None, day)


def plan_publishing(version: StrategyVersion, *, today: date) -> list[Effect]:
    """What publishing would still bring into the site, or what a published version lacks there."""
    day = today
    if version.step == "published":
        day = version.steps.get(kind=Step.Kind.STEP, slug="published").day
    return plan_effects(make_published(version, former=find_former(version), day=day))


def compare_versions(old: StrategyVersion, new: StrategyVersion) -> StrategyComparison:
    """Two versions in words."""
    return compare_strategies(read_content(old), read_content(new))
