"""Agreements for tests: one by which everyone sees everything, and what others start from."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from safercity.evidence.extracts.shapes import load_shapes
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.sharing import actions
from safercity.partnership.sharing.queries import read_list
from tests.partnership.people_made import People, make_people

PRODUCTS = tuple(read_list("products"))
USES = tuple(read_list("uses"))


def write_values(**changed: Any) -> dict[str, Any]:
    """The fields of an agreement that lacks nothing."""
    today = timezone.localdate()
    return {
        "title": "Sharing for high-demand places",
        "purpose": "To find and work on places of high demand.",
        "gateways": ["crime-and-disorder-s115"],
        "bases": ["gdpr-6-1-e"],
        "uses": list(USES),
        "products": list(PRODUCTS),
        "assessment": "DPIA 12",
        "assessed_on": today,
        "retention_months": 36,
        "marking": "OFFICIAL",
        "from_day": today - timedelta(days=30),
        "review_on": today + timedelta(days=300),
        **changed,
    }


def list_sources() -> list[str]:
    """Every restricted source that is shipped."""
    return [one.id for one in load_shapes().values() if one.sensitivity == "restricted"]


def make_agreement(people: People, reference: str, *, sources, parties=None, **values: Any):
    """An agreement in force, put there by the system itself. `sources`: names or NewDataSets."""
    parties = parties or people.agencies
    new = actions.NewAgreement(
        reference,
        people.agencies["council"],
        write_values(**values),
        parties=[(people.agencies[slug], "controller") for slug in parties],
        data_sets=[
            one if isinstance(one, actions.NewDataSet) else actions.NewDataSet(one)
            for one in sources
        ],
    )
    draft = actions.draft_agreement(new, by=SYSTEM)
    return actions.move_agreement(draft, to="agreed", version=draft.version, by=SYSTEM)


def agree_on_everything(people: People):
    """All three agencies see every source and every product."""
    return make_agreement(people, "everything", sources=list_sources())


def make_people_who_agree() -> People:
    """The people, and the agreement on everything."""
    people = make_people()
    agree_on_everything(people)
    return people
