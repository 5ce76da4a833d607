"""A sheet names an indicator or an agency's records by choosing what the newest edition offers."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse

from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.performance import actions
from safercity.partnership.performance.models import Measure
from tests.partnership.every_form.reading import read_form
from tests.partnership.performance.made import FIELDS, make_measure
from tests.partnership.sample_edition import add_table, write_sample_edition

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
AREAS = {"agencies": [{"id": "asb_team", "title": "Anti-social behaviour team"}], "untold": []}
COUNTED = {"indicators": [
    {"id": "recalls", "title": "Recalls and breaches", "not_read": "No extract has been loaded."},
    {"id": "open-drug-use", "title": "Open drug use", "agencies": ["police"], "reading": {}},
]}  # fmt: skip


@pytest.fixture
def offering(tmp_path) -> Path:
    """An edition with two indicators, one of them read, and one agency's frozen areas."""
    folder = write_sample_edition(tmp_path / "offering")
    add_table(folder, "indicators", COUNTED)
    add_table(folder, "frozen", AREAS)
    return folder


def new(source):
    return reverse("performance:make-of", kwargs={"source": source})


def open_form(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode(), read_form(answer.content.decode(), address)


def fields_of(form, **given):
    """A sound sheet for the form, with `given` in it."""
    sheet = FIELDS | {"due_days": "20", "code": "drug-use"} | given
    hidden = {
        name: form.fields[name].values[0] for name in ("key", "version") if name in form.fields
    }
    return {name: value for name, value in sheet.items() if name in form.fields} | hidden


def test_the_edition_is_offered_by_title(open_site, offering):
    page, form = open_form(open_site(offering, "manager"), new("frozen"))
    assert list(form.fields["indicator"].options) == ["", "open-drug-use", "recalls"]
    assert list(form.fields["layer"].options) == ["", "asb_team"]
    assert '<optgroup label="Told by this edition">' in page
    assert '<optgroup label="Not told yet">' in page
    assert ">Anti-social behaviour team</option>" in page and ">Open drug use</option>" in page


def test_what_is_chosen_is_kept_and_read_by_its_title(open_site, offering):
    client = open_site(offering, "manager")
    address = new("evidence")
    form = open_form(client, address)[1]
    given = fields_of(form, source="evidence", indicator="recalls")
    assert client.post(address, given).status_code == 302
    assert Measure.objects.get().indicator == "recalls"
    page = client.get(reverse("performance:measure", kwargs={"code": "drug-use"})).content.decode()
    assert "indicator “Recalls and breaches”" in page


@pytest.mark.parametrize(
    ("source", "name", "value"),
    [("evidence", "indicator", "fly-tipping"), ("frozen", "layer", "police")],
)
def test_what_it_does_not_offer_is_refused_by_name(open_site, offering, *, source, name, value):
    client = open_site(offering, "manager")
    address = new(source)
    form = open_form(client, address)[1]
    answer = client.post(address, fields_of(form, source=source, **{name: value}))
    assert answer.status_code == 422 and not Measure.objects.exists()
    said = f"The evidence offers no “{value}”: choose one of the list."
    assert answer.context["form"].errors[name] == [said]
    assert said in answer.content.decode()


def test_what_stood_before_stays_though_the_edition_has_it_no_more(open_site, offering, people):
    measure = make_measure(people, source="evidence", indicator="fly-tipping")
    client = open_site(offering, "manager")
    address = reverse("performance:change", kwargs={"code": measure.code})
    page, form = open_form(client, address)
    assert "fly-tipping: not in the newest edition" in page
    given = fields_of(form, source="evidence", indicator="fly-tipping", title="Tipping")
    assert client.post(address, given).status_code == 302
    measure.refresh_from_db()
    assert (measure.title, measure.indicator) == ("Tipping", "fly-tipping")


def test_without_an_edition_what_one_can_hold_is_offered(open_site, tmp_path):
    client = open_site(tmp_path / "nothing-here", "manager")
    address = new("frozen")
    page, form = open_form(client, address)
    assert "There is no edition yet" in page
    assert {"fly-tipping", "hate-incidents"} <= set(form.fields["indicator"].options)
    assert {"asb_team", "police"} <= set(form.fields["layer"].options)
    given = fields_of(form, source="frozen", layer="asb_team")
    assert client.post(address, given).status_code == 302
    assert Measure.objects.get().layer == "asb_team"


def test_who_may_not_see_an_agencys_records_is_not_offered_them(open_site, offering, people):
    """The indicator's title is content; its figures are the police's, and no agreement holds."""
    from safercity.partnership.sharing.models import Agreement

    Agreement.objects.update(state="ended")
    form = open_form(open_site(offering, "manager"), new("frozen"))[1]
    assert list(form.fields["indicator"].options) == ["", "recalls"]
    assert list(form.fields["layer"].options) == [""]
    made = actions.make_measure(FIELDS | {"code": "ours"}, by=SYSTEM)
    assert made.pk  # the command line and the demonstration choose nothing
