"""A whole edition of a small town: every part is there, has its own id, and comes out the same."""

import pytest

from safercity.documents.edition_findings import PARTS, list_findings, list_parts, write_parts
from safercity.documents.export import export_edition
from safercity.documents.names import read_names
from safercity.evidence.assess import make_edition
from safercity.evidence.runs import Run
from safercity.evidence.workspace import open_workspace
from tests.evidence.tiny import NEW, load, write_csv
from tests.trust.town import copy_workspace

MADE_AT = "2025-06-30T12:00:00"
NEW_PARTS = {"last_year", "risk", "surfaces", "power", "frozen"}


@pytest.fixture(scope="module")
def town(planted, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    town = copy_workspace(open_workspace(planted.root), folder / "town")
    rows = [{"LSOA code (2021)": code, "IMD rank": 900 * n + 1, "IMD decile": n // 2 + 1}
            for n, code in enumerate(NEW)]  # fmt: skip
    write_csv(folder / "imd.csv", rows)
    load(town, "deprivation", folder / "imd.csv")
    return town


@pytest.fixture(scope="module")
def edition(town):
    return make_edition(town, run=Run(threads=1), made_at=MADE_AT)


def test_every_new_part_is_on_pages_and_papers_under_its_heading(edition):
    names = read_names()
    parts = {part.id: part for part in list_parts(edition, names)}
    assert NEW_PARTS <= set(parts) <= set(PARTS)
    assert all(parts[name].found for name in NEW_PARTS)
    ids = [one.id for one in list_findings(edition, names)]
    assert len(set(ids)) == len(ids)
    headings = {section.heading for section in write_parts(edition, names)}
    assert {PARTS[name] for name in NEW_PARTS} <= headings


def test_a_table_says_which_table_of_reference_went_into_it(edition):
    told = {name: one["derived_from"] for name, one in edition.manifest["tables"].items()}
    assert told["risk"] == ["deprivation", "housing-asb", "police-uk"]
    assert told["last_year"] == ["housing-asb", "police-uk"]


def test_an_indicator_says_which_sources_it_is_made_from(edition):
    rows = {row["id"]: row for row in edition.table("indicators")["indicators"]}
    assert rows["acquisitive-crime"]["sources"] == ["police-uk"]
    assert rows["asb-youth"]["sources"] == []


def test_every_new_part_is_in_the_tables_of_the_export(edition, tmp_path):
    export_edition(edition, format="csv", out=tmp_path)
    wanted = {
        "last_year_assessments": "rank_before", "risk_groups": "ratio_low", "risk_meeting": "moran",
        "risk_standardised": "crude", "frozen_areas": "matched",
        "frozen_rolling_list": "followed", "surfaces_density_change": "easting",
        "power": "fall",
    }  # fmt: skip
    for name, column in wanted.items():
        path = tmp_path / f"finding_{name}.csv"
        heading, *rows = path.read_text(encoding="utf-8-sig").splitlines()
        assert column in heading.split(",") and rows, name


def test_made_again_it_is_the_same_edition(edition, town):
    again = make_edition(town, run=Run(threads=2), made_at="2026-01-01T00:00:00")
    assert again.digest == edition.digest


def test_a_place_tells_its_themes_by_agency_and_an_indicator_its_agencies(edition):
    for place in edition.table("places")["places"]:
        told = [one["themes"] for one in place["by_agency"].values()]
        most = {t: max(each.get(t, 0) for each in told) for one in told for t in one}
        assert place["by_theme"] == most
    read = [one for one in edition.table("indicators")["indicators"] if "reading" in one]
    assert read and all(one["agencies"] for one in read)
    assert edition.manifest["tables"]["horizon"]["agencies"] == []
