"""The strategy as plain values for its pages."""

from safercity.partnership.strategy.presenters.links import list_link_rows, present_links
from safercity.partnership.strategy.presenters.plan import name_leads, present_plan
from safercity.partnership.strategy.presenters.whole import Around, name_step, present_version

__all__ = [
    "Around",
    "list_link_rows",
    "name_leads",
    "name_step",
    "present_links",
    "present_plan",
    "present_version",
]
