"""What an auditor finds: filters, pages, files, and never more than was kept."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from django.db import transaction
from django.urls import reverse
from python_calamine import CalamineWorkbook

from safercity.partnership.audit.actions import record_act


@pytest.fixture
def acts(people):
    """A hundred and twenty acts of the manager, in a row."""
    viewer = people.viewer("manager")
    with transaction.atomic():
        for number in range(120):
            record_act("plan changed", people.posts["officer"], by=viewer, details={"line": number})


@pytest.fixture
def auditor(sign_in):
    return sign_in("auditor")


def rows(page) -> list:
    return page.context["rows"]


def test_newest_first_and_older_by_a_link(acts, auditor):
    seen, address = [], "/audit/?verb=plan+changed"
    for expected in (30, 30, 30, 30):
        page = auditor.get(address)
        assert len(rows(page)) == expected
        seen += [entry.details["line"] for entry, *_rest in rows(page)]
        address = f"/audit/?verb=plan+changed&before={page.context['older']}"
    assert sorted(seen) == list(range(120)) and page.context["older"] is None
    assert sum(seen[:50]) > sum(seen[-50:]), (
        "the newest first, but for one and the same millisecond"
    )


def test_the_page_says_where_one_is_and_how_many_filters_are_on(acts, auditor):
    page = auditor.get("/audit/?verb=plan+changed")
    text = page.content.decode()
    assert '<a href="/audit/" aria-current="page">' in text and "Filter: 1 on" in text
    assert ">Newest<" not in text and ">Older<" in text
    older = f"/audit/?verb=plan+changed&before={page.context['older']}"
    text = auditor.get(older).content.decode()
    assert ">Newest<" in text and "Filter: 1 on" in text, "how far down is no filter"


def test_filters(acts, auditor, people):
    manager, council = people.users["manager"].pk, people.agencies["council"].pk
    for query, expected in (
        (f"by={manager}", {"plan changed"}),
        (f"by={people.users['auditor'].pk}", set()),
        (f"agency={council}&verb=plan+changed", {"plan changed"}),
        (f"agency={people.agencies['fire'].pk}", set()),
        ("kind=people.agency", {"agency added"}),
        (f"object_id={people.posts['chair'].pk}", {"post added", "post taken"}),
        ("first=2100-01-01", set()),
        ("last=2000-01-01", set()),
    ):
        found = {entry.verb for entry, *_rest in rows(auditor.get(f"/audit/?{query}"))}
        assert found == expected, query


@pytest.mark.parametrize(
    "query", ["by=nobody", "first=2026-13-01", "object_id=x", "before=1%27", f"page={'x' * 81}"]
)
def test_where_a_filter_cannot_be_read_nothing_is_shown(acts, sign_in, auditor, query):
    sign_in("analyst").get("/places/")
    for path in ("/audit/", "/audit/looks/"):
        page = auditor.get(f"{path}?{query}")
        assert page.status_code == 422 and rows(page) == []
        assert "cannot be read" in page.content.decode()
        assert "UUID" not in page.content.decode()
        file = auditor.get(f"{path}?{query}&format=csv")
        assert file.status_code == 422 and file["Content-Type"].startswith("text/html")


def test_words_find_what_the_page_prints(acts, sign_in, auditor, django_assert_max_num_queries):
    """A whole verb or page means that one, a part of it all that it is in."""
    for address in ("/places/", "/outcomes/"):
        assert sign_in("analyst").get(address).status_code == 200
    for words, expected in (
        *(("Plan changed", {"plan changed"}), ("PLAN", {"plan changed"})),
        *(("added", {"post added", "agency added"}), ("nothing of this", set())),
    ):
        with django_assert_max_num_queries(10):
            found = rows(auditor.get("/audit/", {"verb": words}))
        assert {entry.verb for entry, *_rest in found} >= expected, words
        assert all(words.casefold() in entry.verb for entry, *_rest in found)
    for words, expected in (
        *(("Places, list", {"places:list"}), ("PLACES", {"places:list"})),
        *(("places:list", {"places:list"}), ("Outcomes", {"performance:outcomes"})),
    ):
        found = rows(auditor.get("/audit/looks/", {"page": words}))
        assert {row["look"].page for row in found} == expected, words


def test_the_auditor_reads_which_looks_are_kept(people, auditor):
    page = auditor.get("/audit/looks/", {"about": "Officer post"}).content.decode()
    assert "Looks at other pages" in page and "No look that is kept" in page


def test_names_and_agencies_are_written(acts, auditor):
    page = auditor.get("/audit/?verb=plan+changed").content.decode()
    assert "Robin manager" in page and "Brackenford City Council" in page


def test_acts_go_out_as_a_file(acts, auditor):
    told = auditor.get("/audit/?verb=plan+changed&format=csv").content.decode("utf-8-sig")
    lines = told.splitlines()
    assert len(lines) == 121 and "Robin manager" in lines[1]
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(auditor.get("/audit/?verb=plan+changed&format=xlsx").content)
    )
    when = book.get_sheet_by_index(0).to_python()[1][0]
    assert isinstance(when, datetime), "a sheet sorts and filters by it"
    assert lines[1].startswith(f"{when:%Y-%m-%d %H:%M:%S}+"), "the file for anything says its zone"


def test_looks_by_page_and_person(sign_in, auditor, people):
    for _time in range(3):
        sign_in("analyst").get("/places/")
    page = auditor.get("/audit/looks/")
    assert page.context["pages"][0]["page"] == "places:list"
    assert page.context["pages"][0]["looks"] == 3
    assert len(rows(page)) == 3
    theirs = auditor.get(f"/audit/looks/?by={people.users['officer'].pk}")
    assert rows(theirs) == []
    told = auditor.get("/audit/looks/?format=csv").content.decode("utf-8-sig").splitlines()
    assert told[0] == (
        "when,page,kind,object,about,question,purpose,who,agency,things_shown,marking"
    )
    assert "places:list" in told[1] and "Wexmoor Police" in told[1]


def test_both_pages_ask_little_of_the_database(
    acts, sign_in, auditor, django_assert_max_num_queries
):
    for _time in range(5):
        sign_in("analyst").get("/places/")
    for path in ("/audit/", "/audit/?kind=people.post", "/audit/looks/"):
        with django_assert_max_num_queries(10):
            answer = auditor.get(path)
        assert len(answer.content) < 100_000


def test_history_is_on_the_thing_itself(sign_in, people):
    address = reverse("people:post", kwargs={"key": people.posts["officer"].pk})
    assert "Post taken" in sign_in("auditor").get(address).content.decode()
    assert "History" not in sign_in("officer").get(address).content.decode()
