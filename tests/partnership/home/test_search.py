"""Search: everything one may see, nothing else, whatever is typed."""

from __future__ import annotations

import pytest

from tests.partnership.commitments.made import make


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


def test_what_one_may_not_see_is_absent_and_not_counted(people, sign_in):
    make(people, what="Quiet work", only_parties=True)
    for who, expected in {"officer": ["Quiet work"], "elsewhere": []}.items():
        client = sign_in(who)
        assert find(client, "quiet") == expected
        assert client.get("/search/?q=quiet").context["count"] == len(expected)


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
