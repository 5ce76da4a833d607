"""Before spending: what could be seen in the places of a planted town."""

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.layers import find_layers
from safercity.evidence.assess.questions.power import power_table
from safercity.evidence.runs import Run
from tests.evidence.tiny import load, make_workspace, street_row, write_street

RUN = Run(threads=1)


def ask(workspace, as_of=None):
    run = Run(threads=1, as_of=as_of)
    basis = gather_basis(workspace, run=run)
    return power_table(basis, find_layers(basis, run=run)[0], run=run)["places"]


def test_a_place_says_how_large_a_fall_would_be_seen(planted):
    rows = ask(planted, as_of="2023-12")
    assert len(rows) >= 4 and len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        told = row["now"]
        assert "incidents a month are recorded there" in told["text"]
        chances = [one[1] for one in told["table"]["rows"]]
        assert chances == sorted(chances)  # a larger fall is seen more surely
        assert any(one["id"] == "effects.limit_power" for one in told["limits"])
    first = next(row for row in rows if row["now"]["settings"]["monthly_treated"] > 6)
    assert first["now"]["settings"]["months_before"] == 12


def test_too_few_months_are_told(planted):
    rows = ask(planted, as_of="2021-12")
    assert rows and all("now" not in row and "months were sent" in row["untold"][0] for row in rows)


def test_a_town_without_places_has_nothing_to_spend_on(tmp_path):
    workspace = make_workspace(tmp_path)
    months = [f"2024-{month:02d}" for month in range(1, 7)]
    rows = [street_row(f"{m}-{n}", month=m, area=n) for m in months for n in range(16)]
    load(workspace, "police-uk", write_street(tmp_path / "s.csv", rows))
    assert ask(workspace) == []
