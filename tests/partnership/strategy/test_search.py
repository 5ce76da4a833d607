"""Search of the strategy: all that its page tells, by the words it tells it in."""

from __future__ import annotations

from safercity.documents.strategy import load_strategy, write_strategy
from safercity.documents.strategy.walking import walk_values
from safercity.partnership.common.hits import has_words
from safercity.partnership.strategy import actions, search
from tests.partnership.people_made import add_charity
from tests.partnership.strategy.made import TEXT, take_whole_route

SHIPPED = load_strategy("stoke-on-trent-2024-27")
APART = {"Seat", "FundedPost", "Source"}  # told with what they belong to


def test_whatever_has_a_title_is_found_by_it(settings):
    told, _stops = search._read_told(write_strategy(SHIPPED), "draft", language="en")
    titles = [
        part.title["en"]
        for _path, part in walk_values(SHIPPED)
        if hasattr(part, "title") and type(part).__name__ not in APART
    ]
    assert len(titles) > 150
    lost = [title for title in titles if not any(has_words(title, one.words) for one in told)]
    assert not lost
    for words in (
        "Home Office",
        "Crime and Disorder Act",
        "commissioner",
        "scrutiny",
        "Modern Slavery",
    ):
        assert any(has_words(words, one.words) for one in told), words


def test_law_bodies_papers_and_steps_are_found_where_they_stand(people, sign_in):
    version = actions.import_version(TEXT, by=people.viewer("manager"))
    add_charity(people)

    def find(who: str, words: str) -> dict[str, str]:
        groups = sign_in(who).get("/search/", {"q": words}).context["groups"]
        return {hit.title: hit.address for _kind, hits in groups for hit in hits}

    page = f"/strategy/{version.number}/"
    assert page + "#law" not in find("guest", "Modern Slavery Act 2015").values(), "a draft"
    take_whole_route(version, by=people.viewer("manager"))
    assert page + "#law" in find("guest", "Modern Slavery Act 2015").values()
    assert page + "#law" in find("elsewhere", "Modern Slavery Act 2015").values()
    assert find("elsewhere", "the board")["Full council"] == f"{page}#route", "who decided"
    assert "Community safety strategy" not in find("elsewhere", "nowhere slavery")
