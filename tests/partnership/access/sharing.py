"""The register: seen by who holds a post; written by managers; joined when all givers agree."""

from uuid import uuid4

from tests.partnership.access.expected import NO_ONE, Access

MANAGER = frozenset({"manager"})
SPEAKING = frozenset({"manager", "administrator", "analyst", "chair"})  # the police have no manager


def draft(people):
    """A draft of the council's and the police's."""
    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.sharing import actions
    from tests.partnership.agreements_made import write_values

    council, police = people.agencies["council"], people.agencies["police"]
    parties = [(council, "controller"), (police, "controller")]
    new = actions.NewAgreement(f"draft-{uuid4().hex[:6]}", council, write_values(), parties)
    return {"key": actions.draft_agreement(new, by=SYSTEM).pk}


def asked(people):
    """A request of the fire service's."""
    from safercity.partnership.sharing import actions, queries

    agreement = queries.get_agreement(draft(people)["key"])
    new = actions.NewRequest(people.agencies["fire"].pk, "controller", "Prevention")
    return {"key": actions.ask_access(agreement, new, by=people.viewer("elsewhere")).pk}


def agreed(people):
    """An agreement in force of the council's and the police's, led by the council."""
    from tests.partnership.agreements_made import make_agreement

    named = f"agreed-{uuid4().hex[:6]}"
    made = make_agreement(people, named, sources=["force-crimes"], parties=("council", "police"))
    return {"key": made.pk}


def left(people):
    """The same, as the police leave it."""
    return agreed(people) | {"agency": people.agencies["police"].pk}


def to_review(people):
    return {"to": "in_review", "version": "1"}


CHANGE = Access(who=MANAGER, make=draft)
EXPECTED = {
    "sharing:agreements": Access(),
    "sharing:agreement": Access(make=draft),
    "sharing:past": Access(make=draft),
    "sharing:draft": Access(who=MANAGER),
    "sharing:change": CHANGE,
    "sharing:party": CHANGE,
    "sharing:data-set": CHANGE,
    "sharing:move": Access(
        who=NO_ONE | MANAGER, make=draft, method="post", data=to_review, answers=frozenset({409})
    ),
    "sharing:end": Access(who=MANAGER | {"administrator"}, make=agreed),
    "sharing:leave": Access(who=frozenset({"analyst", "chair"}), make=left),
    "sharing:approve": Access(
        who=SPEAKING, make=draft, method="post", data=lambda people: {"version": "1"}
    ),
    "sharing:ask": Access(who=frozenset({"elsewhere", "board_member"}), make=draft, others=409),
    "sharing:decide": Access(who=SPEAKING, make=asked),
}
