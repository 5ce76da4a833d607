"""Did it work? One question, every method, one verdict by a rule fixed beforehand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from safercity.evidence.effects.costs import CostBenefit, cost_effect
from safercity.evidence.effects.figures import Three, round_three
from safercity.evidence.effects.found import Effect, EffectChoices, Methods
from safercity.evidence.effects.methods import answers_of, ask_methods
from safercity.evidence.effects.preparing import Prepared, prepare
from safercity.evidence.effects.reporting import find_doubt, state_effect, state_limits
from safercity.evidence.effects.request import EffectRequest, EffectSettings, Label
from safercity.evidence.effects.verdict import MAIN, MethodAnswer, judge
from safercity.evidence.findings import Basis
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.statistics import round_significant


def measure_effect(
    counts: Matrix,
    request: EffectRequest,
    *,
    basis: Basis | None = None,
    run: Run | None = None,
    settings: EffectSettings | None = None,
) -> Effect:
    """Did an intervention work, against what, how sure, and did it only move crime next door?

    `counts`: units x months of incidents, NaN where missing. Set against areas that were as high
    before (the deciding method) and against other areas' change with the months that chose the
    place left out; it is said to have worked only if the rule of `judge` is met. A place chosen for
    being high falls back by itself: each of the two is right under another reason for the choice.
    With too few areas for the first, the second decides.
    Limits: an effect is told apart from chance and from what happened elsewhere, never from other
    things that began there then. Errors: `EffectIncomplete`, `EffectCountsUnusable`, `TooFewAreas`,
    `EffectTermsRefused`, `ActivityAsked`, `TooCoarse`, `LabelsDiffer`.
    """
    basis, run, settings = basis or Basis(), run or Run(), settings or EffectSettings()
    run.step("effect: choose areas and months")
    prepared = prepare(counts, request, basis=basis, settings=settings)
    methods = ask_methods(prepared, request, run=run, settings=settings)
    answers = answers_of(methods)
    first = next(one for name in MAIN for one in answers if one.name == name)
    others = [one for one in answers if one is not first]
    doubt = find_doubt(prepared, methods, settings=settings)
    verdict = judge(first, others, is_doubted=doubt is not None, lean_at=2 * (1 - settings.level))
    prevented = _find_prevented(first, actual=methods.difference.after[0])
    counted, expected = _find_lines(prepared, methods)
    found = Effect(
        verdict=verdict,
        decided_by=first.name,
        ratio=first.value,
        low=first.low,
        high=first.high,
        prevented=prevented,
        answers=answers,
        methods=methods,
        costs=_find_costs(prevented, request, methods=methods),
        months=prepared.units.months,
        counted=counted,
        expected=expected,
        settings=_choices(prepared, request, settings=settings),
    )
    told = state_effect(found, prepared, doubt=doubt)
    return replace(found, statements=told, limits=state_limits(found, prepared, basis=basis))


def _find_prevented(first: MethodAnswer, *, actual: float) -> Three:
    """Expected less actual, (value, low, high); of a method's ratio turned round."""
    ratios = np.array([first.value, first.high, first.low])
    base = actual if actual > 0 else 0.5
    return round_three(base / np.maximum(ratios, 1e-9) - base)


def _find_costs(
    prevented: Three, request: EffectRequest, *, methods: Methods
) -> CostBenefit | None:
    cost, harm = request.intervention.cost, methods.difference_of_harm
    if cost is None:
        return None
    saved = None if harm is None else (-harm.difference, -harm.high, -harm.low)
    return cost_effect(prevented, cost, costs=request.costs, harm_prevented=saved)


def _find_lines(prepared: Prepared, methods: Methods) -> tuple[np.ndarray, np.ndarray]:
    """The place's months, and the compared areas' months at the place's earlier level."""
    values = prepared.units.values
    counted = values[prepared.treated].sum(axis=0)
    others = prepared.complete(prepared.comparison, prepared.judged_months)
    before, _ = prepared.totals(prepared.treated)
    level = float(np.nansum(values[others][:, prepared.window.before]))
    scale = before / level if level > 0 else np.nan
    expected = values[others].sum(axis=0) * scale if others.size else np.full(counted.size, np.nan)
    return counted, np.asarray(round_significant(expected))


def _choices(prepared: Prepared, request: EffectRequest, *, settings) -> EffectChoices:
    labels, months = prepared.units.labels, np.array(prepared.units.months)
    window = prepared.window
    left_out = window.chosen & ~window.before

    def named(rows: np.ndarray) -> tuple[Label, ...]:
        return tuple(labels[row] for row in rows)

    def dated(side: np.ndarray) -> tuple[str, ...]:
        return tuple(str(one) for one in months[side])

    return EffectChoices(
        request.intervention,
        treated=named(prepared.treated),
        comparison=named(prepared.comparison),
        around_treated=named(prepared.around_treated),
        around_comparison=named(prepared.around_comparison),
        before=dated(window.before),
        after=dated(window.after),
        left_out=dated(left_out),
        terms=settings,
    )
