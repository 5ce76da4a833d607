"""The list of the baseline, frozen: planted places that come down for one agency and not the other,
against areas like them that stay as they were."""

import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.layers import find_layers
from safercity.evidence.assess.questions.frozen import freeze_list, frozen_table
from safercity.evidence.errors import SettingsError
from safercity.evidence.runs import Run
from safercity.evidence.types import month_labels, month_number
from safercity.evidence.workspace import open_workspace
from tests.trust.town import copy_workspace

RUN = Run(threads=1)
MONTHS = month_labels(month_number("2021-01"), month_number("2024-12"))
BASELINE = "2023-12"
HIGH = (0, 2, 8, 10)


def ask(workspace):
    basis = gather_basis(workspace, run=RUN)
    layer = find_layers(basis, run=RUN)[0]
    return frozen_table(basis, layer, frozen=freeze_list(basis, layer, run=RUN))


def with_baseline(planted, folder, month):
    own = copy_workspace(planted, folder / "town")
    path = own.root / "safercity.toml"
    path.write_text(f'{path.read_text()}\n[strategy]\nbaseline = "{month}"\n')
    return open_workspace(own.root)


def test_an_agency_whose_areas_came_down_did_better_and_the_other_alike(planted):
    table = ask(planted)
    assert (table["baseline"], table["areas"], table["untold"]) == (BASELINE, 4, [])
    rows = {row["id"]: row for row in table["agencies"]}
    police, housing = rows["police"]["now"], rows["housing"]["now"]
    assert "did better than" in police["text"] and "less than expected" in police["text"]
    frozen = [row[1] for row in police["table"]["rows"]]
    assert sum(frozen[:12]) > 1.7 * sum(frozen[-12:])
    assert "changed alike" in housing["text"]
    chosen = police["settings"]["chosen_from"], police["settings"]["chosen_to"]
    assert chosen == ("2022-01", BASELINE)  # the eight quarters that the list looks at


def test_an_indicator_is_compared_by_its_own_records(planted):
    """The police's records are all burglaries: one indicator tells them, another finds none."""
    told = ask(planted)
    rows = {row["id"]: row for row in told["indicators"]}
    burglary = rows["acquisitive-crime"]["now"]
    police = next(row for row in told["agencies"] if row["id"] == "police")["now"]
    assert "did better than" in burglary["text"] and burglary["table"] == police["table"]
    assert "areas could be compared with" in rows["asb-told-to-police"]["untold"][0]
    assert rows["vawg-public"]["untold"] == ["No extract of force-crimes has been loaded."]
    assert "section-136" not in rows, "it is told of the city alone"
    assert not any("agencies" in row or "agency" in row for row in rows.values()), (
        "all agencies' records chose the areas: a row is not for whoever sees one of them"
    )


def test_each_row_says_whose_records_it_counts(planted):
    told = ask(planted)
    assert all(row["of"] == row["id"] for row in told["agencies"])
    rows = {row["id"]: row["of"] for row in told["indicators"]}
    assert rows["acquisitive-crime"] == ["police"] and rows["vawg-public"] == []


def test_the_rolling_list_stands_apart(planted):
    rolling = {row["id"]: row["rolling"] for row in ask(planted)["agencies"]}
    assert any(one["id"] == "indicators.rolling_limit" for one in rolling["police"]["limits"])
    assert rolling["police"]["settings"]["areas"] == 20


def test_the_strategys_own_baseline_is_a_setting(planted, tmp_path):
    table = ask(with_baseline(planted, tmp_path, "2022-12"))
    assert table["baseline"] == "2022-12"
    told_of = {row["id"]: row["now"]["text"] for row in table["agencies"]}
    # Two years to the baseline chose the areas: no earlier month is left to judge by.
    assert "no verdict is given" in told_of["police"]


@pytest.mark.parametrize("month", ["2019-12", "2024-12"])
def test_a_baseline_outside_the_records_is_told(planted, tmp_path, month):
    table = ask(with_baseline(planted, tmp_path, month))
    assert table["areas"] == 0 and "lies outside the records" in table["untold"][0]
    assert all("now" not in row and "rolling" in row for row in table["agencies"])


def test_a_baseline_that_is_no_month_is_refused(planted, tmp_path):
    with pytest.raises(SettingsError, match=r"strategy\.baseline"):
        with_baseline(planted, tmp_path, "March")
