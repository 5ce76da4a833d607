"""What an effect cannot be told from: each error carries both sides and says what to do."""

from __future__ import annotations

from safercity.evidence.errors import SaferCityError


class EffectIncomplete(SaferCityError):
    """Something an effect is told from is missing: months before or after, or a comparison."""

    exit_code = 36
    advice = "Give months on both sides of the start, and areas to compare with."


class EffectCountsUnusable(SaferCityError):
    """Counts that no area can have, or labels that the counts do not have or have twice."""

    exit_code = 37
    advice = "Give whole months in order, counts of zero or more, and each area one part to play."


class BreakInWindow(SaferCityError):
    """What is recorded changed as the intervention began: the two cannot be told apart."""

    exit_code = 38
    advice = (
        "Compare with areas that the change touched alike, or ask for months on one side of it."
    )


class TooFewAreas(SaferCityError):
    """There are fewer areas than the method needs to tell a change from chance."""

    exit_code = 39
    advice = "Offer more areas that nothing was done in, or match on fewer things."


class EffectTermsRefused(SaferCityError):
    """Terms of a question that cannot be: a level of 2, a fall of 120%, a negative cost."""

    exit_code = 40
    advice = "Give shares between 0 and 1, and costs and months above zero."
