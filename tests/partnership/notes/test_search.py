"""Comments are found by their words by whoever may see what they stand on, and by no one else."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from safercity.partnership.common.subjects import find_subject
from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.notes import actions
from safercity.partnership.notes.models import Note
from safercity.partnership.oversight import actions as oversight
from safercity.partnership.people import actions as accounts
from safercity.partnership.performance.queries import list_all
from tests.partnership.access import governance, performance
from tests.partnership.commitments.made import make
from tests.partnership.notes.made import PLACE, comment, find_place


def find(client, words):
    """(title, address, detail) of the comments that search shows, and what it counts in all."""
    page = client.get("/search/", {"q": words})
    assert page.status_code == 200
    groups = dict(page.context["groups"])
    told = [(hit.title, hit.address, hit.detail) for hit in groups.get("Comments", [])]
    assert page.context["count"] == sum(len(hits) for hits in groups.values())
    return told


def tell_address(note, of):
    return f"{of}?comment={note.pk}#comments"


def test_a_comment_is_found_by_its_words_and_leads_to_its_object(people, sign_in):
    action = make(people, what="Fit lights")
    note = comment(people, action, "The scaffolding\narrives on Monday.")
    comment(people, make(people, what="Fit gates"), "The scaffolding is gone.")
    client = sign_in("analyst")
    address = tell_address(note, reverse("commitments:show", kwargs={"key": action.pk}))
    told = ("Fit lights", address, "The scaffolding arrives on Monday.")
    assert find(client, "monday SCAFFOLDING") == [told]
    assert [title for title, *_ in find(client, "scaffolding")] == ["Fit gates", "Fit lights"]
    assert "arrives on Monday." in client.get(address).content.decode()
    assert find(client, "scaffolding tuesday") == []


def test_on_what_one_may_not_see_no_comment_is_found_or_counted(people, sign_in):
    action = make(people, what="Quiet work", only_parties=True)
    comment(people, action, "The informant called.")
    assert len(find(sign_in("officer"), "informant")) == 1
    for who in ("elsewhere", "board_member"):
        page = sign_in(who).get("/search/?q=informant")
        assert page.context["count"] == 0 and "Quiet work" not in page.content.decode(), who


def test_guests_find_comments_on_their_own_alone(people, sign_in):
    new = accounts.NewAgency("shelter", "Otterbank Shelter", is_guest=True)
    agency = accounts.add_agency(new, by=SYSTEM)
    post = accounts.add_post(agency, "Coordinator", role=Role.OFFICER, by=SYSTEM)
    user = accounts.add_person("guest@example.org", "Robin guest", by=SYSTEM)
    accounts.take_post(user, post, by=SYSTEM)
    people.users["guest"], people.posts["guest"] = user, post
    comment(people, make(people, what="Of others"), "Keys are with the caretaker.")
    own = make(people, what="Of the shelter", owner="guest")
    comment(people, own, "Keys are in the safe.", who="guest")
    key = governance.decision(people)["key"]
    subject = find_subject(people.viewer("manager"), "governance.decision", key=key)
    actions.add_note(subject, "Keys were discussed.", by=people.viewer("manager"))
    assert [title for title, *_ in find(sign_in("guest"), "keys")] == ["Of the shelter"]
    assert len(find(sign_in("manager"), "keys")) == 3


@pytest.mark.parametrize("made", ["decision", "review", "measure"])
def test_comments_on_other_things_lead_to_their_pages(people, sign_in, made):
    if made == "decision":
        kind, key = "governance.decision", governance.decision(people)["key"]
    elif made == "review":
        kind, key = "oversight.review", oversight.add_review("Night economy", by=SYSTEM).pk
    else:
        performance.measure(people)
        kind, key = "performance.measure", list_all()[0].pk
    subject = find_subject(people.viewer("manager"), kind, key=key)
    note = actions.add_note(subject, "Scaffolding again.", by=people.viewer("manager"))
    client = sign_in("manager")
    [(title, address, detail)] = find(client, "scaffolding")
    assert (title, address) == (subject.title, tell_address(note, subject.address))
    assert detail == "Scaffolding again." and client.get(address).status_code == 200


def test_comments_on_places_are_found_by_whoever_sees_the_place(people, sign_in):
    analyst = sign_in("analyst")  # over the sample edition, which has the places
    place = find_place(people)
    note = comment(people, place, "Scaffolding is up.")
    for what in ("A ladder", "Zigzag lines"):
        comment(people, make(people, what=what), "Scaffolding as well.")
    subject = find_subject(people.viewer("officer"), PLACE, key=place.pk)
    found = find(analyst, "scaffolding")
    assert (subject.title, tell_address(note, subject.address), "Scaffolding is up.") in found
    assert [title for title, *_ in found] == ["A ladder", subject.title, "Zigzag lines"]
    Note.objects.filter(pk=note.pk).update(subject_id=uuid4())
    assert len(find(analyst, "scaffolding")) == 2, "a place that nobody sees"


def test_what_was_taken_back_is_not_found(people, sign_in):
    note = comment(people, make(people), "The scaffolding arrives.")
    client = sign_in("analyst")
    assert find(client, "scaffolding")
    actions.take_back_note(note, by=people.viewer("officer"))
    assert find(client, "scaffolding") == []


def test_of_a_long_comment_the_part_with_the_word_is_shown(people, sign_in):
    text = "Before this. " * 60 + "The scaffolding arrives. " + "After this. " * 60
    comment(people, make(people), text)
    [(_title, _address, detail)] = find(sign_in("analyst"), "scaffolding")
    assert "The scaffolding arrives." in detail and len(detail) < 180
    assert detail.startswith("… ") and detail.endswith(" …")
    [(*_rest, detail)] = find(sign_in("analyst"), "before")
    assert detail.startswith("Before this.") and detail.endswith(" …")


def test_twenty_of_many_are_shown_in_the_queries_of_one(people, django_assert_max_num_queries):
    lights = [make(people, what=f"Light {n}") for n in range(30)]
    for each in lights:
        comment(people, each, "The scaffolding arrives.")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(people.users["manager"])
    client.get("/search/?q=scaffolding")
    with django_assert_max_num_queries(10):
        found = find(client, "scaffolding")
    assert len(found) == 20 and {title for title, *_ in found} == {
        f"Light {n}" for n in range(10, 30)
    }
    assert Note.objects.count() == 30
