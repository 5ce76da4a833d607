"""What has to be done first, found by words on the form, among what one may see."""

from __future__ import annotations

import re

import pytest

from safercity.partnership.commitments import queries
from safercity.partnership.commitments.dependencies import set_needs
from safercity.partnership.commitments.queries import Commitment
from safercity.partnership.commitments.queries.picking import MOST_FOUND
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.viewers import SYSTEM
from tests.partnership.commitments.made import day, make, walk
from tests.partnership.every_form.reading import read_form

NEW = "/actions/new/"


def find(client, words, address=NEW, **more):
    """The form after a press of Find: its fields, and the page."""
    answer = client.post(f"{address}?find=1", {"needs_words": words} | more)
    assert answer.status_code == 200, "nothing is said of what the form lacks yet"
    page = answer.content.decode()
    return read_form(page, address).fields, page


def test_actions_are_found_by_words_ticked_and_kept(people, sign_in):
    client = sign_in("officer")
    lamps, paint = make(people, what="Order lamps"), make(people, what="Paint the wall")
    half = {"what": "Fit lights", "partners": [str(people.agencies["police"].pk)]}
    fields, page = find(client, "LAMPS", **half)
    assert fields["needs"].options == [str(lamps.pk)] and not fields["needs"].values
    assert fields["what"].values == ["Fit lights"] and not fields["needs_words"].values
    assert fields["partners"].values == half["partners"]
    assert "“LAMPS” finds 1 action" in page and "govuk-error" not in page
    fields, _page = find(client, f"http://x/actions/{paint.pk}/", needs=[str(lamps.pk)], **half)
    assert set(fields["needs"].options) == {str(lamps.pk), str(paint.pk)}
    assert fields["needs"].values == [str(lamps.pk)], "what was ticked stays ticked"
    ready = {"key": str(new_id()), "owner": str(people.posts["officer"].pk), "kind": "other",
             "due": day(30).isoformat(), "needs": [str(lamps.pk), str(paint.pk)]}  # fmt: skip
    assert client.post(NEW, half | ready | {"needs_words": "door"}).status_code == 422
    assert client.post(NEW, half | ready).status_code == 302
    made = Commitment.objects.get(pk=ready["key"])
    assert queries.get_with_around(made.pk, viewer=SYSTEM)[1] == [lamps, paint]


def test_hidden_actions_are_found_by_no_words_and_no_address(people, sign_in):
    hidden = make(people, what="Quiet lamps", only_parties=True)
    for words in ("lamps", str(hidden.pk)):
        fields, page = find(sign_in("elsewhere"), words, needs=[str(hidden.pk)])
        assert "needs" not in fields and "Quiet" not in page and "finds nothing more" in page
    assert "needs" in find(sign_in("manager"), "lamps")[0]


def test_what_is_open_is_found_and_never_the_action_itself(people, sign_in):
    walk(make(people, what="Order lamps, done"), "done")
    itself = make(people, what="Order lamps")
    for n in range(MOST_FOUND + 1):
        make(people, what=f"Mend lamp {n}")
    change = f"/actions/{itself.pk}/change/"
    fields, page = find(sign_in("manager"), "lamp", address=change, version=1)
    assert len(fields["needs"].options) == MOST_FOUND and "more words narrow it" in page
    assert "Order lamps, done" not in page and str(itself.pk) not in fields["needs"].options
    assert "needs" not in find(sign_in("manager"), str(itself.pk), address=change, version=1)[0]


def test_what_one_may_not_see_stays_when_the_rest_is_changed(people):
    hidden = make(people, what="Quiet work", only_parties=True)
    seen, action = make(people, what="Order lamps"), make(people)
    set_needs(action, {hidden.pk, seen.pk}, by=SYSTEM)
    set_needs(action, set(), by=people.viewer("elsewhere"))
    assert queries.get_with_around(action.pk, viewer=SYSTEM)[1] == [hidden]


@pytest.mark.parametrize("words", ["", "lamps"])
def test_finding_asks_little(people, sign_in, words, django_assert_max_num_queries):
    chosen = [str(make(people, what=f"Lamps {n}").pk) for n in range(5)]
    client = sign_in("manager")
    with django_assert_max_num_queries(10):
        client.post(f"{NEW}?find=1", {"needs_words": words, "needs": chosen})


def test_enter_in_a_line_saves_and_does_not_look_for_words(people, sign_in):
    """A browser without scripts presses the first button of the form."""
    itself = make(people)
    for address in (NEW, f"/actions/{itself.pk}/change/", "/outcomes/measures/new/question/"):
        page = sign_in("manager").get(address).content.decode()
        form = page[page.index(f'<form method="post" action="{address}"') :]
        first, second, *_rest = re.findall(r"<button[^>]*>", form)
        assert "formaction" not in first and 'tabindex="-1" aria-hidden="true"' in first
        assert "formaction" in second
