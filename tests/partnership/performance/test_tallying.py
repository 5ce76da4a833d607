"""An outcome that several measures tell is counted once, by the verdict that matters most."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.performance import actions, panels
from safercity.partnership.performance.models import Measure
from safercity.partnership.performance.presenters.tallying import pick_telling
from safercity.partnership.performance.queries import Verdict
from tests.partnership.performance.made import FIELDS, approve, make_measure

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ASKED = {"counted": {"agency": "police", "theme": "asb"}, "area": "city"}
SAYS = "An outcome that several measures tell counts once"


def reading(serves, verdict, code="one"):
    return SimpleNamespace(measure=SimpleNamespace(serves=serves, code=code), verdict=verdict)


def test_what_is_worsening_is_never_outvoted():
    order = [Verdict.WORSENING, Verdict.WANTED, Verdict.CARE, Verdict.STEADY, Verdict.MISSING]
    for at in range(len(order)):
        [told] = pick_telling(reading("O1.1", each) for each in reversed(order[at:]))
        assert told.verdict is order[at]
    alone = [reading("", Verdict.STEADY, code) for code in ("a", "b")]
    assert len(pick_telling(alone)) == 2, "what serves nothing stands for itself"


def test_my_work_counts_outcomes_and_not_measures(people):
    risen = [20, 23, 19, 21, 24, 18, 22, 20, 21, 23, 19, 20, 40, 42, 39, 41, 40, 43, 38, 41]
    for code, way in (("good", "up"), ("bad", "down"), ("good-too", "up")):
        approve(make_measure(people, code=code, months=20, direction=way, serves="O1.1"), risen)
    [panel] = [one for one in panels.list_panels(people.viewer("manager")) if one.order == 20]
    row = panel.rows[0]
    assert (row.title, row.detail, row.marks) == ("1 outcome", "1 worsening", ("late",))


def test_the_dashboard_counts_outcomes_and_shows_every_measure(demonstration):
    client = demonstration("manager")
    before = client.get("/outcomes/").context["page"]
    assert " of 18 outcomes " in before.claim and SAYS not in before.lead
    for code in ("ours", "ours-too"):
        sheet = FIELDS | {"code": code, "serves": "O1.1", "source": "question", "question": ASKED}
        actions.make_measure(sheet, by=SYSTEM)
    page = client.get("/outcomes/").context["page"]
    assert " of 18 outcomes " in page.claim and SAYS in page.lead
    first, was = page.sections[0], before.sections[0]
    assert sum(n for _mark, n in first.tallies) == sum(n for _mark, n in was.tallies) == 5
    assert len(first.cards) == len(was.cards) + 2 == 7


def test_a_priority_of_which_nothing_is_measured_says_that_alone(demonstration):
    ended = Measure.objects.filter(serves__startswith="O3.")
    actions.end_measures(ended, date(2024, 1, 1), by=SYSTEM)
    page = demonstration("manager").get("/outcomes/").content.decode()
    assert page.count("Nothing is measured here yet") == 2, "in the table, and in its section"
    assert "Nothing here really changed" not in page
