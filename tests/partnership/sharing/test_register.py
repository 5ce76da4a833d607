"""Agreements: drafted, approved, agreed, reviewed, joined; what holds is what was agreed."""

from __future__ import annotations

import itertools

import pytest

from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import NotAllowed, NotYet
from safercity.partnership.common.versions import Stale
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.sharing import actions, queries, rules
from safercity.partnership.sharing.models import Agreement, State
from safercity.partnership.sharing.queries.content import LISTS
from tests.partnership.agreements_made import write_values


@pytest.fixture
def draft(people):
    """Of council and police, with one data set, not approved by anyone."""
    return make_draft(people)


def make_draft(people, **values):
    council, police = people.agencies["council"], people.agencies["police"]
    new = actions.NewAgreement(
        "landlords",
        council,
        write_values(**values),
        [(council, "controller"), (police, "controller")],
        [actions.NewDataSet("housing-asb", ("kind",))],
    )
    return actions.draft_agreement(new, by=people.viewer("manager"))


def agree(people, draft):
    for who in ("manager", "analyst"):
        actions.approve_agreement(draft, by=people.viewer(who))
    approved = queries.get_agreement(draft.pk)
    return actions.move_agreement(
        approved, to="agreed", version=draft.version, by=people.viewer("manager")
    )


@pytest.mark.parametrize("name", LISTS)
def test_lists_have_titles_in_both_languages(name):
    items = queries.read_list(name).values()
    assert items and all({"en", "cy"} <= set(item.title) for item in items)


def test_a_gateway_is_not_a_lawful_basis(people):
    draft = make_draft(people, bases=["gdpr-9-2-g"])
    with pytest.raises(NotYet, match="lawful basis that can stand alone"):
        agree(people, draft)


@pytest.mark.parametrize(
    ("lacks", "said"),
    [({"gateways": []}, "legal gateway"), ({"assessment": ""}, "impact assessment"),
     ({"uses": []}, "may be used for")],
)  # fmt: skip
def test_what_is_lacking_is_said(people, lacks, said):
    with pytest.raises(NotYet, match=said):
        agree(people, make_draft(people, **lacks))


def test_every_controller_approves_for_itself(people, draft):
    actions.approve_agreement(draft, by=people.viewer("manager"))
    half = queries.get_agreement(draft.pk)
    with pytest.raises(NotYet, match="not approved yet by Wexmoor Police"):
        actions.move_agreement(
            half, to="agreed", version=draft.version, by=people.viewer("manager")
        )
    with pytest.raises(NotAllowed):
        actions.approve_agreement(draft, by=people.viewer("elsewhere"))


def test_a_change_makes_approvals_fall(people, draft):
    actions.approve_agreement(draft, by=people.viewer("analyst"))
    changed = actions.change_agreement(
        draft, {"retention_months": 12}, version=draft.version, by=people.viewer("manager")
    )
    assert not queries.list_approvals(changed)


def test_setting_a_data_set_is_a_change(people, draft):
    actions.approve_agreement(draft, by=people.viewer("analyst"))
    version = draft.version
    new = actions.NewDataSet("housing-asb", ("kind", "opened"), threshold=10)
    changed = actions.set_data_set(draft, new, version=version, by=people.viewer("manager"))
    assert changed.version == version + 1 and not queries.list_approvals(changed)
    assert changed.title == draft.title != ""
    with pytest.raises(Stale):
        actions.set_data_set(changed, new, version=version, by=people.viewer("manager"))


def test_in_review_the_agreed_text_holds(people, draft):
    manager = people.viewer("manager")
    agreed = agree(people, draft)
    review = actions.move_agreement(agreed, to="in_review", version=agreed.version, by=manager)
    actions.change_agreement(review, {"uses": []}, version=review.version, by=manager)
    held = next(one for one in queries.list_in_force() if one.reference == "landlords")
    assert "places" in held.content["uses"]


def test_an_agreed_text_is_not_changed(people, draft):
    agreed = agree(people, draft)
    with pytest.raises(NotYet, match="is agreed"):
        actions.change_agreement(
            agreed, {"title": "x"}, version=agreed.version, by=people.viewer("manager")
        )


def test_ended_it_covers_nothing(people, draft):
    agreed = agree(people, draft)
    assert "landlords" in {one.reference for one in queries.list_in_force()}
    manager = people.viewer("manager")
    actions.end_agreement(agreed, reason="No longer needed.", version=agreed.version, by=manager)
    assert "landlords" not in {one.reference for one in queries.list_in_force()}


@pytest.mark.parametrize(("now", "to"), list(itertools.product(State, State)))
def test_the_table_of_states_is_the_rule(people, draft, now, to):
    for who in ("manager", "analyst"):
        actions.approve_agreement(draft, by=people.viewer(who))
    Agreement.objects.filter(pk=draft.pk).update(state=now)
    agreement = queries.get_agreement(draft.pk)
    allowed = rules.move_agreement.allowed(people.viewer("manager"), agreement, to=to)
    assert allowed == (to in rules.STATES[now])


