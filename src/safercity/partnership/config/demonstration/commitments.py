"""Actions of the made-up city beside the plan's own: some late, some done, one verified."""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files
from typing import Any

import yaml
from django.utils import timezone

from safercity.documents.strategy import load_strategy
from safercity.partnership.commitments import actions
from safercity.partnership.commitments.jobs import chase
from safercity.partnership.commitments.queries import Commitment
from safercity.partnership.common.jobs import say_nothing
from safercity.partnership.common.known_places import see_places
from safercity.partnership.common.subjects import find_subject
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.config.demonstration.world import World
from safercity.partnership.notes.actions import add_note

KIND = "commitments.commitment"


def make_commitments(world: World) -> None:
    """Enter what content/demonstration/commitments.yaml names, each by whom it names."""
    file = files("safercity.content").joinpath("demonstration/commitments.yaml")
    content = yaml.safe_load(file.read_text("utf-8"))
    titles = load_strategy("demonstration").by_id
    for lead in content["leads"]:
        post, title = world.posts[lead["post"]].id, titles[lead["priority"]].title["en"]
        actions.set_priority_lead(lead["priority"], title, post=post, by=SYSTEM)
    made = {entry["what"]: _make(world, entry) for entry in content["actions"]}
    for entry in content["actions"]:
        if needs := [made[what].pk for what in entry.get("needs", ())]:
            one = made[entry["what"]]
            actions.update_commitment(one, {"needs": needs}, version=one.version, by=SYSTEM)
        _move(world, entry, commitment=made[entry["what"]])
    for entry in content["notes"]:
        viewer = world.viewer(entry["by"])
        subject = find_subject(viewer, KIND, key=made[entry["about"]].pk)
        add_note(subject, entry["text"], by=viewer)
    chase(tell=say_nothing)  # what the worker will do every hour


def _make(world: World, entry: dict[str, Any]) -> Commitment:
    manager = world.viewer("manager")
    new = actions.NewCommitment(
        entry["what"],
        owner=world.posts[entry["owner"]].id,
        due=timezone.localdate() + timedelta(days=entry["due"]),
        kind=entry["kind"],
        partners=tuple(world.agencies[slug].id for slug in entry.get("partners", ())),
        place=_name_place(manager, entry.get("place_at")),
        funding=entry.get("funding", ""),
        priority=entry.get("priority", ""),
    )
    return actions.make_commitment(new, by=manager)


def _name_place(viewer: Viewer, at: int | None) -> str:
    """The place at this position of the list, the first is 1; "" where there is none, or no list.

    By position, as each seed finds other places.
    """
    names = see_places(viewer).names
    return names[at - 1] if at and at <= len(names) else ""


def _move(world: World, entry: dict[str, Any], *, commitment: Commitment) -> None:
    owner = world.viewer(entry["owner"])
    for state in entry.get("steps", ()):
        step = actions.Step(state, evidence=entry.get("evidence", ""))
        actions.change_state(commitment, step, by=owner)
    if text := entry.get("update"):
        actions.add_update(commitment, text, confidence=entry.get("confidence", ""), by=owner)
    if by := entry.get("verified_by"):
        actions.verify(commitment, by=world.viewer(by))
    if by := entry.get("closed_by"):
        actions.close(commitment, by=world.viewer(by))
