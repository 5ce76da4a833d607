"""Definition sheets as content: what each measure counts, where it comes from, how it is read."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import yaml

from safercity.documents.measures.periods import frequency_of, number_of
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.taxonomy.asked import EvidenceQuestion, check_question
from safercity.evidence.taxonomy.files import Faults, list_content, read_content, take_value
from safercity.evidence.taxonomy.indicators import BaselinePeriod, Indicator, load_indicators
from safercity.evidence.taxonomy.model import STRICT, Titles

FOLDER = "performance"
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class TargetStep:
    """A figure on the way to a target, and the period by which it is reached."""

    __pydantic_config__ = STRICT
    by: str
    value: float


@dataclass(frozen=True)
class TargetPlan:
    """A target that a workspace's own sheet sets: its figure and period, the baseline that it is
    measured from, and steps on the way, in order."""

    __pydantic_config__ = STRICT
    value: float
    by: str
    baseline: BaselinePeriod | None = None
    steps: tuple[TargetStep, ...] = ()


@dataclass(frozen=True)
class Definition:
    """The definition sheet of one measure.

    `serves`: an outcome ("O1.1") or a supporting priority ("S1") of the strategy; "" for the city
    as a whole. `source`: an indicator of the evidence, the areas frozen at the baseline (in the
    whole records of one agency, `layer`, or by one `indicator`), a `question` to an edition's
    counts, or a partner's return from `agency` (a kind of agency).
    `tells`: a change in harm, or the partnership's own effort. `start`: the first period returned.
    `city`: the measure that tells the same of the whole city. `target`: a partnership's own, in a
    file of its workspace; none is shipped. `strategy`: the one that numbers its outcomes like this,
    as its file says; "" where the file says nothing, so that it is the workspace's own.
    """

    __pydantic_config__ = STRICT
    code: str
    serves: str
    role: Literal["outcome", "companion", "supporting", "perception"]
    title: Titles
    numerator: Titles
    source: Literal["evidence", "frozen", "return", "question"]
    agency: str
    unit: Titles
    frequency: Literal["month", "quarter", "term", "year"]
    direction: Literal["up", "down", "ambiguous"]
    caveats: tuple[Titles, ...]
    data: Literal["count", "rate", "share", "measure"] = "count"
    scope: Literal["city", "high_demand", "ward"] = "city"
    tells: Literal["change", "effort"] = "change"
    denominator: Titles | None = None
    indicator: str = ""
    layer: str = ""
    question: EvidenceQuestion | None = None
    companion: str = ""
    city: str = ""
    due_days: int = 20
    is_small: bool = False
    strategy: str = ""
    target: TargetPlan | None = None


def load_definitions(overrides: Path | None = None) -> list[Definition]:
    """Every definition sheet, shipped and a workspace's own, in the order of their files.

    Errors: ContentError with every fault: a code twice, an ambiguous direction without a companion,
    a companion or an indicator that nobody knows, a share without what it is of.
    """
    faults = Faults()
    found: dict[str, Definition] = {}
    for name in list_content(FOLDER, overrides):
        file = read_content(name, overrides, faults=faults)
        told = {"strategy": str(file.values.get("strategy", ""))}
        for at, entry in enumerate(file.values.get("measures", ())):
            entry = {**told, **entry} if isinstance(entry, dict) else entry
            value = take_value(entry, of=Definition, faults=faults, where=f"{file.path} {at + 1}")
            if value is None:
                continue
            if value.code in found:
                faults.add(file.path, f"code: {value.code!r} stands there twice")
            found[value.code] = value
    taxonomy = load_taxonomy(overrides)
    known = load_indicators(overrides, taxonomy=taxonomy)
    names = {kind: set(getattr(taxonomy, kind)) for kind in ("agencies", "themes", "categories")}
    for one in found.values():
        for fault in _find_faults(one, found, indicators=known, names=names):
            faults.add(f"{FOLDER}: {one.code}", fault)
    faults.raise_if_any()
    return list(found.values())


def write_definitions(definitions: Iterable[Definition]) -> str:
    """Definition sheets as a file of content, as `load_definitions` reads it."""
    entries = []
    for one in definitions:
        told = json.loads(json.dumps(asdict(one)))
        plain = {f.name: f.default for f in fields(one) if f.default is not MISSING}
        gone = [name for name in told if name == "strategy" or told[name] == plain.get(name, ...)]
        entry = {name: value for name, value in told.items() if name not in gone}
        if question := entry.get("question"):
            parts = {k: _drop_empty(v) for k, v in question.items() if v}
            entry["question"] = parts
        entries.append(entry)
    whole = {"format": 1, "version": 1, "measures": entries}
    return str(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, width=120))


def _drop_empty(value: Any) -> Any:
    return {k: v for k, v in value.items() if v} if isinstance(value, dict) else value


def _find_faults(
    one: Definition,
    found: dict[str, Definition],
    *,
    indicators: Mapping[str, Indicator],
    names: Mapping[str, Collection[str]],
) -> list[str]:
    faults = [f"{key}.en: is missing" for key in ("title", "numerator", "unit")
              if not getattr(one, key).get("en")]  # fmt: skip
    if not CODE.fullmatch(one.code):
        faults.append("code: small letters, digits and hyphens")
    if one.direction == "ambiguous" and not one.companion:
        faults.append("companion: an ambiguous measure is read with another one")
    for key in ("companion", "city"):
        named = getattr(one, key)
        if named and (named not in found or named == one.code):
            faults.append(f"{key}: there is no other measure {named!r}")
    faults += _find_source_faults(one, indicators) + _find_target_faults(one)
    if (one.source == "question") != (one.question is not None):
        faults.append("question: asked by what is told by one, and by nothing else")
    elif one.question is not None:
        faults += [f"question: {fault}" for fault in check_question(one.question, names)]
        if one.data != one.question.data:
            faults.append(f"data: the question gives a {one.question.data}")
    if one.source == "return" and (one.denominator is None) == (one.data in ("rate", "share")):
        faults.append("denominator: a share or rate is of something, a count is not")
    return faults


def _find_source_faults(one: Definition, indicators: Mapping[str, Indicator]) -> list[str]:
    faults = []
    if one.source == "evidence" and not one.indicator:
        faults.append("indicator: what comes from the evidence names its indicator")
    if one.source in ("return", "question") and one.indicator:
        faults.append(f"indicator: a {one.source} names none")
    if one.indicator and one.indicator not in indicators:
        faults.append(f"indicator: the evidence has no {one.indicator!r}")
    elif one.source == "frozen" and bool(one.layer) == bool(one.indicator):
        faults.append(
            "layer or indicator: one of the two tells of the frozen areas, an agency's whole "
            "records or one indicator"
        )
    elif one.source == "frozen" and one.indicator:
        if "high_demand" not in indicators[one.indicator].scope:
            faults.append(f"indicator: {one.indicator!r} is not told of high-demand areas")
    return faults


def _find_target_faults(one: Definition) -> list[str]:
    """Periods of the target that are none of the measure's, or not in order."""
    if one.target is None:
        return []
    baseline = one.target.baseline
    way = [baseline.first, baseline.last] if baseline else []
    way += [*(step.by for step in one.target.steps), one.target.by]
    try:
        fit = {frequency_of(label) for label in way} == {one.frequency}
    except ValueError as error:
        return [f"target: {error}"]
    if not fit:
        return [f"target: its periods are not all of a {one.frequency}"]
    numbers = [number_of(label) for label in way]
    pairs = list(pairwise(numbers))
    if baseline and pairs and pairs.pop(0)[0] > numbers[1]:
        return ["target: the baseline ends before it begins"]
    if any(other <= one_ for one_, other in pairs):
        return ["target: baseline, steps and target do not follow each other in time"]
    return []
