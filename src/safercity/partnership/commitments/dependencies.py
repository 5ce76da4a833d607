"""What has to be done before what; a circle is refused, with the chain said."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from safercity.partnership.commitments.models import Commitment, Dependency
from safercity.partnership.commitments.queries import find_commitments
from safercity.partnership.common.rules import Refused
from safercity.partnership.common.viewers import Viewer


class Circle(Refused):
    """A commitment would have to be done before itself."""

    def __init__(self, chain: list[str]):
        self.chain = chain
        super().__init__(
            _("This would go round in a circle: {chain}.").format(
                chain=" → ".join(f"“{what}”" for what in chain)
            ),
            advice=_("Take out one of these steps first."),
        )


def set_needs(commitment: Commitment, needs: set[UUID], *, by: Viewer) -> list[int] | None:
    """Make `needs` all that has to be done first; how many were and are, None if it was so.
    What `by` may not see of it stays: no form that they filled in could have named it.

    Every row that can be reached is locked before the check, so that two people who each add
    one half of a circle wait for each other. Errors: Circle.
    """
    old = set(Dependency.objects.filter(commitment=commitment).values_list("needs", flat=True))
    needs = needs | (old - {each.key for each in find_commitments(by, old)} if old else set())
    if old == needs:
        return None
    reach = _find_reach(needs)
    ids = sorted({commitment.pk, *needs, *reach})
    list(Commitment.objects.select_for_update().filter(pk__in=ids).order_by("pk").values("pk"))
    if chain := find_chain(needs, commitment.pk):
        titles = {each.key: each.title for each in find_commitments(by, chain)}
        hidden = _("an action that you may not see")
        raise Circle([commitment.what, *(titles.get(key, hidden) for key in chain)])
    Dependency.objects.filter(commitment=commitment).exclude(needs__in=needs).delete()
    added = [Dependency(commitment=commitment, needs_id=key) for key in sorted(needs - old)]
    Dependency.objects.bulk_create(added)
    return [len(old), len(needs)]


def find_chain(starts: set[UUID], end: UUID) -> list[UUID]:
    """The shortest way along needs from one of `starts` to `end`; empty where there is none."""
    before = _find_reach(starts)
    if end not in before:
        return []
    chain = [end]
    while (step := before[chain[-1]]) is not None:
        chain.append(step)
    return chain[::-1]


def _find_reach(starts: set[UUID]) -> dict[UUID, UUID | None]:
    """Everything that can be reached, each with the step before it. One query a step."""
    before: dict[UUID, UUID | None] = dict.fromkeys(starts)
    edge = set(starts)
    while edge:
        pairs = Dependency.objects.filter(commitment__in=edge).values_list("commitment", "needs")
        edge = set()
        for one, next_one in pairs:
            if next_one not in before:
                before[next_one] = one
                edge.add(next_one)
    return before
