"""Lists of a page as files: what a viewer does not see on the page is in no file of it."""

from __future__ import annotations

import csv
import io

from django.urls import reverse

from safercity.partnership.commitments.actions import update_commitment
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.oversight.models import Assurance, Chase
from safercity.partnership.oversight.quarters import quarter_of
from safercity.partnership.people.queries import list_posts
from safercity.partnership.performance import actions as returns
from safercity.partnership.performance.queries import address_of
from tests.partnership.access.oversight import make_linked
from tests.partnership.commitments.made import day, make, walk
from tests.partnership.performance.made import approve, figure, make_measure


def read(answer) -> list[list[str]]:
    assert answer["Content-Type"].startswith("text/csv"), answer.status_code
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def open_list(client, address, name):
    return client.get(address, {"format": "csv", "list": name})


def test_a_history_goes_out_as_the_page_tells_it(people, sign_in):
    action = walk(make(people, what="=1+1"), "on_track")
    address = reverse("commitments:show", kwargs={"key": action.pk})
    heads, *rows = read(open_list(sign_in("officer"), address, "history"))
    assert heads == ["when", "what", "who", "changes", "marking"]
    assert len(rows) == 2 and {row[-1] for row in rows} == {"OFFICIAL"}


def test_who_reads_no_history_on_the_page_gets_no_file_of_it(people, sign_in):
    post = list_posts(agency=people.agencies["council"].pk).first()
    address = reverse("people:post", kwargs={"key": post.pk})
    assert read(open_list(sign_in("administrator"), address, "history"))
    assert "list=history" not in sign_in("officer").get(address).content.decode()
    assert open_list(sign_in("officer"), address, "history").status_code == 404
    assert open_list(sign_in("officer"), address, "invitations").status_code == 404
    assert read(open_list(sign_in("officer"), address, "holders"))[1][1].startswith("Robin")


def test_without_a_name_the_first_list_goes_out(people, sign_in):
    agency = people.agencies["fire"]
    address = reverse("people:agency", kwargs={"key": agency.pk})
    heads, *rows = read(sign_in("officer").get(address, {"format": "csv"}))
    assert heads[:3] == ["Agency", "Team", "Post"]
    assert {row[0] for row in rows} == {agency.name}


def test_my_work_goes_out_with_the_rows_of_the_page(people, sign_in):
    make(people, what="=cmd|'/c calc'!A0", due=day(-3))
    make(people, owner="elsewhere", what="Theirs", due=day(1))
    _heads, *rows = read(sign_in("officer").get("/my-work/", {"format": "csv"}))
    told = [row for row in rows if row[0] == "Due from me"]
    assert [row[1] for row in told] == ["'=cmd|'/c calc'!A0"] and told[0][5] == "true"
    assert "Theirs" not in str(rows)


def test_a_file_of_what_depends_on_what_says_which_comes_first(people, sign_in):
    first, action, last = (make(people, what=what) for what in ("Dig", "Lay", "Cover"))
    hidden = make(people, owner="elsewhere", what="Theirs", only_parties=True)
    update_commitment(action, {"needs": [first.pk, hidden.pk]}, version=1, by=SYSTEM)
    update_commitment(last, {"needs": [action.pk]}, version=1, by=SYSTEM)
    address = reverse("commitments:show", kwargs={"key": action.pk})
    _heads, *rows = read(open_list(sign_in("officer"), address, "needs"))
    told = [["Has to be done first", "Dig"], ["Waits for this", "Cover"]]
    assert [row[:2] for row in rows] == told


def test_what_a_body_answers_for_and_its_link_officers_go_out(people, sign_in):
    _board, body, subject = make_linked(people)
    address, client = reverse("governance:body", kwargs={"key": body.pk}), sign_in("chair")
    page = client.get(address).content.decode()
    assert "list=answers" in page and "list=links" in page
    assert read(open_list(client, address, "answers"))[1][:2] == [subject.title, "false"]
    [_heads, link] = read(open_list(client, address, "links"))
    assert link[0] == str(people.posts["link_officer"]) and link[1] == body.name


def test_a_file_of_assurance_says_who_corrected_it_and_where_the_evidence_is(people, sign_in):
    subject, post = make_linked(people)[2], people.posts["link_officer"]
    Assurance.objects.create(
        subject=subject, quarter="2026-27-q1", level="limited", evidence="Seen", view="Late",
        evidence_link="https://example.org/seen", expires_on=day(9), post=post,
        corrected_by=people.posts["manager"], corrected_on=day(0),
    )  # fmt: skip
    address = reverse("oversight:subject", kwargs={"key": subject.pk})
    heads, row = read(open_list(sign_in("chair"), address, "assurance"))
    told = dict(zip(heads, row, strict=True))
    assert told["evidence_link"] == "https://example.org/seen"
    assert told["corrected_by"] == str(people.posts["manager"])
    assert told["corrected_on"] == day(0).isoformat()


def test_how_often_assurance_was_asked_for_goes_out(people, sign_in):
    subject, quarter = make_linked(people)[2], quarter_of(day(0)).before
    Chase.objects.create(subject=subject, quarter=quarter.slug, step=Chase.Step.LATE, day=day(0))
    address, client = reverse("oversight:assurance"), sign_in("chair")
    assert "list=chases" in client.get(address).content.decode()
    assert read(open_list(client, address, ""))[0][0] == "priority"
    told = [day(0).isoformat(), subject.title, "chased", "false"]
    assert read(open_list(client, address, "chases"))[1][:4] == told


def test_earlier_vintages_go_out_with_small_counts_hidden(people, sign_in):
    measure = make_measure(people, is_small=True)
    [label] = approve(measure, [3])
    told = returns.Filing(label, why="Two came late.")
    row = returns.save_return(measure, figure(6), filing=told, by=SYSTEM)
    returns.move_return(row, "submitted", by=SYSTEM)
    returns.move_return(row, "approved", by=SYSTEM)
    address = address_of(measure.code)
    for who, said in (("officer", "3"), ("elsewhere", "<5")):
        client = sign_in(who)
        assert "list=vintages" in client.get(address).content.decode()
        assert read(open_list(client, address, "vintages"))[1][1:3] == ["1", said], who
