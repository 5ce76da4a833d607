"""The made-up city's strategy, published, with its plan: every action but one has an owner."""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files
from typing import Any

import yaml
from django.utils import timezone

from safercity.documents.strategy import load_strategy, write_strategy
from safercity.partnership.commitments import actions as commitments
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.config.demonstration.world import World
from safercity.partnership.strategy import actions

CONTENT = "demonstration/strategy.yaml"
SAYS = {
    "slipping": "Two weeks behind: a partner's figures came late.",
    "blocked": "Waiting for vetting of the second intake.",
}


def make_strategy(world: World) -> None:
    """Bring the adaptation in, take it along its route, give its actions their owners."""
    content = yaml.safe_load(files("safercity.content").joinpath(CONTENT).read_text("utf-8"))
    strategy = load_strategy("demonstration")
    version = actions.import_version(write_strategy(strategy), by=SYSTEM)
    manager = world.viewer("manager")
    for entry in content["duties"]:
        actions.record_duty(version, actions.Move(**entry), by=manager)
    for entry in content["route"]:
        actions.move_version(version, actions.Move(**entry), opened=version.version, by=manager)
    world.made["strategy"] = version
    for entry in content["plan"]:
        _undertake(world, entry, title=strategy.by_id[entry["action"]].title["en"])


def _undertake(world: World, entry: dict[str, Any], *, title: str) -> None:
    new = actions.Undertaking(
        entry["action"],
        title,
        world.posts[entry["account"]].pk,
        timezone.localdate() + timedelta(days=entry["days"]),
        tuple(world.agencies[slug].pk for slug in entry["partners"]),
    )
    made = actions.undertake(world.made["strategy"], new, by=world.viewer("manager"))
    if entry["state"] != "not_started":
        evidence = "In the team's folder for the delivery plan." if entry["state"] == "done" else ""
        step = commitments.Step(
            entry["state"], text=SAYS.get(entry["state"], ""), evidence=evidence
        )
        commitments.change_state(made, step, by=world.viewer(entry["account"]))
