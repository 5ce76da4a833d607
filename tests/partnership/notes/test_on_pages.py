"""Comments stand on the page of what they are on, with the form; on what has no page, none can."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.subjects import FINDERS, LISTED, ROWS, Subject, find_subject
from safercity.partnership.notes import actions, queries
from safercity.partnership.notes.models import Attachment, Note
from tests.partnership.access import strategy
from tests.partnership.notes.made import COMMENTED, PLACE, comment, subject_of
from tests.partnership.people_made import add_charity
from tests.partnership.performance.made import make_measure

TEXT = "The scaffolding arrives, @Elsewhere post."


@pytest.fixture(params=sorted(COMMENTED))
def row(request, people, sign_in):
    """One object of each kind that is commented on."""
    sign_in(None)  # over the sample edition, which has the places
    return COMMENTED[request.param](people)


@pytest.fixture
def charity(people):
    """A guest agency with one officer."""
    return add_charity(people)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def find_form(page):
    """Where the page's button leads; None where it offers none."""
    found = re.search(r'href="(/notes/on/[^"]+)"', page)
    return found[1] if found else None


def test_a_comment_is_written_from_the_page_and_stands_there_for_others(row, people, sign_in):
    address, writer = subject_of(people, row).address, sign_in("officer")
    form = find_form(read(writer, address))
    key = writer.get(form).context["form"]["key"].value()
    sent = writer.post(form, {"text": TEXT, "key": key})
    assert (sent.status_code, sent.url) == (302, f"{address}#comments")
    page = read(sign_in("elsewhere"), address)
    assert 'id="comments"' in page and page.count("The scaffolding arrives") == 1
    assert f", {people.posts['officer']}</p>" in page and "Take back" not in page
    for who in ("officer", "manager"):
        back = re.search(r'action="([^"]+/back/)"', read(sign_in(who), address))[1]
    assert sign_in("manager").post(back).status_code == 302
    assert "scaffolding" not in read(sign_in("manager"), address)


def test_a_mention_tells_who_holds_the_post_and_leads_to_the_page(row, people, sign_in):
    comment(people, row, TEXT)
    assert queries.count_unread(people.viewer("manager")) == 0
    told = queries.list_notifications(people.viewer("elsewhere")).get()
    answer = sign_in("elsewhere").get(reverse("notes:open", kwargs={"key": told.pk}))
    assert "The scaffolding arrives" in read(sign_in("elsewhere"), answer.url)


def test_the_comments_stand_in_their_order(row, people, sign_in):
    for text in ("First word.", "Second word.", "Third word."):
        comment(people, row, text)
    page = read(sign_in("analyst"), subject_of(people, row).address)
    assert re.findall(r"(\w+) word\.", page) == ["First", "Second", "Third"]


def test_of_many_comments_a_page_shows_the_newest_and_leads_to_all_others(row, people, sign_in):
    edge = 45 - (12 if row._meta.label_lower == PLACE else 20)
    made = [comment(people, row, f"Word {n:02}.") for n in range(45)]
    client, address = sign_in("analyst"), subject_of(people, row).address
    shown, here = [], address
    while here:
        page = read(client, here)
        said = re.findall(r"Word (\d\d)\.", page)
        shown = said + shown
        assert len(said) <= 20 and (f'href="{address}#comments"' in page) == (here != address)
        earlier = re.search(r'href="(\?comment=[^"]+)"', page)
        here = earlier and address + earlier[1]
    assert shown == [f"{n:02}" for n in range(45)]
    for note in (made[0], made[edge - 1], made[edge], made[44]):
        assert note.text in read(client, f"{address}?comment={note.pk}"), note.text
    assert made[edge - 1].text not in read(client, f"{address}?comment={made[edge].pk}")
    for none in ("x", "00000000-0000-0000-0000-000000000000"):
        assert "Word 44" in read(client, f"{address}?comment={none}"), none


def test_search_leads_to_an_early_comment_where_the_page_shows_it(row, people, sign_in):
    comment(people, row, "The scaffolding arrives.")
    for n in range(25):
        comment(people, row, f"Word {n}.")
    client = sign_in("analyst")
    [hit] = dict(client.get("/search/?q=scaffolding").context["groups"])["Comments"]
    assert "The scaffolding arrives." in read(client, hit.address)
    assert "scaffolding" not in read(client, subject_of(people, row).address)


def test_auditors_read_and_are_offered_no_form(row, people, sign_in):
    comment(people, row, TEXT)
    page = read(sign_in("auditor"), subject_of(people, row).address)
    assert "The scaffolding arrives" in page and find_form(page) is None


@pytest.mark.parametrize("who", ["guest", "postless"])
def test_who_may_not_see_it_reads_nothing_writes_nothing_hears_nothing(
    who, row, people, sign_in, charity
):
    comment(people, row, "The scaffolding arrives, @Coordinator.")
    subject, client = subject_of(people, row), sign_in(who)
    form = reverse("notes:write", kwargs={"kind": subject.kind, "key": row.pk})
    for answer in (client.get(subject.address), client.get(form), client.post(form, {"text": "x"})):
        assert answer.status_code in {403, 404}
        assert "scaffolding" not in answer.content.decode()
    assert queries.count_unread(people.viewer(who)) == 0 and Note.objects.count() == 1


def test_a_guest_comments_on_the_measure_that_its_agency_answers_for(people, sign_in, charity):
    own = make_measure(people, owner="guest")
    comment(people, own, "The scaffolding arrives, @Coordinator.")
    assert queries.count_unread(people.viewer("guest")) == 1
    guest, address = sign_in("guest"), subject_of(people, own).address
    page = read(guest, address)
    assert "The scaffolding arrives" in page
    answer = guest.post(find_form(page), {"text": "Thank you.", "key": own.pk})
    assert answer.status_code == 302 and "Thank you." in read(guest, address)


def test_every_kind_with_a_page_of_its_own_is_tried_here():
    assert {*ROWS, *LISTED} == set(COMMENTED), "its page shows no comments: add it to COMMENTED"


def test_on_a_part_of_the_strategy_nothing_is_written_that_no_page_shows(people, sign_in):
    from safercity.partnership.strategy.queries import list_outcomes

    strategy.publish(people)
    assert set(FINDERS) - {*ROWS, *LISTED} == {"strategy.item"}
    part = find_subject(people.viewer("manager"), "strategy.item", key=list_outcomes()[0].id)
    client, named = sign_in("manager"), {"kind": part.kind, "key": part.key}
    write, attach = reverse("notes:write", kwargs=named), reverse("notes:attach", kwargs=named)
    assert client.get(write).status_code == 404
    assert client.post(write, {"text": TEXT, "key": part.key}).status_code == 404
    assert client.get(attach).status_code == client.post(attach).status_code == 404
    for each in (part, Subject("unheard.of", part.key, "Nothing", "/")):
        with pytest.raises(NotVisible, match="No comments are kept"):
            actions.add_note(each, TEXT, by=people.viewer("manager"))
    assert not Note.objects.exists() and not Attachment.objects.exists()
