"""Versions: brought in whole or not at all, changed as drafts, moved along the route, compared."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from safercity.documents.strategy import StrategyFaulty
from safercity.partnership.common.rules import NotAllowed, NotYet
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.strategy import actions, queries
from safercity.partnership.strategy.models import Item, StrategyVersion
from tests.partnership.strategy.made import TEXT, take_whole_route

MOVE = actions.Move("consultation", date(2026, 1, 1))


@pytest.fixture
def version(people):
    return actions.import_version(TEXT, by=people.viewer("manager"))


def change(version, by, *, title="Reviewed twice a year", opened=None):
    actions.change_draft(
        version,
        "1.3",
        changes={"title": {"en": title}},
        opened=actions.Opened(version.version if opened is None else opened),
        by=by,
    )


def test_a_file_with_faults_keeps_nothing(people):
    with pytest.raises(StrategyFaulty) as faulty:
        actions.import_version(TEXT.replace("direction: down", "direction: sideways"), by=SYSTEM)
    assert len(faulty.value.faults) > 3, "every fault at once"
    assert not StrategyVersion.objects.exists() and not Item.objects.exists()


def test_an_officer_brings_nothing_in(people):
    with pytest.raises(NotAllowed) as refused:
        actions.import_version(TEXT, by=people.viewer("officer"))
    assert "manager" in refused.value.advice


def test_items_are_counted_and_keep_their_ids(version, people):
    kinds = [kind for kind, _code in Item.objects.values_list("kind", "code")]
    assert [kinds.count(kind) for kind in ("priority", "supporting", "action", "outcome")] == [
        4,
        6,
        37,
        18,
    ]
    before = queries.list_items()
    actions.begin_draft(version, by=people.viewer("manager"))
    assert queries.list_items() == before


def test_a_draft_changes_and_the_difference_reads_well(version, people):
    draft = actions.begin_draft(version, by=people.viewer("manager"))
    change(draft, people.viewer("analyst"))
    (told,) = queries.compare_versions(version, draft).sentences
    assert told.startswith("Key action 1.3: its title “") and "Reviewed twice a year" in told


def test_two_people_on_one_draft(version, people):
    opened = version.version
    change(version, people.viewer("manager"), title="The first to save")
    with pytest.raises(actions.PartChanged) as stale:
        change(version, people.viewer("analyst"), title="The second", opened=opened)
    stored, sent = stale.value.held.title, stale.value.sent["title"]
    assert (stored["en"], sent["en"]) == ("The first to save", "The second")


def test_what_left_the_draft_stands(version, people):
    manager = people.viewer("manager")
    actions.move_version(version, MOVE, opened=version.version, by=manager)
    with pytest.raises(NotYet):
        change(version, manager)


def test_steps_are_taken_in_order_and_ask_for_their_duties(version, people):
    manager = people.viewer("manager")
    with pytest.raises(NotYet):
        actions.move_version(
            version, actions.Move("published", date(2026, 1, 1)), opened=1, by=manager
        )
    actions.move_version(version, MOVE, opened=version.version, by=manager)
    board = actions.Move("partnership_board", date(2026, 2, 1), "The Board")
    with pytest.raises(NotYet) as lacking:
        actions.move_version(version, board, opened=version.version, by=manager)
    assert "equality impact" in str(lacking.value)


def test_publishing_supersedes_what_stood(version, people):
    manager = people.viewer("manager")
    take_whole_route(version, by=manager)
    second = actions.begin_draft(version, by=manager)
    assert queries.get_current() == version, "a draft does not replace what is published"
    take_whole_route(second, by=manager)
    version.refresh_from_db()
    assert (version.step, queries.get_current()) == ("superseded", second)


def test_the_comparison_leads_to_both_versions(version, people, sign_in):
    draft = actions.begin_draft(version, by=people.viewer("manager"))
    told = f"{reverse('strategy:compare')}?old={version.number}&new={draft.number}"
    page = sign_in("manager").get(told).content.decode()
    for each in (version, draft):
        assert f'href="{reverse("strategy:version", kwargs={"number": each.number})}"' in page
    assert "CSV" not in page, "nothing differs"
    change(draft, people.viewer("analyst"), title="Reviewed twice")
    assert "format=csv" in sign_in("manager").get(told).content.decode()
    file = sign_in("manager").get(f"{told}&format=csv").content.decode("utf-8-sig")
    assert file.startswith("Part,What changed,Before,Now") and "Reviewed twice" in file


def test_the_file_of_a_comparison_tells_what_is_added_whole(version, people, sign_in):
    manager = people.viewer("manager")
    told = next(each for each in queries.read_content(version).actions if each.about)
    draft = actions.begin_draft(version, by=manager)
    opened = actions.Opened(draft.version)
    actions.remove_from_draft(draft, told.id, opened=opened, by=manager)
    asked = {"old": draft.number, "new": version.number, "format": "csv"}
    file = sign_in("manager").get(reverse("strategy:compare"), asked).content.decode("utf-8-sig")
    assert told.title["en"] in file and told.about["en"].split("\n")[0] in file


def test_a_review_makes_the_next_version_of_what_was_agreed(version, people, sign_in):
    manager = people.viewer("manager")
    take_whole_route(version, by=manager)
    proposals = [
        actions.NewProposal("1.3", text="Dates agreed each spring.", evidence="It rose."),
        actions.NewProposal("1.4", text="Not to be done.", evidence="It fell."),
    ]
    review = actions.begin_review(
        version, edition="e" * 64, day=date(2026, 3, 1), findings=proposals, by=manager
    )
    with pytest.raises(NotYet):
        actions.end_review(review, opened=review.version, by=manager)
    for proposal, answer in zip(queries.list_proposals(review), ("agreed", "refused"), strict=True):
        actions.answer_proposal(proposal, answer, changes={}, opened=1, by=manager)
    draft = actions.end_review(review, opened=review.version, by=manager)
    told = queries.compare_versions(version, draft).sentences
    assert len(told) == 1 and "Dates agreed each spring" in told[0]
    page = sign_in("manager").get(reverse("strategy:review", kwargs={"key": review.pk}))
    history = [(entry.verb, entry.tell({})) for entry in page.context["history"]]
    assert history[:3] == [
        ("review ended", "version: 2"),
        ("proposal answered", "about: 1.4; answer: not agreed"),
        ("proposal answered", "about: 1.3; answer: agreed"),
    ]
    assert history[-1][0] == "review begun" and "Proposal answered" in page.content.decode()
