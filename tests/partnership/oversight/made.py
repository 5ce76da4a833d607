"""Adoptions and decisions on days that move with the calendar."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from safercity.partnership.common.viewers import SYSTEM


def address(name, adoption):
    return reverse(f"oversight:{name}", kwargs={"key": adoption.pk})


def ask(subject, agency, *, by, ago=0):
    from safercity.partnership.oversight import actions

    return actions.ask_adoption(
        actions.NewAdoption(subject, "It grows", agency, day_ago(ago)), by=by
    )


def day_ago(days):
    return timezone.localdate() - timedelta(days=days)


def decide(body, what="Take it on", *, ago=0, **more):
    from safercity.partnership.governance import actions

    return actions.record_decision(new_decision(body, what, ago=ago, **more), by=SYSTEM)


def new_decision(body, what="Take it on", *, ago=0, **more):
    from safercity.partnership.governance import actions

    return actions.NewDecision(body, day_ago(ago), what, "It grows", **more)


def settle(adoption, other, people):
    """The terms, the body that answers and a link officer who sits on both."""
    from safercity.partnership.oversight import actions

    adoption.refresh_from_db()
    officer = people.posts["link_officer"]
    changes = {"terms": "One plan", "accountable": other, "link_officer": officer}
    actions.change_adoption(adoption, changes, version=adoption.version, by=SYSTEM)


def take(adoption, decision, *, by, stopping=()):
    from safercity.partnership.oversight import actions

    adoption.refresh_from_db()
    said = actions.Said(decision, stopping=stopping)
    return actions.take_step(adoption, said, version=adoption.version, by=by)
