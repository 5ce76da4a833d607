"""The 31 real street files, FixMyStreet beside them, and the outcomes. `make trust` does more."""

import pytest

from safercity.evidence.assess import open_current
from safercity.evidence.runs import Run
from safercity.evidence.store.outcomes import OutcomesJoined, join_outcomes
from tests.trust.real import (
    OUTCOME_ROWS,
    OUTCOMES_WAITING,
    check_street_ledger,
    council_file,
    load_real,
    outcome_files,
    share_stoke_with_streets,
)
from tests.trust.town import (
    DATA,
    check_folder,
    copy_workspace,
    ledger_of,
    make_edition,
)

pytestmark = [
    pytest.mark.data,
    pytest.mark.slow,
    pytest.mark.xdist_group("real"),
    pytest.mark.skipif(not DATA.is_dir(), reason=f"NO REAL DATA at {DATA}: nothing was tried"),
]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    return share_stoke_with_streets(tmp_path_factory)


def test_every_row_is_accounted_for(loaded):
    check_street_ledger(loaded)
    check_folder(loaded)


def test_fixmystreet_beside_the_police(loaded, tmp_path):
    workspace = copy_workspace(loaded, tmp_path / "stoke")
    load_real(workspace, "fixmystreet", council_file())
    [line] = [one for one in ledger_of(workspace)["extracts"] if one["source"] == "fixmystreet"]
    # The three levels code the same reports: two of them are known, never added.
    assert line["details"]["known"]["alternative_coding"] > line["accepted"]
    newest = make_edition(workspace)
    places = newest.table("places")["places"]
    assert places
    assert all(len(place["agencies"]) < 2 for place in places)
    assert all(place["class"] != "persistent" for place in places)
    assert newest.manifest["counted"] == ["police"]

    early = make_edition(workspace, as_of="2019-02")
    assert open_current(workspace).digest == early.digest
    assert early.manifest["as_of"] == "2019-02"
    assert early.manifest["settings"]["unit"] == "small_area"
    assert sorted(early.manifest["counted"]) == ["environment", "police"]
    assert early.manifest["data_to"]["police"]["from"] == "2018-10"
    # Five shared months: no place can be called lasting, and the first sentence says so.
    first = early.manifest["statement"][0]
    assert first["id"] == "places.undetermined"
    assert "cannot tell yet" in first["text"]
    assert "Police sent 2 of the last 8 quarters" in " ".join(early.manifest["limits"])
    classes = {place["class"] for place in early.table("places")["places"]}
    assert classes <= {"undetermined", "single_agency"}


def test_outcomes_wait_for_their_crimes(loaded, tmp_path):
    workspace = copy_workspace(loaded, tmp_path / "stoke")
    load_real(workspace, "police-uk-outcomes", *outcome_files())
    lines = [e for e in ledger_of(workspace)["extracts"] if e["source"] == "police-uk-outcomes"]
    assert sum(line["rows"] for line in lines) == OUTCOME_ROWS
    assert sum(line["held"] for line in lines) == 0
    joined = join_outcomes(workspace, run=Run(threads=2))
    assert joined == OutcomesJoined(OUTCOME_ROWS - OUTCOMES_WAITING, OUTCOMES_WAITING)
    check_street_ledger_still(workspace)


def check_street_ledger_still(workspace):
    """Outcomes change nothing of the crimes' ledger (their own disagreements apart)."""
    lines = [e for e in ledger_of(workspace)["extracts"] if e["source"] == "police-uk"]
    assert sum(line["rows"] for line in lines) == 260_993
