"""A line that was cut, or is a note, is set aside by a person: counted as known, and taken back."""

from __future__ import annotations

import json

import pytest

from safercity.evidence.extracts.ledger import read_ledger
from safercity.evidence.runs import Run
from safercity.evidence.store import settling
from safercity.evidence.store.aside import ASIDE
from safercity.evidence.store.corrections import (
    Correction,
    CorrectionRefused,
    TakenBack,
    correct_row,
    count_corrected,
    take_back,
)
from safercity.evidence.store.held import read_held
from safercity.evidence.store.settling import settle_aside
from tests.evidence.tiny import NEW, load, make_workspace

SOURCE = "housing-asb"
HEAD = "Case ID,Reported Date,Nature of ASB,LSOA\r\n"


@pytest.fixture
def town(tmp_path):
    """Three cases, of which the second was cut; and a third with a day that is none."""
    return load_lines(tmp_path, "H2,02/0")


def load_lines(tmp_path, *cut: str):
    town = make_workspace(tmp_path, made_up=True)
    file = tmp_path / "housing asb.csv"
    rows = (f"H1,02/03/2025,Noise,{NEW[1]}", *cut, f"H3,31/02/2025,Noise,{NEW[1]}")
    file.write_text(HEAD + "".join(f"{row}\r\n" for row in rows))
    load(town, SOURCE, file)
    return town


def tell(town) -> tuple[dict[str, int], dict[str, int]]:
    with town.reading() as catalogue:
        [line] = read_ledger(catalogue).lines
    assert sum(line.verdicts.values()) == line.rows
    return line.verdicts, line.details.get("known", {})


def set_aside(town, row: int) -> Correction:
    held = next(one for one in read_held(town, run=Run()) if one.row == row)
    told = Correction(SOURCE, held.digest, row, {ASIDE: "yes"}, key="k1", why="It came whole since")
    correct_row(town, told)
    settle_aside(town, SOURCE, run=Run())
    return told


def let_back(town, told: Correction) -> None:
    taken = TakenBack(SOURCE, told.digest, told.row, frozenset({ASIDE}), {ASIDE: "yes"})
    take_back(town, taken)


def test_a_cut_line_is_set_aside_without_its_file_and_taken_back(town, tmp_path):
    assert tell(town)[0]["held"] == 2
    (tmp_path / "housing asb.csv").rename(tmp_path / "kept elsewhere.csv")
    told = set_aside(town, 2)
    verdicts, known = tell(town)
    assert (verdicts["accepted"], verdicts["held"], verdicts["known"]) == (1, 1, 1)
    assert known == {"set_aside": 1} and count_corrected(town, SOURCE) == 0
    assert [one.row for one in read_held(town, run=Run())] == [3]
    load(town, SOURCE, tmp_path / "kept elsewhere.csv")
    assert tell(town)[1] == {"set_aside": 1}, "the file read again changes nothing of it"
    let_back(town, told)
    settle_aside(town, SOURCE, run=Run())
    assert tell(town)[0]["held"] == 2 and not tell(town)[1]


def test_what_can_be_mended_is_not_set_aside(town):
    with pytest.raises(CorrectionRefused, match="can be mended"):
        set_aside(town, 3)
    assert tell(town)[0]["held"] == 2


def test_a_line_that_waits_no_more_is_not_resolved_at_every_reload(town, tmp_path, monkeypatch):
    set_aside(town, 2)
    [path] = (town.root / "corrections" / SOURCE).glob("*.json")
    told = json.loads(path.read_text())
    path.write_text(json.dumps(told | {"1": {ASIDE: "yes"}}))  # which was read since
    monkeypatch.setattr(settling, "resolve_source", lambda *_a, **_k: pytest.fail("nothing new"))
    settle_aside(town, SOURCE, run=Run())


def test_one_taken_back_and_another_set_aside_at_once_are_both_told(tmp_path):
    town = load_lines(tmp_path, "H2,02/0", "Source: the landlord")
    let_back(town, set_aside(town, 2))  # and before the ledger is told so
    set_aside(town, 3)
    assert [one.row for one in read_held(town, run=Run())] == [2, 4]
    assert tell(town)[1] == {"set_aside": 1}
