"""What the made-up city's boards are told: assurance, an adoption, reviews, duties of the law."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files
from typing import Any

import yaml
from django.utils import timezone

from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.config.demonstration.world import World
from safercity.partnership.governance.queries import find_subject
from safercity.partnership.oversight import actions
from safercity.partnership.oversight.quarters import name_year, quarter_of, year_of
from safercity.partnership.oversight.queries import list_reviews


def make_oversight(world: World) -> None:
    """Enter what link officers said, what is asked and reviewed, and which duties were done."""
    text = files("safercity.content").joinpath("demonstration/oversight.yaml").read_text("utf-8")
    content = yaml.safe_load(text)
    today = timezone.localdate()
    actions.set_jurisdiction(**content["jurisdiction"], by=SYSTEM)
    for entry in content["assurance"]:
        _assure(world, entry, today=today)
    for entry in content["adoptions"]:
        _ask(world, entry, today=today)
    reviews = {review.code: review for review in list_reviews()}
    for code, entry in content["reviews"].items():
        _review(world, entry, review=reviews[code], today=today)
    for entry in content["duties"]:
        _prove(world, entry, today=today)


def _assure(world: World, entry: dict[str, Any], *, today: date) -> None:
    quarter = quarter_of(today)
    for _each in range(entry["quarters_ago"]):
        quarter = quarter.before
    expired = entry.get("expired_ago")
    new = actions.NewAssurance(
        find_subject(entry["subject"]),
        quarter,
        entry["level"],
        entry["evidence"],
        entry["view"],
        expires_on=today - timedelta(days=expired) if expired else None,
        given_on=min(today, quarter.last + timedelta(days=21)),
    )
    actions.assure(new, by=world.viewer(entry["by"]))


def _ask(world: World, entry: dict[str, Any], *, today: date) -> None:
    new = actions.NewAdoption(
        find_subject(entry["subject"]),
        entry["reason"],
        world.agencies[entry["asked_by"]],
        today - timedelta(days=entry["ago"]),
    )
    adoption = actions.ask_adoption(new, by=world.viewer(entry["by"]))
    changes = {"accountable": world.made["bodies"][entry["accountable"]]}
    actions.change_adoption(adoption, changes, version=adoption.version, by=SYSTEM)


def _review(world: World, entry: dict[str, Any], *, review: Any, today: date) -> None:
    by = world.viewer(entry["by"])
    changes = {name: entry[name] for name in ("scope", "as_is") if name in entry}
    changes |= {"lead": world.posts[entry["lead"]], "due": today + timedelta(days=entry["in"])}
    actions.change_review(review, changes, version=review.version, by=by)
    if entry.get("begin"):
        actions.begin_review(review, by=by)


def _prove(world: World, entry: dict[str, Any], *, today: date) -> None:
    year = year_of(today) - entry.get("years_ago", 0)
    ago = timedelta(days=entry.get("ago", 0) + 365 * entry.get("years_ago", 0))
    case = f"-{entry['case']}" if "case" in entry else ""
    new = actions.NewDoing(
        entry["duty"],
        f"{name_year(year, sign='-')}{case}",
        today - ago if "ago" in entry else None,
        entry.get("evidence", ""),
        entry.get("link", ""),
        due=today + timedelta(days=entry["due_in"]) if "due_in" in entry else None,
    )
    actions.prove_duty(new, by=world.viewer("manager"))
