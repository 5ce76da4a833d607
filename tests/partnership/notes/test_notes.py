"""Comments: who hears of them, who may take them back, what is refused."""

from __future__ import annotations

import pytest
from django.core import mail

from safercity.partnership.common.free_text import NamesAPerson
from safercity.partnership.common.rules import NotAllowed, NotVisible
from safercity.partnership.jobs.actions import run_due
from safercity.partnership.notes import actions, jobs, queries
from safercity.partnership.people.queries import Holding
from tests.partnership.commitments.made import make
from tests.partnership.notes.made import KIND, comment, subject_of

assert jobs.send_email


def told(people, who):
    rows = list(queries.list_notifications(people.viewer(who)))
    return [each.subject.title for each in queries.tell_notifications(people.viewer(who), rows)]


def read(people, action):
    return queries.read_comments(people.viewer("officer"), of=(KIND, action.pk)).notes


def test_a_mention_tells_who_holds_the_post_and_nobody_else(people):
    action = make(people, what="Check the gates")
    comment(people, action, "Can you look, @Elsewhere post? Thank you.")
    assert told(people, "elsewhere") == ["Check the gates"]
    assert told(people, "manager") == told(people, "officer") == []
    assert queries.count_unread(people.viewer("elsewhere")) == 1


def test_the_longest_title_is_meant(people):
    from safercity.partnership.common.viewers import SYSTEM, Role
    from safercity.partnership.people.actions import add_post

    longer = add_post(people.agencies["fire"], "Officer post north", role=Role.OFFICER, by=SYSTEM)
    assert actions.find_mentions("Ask @Officer post north, please") == [longer.id]
    assert actions.find_mentions("Ask @officer post") == [people.posts["officer"].id]
    assert actions.find_mentions("officer@example.org and @nobody") == []


def test_who_may_not_see_the_object_hears_nothing(people):
    action = make(people, only_parties=True)
    comment(people, action, "@Elsewhere post should not learn of this.")
    assert queries.count_unread(people.viewer("elsewhere")) == 0


def test_the_email_says_only_that_something_waits(people, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for text in ("@Elsewhere post: the safe house", "@Elsewhere post: again"):
        comment(people, make(people, what="Secret Lane"), text)
    run_due()
    assert [message.to for message in mail.outbox] == [["elsewhere@example.org"]]
    said = mail.outbox[0].subject + mail.outbox[0].body
    assert "something" in said.lower() and "Secret" not in said and "safe house" not in said


def test_a_comment_that_names_someone_is_refused(people):
    with pytest.raises(NamesAPerson):
        comment(people, make(people), "Mrs Example rang again.")


def test_sent_twice_written_once_and_taken_back_by_its_writer(people):
    action = make(people)
    one = comment(people, action, "Seen.")
    again = actions.add_note(
        subject_of(people, action), "Seen.", key=one.pk, by=people.viewer("officer")
    )
    assert again == one and [each.pk for each in read(people, action)] == [one.pk]
    with pytest.raises(NotAllowed):
        actions.take_back_note(one, by=people.viewer("elsewhere"))
    actions.take_back_note(one, by=people.viewer("officer"))
    assert read(people, action) == []
    one.refresh_from_db()
    assert one.text == ""


def test_auditors_do_not_comment(people):
    with pytest.raises(NotAllowed):
        comment(people, make(people), "Seen.", who="auditor")


def test_comments_of_a_hidden_object_are_not_found(people, sign_in):
    action = make(people, only_parties=True)
    note = comment(people, action, "Between us.")
    elsewhere = sign_in("elsewhere")
    assert elsewhere.post(f"/notes/{note.pk}/back/").status_code == 404
    address = f"/notes/on/{KIND}/{action.pk}/"
    assert elsewhere.post(address, {"text": "Me too"}).status_code == 404
    with pytest.raises(NotVisible):
        queries.get_note(note.pk, viewer=people.viewer("elsewhere"))


def test_a_comment_is_written_on_the_page_and_read_there(people, sign_in):
    action = make(people)
    client = sign_in("analyst")
    page = client.get(f"/notes/on/{KIND}/{action.pk}/")
    key = page.context["form"]["key"].value()
    sent = {"text": "Counts fell. <script>alert(1)</script> شكرا 🙂", "key": key}
    for _twice in range(2):
        answer = client.post(f"/notes/on/{KIND}/{action.pk}/", sent)
        assert answer.status_code == 302
    html = client.get(answer.url.partition("#")[0]).content.decode()
    assert html.count("Counts fell.") == 1 and "<script>alert" not in html
    for text in ("", "Turned \u202enruter"):
        refused = client.post(f"/notes/on/{KIND}/{action.pk}/", {"text": text, "key": key})
        assert refused.status_code == 422 and refused.context["form"].errors


def test_notifications_are_read_by_opening_and_only_by_their_owner(people, sign_in):
    comment(people, make(people), "@Elsewhere post")
    row = queries.list_notifications(people.viewer("elsewhere")).get()
    assert sign_in("manager").get(f"/notifications/{row.pk}/").status_code == 404
    actions.mark_read([row.pk], by=people.viewer("manager"))
    assert queries.count_unread(people.viewer("elsewhere")) == 1
    assert "New." in sign_in("elsewhere").get("/notifications/").content.decode()
    assert sign_in("elsewhere").get(f"/notifications/{row.pk}/").status_code == 302
    assert queries.count_unread(people.viewer("elsewhere")) == 0


def test_who_writes_a_comment_reads_whom_it_told_and_whom_not(people, sign_in):
    client = sign_in("officer")

    def write(text, **more):
        address = f"/notes/on/{KIND}/{make(people, **more).pk}/"
        key = client.get(address).context["form"]["key"].value()
        return client.post(address, {"text": text, "key": key}, follow=True).content.decode()

    page = write("@Elsewhere post and @fire, please; officer@example.org too.")
    assert "The comment is saved. Told: Elsewhere post, Wexmoor Fire" in page
    assert "No post’s title begins “fire”: nobody was told." in page
    assert "begins “example" not in page
    page = write("@Elsewhere post, look.", only_parties=True)
    assert "may not see this page, and was not told: Elsewhere post, " in page
    assert "Told:" not in page
    Holding.objects.filter(post=people.posts["elsewhere"]).delete()
    assert "Nobody holds this post today, and nobody was told: " in write("@Elsewhere post")
    assert "<p>The comment is saved.</p>" in write("Seen.")
