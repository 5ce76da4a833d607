"""A sheet asks first where the figures come from, then only what that source needs."""

from __future__ import annotations

import pytest
from django.urls import reverse

from safercity.partnership.performance.forms.sheet import ELSE, ONLY_OF
from safercity.partnership.performance.models import Measure, Source
from safercity.partnership.performance.queries import asked
from safercity.partnership.strategy import actions
from tests.partnership.every_form.reading import read_form
from tests.partnership.performance.editions import MadeEdition
from tests.partnership.performance.made import FIELDS, make_measure
from tests.partnership.strategy.made import TEXT, take_whole_route

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
CHOOSE = "/outcomes/measures/new/"


def open_sheet(client, address):
    return read_form(client.get(address).content.decode(), address.partition("?")[0]).fields


def test_each_source_has_a_form_with_its_own_fields(people, sign_in):
    client = sign_in("manager")
    page = client.get(CHOOSE).content.decode()
    for source in Source:
        assert f'href="{CHOOSE}{source}/"' in page
        fields = open_sheet(client, f"{CHOOSE}{source}/")
        assert {name for name in ONLY_OF if name in fields} == {
            name for name, sources in ONLY_OF.items() if source in sources
        }
        assert {"title", "serves", "owner", "target"} <= set(fields)
    assert client.get(f"{CHOOSE}moon/").status_code == 404


def test_a_sheet_moves_to_another_source(people, sign_in):
    measure = make_measure(people, source="evidence", indicator="fly-tipping")
    address = reverse("performance:change", kwargs={"code": measure.code})
    client = sign_in("manager")
    assert "indicator" in open_sheet(client, address)
    fields = open_sheet(client, f"{address}?source=return")
    assert "indicator" not in fields and fields["source"].values == ["return"]
    given = {name: one.values[0] for name, one in fields.items() if one.values}
    assert client.post(address, given | {"start": "2026-01"}).status_code == 302
    measure.refresh_from_db()
    assert (measure.source, measure.indicator, measure.start) == ("return", "", "2026-01")


def test_what_it_serves_is_chosen_from_the_strategy_or_said(people, sign_in):
    manager = people.viewer("manager")
    take_whole_route(actions.import_version(TEXT, by=manager), by=manager)
    client, address = sign_in("manager"), f"{CHOOSE}return/"
    fields = open_sheet(client, address)
    code = next(one for one in fields["serves"].options if one.startswith("O"))
    told = FIELDS | {"due_days": "20", "code": "own", "key": fields["key"].values[0]}
    for serves, words in ((ELSE, ""), (code, "Play"), ("O99.9", "")):
        given = told | {"serves": serves, "serves_else": words}
        assert client.post(address, given).status_code == 422
    given = told | {"serves": ELSE, "serves_else": "Play"}
    assert client.post(address, given).status_code == 302
    measure = Measure.objects.get(code="own")
    assert measure.serves == "Play"
    change = reverse("performance:change", kwargs={"code": measure.code})
    fields = open_sheet(client, change)
    assert (fields["serves"].values, fields["serves_else"].values) == ([ELSE], ["Play"])
    given = {name: one.values[0] for name, one in fields.items() if one.values}
    assert client.post(change, given | {"serves": code, "serves_else": ""}).status_code == 302
    measure.refresh_from_db()
    assert measure.serves == code


def test_a_return_says_what_is_counted(people, sign_in):
    told = FIELDS | {"due_days": "20", "code": "own", "numerator": ""}
    answer = sign_in("manager").post(f"{CHOOSE}return/", told)
    assert answer.status_code == 422 and not Measure.objects.exists()


def test_no_two_choices_of_records_are_called_the_same(people):
    rows = [
        {"of": "police", "kind": kind, "name": "criminal_damage", "area": "city"}
        for kind in ("theme", "category")
    ]
    edition = MadeEdition({"counts": {"rows": rows}})
    [(_agency, choices)] = asked.list_counted(edition)
    assert len({title for _key, title in choices}) == len(choices) == 2
