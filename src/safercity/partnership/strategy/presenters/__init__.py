"""The strategy as plain values for its pages."""

from safercity.partnership.strategy.presenters.draft import present_draft, present_once, tell_ties
from safercity.partnership.strategy.presenters.links import list_link_rows, present_links
from safercity.partnership.strategy.presenters.plan import (
    list_places,
    name_leads,
    narrow_plan,
    present_plan,
    tell_seen,
)
from safercity.partnership.strategy.presenters.whole import Around, name_step, present_version
from safercity.partnership.strategy.presenters.words import say, warn_of_place

__all__ = [
    "Around",
    "list_link_rows",
    "list_places",
    "name_leads",
    "name_step",
    "narrow_plan",
    "present_draft",
    "present_links",
    "present_once",
    "present_plan",
    "present_version",
    "say",
    "tell_seen",
    "tell_ties",
    "warn_of_place",
]
