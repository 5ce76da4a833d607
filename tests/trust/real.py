"""The real data beside the project: the workspace, the files, and the figures they must give."""

from datetime import date
from pathlib import Path

from safercity.evidence.assess.setting_up import InitRequest, set_up_workspace
from safercity.evidence.runs import Run
from safercity.evidence.store.load import LoadRequest, load_extracts
from safercity.evidence.workspace import Workspace, open_workspace
from tests.once import make_once
from tests.trust.town import DATA, ledger_of

RECEIVED = date(2025, 11, 1)
STREET_ROWS, STREET_FILES = 260_993, 31
PLACED, PLACED_WITHIN = 91_642, 0.015
DISAGREEMENTS = 1_385
OUTCOME_ROWS, OUTCOMES_WAITING = 83_377, 16_696


def street_files() -> list[Path]:
    return sorted(DATA.glob("police/*/*-street.csv.gz"))


def outcome_files() -> list[Path]:
    return sorted(DATA.glob("police/*/*-outcomes.csv.gz"))


def council_file() -> Path:
    return DATA / "council" / "fixmystreet_lsoa11_monthly_staffordshire_2007_2020.csv.gz"


def make_stoke(folder: Path) -> Workspace:
    """A workspace of Stoke-on-Trent, without records."""
    request = InitRequest(
        folder, ("E06000021",), "Stoke-on-Trent",
        DATA / "boundaries", DATA / "lookups", DATA / "population",
    )  # fmt: skip
    return set_up_workspace(request)[0]


def load_real(workspace: Workspace, source: str, *paths: Path, threads: int = 2) -> None:
    """Load real files on a day that is always the same; none may be refused."""
    request = LoadRequest(source, tuple(paths), received=RECEIVED)
    for file in load_extracts(workspace, request, run=Run(threads=threads)):
        assert file.error is None, (file.name, file.error)


def share_stoke_with_streets(factory) -> Workspace:
    """Stoke with the 31 street files, for tests that only read it, or copy it first."""

    def make(folder: Path) -> None:
        load_real(make_stoke(folder), "police-uk", *street_files())

    return open_workspace(make_once(factory, "stoke-with-streets", make))


def check_street_ledger(workspace: Workspace) -> dict:
    """The figures of the 31 street files; returned for the record."""
    told = ledger_of(workspace)
    lines = [line for line in told["extracts"] if line["source"] == "police-uk"]
    rows = sum(line["rows"] for line in lines)
    total = {
        verdict: sum(line[verdict] for line in lines)
        for verdict in ("accepted", "outside", "held", "known")
    }
    details = [line["details"].get("accepted", {}) for line in lines]
    placed = sum(one.get("placed", 0) + one.get("placed_by_area", 0) for one in details)
    differ = told["disagreements"]
    disagree = differ["inside_by_code_only"] + differ["inside_by_point_only"]
    assert len(lines) == STREET_FILES
    assert rows == sum(total.values()) == STREET_ROWS
    assert total["held"] < 0.01 * rows
    assert abs(placed - PLACED) <= PLACED_WITHIN * PLACED
    assert disagree == DISAGREEMENTS
    return {"rows": rows, **total, "placed": placed, "disagreements": disagree}
