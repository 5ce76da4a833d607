"""What no agreement of the reader's agency covers is said to be kept back, not to be lacking."""

from __future__ import annotations

import csv
import io

import pytest

from safercity.evidence.assess.edition import open_edition
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.performance import queries
from safercity.partnership.performance.presenters.outcomes import claim_of, list_counts
from safercity.partnership.performance.presenters.tallying import pick_telling
from safercity.partnership.performance.presenters.words import say_target
from safercity.partnership.performance.queries import Known, read_one
from safercity.partnership.sharing.models import AgreedText, Agreement
from safercity.partnership.sharing.queries import visible
from tests.partnership.agreements_made import list_sources, make_agreement
from tests.partnership.performance.editions import STEADY, frozen
from tests.partnership.performance.made import approve, make_measure
from tests.partnership.performance.test_questions import COUNTS, row
from tests.partnership.sample_edition import add_table
from tests.partnership.sample_profiles import write_assessed_edition

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
READING = {"statements": [], "limits": [], "table": {"columns": [], "rows": []}}
COVERS = "No agreement of your agency covers it."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """An edition that tells an indicator and frozen areas of housing's records."""
    folder = write_assessed_edition(tmp_path_factory.mktemp("withheld") / "edition")
    whose = {"agencies": ["housing"], "title": "Homes"}
    told = {"id": "homes", "chart": "c", "reading": READING} | whose
    add_table(folder, "indicators", {"indicators": [told]})
    table = frozen("frozen_same", 1.0)
    add_table(folder, "frozen", table | {"agencies": [table["agencies"][0] | whose]})
    add_table(folder, "counts", COUNTS | {"rows": [row("housing", "asb", STEADY)]})
    return folder


@pytest.fixture
def measures(people):
    """One of each kind of evidence; housing's records are shown to council and police alone."""
    AgreedText.objects.all().delete()
    Agreement.objects.all().delete()
    make_agreement(people, "all", sources=list_sources(), parties=("council", "police"))
    asked = {"counted": {"agency": "housing", "theme": "asb"}, "area": "city"}
    told = {
        "homes": {
            "source": "evidence",
            "indicator": "homes",
            "serves": "O1.1",
            "target": 150,
            "target_by": "2099-12",
        },
        "areas": {"source": "frozen", "layer": "asb_team", "serves": "O1.2"},
        "asked": {"source": "question", "question": asked, "serves": "O1.3"},
        "none": {"source": "evidence", "indicator": "nothing", "serves": "O1.4"},
    }
    return [make_measure(people, code=code, **fields) for code, fields in told.items()]


def test_it_is_told_apart_from_what_the_edition_lacks(people, folder, measures):
    def read(viewer):
        seen = visible(open_edition(folder), viewer, purpose="performance")
        return [read_one(one, Known({}, {}, seen)) for one in measures]

    assert "withheld" not in [one.verdict for one in read(people.viewer("manager"))]
    theirs = read(people.viewer("elsewhere"))
    assert [one.verdict for one in theirs] == ["withheld"] * 3 + ["unknown"]
    assert [one.why for one in theirs[:3]] == [COVERS] * 3
    assert theirs[3].why.startswith("The edition does not hold this indicator")
    assert "withheld" not in [one.verdict for one in read(SYSTEM)]
    assert say_target(theirs[0]) == "Target 150 by December 2099"
    told = list_counts(pick_telling(theirs), write=str)
    assert told == "1 not to be judged yet, 3 not shown to you"
    assert claim_of([*theirs, theirs[3]]).startswith("None of the 2 outcomes shown to you")
    assert claim_of(theirs) == "The only outcome shown to you cannot be judged yet"
    assert claim_of(theirs[3:]) == "The only outcome cannot be judged yet"
    assert claim_of(theirs[:3]) == "No outcome is shown to you"


def test_pages_and_files_say_so_without_naming_whose_records(folder, measures, open_site, people):
    approve(make_measure(people, code="sent", serves="O1.1"), [12])
    client = open_site(folder, "elsewhere")
    lead = client.get("/outcomes/").context["page"].lead
    assert "One is told by some of its measures alone" in lead and "Two are not shown" in lead
    page = client.get(queries.address_of("areas")).content.decode()
    assert "Not shown to you" in page and COVERS in page and "No figure yet" not in page
    text = client.get("/outcomes/", {"format": "csv"}).content.decode("utf-8-sig")
    rows = {row["measure"]: row for row in csv.DictReader(io.StringIO(text))}
    assert [rows[code]["verdict"] for code in ("homes", "areas", "asked")] == [
        "Not shown to you"
    ] * 3
    assert "Homes" not in page and "Housing" not in text


def test_a_guest_is_told_of_nothing_that_is_kept_back(people, folder, measures):
    people.agencies["fire"].is_guest = True
    people.agencies["fire"].save()
    viewer = people.viewer("elsewhere")
    assert viewer.is_guest
    seen = visible(open_edition(folder), viewer, purpose="performance")
    for one in measures:
        reading = read_one(one, Known({}, {}, seen))
        assert reading.verdict == "unknown" and "may see" in reading.why
