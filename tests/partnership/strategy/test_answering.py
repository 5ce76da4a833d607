"""The answer to a proposal: what stands, what is proposed and why are read above the form."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from safercity.documents.strategy import load_strategy
from safercity.partnership.strategy import actions, queries
from safercity.partnership.strategy.forms import AnswerForm
from tests.partnership.strategy.made import TEXT, take_whole_route

STRATEGY = load_strategy("demonstration")
FIRST = next(each for each in STRATEGY.actions if each.about)
TITLE, ABOUT = FIRST.title["en"], FIRST.about["en"]


@pytest.fixture
def ask(people, sign_in):
    """Propose one change; the address of its answer, and who may answer."""
    manager = people.viewer("manager")
    version = actions.import_version(TEXT, by=manager)
    take_whole_route(version, by=manager)

    def begin(part=FIRST.id, **given):
        new = actions.NewProposal(part, **{"text": "", "evidence": "Nights are louder.", **given})
        day = date(2026, 3, 1)
        review = actions.begin_review(
            version, edition="e" * 64, day=day, findings=[new], by=manager
        )
        [proposal] = queries.list_proposals(review)
        return proposal, reverse("strategy:answer", kwargs={"key": proposal.pk})

    return begin


def send(client, address, **given):
    form = client.get(address).context["form"]
    held = {name: form[name].value() or "" for name in form.fields}
    return client.post(address, {**held, "answer": "agreed", **given})


def test_who_answers_reads_what_stands_the_evidence_and_what_is_proposed(ask, sign_in):
    _proposal, address = ask(text="Quieter evenings first.")
    answer = sign_in("manager").get(address)
    page, form = answer.content.decode(), answer.context["form"]
    above = page[page.index("<h1>") : page.index('name="answer"')]
    for words in ("What stands now", TITLE, "Nights are louder.", "Quieter evenings first."):
        assert words in above, words
    assert form["title"].value() == TITLE and form["text"].value() == "Quieter evenings first."


def test_without_proposed_words_the_form_begins_with_those_that_stand(ask, sign_in):
    proposal, address = ask()
    client = sign_in("manager")
    page = client.get(address)
    assert page.context["form"]["text"].value() == ABOUT
    assert "No new words are proposed" in page.content.decode()
    refused = send(client, address)
    assert refused.status_code == 422
    assert "These words stand already" in str(refused.context["form"].errors["text"])
    assert send(client, address, text="Quieter evenings.", reason="So agreed.").status_code == 302
    proposal.refresh_from_db()
    assert (proposal.title, proposal.text) == ("", "Quieter evenings."), "its title is no change"


def test_a_refusal_keeps_no_words_that_nobody_proposed(ask, sign_in):
    proposal, address = ask()
    client = sign_in("manager")
    saved = send(client, address, answer="refused")
    assert saved.status_code == 302
    page = client.get(saved["Location"]).content.decode()
    assert "The answer is saved: not agreed." in page
    proposal.refresh_from_db()
    assert (proposal.answer, proposal.title, proposal.text) == ("refused", "", "")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "text"),
        ({"part": "O1.1"}, "title"),
        ({"part": "1", "kind": "action"}, "title"),
        ({"part": "1", "kind": "outcome"}, "title"),
    ],
)
def test_missing_words_are_told_beside_their_field(ask, sign_in, given, field):
    _proposal, address = ask(**given)
    refused = send(sign_in("manager"), address, title="", text="")
    assert refused.status_code == 422
    errors = refused.context["form"].errors
    assert list(errors) == [field] and "new words are missing" in str(errors[field])


def test_the_words_of_every_part_pass_the_form_as_they_stand(ask):
    proposal, _address = ask()
    for part in STRATEGY.by_id:
        proposal.part = part
        standing = actions.find_standing(STRATEGY, proposal)
        sent = {"version": 1, "answer": "refused", **standing}
        form = AnswerForm(sent, standing=standing)
        assert form.is_valid(), (part, form.errors)
