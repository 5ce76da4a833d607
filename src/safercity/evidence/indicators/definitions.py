"""From an indicator's content to the terms it is read by."""

from __future__ import annotations

from safercity.evidence.indicators.terms import ChartRules, IndicatorTerms, Rebase, Target
from safercity.evidence.taxonomy import say
from safercity.evidence.taxonomy.indicators import Indicator


def terms_of(
    indicator: Indicator,
    *,
    companion: Indicator | None = None,
    rebases: tuple[Rebase, ...] = (),
    rules: ChartRules | None = None,
    language: str = "en",
) -> IndicatorTerms:
    """The terms of a content file: title, direction, target and caveats, with the partnership's
    recorded rebases and rules. `companion`: the indicator that it names, for its title.

    Errors: `TargetRefused`, for a target that does not fit its baseline.
    """
    set_, baseline, target = indicator.target, indicator.baseline, None
    if set_ is not None:
        first, last = (baseline.first, baseline.last) if baseline else (None, None)
        target = Target(set_.by, set_.value, set_.change, first, last)
    beside = say(companion.title, language) if companion else indicator.companion
    return IndicatorTerms(
        name=say(indicator.title, language),
        unit=say(indicator.unit, language),
        better=indicator.direction,
        companion=beside,
        target=target,
        rebases=rebases,
        caveats=tuple(say(one, language) for one in indicator.caveats),
        rules=rules or ChartRules(),
    )
