"""The annual review: what may be proposed, and what ends in the next draft."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from safercity.partnership.common.rules import NotYet
from safercity.partnership.strategy import actions, queries
from tests.partnership.strategy.made import TEXT, take_whole_route

PROPOSED = [
    {"part": "O1.1", "kind": "reword", "title": "Less noise at night", "text": ""},
    {
        "part": "1",
        "kind": "action",
        "title": "Wardens\u2019 rota",
        "text": "By ward.\r\nEach month.",
    },
    {"part": "2", "kind": "outcome", "title": "More who feel safe", "text": ""},
    {"part": "3", "kind": "end", "title": "", "text": ""},
    {"part": "3.2", "kind": "end", "title": "", "text": ""},
]


@pytest.fixture
def version(people):
    made = actions.import_version(TEXT, by=people.viewer("manager"))
    take_whole_route(made, by=people.viewer("manager"))
    return made


@pytest.fixture
def review(version, people):
    return actions.begin_review(
        version, edition="e" * 64, day=date(2026, 3, 1), findings=[], by=people.viewer("manager")
    )


def propose(client, review, **given):
    address = reverse("strategy:propose", kwargs={"key": review.pk})
    key = client.get(address).context["form"]["key"].value()
    return client.post(address, {"key": key, "evidence": "It rose.", **given})


def agree(review, by):
    for each in queries.list_proposals(review):
        actions.answer_proposal(each, "agreed", changes={}, opened=each.version, by=by)


def test_what_is_agreed_is_reworded_added_and_ended(version, review, people, sign_in):
    client = sign_in("analyst")
    for given in PROPOSED:
        assert propose(client, review, **given).status_code == 302, given
    page = client.get(reverse("strategy:review", kwargs={"key": review.pk})).content.decode()
    assert "Add an outcome under it" in page and "More who feel safe" in page
    agree(review, people.viewer("manager"))
    draft = actions.end_review(review, opened=review.version, by=people.viewer("manager"))
    told = "\n".join(queries.compare_versions(version, draft).sentences)
    assert "Outcome O1.1: its title “" in told and "“Less noise at night”" in told
    assert "New key action 1.10: “Wardens\u2019 rota”." in told
    assert "New outcome O2.7: “More who feel safe”." in told
    assert "Strategic priority 3 is taken out: “Modern Slavery”." in told
    strategy = queries.read_content(draft)
    assert strategy.by_id["1.10"].about == {"en": "By ward. Each month."}
    assert {"1.10", "O2.7"} <= set(queries.list_items()), "measures and work can hang on them"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"part": "1.1", "kind": "action", "title": "More", "text": ""},
            "under a strategic priority",
        ),
        ({"part": "1", "kind": "action", "title": "", "text": "Words"}, "new words are missing"),
        ({"part": "O1.1", "kind": "reword", "title": "", "text": "Words"}, "no text under it"),
        ({"part": "1.1", "kind": "reword", "title": "", "text": ""}, "new words are missing"),
    ],
)
def test_what_cannot_be_is_refused_on_the_form(review, sign_in, given, said):
    answer = propose(sign_in("manager"), review, **given)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not queries.list_proposals(review)


def test_a_review_that_would_end_every_priority_stays_open(review, people):
    manager = people.viewer("manager")
    for part in "1234":
        new = actions.NewProposal(part, text="", kind="end")
        actions.propose_change(review, new, by=manager)
    agree(review, manager)
    with pytest.raises(NotYet) as refused:
        actions.end_review(review, opened=review.version, by=manager)
    assert "there are no priorities" in str(refused.value)
    review.refresh_from_db()
    assert review.state == "open" and len(queries.list_versions()) == 1


def test_while_a_review_is_open_another_is_not_offered(version, people, sign_in):
    client, address = sign_in("manager"), reverse("strategy:reviews")
    assert "Begin this year" in client.get(address).content.decode()
    manager = people.viewer("manager")
    day = date(2026, 3, 1)
    made = actions.begin_review(version, edition="e" * 64, day=day, findings=[], by=manager)
    page = client.get(address).content.decode()
    assert "Begin this year" not in page and "A review is open" in page
    assert reverse("strategy:review", kwargs={"key": made.pk}) in page
    assert "A review is open" not in sign_in("officer").get(address).content.decode()
