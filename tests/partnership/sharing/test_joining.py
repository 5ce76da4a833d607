"""Joining an agreement: each agency whose records they are lets the new one in, or nobody does."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.rules import NotAllowed, NotYet
from safercity.partnership.common.versions import Stale
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.config.collecting import load_jobs
from safercity.partnership.jobs.actions import run_due
from safercity.partnership.sharing import actions, queries
from safercity.partnership.sharing.models import AccessRequest
from safercity.partnership.sharing.panels import list_panels
from tests.partnership.agreements_made import make_agreement
from tests.partnership.every_form.reading import read_form
from tests.partnership.people_made import People

FIELDS = ("offence", "month")


@pytest.fixture
def agreed(people):
    """Of council and police, on police records, in force."""
    crimes = actions.NewDataSet("force-crimes", FIELDS)
    return make_agreement(people, "crimes", sources=[crimes], parties=("council", "police"))


def ask(people: People, agreement, *, role: str = "controller") -> AccessRequest:
    fire = people.agencies["fire"].pk
    new = actions.NewRequest(fire, role, "Home visits")
    return actions.ask_access(agreement, new, by=people.viewer("elsewhere"))


def answer(people: People, asked: AccessRequest, *, who: str, grant: bool = True) -> AccessRequest:
    now = queries.get_request(asked.pk)
    viewer = people.viewer(who)
    actions.decide_access(now, is_granted=grant, answer="", version=now.version, by=viewer)
    return queries.get_request(asked.pk)


def is_bound(people: People) -> bool:
    """Whether the fire service is a party to what holds."""
    held = next(one for one in queries.list_in_force() if one.reference == "crimes")
    return held.binds([str(people.agencies["fire"].pk)])


@pytest.mark.parametrize("role", ["controller", "processor"])
def test_joining_takes_every_agency_whose_records_they_are(people, agreed, role):
    asked = ask(people, agreed, role=role)
    with pytest.raises(NotAllowed, match="never the agency that asks") as refused:
        answer(people, asked, who="elsewhere")
    assert refused.value.advice == "Ask: Brackenford City Council, Wexmoor Police."
    half = answer(people, asked, who="manager")
    assert half.state == "asked" and not is_bound(people), "the police's records, the police's word"
    with pytest.raises(NotYet, match="answered this request already"):
        answer(people, asked, who="administrator")  # of the council too
    assert answer(people, asked, who="analyst").state == "granted"
    assert is_bound(people) and len(queries.list_texts(agreed)) == 2
    assert queries.get_agreement(agreed.pk).version == agreed.version + 1
    with pytest.raises(NotYet, match="answered already"):
        answer(people, asked, who="analyst")
    verbs = [entry.verb for entry in list_history(agreed)]
    assert verbs.count("access answered") == verbs.count("access decided") == 1


def test_an_agency_that_was_let_in_halfway_decides_nothing(people, agreed):
    asked = ask(people, agreed)
    answer(people, asked, who="manager")
    with pytest.raises(NotAllowed):
        answer(people, asked, who="board_member")  # of the fire service


def test_whoever_sends_the_records_decides_as_a_processor_too(people):
    draft = make_agreement(people, "crimes", sources=["force-crimes"])
    agreed = queries.get_agreement(draft.pk)
    agreed.parties.filter(agency=people.agencies["fire"]).delete()
    agreed.parties.filter(agency=people.agencies["police"]).update(role="processor")
    asked = ask(people, queries.get_agreement(draft.pk))
    assert [panel.rows[0].address for panel in list_panels(people.viewer("analyst"))]
    assert answer(people, asked, who="manager").state == "asked"
    assert answer(people, asked, who="chair").state == "granted"


def test_one_refusal_refuses(people, agreed):
    asked = ask(people, agreed)
    answer(people, asked, who="manager")
    assert answer(people, asked, who="analyst", grant=False).state == "refused"
    assert not is_bound(people) and len(queries.list_texts(agreed)) == 1


def test_who_waits_for_an_answer_does_not_ask_again(people, agreed, sign_in):
    address, client = f"/sharing/{agreed.pk}/", sign_in("elsewhere")
    assert f'href="{address}ask/"' in client.get(address).content.decode()
    asked = ask(people, agreed)
    page = client.get(address).content.decode()
    assert f'href="{address}ask/"' not in page and "Asked, waits for" in page
    fire = str(people.agencies["fire"].pk)
    told = {"agency": fire, "role": "joint", "purpose": "Again", "key": str(asked.pk)}
    assert client.post(f"{address}ask/", told).url == address, "the same form, sent twice"
    again = client.post(f"{address}ask/", told | {"key": "01890000-0000-7000-8000-000000000000"})
    assert again.status_code == 409 and "asked to join already" in again.content.decode()
    with pytest.raises(NotYet, match="asked to join already"):
        ask(people, agreed)
    assert AccessRequest.objects.count() == 1
    answer(people, asked, who="analyst", grant=False)
    assert ask(people, agreed).state == "asked", "after a refusal it may ask anew"


def test_two_answers_on_one_form_do_not_pass_each_other_unseen(people, agreed):
    asked = ask(people, agreed)
    answer(people, asked, who="manager")
    with pytest.raises(Stale):
        actions.decide_access(
            queries.get_request(asked.pk),
            is_granted=True,
            answer="",
            version=asked.version,
            by=people.viewer("analyst"),
        )


def test_in_review_who_joins_waits_for_the_new_text(people, agreed):
    manager = people.viewer("manager")
    review = actions.move_agreement(agreed, to="in_review", version=agreed.version, by=manager)
    actions.approve_agreement(review, by=people.viewer("analyst"))
    asked = ask(people, review)
    answer(people, asked, who="manager")
    answer(people, asked, who="analyst")
    assert not is_bound(people)
    now = queries.get_agreement(agreed.pk)
    assert not queries.list_approvals(now), "they were for a text without the fire service"
    for who in ("manager", "analyst", "elsewhere"):
        actions.approve_agreement(now, by=people.viewer(who))
    now = queries.get_agreement(agreed.pk)
    actions.move_agreement(now, to="agreed", version=now.version, by=manager)
    assert is_bound(people)


def test_an_answer_falls_with_the_text_it_was_about(people, agreed):
    manager = people.viewer("manager")
    review = actions.move_agreement(agreed, to="in_review", version=agreed.version, by=manager)
    asked = ask(people, review)
    answer(people, asked, who="manager")
    more = actions.NewDataSet("force-crimes", (*FIELDS, "outcome"))
    review = queries.get_agreement(agreed.pk)
    actions.set_data_set(review, more, version=review.version, by=manager)
    assert answer(people, asked, who="analyst").state == "asked"
    assert answer(people, asked, who="manager").state == "granted"


def test_an_ended_agreement_is_joined_by_nobody(people, agreed):
    asked, manager = ask(people, agreed), people.viewer("manager")
    actions.end_agreement(agreed, reason="Not needed.", version=agreed.version, by=manager)
    with pytest.raises(NotYet, match="has ended"):
        answer(people, asked, who="manager")
    assert list_panels(manager) == []


def test_my_work_asks_those_who_still_have_to_decide(people, agreed):
    asked = ask(people, agreed)
    for who in ("manager", "analyst"):
        [panel] = list_panels(people.viewer(who))
        assert panel.rows[0].title.startswith("Wexmoor Fire and Rescue Service asks")
    assert list_panels(people.viewer("elsewhere")) == []
    assert list_panels(people.viewer("officer")) == [], "the council's manager answers for it"
    answer(people, asked, who="manager")
    assert list_panels(people.viewer("manager")) == []
    assert list_panels(people.viewer("analyst")) != []


def test_the_page_says_what_is_asked_and_who_has_still_to_decide(people, agreed, sign_in):
    asked = ask(people, agreed, role="joint")
    answer(people, asked, who="manager")
    page = sign_in("analyst").get(f"/sharing/requests/{asked.pk}/").content.decode()
    for words in ("Joint controller", "Offence, Month", "Brackenford City Council (", " let them"):
        assert words in page
    still = page.partition("Has still to decide")[2].partition("</dl>")[0]
    assert "Wexmoor Police" in still and "Brackenford" not in still
    listed = sign_in("manager").get(f"/sharing/{agreed.pk}/").content.decode()
    assert "Asked, waits for Wexmoor Police" in listed


@pytest.mark.parametrize("role", ["controller", "processor"])
def test_the_page_says_that_who_joined_asked_for_it(people, agreed, sign_in, role):
    asked = ask(people, agreed, role=role)
    for who in ("manager", "analyst"):
        answer(people, asked, who=who)
    client, day = sign_in("elsewhere"), date_format(timezone.localdate(), "j F Y")
    for address in (f"/sharing/{agreed.pk}/", f"/sharing/{agreed.pk}/?format=csv&list=parties"):
        page = client.get(address).content.decode()
        assert f"joined by its own request, {day}" in page
    now = queries.get_agreement(agreed.pk)
    manager = people.viewer("manager")
    actions.move_agreement(now, to="in_review", version=now.version, by=manager)
    page = client.get(f"/sharing/{agreed.pk}/").content.decode()
    assert "joined by its own request" not in page, "a new text needs its approval"
    assert ("Approve for" in page) == (role == "controller")


@pytest.mark.parametrize(
    ("last", "said", "heard"),
    [("granted", "joins the agreement", "is granted"), ("refused", "does not join", "is refused")],
)
def test_who_answers_and_who_asked_hear_of_it(people, agreed, sign_in, last, said, heard):
    asked, title = ask(people, agreed), agreed.title
    address = reverse("sharing:decide", kwargs={"key": asked.pk})
    for who, answer, told in (
        ("manager", "granted", "joins once the others have let it"),
        ("analyst", last, said),
    ):
        client = sign_in(who)
        form = {"decision": answer, "answer": "", "version": queries.get_request(asked.pk).version}
        page = client.post(address, form, follow=True).content.decode()
        assert "Your answer is kept" in page and told in page
    load_jobs()
    run_due()
    assert f"The request to join {heard}" in sign_in("elsewhere").get("/my-work/").content.decode()
    assert title in sign_in("elsewhere").get("/my-work/").content.decode()
    assert "request to join" not in sign_in("chair").get("/my-work/").content.decode()


def test_the_pages_ask_few_questions(people, agreed, sign_in, django_assert_max_num_queries):
    asked = ask(people, agreed)
    answer(people, asked, who="manager")
    client = sign_in("analyst")
    for address in (f"/sharing/requests/{asked.pk}/", f"/sharing/{agreed.pk}/"):
        client.get(address)
        with django_assert_max_num_queries(10):
            client.get(address)


def test_a_request_that_is_answered_leads_to_its_answers(people, agreed, sign_in):
    asked = ask(people, agreed)
    answer(people, asked, who="manager")
    address = reverse("sharing:decide", kwargs={"key": asked.pk})
    for grant in (None, True):
        if grant:
            answer(people, asked, who="analyst")
        refused = sign_in("manager").get(address)
        page = refused.content.decode()
        assert refused.status_code == 409 and "answered" in page and "Try again" not in page
        assert f'href="{reverse("sharing:agreement", kwargs={"key": agreed.pk})}"' in page
    assert "answered already: granted." in page


def test_the_form_of_a_party_takes_no_one_out_unless_it_is_said(people, sign_in):
    draft = make_agreement(people, "draft", sources=["force-crimes"])
    actions.move_agreement(draft, to="in_review", version=draft.version, by=SYSTEM)
    address = reverse("sharing:party", kwargs={"key": draft.pk})
    client, police = sign_in("manager"), people.agencies["police"]
    form = read_form(client.get(address).content.decode(), address)
    assert form.fields["role"].values in ([], [""])
    given = {"agency": str(police.pk), "version": form.fields["version"].values[0]}
    assert client.post(address, given | {"role": ""}).status_code == 422
    assert queries.get_agreement(draft.pk).parties.filter(agency=police).exists()
    assert client.post(address, given | {"role": "gone"}).status_code == 302
    assert not queries.get_agreement(draft.pk).parties.filter(agency=police).exists()
