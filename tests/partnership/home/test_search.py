"""Search: everything one may see, nothing else, whatever is typed."""

from __future__ import annotations

import pytest

from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.governance import actions as governance
from safercity.partnership.oversight import actions as oversight
from safercity.partnership.oversight.quarters import name_year, quarter_of, year_of
from tests.partnership.access.oversight import make_linked
from tests.partnership.commitments.made import day, make


def find(client, words):
    answer = client.get("/search/", {"q": words})
    assert answer.status_code == 200
    return [hit.title for _kind, hits in answer.context["groups"] for hit in hits]


def test_all_words_have_to_be_there(people, sign_in):
    make(people, what="Fit lights in Hill Road")
    make(people, what="Fit gates in Low Road")
    client = sign_in("analyst")
    assert find(client, "road FIT") == ["Fit gates in Low Road", "Fit lights in Hill Road"]
    assert find(client, "gates road") == ["Fit gates in Low Road"]
    assert find(client, "gates hill") == find(client, "") == find(client, "   ") == []


@pytest.fixture
def rooms(people, sign_in):
    """A body with terms, a decision, a priority with assurance, and an agreement."""
    board, _other, subject = make_linked(people)
    quorum = "A quorum is half of its members, and its numbers are counted."
    governance.set_terms(board, quorum, from_day=day(-9), by=SYSTEM)
    new = governance.NewDecision(board, day(-1), "Publish figures", "They are comparable")
    governance.record_decision(new, by=SYSTEM)
    seen = {"level": "reasonable", "evidence": "Taxi ranks were walked", "view": "In hand"}
    given = oversight.NewAssurance(subject, quarter_of(day(0)).before, **seen)
    oversight.assure(given, by=people.viewer("link_officer"))
    return sign_in("analyst"), board, subject


def test_every_room_is_searched_for_all_of_the_words(rooms):
    client, board, subject = rooms
    for words, title in {
        "numbers QUORUM": board.name,
        "comparable publish": "Publish figures",
        "ranks taxi": subject.title,
        "homicides domestic": "Reviews of domestic homicides (domestic abuse related deaths)",
        "SECTION 17 act 1998": "Crime and disorder considered in everything that is decided",
        "section 9 home office": "Reviews of domestic homicides (domestic abuse related deaths)",
        "council brackenford": "Brackenford City Council",
        "post OFFICER": "Officer post",
    }.items():
        assert title in find(client, words), words
        assert find(client, f"{words} nowhere") == [], words


def test_a_duty_is_found_by_its_proof_in_the_year_it_was_for(people, sign_in):
    year = year_of(day(0)) - 1
    period = f"{name_year(year, sign='-')}-1"
    seen = "The paragraph in the lighting report"
    done = oversight.NewDoing("crime-considered", period, day(-400), evidence=seen)
    oversight.prove_duty(done, by=people.viewer("manager"))
    answer = sign_in("elsewhere").get("/search/", {"q": "paragraph LIGHTING"})
    [(_kind, [hit])] = answer.context["groups"]
    assert hit.address == f"/oversight/duties/{year}/" and "lighting report" in hit.detail


def test_what_one_may_not_see_is_absent_and_not_counted(people, sign_in):
    make(people, what="Quiet work", only_parties=True)
    for who, expected in {"officer": ["Quiet work"], "elsewhere": []}.items():
        client = sign_in(who)
        assert find(client, "quiet") == expected
        assert client.get("/search/?q=quiet").context["count"] == len(expected)
        rows = client.get("/search/?q=quiet&format=csv").content.decode("utf-8-sig").splitlines()
        assert [row.split(",")[1] for row in rows[1:]] == expected, "nor in the file"


def test_places_are_found_by_name(sign_in):
    found = find(sign_in("analyst"), "interchange")
    assert any("Interchange" in title for title in found)


@pytest.mark.parametrize(
    "words", ["<script>alert(1)</script>", "%", "'; drop table", "x" * 5_000, "\x00", "🙂", "_"]
)
def test_anything_may_be_typed(people, sign_in, words):
    make(people)
    client = sign_in("analyst")
    assert find(client, words) == []
    assert "<script>alert" not in client.get("/search/", {"q": words}).content.decode()


def test_agencies_and_posts_are_found_and_persons_are_not(people, sign_in):
    people.users["officer"].name = "Seldom Heard"
    people.users["officer"].save()
    client = sign_in("analyst")
    assert find(client, "auditor post") == ["Auditor post"]
    assert find(client, "Brackenford City") == ["Brackenford City Council"]
    assert find(client, "seldom heard") == []
