"""What is said of the strategy's outcomes by the app that measures them, for the apps below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safercity.partnership.common.viewers import Viewer


@dataclass(frozen=True)
class Said:
    """What a measure says. `rests_on`: rows of the evidence, as `sharing` keeps them."""

    text: str
    rests_on: tuple[Mapping[str, Any], ...] = ()


Judged = Mapping[str, Sequence[Said]]  # code of an outcome → what each measure says
Measured = Mapping[str, Sequence[tuple[str, str]]]  # its measures: title and address of each
Judge = Callable[[Viewer], Judged]
Measurer = Callable[[Viewer], Measured]
OFFERED: list[Judge] = []
MEASURERS: list[Measurer] = []


def offer_judges(judges: Sequence[Judge]) -> None:
    """Say which apps measure outcomes. Called once, by `config`, which alone knows every app."""
    OFFERED[:] = judges


def offer_measurers(measurers: Sequence[Measurer]) -> None:
    """Say which apps know an outcome's measures. Called once, by `config`."""
    MEASURERS[:] = measurers


def judge_outcomes(viewer: Viewer) -> Judged:
    """What each outcome's measures tell this viewer today; an outcome without one is not there."""
    told: dict[str, list[Said]] = {}
    for judge in OFFERED:
        for code, said in judge(viewer).items():
            told.setdefault(code, []).extend(said)
    return told


def find_measured(viewer: Viewer) -> Measured:
    """The measures of each outcome that this viewer may open."""
    told: dict[str, list[tuple[str, str]]] = {}
    for measurer in MEASURERS:
        for code, measures in measurer(viewer).items():
            told.setdefault(code, []).extend(measures)
    return told
