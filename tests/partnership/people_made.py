"""A partnership in three agencies, one person for each role, and who does not belong."""

from __future__ import annotations

from dataclasses import dataclass, field

from safercity.partnership.common.viewers import SYSTEM, Role, Viewer
from safercity.partnership.people import actions
from safercity.partnership.people.queries import get_viewer

AGENCIES = {
    "council": ("Brackenford City Council", ("asb_team", "environment", "housing", "council")),
    "police": ("Wexmoor Police", ("police",)),
    "fire": ("Wexmoor Fire and Rescue Service", ("fire",)),
}
OWN = {  # role: the agency of its post
    Role.ANALYST: "police",
    Role.MANAGER: "council",
    Role.OFFICER: "council",
    Role.CHAIR: "police",
    Role.BOARD_MEMBER: "fire",
    Role.LINK_OFFICER: "council",
    Role.ADMINISTRATOR: "council",
    Role.AUDITOR: "council",
}


@dataclass
class People:
    """Who there is. `users` and `posts` by role; `elsewhere` is an officer of another agency."""

    agencies: dict = field(default_factory=dict)
    posts: dict = field(default_factory=dict)
    users: dict = field(default_factory=dict)

    def viewer(self, who: str) -> Viewer:
        return get_viewer(self.users[who])


def make_people() -> People:
    people = People()
    for slug, (name, layers) in AGENCIES.items():
        new = actions.NewAgency(slug, name, kind=slug, layers=layers)
        people.agencies[slug] = actions.add_agency(new, by=SYSTEM)
    for role, slug in OWN.items():
        _employ(people, role.value, role, people.agencies[slug])
    _employ(people, "elsewhere", Role.OFFICER, people.agencies["fire"])
    people.users["postless"] = actions.add_person("postless@example.org", "Pat Postless", by=SYSTEM)
    return people


def _employ(people: People, who: str, role: Role, agency) -> None:
    title = f"{who.replace('_', ' ').capitalize()} post"
    people.posts[who] = actions.add_post(agency, title, role=role, by=SYSTEM)
    people.users[who] = actions.add_person(f"{who}@example.org", f"Robin {who}", by=SYSTEM)
    actions.take_post(people.users[who], people.posts[who], by=SYSTEM)


def add_charity(people: People):
    """A guest agency with one officer, who is "guest" among the people."""
    new = actions.NewAgency("charity", "Lantern Trust", kind="voluntary", is_guest=True)
    agency = actions.add_agency(new, by=SYSTEM)
    people.posts["guest"] = actions.add_post(agency, "Coordinator", role=Role.OFFICER, by=SYSTEM)
    people.users["guest"] = actions.add_person("guest@example.org", "Sam Guest", by=SYSTEM)
    actions.take_post(people.users["guest"], people.posts["guest"], by=SYSTEM)
    return agency
