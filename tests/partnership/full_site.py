"""A site full of work for the walk: the demonstration's partnership over a hundred places."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.partnership import sample_edition
from tests.partnership.people_made import People

PLACES, ROWS = 100, 60
SAID = "Seen on the way to work."
# Who of the demonstration stands for whom of the matrix.
ACCOUNTS = {
    "manager": "manager",
    "analyst": "analyst",
    "officer": "council",
    "elsewhere": "fire",
    "chair": "chair",
    "board_member": "board",
    "link_officer": "link-safeguarding",
    "administrator": "administrator",
    "auditor": "auditor",
}
Arguments = dict[str, Any]


def write_large_edition(folder: Path) -> Path:
    """The sample edition with as many places as a city's list has."""
    from tests.partnership.sample_profiles import write_assessed_edition

    chance = random.Random(7)
    kinds = ("persistent", "emerging", "few_agencies", "single_agency", "former")
    more = [
        (
            f"Street {n} and Close {n}, by the river",
            chance.randint(-2800, 2800),
            chance.randint(-2800, 2800),
            240,
            kinds[n % len(kinds)],
            ("firm", "fairly firm", "tentative")[n % 3],
            " ".join(chance.sample("Po As En Ho Ch Ad Fr He".split(), 1 + n % 6)),
        )
        for n in range(PLACES - len(sample_edition.PLACES))
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample_edition, "PLACES", [*sample_edition.PLACES, *more])
        return write_assessed_edition(folder)


def name_people() -> People:
    """The demonstration's accounts by the names that the matrix uses."""
    from safercity.partnership.people.queries import Agency, Holding, User

    people = People(agencies={agency.slug: agency for agency in Agency.objects.all()})
    for who, account in ACCOUNTS.items():
        people.users[who] = User.objects.get(email=f"{account}@demo.invalid")
        people.posts[who] = Holding.objects.get(user=people.users[who]).post
    return people


def fill(people: People) -> None:
    """More of everything that is listed: what costs a query a row shows itself."""
    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.governance import actions as governance
    from safercity.partnership.governance.queries import find_board, list_subjects
    from safercity.partnership.oversight import actions as oversight
    from safercity.partnership.people import actions as accounts
    from safercity.partnership.performance.queries import list_measures
    from tests.partnership.commitments.made import day, make, walk
    from tests.partnership.notes.made import comment

    owners = ("officer", "elsewhere", "link_officer", "manager", "chair")
    for n in range(ROWS):
        action = make(people, owners[n % 5], what=f"Light number {n}", due=day(n - 20))
        comment(people, action, f"{SAID} @{people.posts['manager'].title}, please look.")
        walk(make(people, owners[n % 5], kind="key_action", what=f"Gate {n}"), "done")
        agency = people.agencies["council" if n % 2 else "police"]
        post = accounts.add_post(agency, f"Warden {n}", role="officer", by=SYSTEM)
        user = accounts.add_person(f"warden-{n}@example.org", f"Demo warden {n}", by=SYSTEM)
        accounts.take_post(user, post, by=SYSTEM)
        new = governance.NewDecision(find_board(), day(-n), f"Decision {n}", "Seen")
        comment(people, governance.record_decision(new, by=SYSTEM), SAID)
        comment(people, oversight.add_review(f"Review {n}", by=SYSTEM), SAID)
    for row in 2 * [*list_subjects(), *list_measures()]:
        comment(people, row, SAID)


def _key(rows: Any) -> Callable[[], Arguments]:
    return lambda: {"key": rows().first().pk}


def list_picked() -> dict[str, Callable[[], Arguments]]:
    """For pages about one thing: the fullest there is, rather than a new and empty one."""
    from django.db.models import Count

    from safercity.partnership.commitments.models import Commitment
    from safercity.partnership.common.subjects import LISTED
    from safercity.partnership.governance.models import Body, Decision, Subject
    from safercity.partnership.oversight.models import Adoption, Review
    from safercity.partnership.people.models import Agency
    from safercity.partnership.performance.models import Measure, Return
    from safercity.partnership.sharing.models import Agreement
    from safercity.partnership.strategy.queries import get_current

    def fullest(model: Any, of: str) -> Callable[[], Any]:
        return lambda: model.objects.annotate(n=Count(of)).order_by("-n")

    def place() -> Arguments:
        seen = LISTED["places.place"](name_people().viewer("manager"))
        return {"place_id": seen[0].address.split("/")[2]}

    action = _key(fullest(Commitment, "updates"))
    body = _key(lambda: Body.objects.filter(is_board=True))
    agency = _key(lambda: Agency.objects.filter(slug="council"))
    version = lambda: {"number": get_current().number}  # noqa: E731
    measure = lambda: {"code": fullest(Measure, "returns")().first().code}  # noqa: E731
    return {
        "commitments:show": action,
        "governance:body": body,
        "governance:change-body": body,
        "governance:terms": body,
        "governance:decision": _key(Decision.objects.all),
        "oversight:adoption": _key(Adoption.objects.all),
        "places:place": place,
        "oversight:subject": _key(lambda: Subject.objects.filter(kind="supporting")),
        "oversight:review": _key(Review.objects.all),
        "people:agency": agency,
        "people:change-agency": agency,
        "people:tokens": agency,
        "performance:measure": measure,
        "performance:change": measure,
        "performance:return": _key(lambda: Return.objects.filter(state="submitted")),
        "sharing:agreement": _key(fullest(Agreement, "data_sets")),
        "sharing:past": _key(fullest(Agreement, "agreed_texts")),
        "strategy:version": version,
        "strategy:paper": lambda: version() | {"kind": "yaml"},
        "strategy:duty": lambda: version() | {"duty": "equality_impact"},
        "strategy:move": version,
    }
