"""What is kept of how the measures stand is read again once something was done to one."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from safercity.partnership.common.rules import NotAllowed
from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.people.actions import NewPost, change_post
from safercity.partnership.performance import actions, queries
from tests.partnership.performance.made import analyst, approve, figure, make_measure, periods

pytestmark = [pytest.mark.django_db]


def test_nothing_done_is_not_read_again(people, django_assert_num_queries):
    approve(make_measure(people, months=14), range(10, 24))
    first = queries.read_standing(analyst())
    viewer = analyst()
    with django_assert_num_queries(1):  # the acts; without an edition no agreement is asked
        assert queries.read_standing(viewer) is first
    with override("cy"):
        assert queries.read_standing(viewer) is not first


def test_who_may_not_see_outcomes_is_refused(people):
    with pytest.raises(NotAllowed):
        queries.read_standing(people.viewer("postless"))


def test_a_return_a_sheet_and_a_name_are_read_at_once(people):
    measure = make_measure(people, months=14)
    approve(measure, range(10, 23), until=1)

    def read():
        (one,) = queries.read_all(analyst())
        return one

    assert read().newest.value == 22
    row = actions.save_return(measure, figure(40), filing=periods(measure, 1)[0], by=SYSTEM)
    assert row in queries.read_standing(analyst()).sent[measure.pk]
    for state in ("submitted", "approved"):
        actions.move_return(row, state, by=SYSTEM)
    assert read().newest.value == 40
    measure.refresh_from_db()
    actions.change_measure(measure, {"title": "Told anew"}, version=measure.version, by=SYSTEM)
    assert read().measure.title == "Told anew"
    post = people.posts["officer"]
    new = NewPost(post.agency, "Renamed officer", Role(post.role))
    change_post(post, new, version=post.version, by=SYSTEM)
    assert str(read().measure.owner).startswith("Renamed officer")