def test_drafted_twice_it_is_made_once(people):
    new = actions.NewAgreement("twice", people.agencies["council"], write_values())
    first, second = (actions.draft_agreement(new, by=SYSTEM) for _ in range(2))
    assert first.pk == second.pk
    assert [entry.verb for entry in list_history(first)] == ["agreement drafted"]


def fill(**changed):
    values = write_values() | {"reference": "by-form", "key": str(new_id())} | changed
    values |= {"marking": "OFFICIAL-SENSITIVE", "handling": "", "until_day": ""}
    return {name: value for name, value in (values | changed).items() if value is not None}


def test_a_manager_drafts_and_changes_by_form(sign_in):
    client = sign_in("manager")
    answer = client.post("/sharing/new/", fill())
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "Before it can be agreed" in page and "Public task" in page
    change = fill(title="Another title", version="1")
    assert client.post(answer.url + "change/", change).status_code == 302
    assert client.post(answer.url + "change/", fill(title="Stale", version="1")).status_code == 409
    assert "Another title" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "This field is required"),
        ({"title": "x" * 161}, "at most 160 characters"),
        ({"reference": "everything"}, "Another agreement has this reference"),
        ({"reference": "two words"}, "valid “slug”"),
        ({"retention_months": "0"}, "greater than or equal to 1"),
        ({"retention_months": "lots"}, "Enter a whole number"),
        ({"until_day": "2001-01-01"}, "not after the day"),
        ({"gateways": ["made-up"]}, "is not one of the available choices"),
        ({"purpose": "Ask Mr Bloggs"}, "looks like a person"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_bad_input_is_told_at_its_field(sign_in, wrong, said):
    answer = sign_in("manager").post("/sharing/new/", fill(**wrong))
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Agreement.objects.filter(reference="by-form").exists()


def test_script_and_right_to_left_text_are_shown_as_text(sign_in):
    client = sign_in("manager")
    answer = client.post("/sharing/new/", fill(title="<script>alert(1)</script> مرحبا 🙂"))
    page = client.get(answer.url).content.decode()
    assert "<script>alert(1)" not in page and "مرحبا 🙂" in page


def test_pages_take_few_queries(sign_in, people, django_assert_max_num_queries, draft):
    client = sign_in("manager")
    client.get("/sharing/")
    for address, most in (
        ("/sharing/", 10), (f"/sharing/{draft.pk}/", 10), (f"/sharing/{draft.pk}/past/", 12),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            client.get(address)


def test_the_list_goes_out_as_a_file(sign_in, draft):
    text = sign_in("manager").get("/sharing/?format=csv").content.decode("utf-8-sig")
    assert "landlords" in text and "housing-asb" in text


def test_agreements_are_found_by_words_and_sources(people, draft):
    from safercity.partnership.sharing.search import find

    assert [hit.kind for hit in find(people.viewer("auditor"), "landlords")] == [
        "Sharing agreement"
    ]
    assert len(find(people.viewer("auditor"), "housing-asb")) == 2  # and the one on everything
    assert find(people.viewer("postless"), "landlords") == []


def test_a_guest_knows_of_its_own_agreements_alone(people, draft, sign_in):
    fire = people.agencies["fire"]
    type(fire).objects.filter(pk=fire.pk).update(is_guest=True)
    client = sign_in("elsewhere")
    page = client.get("/sharing/").content.decode()
    assert str(draft.pk) not in page and "Sharing for high-demand places" in page
    assert client.get(f"/sharing/{draft.pk}/").status_code == 404
    assert client.get(f"/sharing/{draft.pk}/past/").status_code == 404
    assert client.get(f"/sharing/{draft.pk}/ask/").status_code == 404


def test_a_deletion_that_is_only_planned_goes_into_the_file_without_a_day(
    people, draft, sign_in, client
):
    from django.utils import timezone

    from safercity.partnership.sharing.models import Deletion

    told = {"extracts": 1, "rows": 7, "files": 2, "names_digest": "d" * 64}
    now = timezone.now()
    Deletion.objects.create(
        reference="landlords", source="a", received="2024-01", planned_at=now, **told
    )
    Deletion.objects.create(
        reference="landlords", source="b", received="2024-01", planned_at=now, at=now, **told
    )
    text = sign_in("manager").get(f"/sharing/{draft.pk}/past/?format=csv").content.decode()
    planned, proven = sorted(text.strip().splitlines()[1:])
    assert planned == f"a,2024-01,7,2,,{'d' * 64},OFFICIAL"
    assert proven == f"b,2024-01,7,2,{now.date()},{'d' * 64},OFFICIAL"
