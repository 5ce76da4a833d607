"""What the apps offer to the whole: panels, search, jobs. Nothing is registered by hand."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from safercity.partnership.common.commenting import offer_comments
from safercity.partnership.common.following import offer_effects
from safercity.partnership.common.free_text import offer_not_people
from safercity.partnership.common.hits import offer_finders
from safercity.partnership.common.judging import offer_judges, offer_measurers
from safercity.partnership.common.jurisdiction import offer_jurisdiction
from safercity.partnership.common.known_places import offer_sight
from safercity.partnership.common.panels import offer_panels
from safercity.partnership.config.settings import APPS, ROOM


def find_modules(name: str) -> Iterator[tuple[str, ModuleType]]:
    """(app, module) of every app that has a module of this name, from the top of the house down."""
    for app in APPS:
        if app == "common":  # defines what the others offer, and offers nothing
            continue
        path = f"{ROOM}.{app}.{name}"
        if find_spec(path):
            yield app, import_module(path)


def load_jobs() -> None:
    """Import every app's jobs, so that the worker finds them."""
    for _app, _module in find_modules("jobs"):
        pass


def load_offers() -> None:
    """Tell `common` what apps offer: panels, search, comments, names, verdicts, effects, places.

    The queries are imported here: they need Django's registry, which this module must not.
    """
    from safercity.partnership.oversight.queries import find_jurisdiction
    from safercity.partnership.people.queries import list_agency_names

    offer_panels([module.list_panels for _app, module in find_modules("panels")])
    offer_finders([module.find for _app, module in find_modules("search")])
    offer_comments([module.read_comments for _app, module in find_modules("commenting")])
    offer_not_people([list_agency_names])
    judging = [module for _app, module in find_modules("judging")]
    offer_judges([module.judge_outcomes for module in judging])
    offer_measurers([module.find_measured for module in judging])
    offer_sight([module.see_places for _app, module in find_modules("sight")])
    offer_jurisdiction([find_jurisdiction])
    # From the bottom up: a review or a measure may need a body.
    follow = [module.plan_effects for _app, module in find_modules("following")]
    offer_effects(follow[::-1])
