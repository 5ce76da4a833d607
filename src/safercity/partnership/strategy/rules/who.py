"""The rules themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from safercity.partnership.common.in_words import say
from safercity.partnership.common.rules import (
    NotVisible,
    NotYet,
    hold_a_post,
    require_role,
    rule,
    see_beyond_own,
)
from safercity.partnership.common.viewers import Role, Viewer
from safercity.partnership.strategy.rules.route import Route

see_strategy = hold_a_post
see_drafts = see_beyond_own
PUBLIC = ("published", "superseded")  # what anyone may read, guests too


@rule
def see_version(viewer: Viewer, step: str) -> None:
    """Members see every version; a guest those that are, or were, published."""
    see_strategy(viewer)
    if viewer.is_guest and step not in PUBLIC:
        raise NotVisible(_("There is no such version that you may see."))


@rule
def import_strategy(viewer: Viewer) -> None:
    """The manager keeps the strategy."""
    require_role(viewer, Role.MANAGER, to=_("bring in a strategy"))


@rule
def keep_plan(viewer: Viewer) -> None:
    """The manager gives key actions their owners and days."""
    require_role(viewer, Role.MANAGER, to=_("change the delivery plan"))


@rule
def change_draft(viewer: Viewer, step: str, *, route: Route) -> None:
    """The manager and the analyst write drafts; what was consulted on or published stands."""
    require_role(viewer, Role.MANAGER, Role.ANALYST, to=_("change the strategy's draft"))
    if not route.find(step).may_change:
        title = say(route.find(step).title).lower()
        raise NotYet(
            _("This version has left the draft: it stands at {title}.").format(title=title),
            advice=_("Send it back to the draft, or begin a new version."),
        )


@rule
def do_without(_viewer: Viewer, *, needing: Sequence[str]) -> None:
    """A part goes once nothing is left that cannot do without it."""
    if needing:
        raise NotYet(
            _("It is still needed: {names}.").format(names="; ".join(needing)),
            advice=_("Give them another first, or remove them."),
        )


@rule
def move_version(
    viewer: Viewer, step: str, *, to: str, route: Route, done: Collection[str]
) -> None:
    """The manager records what was decided, step by step; a step's duties come before it."""
    require_role(viewer, Role.MANAGER, to=_("move the strategy along its route"))
    onward = {each.id: each for each in route.after(step)}
    if to not in onward:
        known = ", ".join(say(each.title).lower() for each in onward.values()) or _("nothing")
        raise NotYet(
            _("From here the route goes to: {known}.").format(known=known),
            advice=_("Choose one of these."),
        )
    lacking = [duty for duty in onward[to].asks if duty not in done]
    if lacking:
        titles = {duty.id: say(duty.title).lower() for duty in route.duties}
        named = ", ".join(titles[duty] for duty in lacking)
        raise NotYet(
            _("Before this step the route asks for: {named}.").format(named=named),
            advice=_("Record it first."),
        )


@rule
def name_who_decides(_viewer: Viewer, to: str, *, route: Route, decided_by: str) -> None:
    """A step that a body decides is recorded with the body."""
    step = route.find(to)
    if step.decides and not decided_by.strip():
        raise NotYet(
            _("A body decides the step “{step}”, and none is named.").format(step=say(step.title)),
            advice=_("Say which body decided."),
        )


@rule
def date_step(_viewer: Viewer, day: date, *, last: date | None) -> None:
    """A step is dated on the day it was decided: not a day to come, nor before the step before."""
    if day > timezone.localdate():
        raise NotYet(
            _("{day} has not come yet.").format(day=date_format(day, "j F Y")),
            advice=_("Give the day of the decision."),
        )
    if last and day < last:
        raise NotYet(
            _("The step before was on {day}.").format(day=date_format(last, "j F Y")),
            advice=_("Give that day or a later one."),
        )


@rule
def bring_in_named(viewer: Viewer, step: str) -> None:
    """The manager brings in what a published version names."""
    require_role(viewer, Role.MANAGER, to=_("bring in what the strategy names"))
    if step != "published":
        raise NotYet(_("This version is not published."), advice=_("It takes force when it is."))


@rule
def begin_review(viewer: Viewer, step: str) -> None:
    """The manager reviews what is published."""
    require_role(viewer, Role.MANAGER, to=_("begin the annual review"))
    if step != "published":
        raise NotYet(
            _("The annual review takes the published version."), advice=_("Publish one first.")
        )


@rule
def propose_change(viewer: Viewer, state: str) -> None:
    """The manager and the analyst propose, while the review is open."""
    require_role(viewer, Role.MANAGER, Role.ANALYST, to=_("propose changes in the review"))
    _is_open(state)


@rule
def answer_proposal(viewer: Viewer, state: str) -> None:
    """The manager records what the partnership agreed, while the review is open."""
    require_role(viewer, Role.MANAGER, Role.CHAIR, to=_("answer proposals of the review"))
    _is_open(state)


def _is_open(state: str) -> None:
    if state != "open":
        raise NotYet(_("This review has ended."), advice=_("Begin the next one."))
