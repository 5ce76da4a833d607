"""Who sits on the bodies that the made-up city's strategy names, and what they decided."""

from __future__ import annotations

from datetime import timedelta
from importlib.resources import files
from typing import Any

import yaml
from django.utils import timezone

from safercity.partnership.commitments.actions import NewCommitment
from safercity.partnership.commitments.queries import Kind
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.config.demonstration.world import World
from safercity.partnership.governance import actions
from safercity.partnership.governance.queries import Body, find_subject, list_bodies


def make_governance(world: World) -> None:
    """Enter seats, lines, link officers and decisions; the bodies came in with the strategy."""
    text = files("safercity.content").joinpath("demonstration/governance.yaml").read_text("utf-8")
    content = yaml.safe_load(text)
    bodies = {body.code: body for body in list_bodies() if body.code}
    world.made["bodies"] = bodies
    for code, entry in content["bodies"].items():
        _seat(world, entry, body=bodies[code])
    for code, entry in content["bodies"].items():
        _hang(world, entry, body=bodies[code])
    for entry in content["answers"]:
        subject = find_subject(entry["subject"])
        actions.share_subject(actions.NewResponsibility(subject, bodies[entry["body"]]), by=SYSTEM)
    for entry in content["decisions"]:
        _decide(world, entry, body=bodies[entry["body"]])


def _seat(world: World, entry: dict[str, Any], *, body: Body) -> None:
    posts = {name: world.posts[entry[name]] for name in ("chair", "vice_chair") if name in entry}
    changes = {**posts, "quorum": entry.get("quorum")}
    actions.change_body(body, changes, version=body.version, by=SYSTEM)
    for seat in entry.get("seats", ()):
        post = world.posts[seat["post"]] if "post" in seat else None
        agency = post.agency if post else world.agencies[seat["agency"]]
        new = actions.NewSeat(body, agency, post, seat.get("law", False))
        actions.add_seat(new, by=SYSTEM)


def _hang(world: World, entry: dict[str, Any], *, body: Body) -> None:
    today = timezone.localdate()
    for terms in entry.get("terms", ()):
        day = today - timedelta(days=terms["ago"])
        actions.set_terms(body, terms["text"], from_day=day, by=SYSTEM)
    for line in entry.get("lines", ()):
        new = actions.NewLine(body, world.made["bodies"][line["to"]], line["how"], line["every"])
        actions.add_line(new, by=SYSTEM)
    for account in entry.get("links", ()):
        link = actions.NewLink(world.posts[account], body, world.made["bodies"]["csp-board"])
        actions.add_link(link, by=SYSTEM)


def _decide(world: World, entry: dict[str, Any], *, body: Body) -> None:
    today = timezone.localdate()
    follows = ()
    if "action" in entry:
        due = today + timedelta(days=entry["due_in"])
        owner = world.posts[entry["owner"]].pk
        follows = (NewCommitment(entry["action"], owner, due, Kind.DECISION),)
    new = actions.NewDecision(
        body,
        today - timedelta(days=entry["ago"]),
        entry["what"],
        entry["reason"],
        entry.get("options", ""),
        find_subject(entry["subject"]) if "subject" in entry else None,
        follows=follows,
    )
    actions.record_decision(new, by=world.viewer(entry["by"]))
