"""An action names its priority by number and title, wherever it names one."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from safercity.partnership.commitments import actions
from safercity.partnership.commitments.queries import get_commitment
from safercity.partnership.commitments.queries.priorities import list_choices, title_priorities
from safercity.partnership.common.priorities import name_priorities
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.governance.actions import add_subject, end_subject
from safercity.partnership.governance.queries import SubjectKind
from safercity.partnership.strategy.actions import import_version
from tests.partnership.commitments.made import make
from tests.partnership.strategy.made import TEXT

pytestmark = pytest.mark.django_db
TITLE = "2 Serious violence"


@pytest.fixture
def served(people):
    """An action of a priority that is in force."""
    add_subject("10", "Safer roads", kind=SubjectKind.STRATEGIC, by=SYSTEM)
    add_subject("S1", "Safety on the water", kind=SubjectKind.SUPPORTING, by=SYSTEM)
    add_subject("2", "Serious violence", kind=SubjectKind.STRATEGIC, by=SYSTEM)
    return make(people, priority="2")


def test_page_list_filter_form_and_file_name_it(served, sign_in):
    client = sign_in("manager")
    page = client.get(f"/actions/{served.pk}/").content.decode()
    assert f"<dt>Priority</dt><dd>{TITLE}</dd>" in page
    listed = client.get("/actions/").content.decode()
    assert f"Other action, {TITLE}</span>" in listed
    assert f'<option value="2">{TITLE}</option>' in listed
    form = client.get(f"/actions/{served.pk}/change/").content.decode()
    assert f'<option value="2" selected>{TITLE}</option>' in form
    rows = csv.DictReader(
        io.StringIO(client.get("/actions/?format=csv").content.decode("utf-8-sig"))
    )
    assert [row["priority"] for row in rows] == [TITLE]


def test_the_numbers_stand_in_order(served, people):
    choices = list_choices(people.viewer("manager"))
    assert [code for code, _words in choices] == ["2", "10", "S1"]


def test_history_names_what_it_went_from_and_to(served, sign_in):
    changes = {"priority": "10"}
    actions.update_commitment(served, changes, version=served.version, by=SYSTEM)
    page = sign_in("manager").get(f"/actions/{served.pk}/").content.decode()
    assert f"priority: {TITLE} → 10 Safer roads" in page


def test_one_that_ended_keeps_its_title_and_is_offered_no_more(served, people, sign_in):
    from safercity.partnership.governance.queries import find_subject

    end_subject(find_subject("2"), day=date(2026, 1, 1), by=SYSTEM)
    page = sign_in("manager").get(f"/actions/{served.pk}/").content.decode()
    assert f"<dd>{TITLE}</dd>" in page
    viewer = people.viewer("manager")
    assert "2" not in dict(list_choices(viewer))
    assert dict(list_choices(viewer, kept="2"))["2"] == TITLE


def test_before_anything_is_published_the_draft_names_it(people):
    import_version(TEXT, by=people.viewer("manager"))
    viewer = people.viewer("officer")
    row = title_priorities([make(people, priority="1")], viewer=viewer)[0]
    assert row.priority_title.startswith("1 ") and len(row.priority_title) > 5
    assert list(name_priorities(viewer))[:4] == ["1", "2", "3", "4"]


def test_a_draft_is_not_told_to_guests(people):
    from dataclasses import replace

    import_version(TEXT, by=people.viewer("manager"))
    viewer = people.viewer("officer")
    guest = replace(viewer, posts=tuple(replace(post, is_guest=True) for post in viewer.posts))
    assert guest.is_guest and not name_priorities(guest)
    assert title_priorities([make(people, priority="1")], viewer=guest)[0].priority_title == "1"


def test_what_is_no_number_is_named_by_its_lead(people, sign_in):
    post = people.posts["officer"].id
    actions.set_priority_lead("safer-places", "Safer streets", post=post, by=SYSTEM)
    made, other = make(people, priority="safer-places"), make(people, priority="nobody-knows")
    rows = title_priorities([made, other], viewer=people.viewer("manager"))
    assert [row.priority_title for row in rows] == ["Safer streets", "nobody-knows"]
    assert not get_commitment(other.pk, viewer=SYSTEM).priority_title


def test_sixty_actions_of_many_priorities_ask_no_more(
    served, people, sign_in, django_assert_max_num_queries
):
    for n in range(60):
        make(people, priority=("2", "10", "S1", "unknown")[n % 4])
    client = sign_in("elsewhere")
    for address in ("/actions/", f"/actions/{served.pk}/", "/actions/?priority=2"):
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200
