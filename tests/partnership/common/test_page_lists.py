"""Lists of a page as files: what a viewer does not see on the page is in no file of it."""

from __future__ import annotations

import csv
import io

from django.urls import reverse

from safercity.partnership.people.queries import list_posts
from tests.partnership.commitments.made import day, make, walk


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
