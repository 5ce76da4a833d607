"""A measure's role fits what it serves, and the dashboard loses none."""

from __future__ import annotations

import pytest
from django.urls import reverse

from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.performance import actions
from safercity.partnership.performance.actions import SheetIncomplete
from safercity.partnership.performance.models import Measure
from tests.partnership.performance.made import FIELDS, make_measure

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.mark.parametrize(
    ("role", "serves"),
    [("outcome", ""), ("outcome", "S2"), ("supporting", "O1.3"), ("supporting", ""),
     ("perception", "O1.3")],
)  # fmt: skip
def test_a_role_that_does_not_fit_is_refused(people, role, serves):
    with pytest.raises(SheetIncomplete) as refused:
        make_measure(people, role=role, serves=serves)
    assert set(refused.value.faults) == {"role"}


def test_the_form_says_so_on_the_role(people, sign_in):
    client = sign_in("manager")
    address = reverse("performance:make-of", kwargs={"source": "return"})
    key = client.get(address).context["form"]["key"].value()
    wrong = {"key": key, "code": "own", "due_days": "20", "role": "supporting", "serves": "O1.3"}
    form = client.post(address, FIELDS | wrong).context["form"]
    assert list(form.errors) == ["role"] and "supporting priority" in form.errors["role"][0]


def test_no_measure_is_lost_from_the_dashboard(demonstration):

    sheet = FIELDS | {"code": "own", "role": "companion", "serves": ""}
    own = actions.make_measure(sheet, by=SYSTEM)
    page = demonstration("manager").get("/outcomes/").context["page"]
    sections = (*page.sections, *page.supporting, page.other)
    shown = [card.code for section in sections for card in section.cards]
    assert sorted(shown) == sorted(Measure.objects.values_list("code", flat=True))
    assert own.code in [card.code for card in page.other.cards]
    assert sum(n for _mark, n in page.other.tallies) == len(page.other.cards) == 8
