"""Agencies, posts and one account for each kind of person."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import make_password

from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.config.demonstration.world import World
from safercity.partnership.people import actions

ADDRESS = "{account}@demo.invalid"  # RFC 2606: no such address can exist


def make_people(world: World, content: dict[str, Any], *, password: str) -> None:
    """Enter what the content names; every account has the demonstration's one password."""
    hashed = make_password(password)  # slow on purpose, and the same for all
    for entry in content["agencies"]:
        new = actions.NewAgency(
            entry["slug"],
            entry["name"],
            kind=entry["kind"],
            layers=tuple(entry["layers"]),
            is_guest=entry.get("guest", False),
        )
        world.agencies[entry["slug"]] = actions.add_agency(new, by=SYSTEM)
    for entry in content["posts"]:
        account, agency = entry["account"], world.agencies[entry["agency"]]
        post = actions.add_post(
            agency, entry["title"], role=Role(entry["role"]), team=entry["team"], by=SYSTEM
        )
        name = f"Demo {account.replace('-', ' ')}"
        address = ADDRESS.format(account=account)
        user = actions.add_person(address, name, hashed=hashed, by=SYSTEM)
        actions.take_post(user, post, by=SYSTEM)
        world.posts[account], world.users[account] = post, user
