"""What is said of an effect: doubts, the verdict's paragraph, and its limits."""

from __future__ import annotations

import numpy as np

from safercity.evidence.effects.figures import round_figures
from safercity.evidence.effects.found import Effect, Methods
from safercity.evidence.effects.power import PowerRequest, find_power
from safercity.evidence.effects.preparing import Prepared
from safercity.evidence.effects.request import EffectSettings
from safercity.evidence.effects.telling import is_vague, read_way, spans, state_ratio
from safercity.evidence.effects.verdict import CHANCE_ONLY, MethodAnswer
from safercity.evidence.effects.words import MESSAGES, METHODS
from safercity.evidence.findings import Basis, Statement, say

Told = tuple[Statement, ...]
EXPECTED_AT_LEAST = 5.0


def find_doubt(
    prepared: Prepared, methods: Methods, *, settings: EffectSettings
) -> Statement | None:
    """Why no verdict can be given; None where one can."""
    window = prepared.window
    sides = {"before": int(window.before.sum()), "after": int(window.after.sum())}
    fewest = {"fewest_before": settings.fewest_before, "fewest_after": settings.fewest_after}
    if sides["before"] < settings.fewest_before or sides["after"] < settings.fewest_after:
        return Statement("effects.doubt_months", sides | fewest)
    if window.stands_in and methods.level is None:
        return Statement("effects.doubt_chosen")
    if prepared.comparison.size < settings.fewest_areas:
        values = {"areas": int(prepared.comparison.size), "fewest": settings.fewest_areas}
        return Statement("effects.doubt_areas", values)
    expected, before = methods.difference.expected, methods.difference.before
    if before[0] < settings.fewest_incidents or not expected >= EXPECTED_AT_LEAST:
        return Statement("effects.doubt_few", {"before": before[0], "expected": expected})
    return None


def state_effect(found: Effect, prepared: Prepared, *, doubt: Statement | None) -> Told:
    """The paragraph: verdict, figures, against what, next door, warnings, money."""
    values: dict[str, object] = {"place": found.settings.intervention.place}
    if found.verdict == "disagree":
        decisive = [one for one in found.answers if one.name not in CHANCE_ONLY]
        values["says"] = [_word_of(one) for one in decisive]
    elif found.verdict != "not_judged":
        values |= spans(found)
    vague = "_vague" if found.verdict == "no_change" and is_vague(found) else ""
    told = [Statement(f"effects.{found.verdict}{vague}", values)]
    told += [doubt] if doubt else []
    told += [_state_counts(found, prepared), *_state_against(found, prepared)]
    if found.verdict == "worked":
        value, low, high = found.prevented
        amount = {"value": value, "low": low, "high": high}
        told.append(Statement("effects.prevented", amount | {"months": len(found.settings.after)}))
    told += _state_power(found, prepared)
    told += _state_ring(found)
    if found.methods.difference_of_harm is not None:
        told += found.methods.difference_of_harm.statements
    if found.methods.falling_back is not None:
        told += found.methods.falling_back.statements
    for name, others in (("other", prepared.overlaps), ("other_compared", prepared.touched)):
        if others:
            told.append(Statement(f"effects.{name}", {"names": list(others)}))
    return (*told, *_state_costs(found))


def _state_ring(found: Effect) -> Told:
    ring, whole = found.methods.ring, found.methods.difference_of_counts
    if ring is None:
        return (Statement("effects.ring_none"),)
    told: Told = (state_ratio("ring", ring),)
    if found.verdict != "worked" or found.methods.quotient is None or whole is None:
        return told
    if read_way(ring) == "rose" and read_way(whole, neutral=0.0) != "fell":
        told += (Statement("effects.moved_away"),)
    return (*told, *found.methods.quotient.statements, *whole.statements)


def _state_costs(found: Effect) -> Told:
    if found.costs is None:
        return ()
    if found.verdict in ("disagree", "not_judged"):
        return (Statement("effects.cost_unknown", {"cost": found.costs.cost}),)
    return found.costs.statements


