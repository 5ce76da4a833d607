"""Commitments for tests, as short as they can be."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from safercity.partnership.commitments import actions
from safercity.partnership.commitments.actions import NewCommitment
from safercity.partnership.commitments.queries import Commitment
from safercity.partnership.common.viewers import SYSTEM


def make(people, owner: str = "officer", *, what: str = "Fit lights", **how) -> Commitment:
    """One commitment of a person's post, due in a week."""
    new = {"due": day(7), "kind": "other"} | how
    return actions.make_commitment(
        NewCommitment(what, owner=people.posts[owner].id, **new), by=SYSTEM
    )


def day(days: int) -> date:
    """So many days from today."""
    return timezone.localdate() + timedelta(days=days)


def walk(commitment: Commitment, *states: str) -> Commitment:
    """Take the steps one after the other, with evidence where it is asked for."""
    for state in states:
        actions.change_state(commitment, actions.Step(state, evidence="Photographs"), by=SYSTEM)
    return commitment
