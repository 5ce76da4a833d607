"""What is drawn from a sensitive source says so; nothing else does, nor to who may not see it."""

from __future__ import annotations

import csv
import html
import io
import json
import shutil

import pytest
from django.urls import reverse

from safercity.evidence.assess.edition import open_edition
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.performance.models import Measure
from safercity.partnership.sharing.actions import NewDataSet
from safercity.partnership.sharing.models import AgreedText, Agreement
from safercity.partnership.sharing.queries import terms, visible
from tests.partnership.agreements_made import list_sources, make_agreement
from tests.partnership.performance.made import make_measure
from tests.partnership.sample_edition import add_table
from tests.partnership.sample_profiles import make_news, write_assessed_edition

pytestmark = pytest.mark.django_db
SENSITIVE, HANDLING = "OFFICIAL-SENSITIVE", "Housing counts stay in the room."
OTHERS = [source for source in list_sources() if not source.startswith("housing")]
HOUSING = ("housing-asb", "housing-property")


@pytest.fixture
def housing_sensitive(people):
    """Council and police see housing's records as sensitive; fire sees the list, not its counts."""
    AgreedText.objects.all().delete()
    Agreement.objects.all().delete()
    kept = [NewDataSet(source, shows_counts=False) for source in HOUSING]
    make_agreement(people, "places", sources=[*OTHERS, *kept])
    return make_agreement(
        people, "housing", sources=HOUSING, parties=("council", "police"),
        marking=SENSITIVE, handling=HANDLING,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An edition with a finding of housing's records and one of the police's."""
    folder = write_assessed_edition(tmp_path_factory.mktemp("marked") / "edition")
    add_table(folder, "hot_spots", {"themes": [
        {"theme": "asb", "agency": "housing", "now": make_news()},
        {"theme": "drugs", "agency": "police", "now": make_news()},
    ]})  # fmt: skip
    reading = {"statements": [], "limits": [], "table": {"columns": [], "rows": []}}
    add_table(folder, "indicators", {"indicators": [
        {"id": name, "title": name, "agencies": [name], "chart": "c", "reading": reading}
        for name in ("housing", "police")
    ]})  # fmt: skip
    return folder


def marking_of(answer) -> str:
    """The marking that the page carries, once above and once for print."""
    page = answer.content.decode()
    assert answer.status_code == 200
    told = page.partition('<strong class="marking">')[2].partition("</strong>")[0]
    assert f'<p class="only-print"><b>{told}</b></p>' in page
    assert (HANDLING in page) == (told == SENSITIVE)
    return told


@pytest.mark.parametrize(
    ("address", "council", "fire"),
    [
        ("/places/", SENSITIVE, "OFFICIAL"),
        ("/about/", SENSITIVE, "OFFICIAL"),
        ("/my-work/", SENSITIVE, "OFFICIAL"),
        ("/search/?q=street", SENSITIVE, "OFFICIAL"),
        ("/findings/hot-spots-asb/", SENSITIVE, None),
        ("/findings/hot-spots-drugs/", "OFFICIAL", "OFFICIAL"),
        ("/actions/", "OFFICIAL", "OFFICIAL"),
        ("/sharing/", "OFFICIAL", "OFFICIAL"),
    ],
)
def test_a_page_carries_the_marking_of_what_it_draws_on(
    open_site, folder, housing_sensitive, *, address, council, fire
):
    assert marking_of(open_site(folder, "manager").get(address)) == council
    answer = open_site(folder, "elsewhere").get(address)
    if fire is None:
        assert answer.status_code == 404 and SENSITIVE not in answer.content.decode()
    else:
        assert marking_of(answer) == fire
        assert HANDLING not in answer.content.decode()


def test_files_and_programs_are_told_too(open_site, folder, housing_sensitive):
    for who, marking in (("manager", SENSITIVE), ("elsewhere", "OFFICIAL")):
        client = open_site(folder, who)
        handling = HANDLING if marking == SENSITIVE else ""
        text = client.get(reverse("places:csv")).content.decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert {(row["marking"], row["handling"]) for row in rows} == {(marking, handling)}
        shapes = json.loads(client.get(reverse("places:geojson")).content)
        assert (shapes["marking"], " ".join(shapes["handling"])) == (marking, handling)


def test_files_say_how_far_the_records_run_that_one_sees(open_site, folder, housing_sensitive):
    """Beside the marking, the same dates as at the foot of the page; nothing of others' records."""
    reach = {}
    for who in ("manager", "elsewhere"):
        client = open_site(folder, who)
        text = client.get(reverse("places:csv")).content.decode("utf-8-sig")
        (reach[who],) = {row["data_to"] for row in csv.DictReader(io.StringIO(text))}
        assert f"{reach[who]}." in html.unescape(client.get("/places/").content.decode())
        assert client.get(reverse("places:xlsx")).content[:2] == b"PK"
    assert "ousing" in reach["manager"] and "ousing" not in reach["elsewhere"]
    listed = csv.reader(io.StringIO(client.get("/people/?format=csv").content.decode("utf-8-sig")))
    assert "data_to" not in next(listed), "its page rests on no records"


def test_a_measure_carries_that_of_its_own_records(open_site, folder, housing_sensitive, people):
    for name in ("housing", "police"):
        make_measure(people, code=name, source="evidence", indicator=name)
    client = open_site(folder, "manager")
    assert Measure.objects.count() == 2
    assert marking_of(client.get("/outcomes/measures/housing/")) == SENSITIVE
    assert marking_of(client.get("/outcomes/measures/police/")) == "OFFICIAL"
    assert marking_of(client.get("/outcomes/")) == SENSITIVE
    text = client.get("/outcomes/?format=csv").content.decode("utf-8-sig")
    told = {row["measure"]: row["marking"] for row in csv.DictReader(io.StringIO(text))}
    assert told == {"housing": f"{SENSITIVE} {HANDLING}", "police": "OFFICIAL"}
    assert marking_of(open_site(folder, "elsewhere").get("/outcomes/")) == "OFFICIAL"


def test_a_measure_carries_that_of_the_sources_it_is_made_from(
    open_site, folder, housing_sensitive, people, tmp_path
):
    """Housing sends two kinds of records, and one of them alone is sensitive."""
    own = shutil.copytree(folder, tmp_path / "edition")
    reading = {"statements": [], "limits": [], "table": {"columns": [], "rows": []}}
    made_of = {"homes": ["housing-property"], "both": ["housing-asb", "housing-property"]}
    row = {"agencies": ["housing"], "chart": "c", "reading": reading}
    add_table(own, "indicators", {"indicators": [
        {"id": name, "title": name, "sources": sources, **row} for name, sources in made_of.items()
    ]})  # fmt: skip
    text = AgreedText.objects.filter(agreement=housing_sensitive).latest("number")
    kept = [one for one in text.content["data_sets"] if one["source"] != "housing-property"]
    AgreedText.objects.filter(pk=text.pk).update(content=text.content | {"data_sets": kept})
    make_agreement(people, "homes", sources=["housing-property"], parties=("council", "police"))
    terms._KEPT.clear()
    for name in made_of:
        make_measure(people, code=name, source="evidence", indicator=name)
    client = open_site(own, "manager")
    assert marking_of(client.get("/outcomes/measures/both/")) == SENSITIVE
    assert marking_of(client.get("/outcomes/measures/homes/")) == "OFFICIAL"


LISTS = (
    "/actions/", "/boards/", "/outcomes/returns/", "/outcomes/", "/sharing/",
    "/people/", "/people/posts/",
)  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_the_file_of_a_list_carries_what_its_page_carries(open_site, folder, people, address):
    client = open_site(folder, "manager")
    marking = marking_of(client.get(address))
    text = client.get(address + "?format=csv").content.decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(text))
    assert heads.count("marking") == 1 and heads[-1] == "marking"
    assert marking and {row[-1] for row in rows} <= {marking}
    assert client.get(address + "?format=xlsx").content[:2] == b"PK"


def test_restricted_records_of_a_real_agency_are_never_less(people, folder, housing_sensitive):
    whole = open_edition(folder)
    seen = visible(whole, people.viewer("elsewhere"), purpose="places")
    seen.cut.manifest["made_up"] = False
    try:
        assert seen.mark(["police"]).marking == SENSITIVE
        assert seen.mark([]).marking == "OFFICIAL"
        assert seen.mark(["housing"]).marking == SENSITIVE  # of the list it is made into
    finally:
        seen.cut.manifest["made_up"] = True
    system = visible(whole, SYSTEM, purpose="places")
    assert system.manifest["marking"] == whole.manifest["marking"]
