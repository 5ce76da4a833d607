"""Measures made of a question to the evidence: shown before they are kept, then read as others."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
import yaml
from django.urls import reverse

from safercity.documents.measures import label_of, load_definitions, number_of
from safercity.evidence.assess.vintages import Vintage
from safercity.partnership.audit.queries import list_history
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.performance import actions, queries
from safercity.partnership.performance.models import Measure
from safercity.partnership.performance.presenters import query
from safercity.partnership.sharing.models import Agreement
from tests.partnership.every_form.reading import read_form
from tests.partnership.performance.editions import (
    RISEN,
    STEADY,
    MadeEdition,
    frozen,
    frozen_by,
)
from tests.partnership.performance.made import FIELDS, approve, make_measure, periods
from tests.partnership.sample_edition import add_table, write_sample_edition

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
MAKE = "/outcomes/measures/new/question/"
ASKED = {"source": "question", "counted": "police/theme/asb", "area": "city"}


def row(of, name, counts, *, area="city", kind="theme"):
    whose = {"agencies": ["fire", "police"]} if area == "high_demand" else {"agency": of}
    first = label_of(number_of("2025-09") - len(counts) + 1, "month")
    return whose | {
        "of": of, "kind": kind, "name": name, "area": area, "first": first, "records": counts,
    }  # fmt: skip


COUNTS = {
    "baseline": "2024-09",
    "areas": [["E05000001", "Brackenford Central"]],
    "residents": [["city", 50_000], ["E05000001", 5_000], ["high_demand", 9_000]],
    "rows": [
        row("police", "asb", RISEN),
        row("police", "violence_public_place", [60] * len(RISEN)),
        row("police", "asb", [3] * len(RISEN), area="E05000001"),
        row("police", "asb", STEADY, area="high_demand"),
        row("fire", "arson", [4, None, *STEADY], kind="category"),
    ],
}


@pytest.fixture
def counted(tmp_path) -> Path:
    """A sample edition that holds counts by month."""
    folder = write_sample_edition(tmp_path / "counted")
    add_table(folder, "counts", COUNTS)
    return folder


def sheet(form=None, **given):
    told = FIELDS | {"due_days": "20", "code": "own-question", "numerator": ""} | ASKED | given
    key = {"key": form.fields["key"].values[0]} if form else {}
    return {name: value for name, value in told.items() if value is not None} | key


def open_form(client, address=MAKE):
    page = client.get(address).content.decode()
    return page, read_form(page, address)


def test_a_manager_asks_sees_what_it_gives_saves_it_and_finds_it_on_the_dashboard(
    open_site, counted, django_assert_max_num_queries
):
    client = open_site(counted, "manager")
    page, form = open_form(client)
    assert "police/theme/asb" in form.fields["counted"].options
    assert "fire/category/arson" in form.fields["counted"].options
    assert form.fields["area"].options == ["", "city", "high_demand", "E05000001"]
    given = sheet(form, out_of="residents", direction="down", title="")
    with django_assert_max_num_queries(10):
        answer = client.post(MAKE + "?show=1", given)
    page = answer.content.decode()
    assert answer.status_code == 200 and not Measure.objects.exists()
    assert "What this question gives today" in page and "Nothing is saved yet." in page
    assert "Records of Police about “Anti-social behaviour” in the whole area." in page
    assert "1,000 residents in the whole area." in page and "Worsening since" in page
    assert "govuk-error-message" not in page, "it is not sent yet"
    again = read_form(page, MAKE)
    assert again.action == MAKE and again.fields["counted"].values == ["police/theme/asb"]
    assert again.fields["key"].values == form.fields["key"].values

    saved = client.post(MAKE, given | {"title": "Told to the police"})
    assert saved.status_code == 302, saved.context["form"].errors
    measure = Measure.objects.get()
    assert (measure.data, measure.scope) == ("rate", "city")
    assert measure.question == {
        "counted": {"agency": "police", "theme": "asb"}, "area": "city", "per_residents": 1000,
    }  # fmt: skip
    page = client.get(saved.url).content.decode()
    assert "Records of Police about “Anti-social behaviour” in the whole area." in page
    assert "Worsening since" in page and "36 of 50,000" in page and "0.72" in page
    rows = csv.DictReader(io.StringIO(
        client.get("/outcomes/?format=csv").content.decode("utf-8-sig")))  # fmt: skip
    assert [one["verdict"].startswith("Worsening") for one in rows] == [True]


def test_its_sheet_goes_out_as_content_that_can_come_in_again(open_site, counted, tmp_path):
    client = open_site(counted, "manager")
    client.post(MAKE, sheet(open_form(client)[1], out_of="police/theme/violence_public_place"))
    page = queries.address_of("own-question")
    text = client.get(page, {"format": "yaml"}).content.decode()
    entry = yaml.safe_load(text)["measures"][0]
    assert entry["question"] == {
        "counted": {"agency": "police", "theme": "asb"}, "area": "city",
        "out_of": {"agency": "police", "theme": "violence_public_place"},
    }  # fmt: skip
    (tmp_path / "own" / "performance").mkdir(parents=True)
    (tmp_path / "own" / "performance" / "ours.yaml").write_text(text, "utf-8")
    [mine] = [one for one in load_definitions(tmp_path / "own") if one.code == "own-question"]
    Measure.objects.all().delete()
    actions.adopt_measures([mine], by=SYSTEM)
    assert Measure.objects.get().question == entry["question"]
    told = client.get(page).content.decode()
    assert "Records of Police about “Violence in public places”" in told and "60%" in told


def test_a_changed_question_is_kept_with_its_history(open_site, counted, people):
    client = open_site(counted, "manager")
    client.post(MAKE, sheet(open_form(client)[1]))
    address = reverse("performance:change", kwargs={"code": "own-question"})
    page, form = open_form(client, address)
    given = sheet(area="E05000001", code=None, version=form.fields["version"].values[0],
                  numerator=form.fields["numerator"].values[0])  # fmt: skip
    assert "What this question gives today" in page, "and how it reads now"
    assert form.fields["counted"].values == ["police/theme/asb"]
    assert client.post(address, given).status_code == 302
    measure = Measure.objects.get()
    assert (measure.scope, measure.question["area"]) == ("ward", "E05000001")
    assert measure.numerator.endswith("in the ward Brackenford Central.")
    assert any("question" in str(act.details) for act in list_history(measure, limit=5))
    page = client.get(queries.address_of("own-question")).content.decode()
    assert "in the ward Brackenford Central" in page and "One ward" in page


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"counted": ""}, "counted", "Choose whose records are counted"),
        ({"counted": "police/theme/moon"}, "counted", "The evidence offers no"),
        ({"frequency": "term"}, "frequency", "choose months, quarters or years"),
        ({"out_of": "police/theme/asb"}, "counted", "or for itself"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_its_field(open_site, counted, *, given, field, words):
    client = open_site(counted, "manager")
    answer = client.post(MAKE, sheet(open_form(client)[1], **given))
    assert answer.status_code == 422 and not Measure.objects.exists()
    assert words in str(answer.context["form"].errors[field])


@pytest.mark.parametrize("name", ["counted", "out_of", "area"])
@pytest.mark.parametrize("sent", ["moon", "police/moon/asb", "police/theme/asb/more", "a/theme/b"])
def test_what_is_not_offered_is_not_shown_either(open_site, counted, *, name, sent):
    client = open_site(counted, "manager")
    answer = client.post(MAKE + "?show=1", sheet(open_form(client)[1], **{name: sent}))
    form = read_form(answer.content.decode(), MAKE)
    assert answer.status_code == 200 and sent not in form.fields[name].options


def test_what_the_edition_cannot_answer_is_said_before_it_is_kept(open_site, counted):
    client = open_site(counted, "manager")
    key = open_form(client)[1]
    told = {
        "ward": sheet(key, counted="fire/category/arson", area="E05000001"),
        "share": sheet(key, counted="police/theme/violence_public_place",
                       out_of="police/theme/asb"),
    }  # fmt: skip
    pages = {
        name: client.post(MAKE + "?show=1", one).content.decode() for name, one in told.items()
    }
    assert "counts no records of Fire" in pages["ward"]
    assert "more was counted than what it is a share of" in pages["share"]


def test_an_agreement_hides_the_records_and_the_frozen_areas_that_others_chose(
    open_site, counted, people
):
    asked = {"counted": {"agency": "police", "theme": "asb"}, "area": "city"}
    make_measure(people, code="ours", source="question", numerator="", question=asked)
    Agreement.objects.update(state="ended")
    client = open_site(counted, "manager")
    page, form = open_form(client)
    assert form.fields["counted"].options == [""] and form.fields["area"].options == [""]
    page = client.get(queries.address_of("ours")).content.decode()
    assert "Not shown to you" in page and "0.72" not in page and ">36<" not in page


def test_a_small_count_is_told_as_less_and_drawn_at_its_middle(people):
    counts = [*STEADY[:15], "<5"]
    edition = MadeEdition({"counts": COUNTS | {"rows": [row("police", "asb", counts)]}})
    measure = make_measure(people, source="question", numerator="", direction="down",
                           question={"counted": {"agency": "police", "theme": "asb"}})  # fmt: skip
    reading = queries.read_one(measure, queries.Known({}, {}, edition))
    assert (reading.points[-1].below, reading.points[-1].drawn) == (5, 2.5)
    assert reading.says == (
        "Small counts are held back: the usual range takes each at its middle.",
    )


def test_a_quarter_and_a_missing_month(people):
    edition = MadeEdition({"counts": COUNTS})
    made = make_measure(people, source="question", numerator="", frequency="quarter",
        question={"counted": {"agency": "fire", "category": "arson"}})  # fmt: skip
    points = queries.read_one(made, queries.Known({}, {}, edition)).points
    assert points[0].label == "2024-Q2" and points[0].value is None
    assert [one.value for one in points[1:]] == [63, 64, 64, 61, 63]


def test_every_point_leads_to_its_question_edition_and_what_counts_it_again(
    open_site, counted, django_assert_max_num_queries
):
    client = open_site(counted, "manager")
    client.post(MAKE, sheet(open_form(client)[1], out_of="residents", direction="down"))
    page = client.get(queries.address_of("own-question")).content.decode()
    table = page.partition("<h2>The figures</h2>")[2].partition("</section>")[0]
    [address] = set(re.findall(r'<td data-label="From"><a href="([^"#]*)#p-', table))
    assert "/about/" not in table and f'href="{address}#p-2025-09"' in table
    chart = page.partition('class="spots"')[2].partition("</svg>")[0]
    points = re.findall(r'<a href="([^"]*)" tabindex="-1"><title>([^<]*)</title>', chart)
    assert (f"{address}#p-2025-09", "September 2025: 0.72") in points and len(points) == len(RISEN)
    led = client.get(queries.address_of("own-question"), {"period": "2025-09"})
    assert (led.status_code, led["Location"]) == (302, f"{address}#p-2025-09")
    with django_assert_max_num_queries(10):
        told = client.get(address).content.decode()
    assert "Records of Police about “Anti-social behaviour” in the whole area." in told
    assert "per_residents: 1000" in told and address.rstrip("/").rpartition("/")[2] in told
    assert "safercity ask police asb --where city --per-residents 1000 --every month" in told
    assert "safercity assess --as-of 2025-09" in told and "Police: " in told
    assert 'id="p-2025-09"' in told and "36 of 50,000" in told
    for wrong in ("0" * 16, "f" * 64, "manifest"):
        names = {"code": "own-question", "edition": wrong}
        assert client.get(reverse("performance:query", kwargs=names)).status_code == 404


def test_frozen_areas_by_an_indicator_lead_to_its_own_sources(
    open_site, counted, people, monkeypatch
):
    row = {"id": "homes", "title": "Homes", "agencies": ["fire"], "sources": ["fire-incidents"],
           "not_read": "It is told of areas."}  # fmt: skip
    add_table(counted, "indicators", {"indicators": [row]})
    add_table(counted, "frozen", frozen_by("homes", frozen("frozen_better", 0.7)))
    told = [Vintage("fire-incidents", "", "2025-09-01", "2025-08", "2025-08", n, "d" * 64)
            for n in (3, 1_200)]  # fmt: skip
    monkeypatch.setattr(query, "list_extracts", lambda _edition, _sources: told)
    make_measure(people, code="homes", source="frozen", indicator="homes", direction="down")
    client = open_site(counted, "manager")
    page = client.get(queries.address_of("homes")).content.decode()
    page = client.get(re.search(r'href="([^"#]*)#p-', page)[1]).content.decode()
    assert "No record that you may see" not in page and ": Fire and rescue incidents<" in page
    assert "  indicator: homes" in page and "layer:" not in page
    rows = re.findall(r'data-label="Rows">([^<]*)<', page)
    assert rows == ["&lt;5", "1,200"], "an extract of few rows is a small count too"


def test_the_same_address_hides_what_an_agreement_hides(open_site, counted):
    client = open_site(counted, "manager")
    client.post(MAKE, sheet(open_form(client)[1], out_of="residents"))
    page = client.get(queries.address_of("own-question")).content.decode()
    address = re.search(r'href="([^"#]*)#p-2025-09"', page)[1]
    Agreement.objects.update(state="ended")
    told = open_site(counted, "manager").get(address).content.decode()
    assert "No agreement of your agency covers it" in told and "36 of 50,000" not in told
    assert "No record that you may see went into it." in told


def test_a_returned_figure_leads_to_its_return_and_asks_nothing(open_site, counted, people):
    measure = make_measure(people, code="sent", months=2)
    approve(measure, [4, 5])
    client = open_site(counted, "manager")
    page = client.get(queries.address_of("sent")).content.decode()
    row = queries.find_approved(measure, periods(measure, 1)[0])
    address = reverse("performance:return", kwargs={"key": row.pk})
    assert page.count(f'href="{address}"') == 3, "the table's, and both charts' points"
    names = {"code": "sent", "edition": "0" * 16}
    assert client.get(reverse("performance:query", kwargs=names)).status_code == 404
