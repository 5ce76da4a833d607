"""Areas at greatest risk: in the worst fifth by several measures at once, and how surely."""

from __future__ import annotations

from math import comb

import numpy as np

from safercity.evidence.findings import Basis, Statement, refuse_activity
from safercity.evidence.profile.errors import ComparisonUnusable
from safercity.evidence.profile.limits import state_limits
from safercity.evidence.profile.risk.measures import (
    METHOD,
    AreaMeasures,
    ReadMeasure,
    read_measures,
)
from safercity.evidence.profile.risk.risk_profile import AreaRisk, RiskProfile, RiskSettings
from safercity.evidence.runs import Run
from safercity.evidence.statistics import round_significant

PURPOSE = 5403


def profile_risk(
    areas: AreaMeasures, *, basis: Basis, run: Run, settings: RiskSettings | None = None
) -> RiskProfile:
    """In which areas several measures of risk meet: deprivation, population, agencies' demand.

    Counts become smoothed rates (gamma-Poisson, Marshall 1991), so that a small area is not worst
    by chance; each measure ranks the areas that it knows, and an area meets that is in the worst
    fifth of at least so many. Tried again with rates drawn from their posterior: how often it stays
    is its stability. A measure that is missing in an area is missing, never "not at risk".
    Limits: of areas, never of persons; measures that go together meet more often than chance, which
    is what is looked for, but two measures of one thing are one. No index is made of them.
    Errors: `CountsUnusable`, `ComparisonUnusable`, `ActivityAsked`.
    """
    settings = settings or RiskSettings()
    refuse_activity(basis, METHOD)
    measures = read_measures(areas)
    if not 1 <= settings.at_least <= len(measures) or not 0 < settings.worst < 1:
        raise ComparisonUnusable(
            f"{METHOD}: at least {settings.at_least} of {len(measures)} measures, "
            f"in the worst {settings.worst:g}?"
        )
    number = len(areas.labels)
    known = np.array([one.known for one in measures])
    met = np.zeros(number, dtype=int)
    for one in measures:
        met[one.known] += one.mark_worst(settings.worst)
    stability = _try(measures, number, run=run, settings=settings)
    fifths = [_cut_fifths(one) for one in measures]
    rows = tuple(
        AreaRisk(
            label, tuple(column[i] for column in fifths), int(met[i]), int(known[:, i].sum()),
            float(stability[i]), _judge(int(met[i]), int((~known[:, i]).sum()), settings=settings),
        )
        for i, label in enumerate(areas.labels)
    )  # fmt: skip
    expected = sum(_chance(one.known, settings=settings) for one in rows)
    return RiskProfile(
        rows,
        tuple(one.id for one in measures),
        tuple(one.title or one.id for one in areas.measures),
        float(round_significant(expected)),
        statements=_state(rows, areas, expected=expected, settings=settings),
        limits=(
            *state_limits(basis),
            Statement("profile.limit.areas_not_persons"),
            Statement("profile.limit.measures"),
        ),
        settings=settings,
    )


def _try(
    measures: tuple[ReadMeasure, ...], number: int, *, run: Run, settings: RiskSettings
) -> np.ndarray:
    """The share of draws in which each area meets, (number,)."""
    met = np.zeros((settings.draws, number), dtype=int)
    for at, one in enumerate(measures):
        run.step("profile of risk", at, len(measures))
        draws = run.generator(PURPOSE, at)
        met[:, one.known] += one.try_worst(draws, part=settings.worst, number=settings.draws)
    return round_significant((met >= settings.at_least).mean(axis=0))


def _cut_fifths(one: ReadMeasure) -> list[int | None]:
    fifths: list[int | None] = [None] * len(one.known)
    # Up to and with each line, so that the last is what `mark_worst` calls the worst fifth.
    told = np.ceil(round_significant(one.shares * 5)).astype(int)
    for i, fifth in zip(np.flatnonzero(one.known).tolist(), told.tolist(), strict=True):
        fifths[i] = fifth
    return fifths


def _judge(met: int, missing: int, *, settings: RiskSettings) -> str:
    if met >= settings.at_least:
        return "meets"
    return "undetermined" if met + missing >= settings.at_least else "not"


def _chance(known: int, *, settings: RiskSettings) -> float:
    """The chance that so many of `known` unrelated measures have an area in the worst part."""
    return sum(
        comb(known, k) * settings.worst**k * (1 - settings.worst) ** (known - k)
        for k in range(settings.at_least, known + 1)
    )


def _state(
    rows: tuple[AreaRisk, ...], areas: AreaMeasures, *, expected: float, settings: RiskSettings
) -> tuple[Statement, ...]:
    found = [one for one in rows if one.verdict == "meets"]
    found.sort(key=lambda one: (-one.met, -one.stability, one.label))
    agencies = len({one.agency for one in areas.measures if one.agency})
    values = {
        "areas": len(rows), "measures": len(areas.measures), "count": len(found),
        "worst": settings.worst, "at_least": settings.at_least, "expected": expected,
        "labels": [one.label for one in found[: settings.named]],
    }  # fmt: skip
    name = "risk_of_agencies" if agencies else "risk_of"
    opening = Statement(f"profile.{name}", values | {"agencies": agencies})
    open_ = [one.label for one in rows if one.verdict == "undetermined"]
    unknown = {"count": len(open_), "labels": open_[: settings.named]}
    undetermined = (Statement("profile.risk_undetermined", unknown),) if open_ else ()
    if not found:
        return (opening, Statement("profile.risk_none", values), *undetermined)
    firm = sum(one.stability >= settings.firm for one in found)
    stay = {"firm": firm, "count": len(found), "share": settings.firm}
    shown = "all" if len(found) <= settings.named else "some"
    return (
        opening,
        Statement(f"profile.risk_meets_{shown}", values),
        Statement("profile.risk_firm", stay),
        *undetermined,
    )
