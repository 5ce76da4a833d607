"""One page asks a question once; another page asks it anew."""

from __future__ import annotations

from safercity.partnership.common.asking import keep_answers, once_a_page


def test_a_question_is_answered_once_a_page_and_anew_on_the_next():
    asked = []

    @once_a_page
    def count(what, *, of=1):
        asked.append((what, of))
        return len(asked)

    assert (count("a"), count("a")) == (1, 2), "outside a page nothing is kept"
    with keep_answers():
        assert (count("a"), count("a"), count("a", of=2)) == (3, 3, 4)
    with keep_answers():
        assert count("a") == 5