def _word_of(answer: MethodAnswer) -> str:
    """One method's word in a list of those that disagree."""
    values = {"method": METHODS[answer.name], "change": abs(answer.value - answer.neutral)}
    told = say(Statement(f"effects.says_{answer.says}", values), MESSAGES)
    return told[:1].lower() + told[1:]


def _state_counts(found: Effect, prepared: Prepared) -> Statement:
    window, difference = prepared.window, found.methods.difference
    months = (float(window.before.sum()), float(window.after.sum()))
    areas = max(prepared.comparison.size, 1)
    return Statement(
        "effects.counted",
        round_figures(
            before=difference.before[0] / months[0],
            after=difference.after[0] / months[1],
            other_before=difference.before[1] / months[0] / areas,
            other_after=difference.after[1] / months[1] / areas,
        ),
    )


def _state_against(found: Effect, prepared: Prepared) -> Told:
    chosen = len(found.settings.left_out)
    values = {
        "areas": int(prepared.comparison.size),
        "before": len(found.settings.before),
        "earlier": int(prepared.window.earlier.sum()),
        "after": len(found.settings.after),
    }
    name = "level" if found.decided_by == "level" else "change"
    told = (Statement(f"effects.against_{name}", values),)
    return (*told, Statement("effects.against_chosen", {"chosen": chosen})) if chosen else told


def _state_power(found: Effect, prepared: Prepared) -> Told:
    """Where nothing was seen: what could have been."""
    difference, window = found.methods.difference, prepared.window
    if found.verdict != "no_change" or min(difference.before) <= 0 or prepared.comparison.size < 2:
        return ()
    months = float(window.before.sum())
    power = find_power(
        PowerRequest(
            monthly_treated=difference.before[0] / months,
            monthly_comparison=difference.before[1] / months,
            months_before=int(months),
            months_after=int(window.after.sum()),
            comparison_units=int(prepared.comparison.size),
            drift=difference.drift,
            level=found.settings.terms.level,
        )
    )
    if np.isnan(power.smallest_fall):
        return (Statement("effects.could_not_see"),)
    return (Statement("effects.could_see", {"fall": power.smallest_fall}),)


def state_limits(found: Effect, prepared: Prepared, *, basis: Basis) -> Told:
    """What is printed wherever the effect is shown."""
    told = [Statement("effects.limit_why"), Statement("effects.limit_many")]
    told += [Statement(f"effects.limit_{one}") for one in ("paths", "moved", "activity")]
    if found.methods.level is not None and found.methods.level.reaches_beyond:
        told.append(Statement("effects.limit_beyond"))
    told += found.methods.difference.limits[1:]
    if prepared.treated.size > 1:
        told.append(Statement("effects.limit_together", {"units": int(prepared.treated.size)}))
    span = (*found.settings.before, *found.settings.after)
    told += [Statement("effects.break", {"month": one.month, "title": one.title})
             for one in basis.breaks
             if one.kind != "missing" and span[0] < one.month <= span[-1]]  # fmt: skip
    missing = np.isnan(prepared.units.values[prepared.treated]).any(axis=0)
    inside = [month for month, gone in zip(prepared.units.months, missing, strict=True)
              if gone and span[0] <= month <= span[-1]]  # fmt: skip
    if inside:
        told.append(Statement("effects.missing", {"number": len(inside)}))
    judged = prepared.judged_months
    gaps = prepared.comparison.size - prepared.complete(prepared.comparison, judged).size
    if gaps:
        told.append(Statement("effects.dropped", {"number": int(gaps)}))
    if basis.unplaced_share > 0:
        told.append(Statement("effects.unplaced", {"share": basis.unplaced_share}))
    if basis.late_share > 0:
        told.append(Statement("effects.late", {"share": basis.late_share}))
    return tuple(told)
