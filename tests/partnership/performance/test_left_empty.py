"""What a sheet may leave empty where a question says it, and what any other sheet must say."""

from __future__ import annotations

import pytest
from django.urls import reverse

from safercity.partnership.performance.models import Measure
from tests.partnership.performance.test_questions import COUNTS, MAKE, open_form, sheet
from tests.partnership.sample_edition import add_table, write_sample_edition

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture
def counted(tmp_path):
    """A sample edition that holds counts by month."""
    folder = write_sample_edition(tmp_path / "counted")
    add_table(folder, "counts", COUNTS)
    return folder


def test_what_a_question_says_may_be_left_empty(open_site, counted):
    client = open_site(counted, "manager")
    empty = {"data": "", "scope": "", "unit": ""}
    given = sheet(open_form(client)[1], out_of="residents") | empty
    saved = client.post(MAKE, given)
    assert saved.status_code == 302, saved.context["form"].errors
    measure = Measure.objects.get()
    told = (measure.data, measure.scope, measure.unit)
    assert told == ("rate", "city", "a month per 1,000 residents")
    address = reverse("performance:change", kwargs={"code": "own-question"})
    fields = open_form(client, address)[1].fields
    given = sheet(area="E05000001", frequency="quarter", code=None,
                  version=fields["version"].values[0], unit=fields["unit"].values[0])  # fmt: skip
    assert client.post(address, given).status_code == 302
    measure.refresh_from_db()
    assert (measure.data, measure.scope, measure.unit) == ("count", "ward", "a quarter")
    form = open_form(client, address)[1]
    given = sheet(source="return", numerator="Referrals.", code=None, unit="a quarter",
                  frequency="quarter", version=form.fields["version"].values[0])  # fmt: skip
    assert client.post(address, given).status_code == 302, "the unit fits a return as well"


@pytest.mark.parametrize("name", ["data", "scope", "unit", "numerator"])
def test_without_a_question_they_are_asked_for_beside_their_field(open_site, counted, name):
    client = open_site(counted, "manager")
    given = sheet(
        open_form(client)[1], source="return", numerator="Referrals.", counted="", area=""
    )
    address = reverse("performance:make-of", kwargs={"source": "return"})
    refused = client.post(address, given | {name: ""})
    assert refused.status_code == 422 and list(refused.context["form"].errors) == [name]
    assert not Measure.objects.exists()
