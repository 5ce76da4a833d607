"""Histories in words: fields by their titles, from what to what, and never what is hidden."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from safercity.partnership.audit.queries import list_history
from safercity.partnership.audit.wording import tell_changes
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.governance.actions import change_body
from safercity.partnership.oversight.actions import add_review, change_review
from tests.partnership.access.governance import make_body
from tests.partnership.commitments.made import day, make
from tests.partnership.performance.made import make_measure


def read_history(client, address: str) -> str:
    """The history on a page, without its marks."""
    page = client.get(address).content.decode()
    section = page.split('<section class="history">')[1].split("</section>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section))


def test_a_board_names_the_posts_that_it_went_from_and_to(people, sign_in):
    body = make_body(people)
    changes = {"chair": people.posts["manager"], "quorum": 4, "about": "It meets monthly."}
    change_body(body, changes, version=body.version, by=SYSTEM)
    told = read_history(sign_in("officer"), reverse("governance:body", kwargs={"key": body.pk}))
    assert "chair: Chair post, Wexmoor Police → Manager post, Brackenford City Council" in told
    assert "what it is for: written" in told and "monthly" not in told.split("History")[1]


def test_a_review_says_its_lead_and_day(people, sign_in):
    review = add_review("Night economy", by=SYSTEM)
    changes = {"lead": people.posts["officer"], "due": day(30), "scope": "All of it."}
    change_review(review, changes, version=review.version, by=SYSTEM)
    address = reverse("oversight:review", kwargs={"key": review.pk})
    told = read_history(sign_in("manager"), address)
    assert "lead: – → Officer post, Brackenford City Council" in told and "scope: written" in told
    assert "due: – → " in told and "changed;" not in told


def test_a_measure_says_its_choices_and_companion(people, sign_in):
    from safercity.partnership.performance.actions import change_measure

    other = make_measure(people, code="beside", title="Reports made")
    measure = make_measure(people)
    changes = {"direction": "ambiguous", "companion": other, "due_days": 30}
    change_measure(measure, changes, version=measure.version, by=SYSTEM)
    address = reverse("performance:measure", kwargs={"code": measure.code})
    told = read_history(sign_in("officer"), address)
    assert "companion: – → Reports made" in told
    assert "days until a return is due: 20 → 30" in told
    assert f"direction: {measure.get_direction_display()}" not in told.split("companion")[1]


def test_what_the_reader_may_not_see_is_not_named(people):
    """A decision, a measure or an action that a change names, for whom it is not there."""
    action = make(people, "elsewhere", what="Watch the quarry", only_parties=True)
    kind, details = "oversight.review", {"lead": [None, str(people.posts["chair"].pk)]}
    assert tell_changes(kind, details, names={}) == "lead: – → one not shown here"
    assert tell_changes(kind, {"agency": str(action.pk)}, names={}) == ""
    (entry,) = list_history(action)
    owner = people.posts["elsewhere"]
    assert entry.named == [("people.post", owner.pk)] and "quarry" not in entry.tell({})


@pytest.mark.parametrize(
    ("kind", "details", "told"),
    [
        ("oversight.review", {"state": ["promised", "under_way"]}, "state: Promised → Under way"),
        ("oversight.doing", {"duty": "death-reviews", "period": "2026-27-2"},
         "duty: death reviews; period: case 2 of 2026/27"),
        ("oversight.assurance", {"quarter": "2026-27-q4"}, "quarter: January to March 2027"),
        ("performance.measure", {"target": [None, "40.0000"], "target_by": ["", "2027"]},
         "target: – → 40; target by: – → 2027"),
        ("oversight.doing", {"evidence": ["…", ""], "done_on": [None, "2026-03-01"]},
         "what proves it: taken out; done on: – → 1 Mar 2026"),
        ("performance.measure", {"code": "knife-violence"}, "code: knife-violence"),
        ("commitments.commitment", {"partners": ["", "fire+police"], "owner": "head/council"},
         "partners: – → fire, police; owner: head, council"),
        ("oversight.doing", {"period": "2026-27-10"}, "period: case 10 of 2026/27"),
        ("people.agency", {"layers": [[], ["police", "fire"]]},
         "records it answers for: – → police, fire"),
    ],
)  # fmt: skip
def test_values_as_pages_write_them(kind, details, told):
    assert tell_changes(kind, details, names={}) == told
