"""The strategy as plain values for its pages."""

from safercity.partnership.strategy.presenters.links import present_links
from safercity.partnership.strategy.presenters.plan import present_plan
from safercity.partnership.strategy.presenters.whole import present_version

__all__ = ["present_links", "present_plan", "present_version"]
