"""The partnership beside similar ones: a list and the Home Office's tables, loaded as extracts."""

import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.questions.similar import ALL, similar_table
from safercity.evidence.runs import Run
from safercity.evidence.store import read_reference
from tests.evidence.tiny import CSP, load, make_workspace, street_row, write_csv, write_street

RUN = Run(threads=1)
QUARTERS = [("2023/24", n) for n in (1, 2, 3, 4)] + [("2024/25", n) for n in (1, 2, 3, 4)]
# Own residents: sixteen small areas of 1,500.
PEOPLE = {"Alder & Oak": "24,000", "Birch": "24,000", "Cedar": "48,000", "Elm": ""}


def listed(**more):
    return [
        {"CSP Code": CSP, "CSP Name": "Tiny", "Comparator Code": f"E2299980{n}",
         "Comparator": name, "Residents": people} | more
        for n, (name, people) in enumerate(PEOPLE.items())
    ]  # fmt: skip


def tabled():
    """A quarter: 60 burglaries here and, of each 24,000, 30 elsewhere; possession of drugs."""
    counts = {"Tiny": 60, "Alder and Oak": 30, "Birch": 30, "Cedar": 60, "Elm": 30, "Far": 999}
    rows = []
    for year, quarter in QUARTERS:
        for name, number in counts.items():
            if name == "Birch" and (year, quarter) == ("2024/25", 3):
                continue
            about = {"Financial Year": year, "Financial Quarter": f"Q{quarter}",
                     "Force Name": "Tinyshire", "CSP Name": name}  # fmt: skip
            rows.append(about | {
                "Offence Description": "a", "Offence Group": "Theft Offences",
                "Offence Subgroup": "Domestic burglary", "Offence Code": "28E",
                "Offence Count": number,
            })  # fmt: skip
            rows.append(about | {
                "Offence Description": "b", "Offence Group": "Drug offences",
                "Offence Subgroup": "Possession of drugs", "Offence Code": "92D",
                "Offence Count": 500,
            })  # fmt: skip
    return rows


def make_town(folder):
    workspace = make_workspace(folder)
    months = [f"{y}-{m:02d}" for y in (2023, 2024) for m in range(1, 13)] + ["2025-01"]
    rows = [street_row(f"{m}-{n}", month=m, area=n) for m in months for n in range(16)]
    load(workspace, "police-uk", write_street(folder / "s" / "2025-01-s.csv", rows))
    return workspace


def add(workspace, folder, source, rows):
    path = folder / {"similar-areas": "similar.csv", "home-office-csp": "prc-csp.csv"}[source]
    write_csv(path, rows)
    (one,) = load(workspace, source, path)
    assert one.error is None


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("similar")
    workspace = make_town(folder)
    add(workspace, folder, "similar-areas", listed())
    add(workspace, folder, "home-office-csp", tabled())
    return workspace


def test_the_own_rate_stands_beside_the_others_of_the_list(town):
    basis = gather_basis(town, run=RUN)
    rows = {row["id"]: row for row in similar_table(basis, run=RUN)["groups"]}
    assert set(rows) == {ALL, "Theft offences"}  # what follows officers is no group
    told = rows["Theft offences"]["now"]
    names = [column["name"] for column in told["table"]["columns"]]
    areas = {row[0]: dict(zip(names, row, strict=True)) for row in told["table"]["rows"]}
    assert set(areas) == {"Tiny", "Alder & Oak", "Birch", "Cedar"}  # nobody knows who lives in Elm
    # The last quarter is not over in January 2025: the year is that of 2024.
    assert areas["Tiny"]["count"] == 4 * 60 and areas["Tiny"]["rate"] == pytest.approx(10)
    assert areas["Birch"]["count"] == 3 * 30 and areas["Birch"]["rate"] == pytest.approx(5)
    assert areas["Tiny"]["rank"] == 1 and areas["Tiny"]["own"]
    assert "2 times what the three others have together" in told["text"]
    assert "above their average" in told["text"]


def test_reference_tables_do_not_stretch_the_months_of_the_records(town):
    basis = gather_basis(town, run=RUN)
    assert (basis.months[0], basis.months[-1]) == ("2023-01", "2025-01")
    earlier = gather_basis(town, run=Run(threads=1, as_of="2024-03"))
    assert max(row["month"] for row in read_reference(earlier.store, "home-office-csp")) < "2024-04"


def test_without_either_nothing_is_asked_and_with_one_the_other_is_missed(tmp_path):
    workspace = make_town(tmp_path)
    assert similar_table(gather_basis(workspace, run=RUN), run=RUN) == {}
    add(workspace, tmp_path, "home-office-csp", tabled())
    (why,) = similar_table(gather_basis(workspace, run=RUN), run=RUN)["untold"]
    assert "similar-areas" in why


@pytest.mark.parametrize(
    ("more", "why"),
    [({"CSP Code": "E22111111"}, "says nothing of"), ({"CSP Name": "Teeny"}, "nothing of Teeny")],
)
def test_a_list_that_does_not_fit_is_told(tmp_path, more, why):
    workspace = make_town(tmp_path)
    add(workspace, tmp_path, "similar-areas", listed(**more))
    add(workspace, tmp_path, "home-office-csp", tabled())
    (told,) = similar_table(gather_basis(workspace, run=RUN), run=RUN)["untold"]
    assert why in told


def test_residents_that_nobody_told_are_missed_and_not_made_up(tmp_path):
    workspace = make_town(tmp_path)
    add(workspace, tmp_path, "similar-areas", listed(Residents=""))
    add(workspace, tmp_path, "home-office-csp", tabled())
    rows = similar_table(gather_basis(workspace, run=RUN), run=RUN)["groups"]
    assert all("now" not in row and "4 are needed" in row["untold"][0] for row in rows)
