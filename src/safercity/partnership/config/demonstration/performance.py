"""The made-up city's measures with owners and targets, and two years of its agencies' returns."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml

from safercity.documents.measures import label_of, load_definitions, number_of
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.config.demonstration.world import World
from safercity.partnership.performance import actions, queries

CONTENT = "demonstration/performance.yaml"


def make_performance(world: World) -> None:
    """Give the measures, which came in with the strategy, owners and targets; send returns."""
    content = yaml.safe_load(files("safercity.content").joinpath(CONTENT).read_text("utf-8"))
    definitions = load_definitions()
    kinds = {one.code: one.agency for one in definitions}
    figures = {entry["measure"]: entry for entry in content["returns"]}
    targets = {entry["measure"]: entry for entry in content["targets"]}
    for measure in queries.list_measures():
        owner = content["owner_of"].get(measure.code) or content["owners"][kinds[measure.code]]
        changes: dict[str, Any] = {"owner": world.posts[owner]}
        if measure.code in content["by_return"]:
            changes |= {"source": "return", "indicator": ""}
        if measure.code in figures:
            changes["start"] = _periods(measure, figures[measure.code])[0]
        if measure.code in targets:
            changes |= _target(measure, targets[measure.code])
        actions.change_measure(measure, changes, version=measure.version, by=SYSTEM)
        if measure.code in figures:
            _send(world, measure, owner=owner, content=content)
    _revise(world, content["revised"])


def _periods(measure, entry: dict[str, Any]) -> list[str]:
    newest = number_of(queries.latest_period(measure)) - bool(entry.get("lacks_newest"))
    count = len(entry["figures"])
    frequency = str(measure.frequency)
    return [label_of(newest - count + 1 + at, frequency) for at in range(count)]


def _target(measure, entry: dict[str, Any]) -> dict[str, Any]:
    newest, frequency = number_of(queries.latest_period(measure)), str(measure.frequency)
    first, last = entry["baseline"]
    return {
        "target": Decimal(str(entry["target"])),
        "target_by": label_of(newest + entry["by"], frequency),
        "baseline_first": label_of(newest - first, frequency),
        "baseline_last": label_of(newest - last, frequency),
        "steps": [
            [label_of(newest + at, frequency), float(figure)]
            for at, figure in entry.get("steps", ())
        ],
    }


def _send(world: World, measure, *, owner: str, content: dict[str, Any]) -> None:
    """Every return goes its whole way, but for the newest of two measures."""
    entry = next(each for each in content["returns"] if each["measure"] == measure.code)
    sender, decider = world.viewer(owner), _decider(world, measure)
    periods = _periods(measure, entry)
    for period, figure in zip(periods, _read(entry["figures"]), strict=True):
        row = actions.save_return(measure, figure, filing=period, by=sender)
        actions.move_return(row, "submitted", by=sender)
        is_newest = period == periods[-1]
        if is_newest and measure.code == content["waits"]:
            continue
        if is_newest and measure.code == content["sent_back"]["measure"]:
            actions.move_return(row, "returned", why=content["sent_back"]["why"], by=decider)
            continue
        actions.move_return(row, "approved", by=decider)


def _decider(world: World, measure):
    """A manager or chair of another agency than the owner's."""
    manager = world.viewer("manager")
    return world.viewer("chair") if measure.owner.agency_id in manager.agencies else manager


def _read(values: list[Any]) -> Iterator[actions.Figure]:
    for value in values:
        if isinstance(value, list):
            yield actions.Figure(Decimal(value[0]), Decimal(value[1]))
        else:
            yield actions.Figure(None if value is None else Decimal(value))


def _revise(world: World, entry: dict[str, Any]) -> None:
    """A second vintage of the newest period."""
    measure = queries.get_measure(entry["measure"])
    filing = actions.Filing(queries.latest_period(measure), why=entry["why"])
    figure = actions.Figure(Decimal(entry["figure"]))
    sender = world.viewer("police")
    row = actions.save_return(measure, figure, filing=filing, by=sender)
    actions.move_return(row, "submitted", by=sender)
    actions.move_return(row, "approved", by=world.viewer("manager"))
