"""What a published strategy changes among bodies: three files, in the order in which it is done."""

from __future__ import annotations

from safercity.partnership.common.following import Effect, Published
from safercity.partnership.governance.following.bodies import plan_bodies, plan_ends
from safercity.partnership.governance.following.lines import plan_lines
from safercity.partnership.governance.following.subjects import plan_subjects


def plan_effects(published: Published) -> list[Effect]:
    """Bodies, lines and who answers for which priority, as the strategy names them.

    A body is known by its code, or by its name. What the strategy did not change stays as people
    left it: a line they ended stays ended. What went from the strategy ends on the day.
    """
    planners = (plan_bodies, plan_lines, plan_subjects, plan_ends)
    return [effect for plan in planners for effect in plan(published)]
