"""Actions: seen by who holds a post, moved by the owner's agency and managers."""

from tests.partnership.access.expected import EVERYONE, Access
from tests.partnership.commitments.made import make, walk

WORKING = EVERYONE - {"administrator", "auditor"}
COUNCIL = frozenset({"manager", "officer", "link_officer"})  # who work for the owner's agency
PARTIES = frozenset("manager officer link_officer administrator auditor chair".split())


def open_action(people):
    return {"key": make(people).pk}


def hidden_action(people):
    return {"key": make(people, only_parties=True).pk}


def step(state, *, start=()):
    def make_step(people):
        action = walk(make(people, kind="key_action"), *start)
        return {"key": action.pk, "state": state}

    return make_step


EXPECTED = {
    "commitments:list": Access(),
    "commitments:make": Access(who=WORKING),
    "commitments:show": Access(who=PARTIES, others=404, make=hidden_action),
    "commitments:change": Access(who=frozenset({"manager", "chair"}), make=open_action),
    "commitments:update": Access(who=COUNCIL, make=open_action),
    "commitments:step": Access(who=WORKING - COUNCIL, make=step("verified", start=("done",))),
    "commitments:subject": Access(who=frozenset(), others=404, make=open_action),
}
