"""My work: each sees what waits for them, nothing of what they may not see, in few queries."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from safercity.partnership.commitments import actions
from safercity.partnership.commitments.chasing import escalate_late, read_days
from safercity.partnership.common.content import read_settings
from safercity.partnership.people.models import User
from tests.partnership.commitments.made import day, make, walk
from tests.partnership.notes.made import comment


def read(client):
    return client.get("/my-work/").context["work"]


def titles(work_list):
    return [(due.when, due.row.title) for due in work_list.rows]


def test_dues_are_mine_then_my_agencys_late_first(people, sign_in):
    make(people, what="Mine later", due=day(20))
    make(people, what="Mine late", due=day(-3))
    make(people, owner="link_officer", what="Ours", due=day(0))
    make(people, owner="elsewhere", what="Theirs", due=day(1))
    decisions, mine, ours = read(sign_in("officer")).lists
    assert titles(mine)[0][0] == "3 days late"
    assert [title for _when, title in titles(mine)] == ["Mine late", "Mine later"]
    assert titles(ours) == [("Today", "Ours")]
    assert ours.title == "Due from Brackenford City Council"
    assert not decisions.rows and decisions.empty


def test_decisions_are_for_who_can_take_them(people, sign_in):
    done = walk(make(people, kind="key_action", what="Done"), "done")
    late = make(people, what="Very late", due=day(-40))
    escalate_late(day(0), read_days(read_settings("commitments.yaml")))
    for who, expected in {
        "officer": [],
        "auditor": [],
        "elsewhere": ["Done"],
        "chair": ["Done", "Very late"],
        "administrator": [],
    }.items():
        decisions = read(sign_in(who)).lists[0]
        assert sorted(due.row.title for due in decisions.rows) == expected, who
    address = f"/actions/{done.pk}/step/verified/"
    assert address in sign_in("elsewhere").get("/my-work/").content.decode()
    assert late.pk


def test_the_lead_counts_what_is_shown(people, sign_in):
    make(people, due=day(2))
    make(people, due=day(-2))
    assert read(sign_in("officer")).lead == (
        "2 things of yours are due within a week. 1 thing is late."
    )
    assert read(sign_in("auditor")).lead == "1 thing is late."
    assert read(sign_in("board_member")).lead == "Nothing waits for you, and nothing is late."


def test_changes_since_the_last_visit_by_others_and_visible(people, sign_in):
    old, new = make(people, what="Old"), make(people, what="New")
    hidden = make(people, what="Hidden", only_parties=True)
    User.objects.filter(pk=people.users["elsewhere"].pk).update(
        seen_at=timezone.now() - timedelta(hours=1)
    )
    for action in (new, hidden):
        actions.add_update(action, "It moves.", by=people.viewer("officer"))
    work = read(sign_in("elsewhere"))
    changed = {row.title: row.detail for panel in work.changed for row in panel.rows}
    assert changed["New"] == "Brackenford City Council: action updated"
    assert "Hidden" not in changed and "You were last here" in work.since
    assert old.what in changed  # made within the hour
    mine = read(sign_in("officer"))  # never here before: everything would be news
    assert "first time" in mine.since


def test_a_visit_is_kept_through_the_session(people, sign_in):
    before = timezone.now() - timedelta(days=3)
    User.objects.filter(pk=people.users["officer"].pk).update(seen_at=before)
    client = sign_in("officer")
    first, again = read(client).since, read(client).since
    assert first == again and str(before.day) in first
    people.users["officer"].refresh_from_db()
    assert people.users["officer"].seen_at > before


def test_what_waits_and_the_edition_are_there(people, sign_in):
    comment(people, make(people, what="Gates"), "@Elsewhere post, please look.")
    work = read(sign_in("elsewhere"))
    assert ("Gates", "You were mentioned") in [
        (row.title, row.detail) for panel in work.changed for row in panel.rows
    ]
    assert [row.title for row in work.tallies] == ["1 action", "11 places"]


def test_without_an_edition_my_work_still_is_a_page(open_site, tmp_path, people):
    make(people)
    answer = open_site(tmp_path, "officer").get("/my-work/")
    assert answer.status_code == 200
    assert [row.title for row in answer.context["work"].tallies] == ["1 action"]


def test_each_role_lands_where_it_begins(sign_in):
    from safercity.partnership.home.views import LANDINGS, land

    assert land.rule and set(LANDINGS) == {"auditor", "link_officer", "board_member", "chair"}
    for who in ("manager", "officer", "analyst", "administrator"):
        assert sign_in(who).get("/")["Location"] == "/my-work/"
    for who in LANDINGS:  # to My work until the page that they begin with is there
        assert sign_in(who).get("/").status_code == 302


def test_few_queries(people, sign_in, django_assert_max_num_queries):
    for number in range(30):
        make(people, what=f"Mine {number}", due=day(number - 10))
        walk(make(people, owner="elsewhere", kind="key_action"), "done")
        comment(people, make(people), "@Officer post", who="elsewhere")
    client = sign_in("officer")
    client.get("/my-work/")  # the first of a session writes down the visit
    with django_assert_max_num_queries(
        10
    ):  # of every role on a full site: tests/partnership/test_walk.py
        assert client.get("/my-work/").status_code == 200
