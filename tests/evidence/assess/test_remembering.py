"""A new month is worked out where it touches something: the edition is that made from scratch."""

import os
import shutil
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from safercity.evidence.assess import fingerprints, make_edition, open_current, remembering
from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.questions import news
from safercity.evidence.assess.remembering import answer_once
from safercity.evidence.matrix import Matrix
from safercity.evidence.runs import Run
from safercity.evidence.watch import KnoxSettings, RiseSettings, ScanSettings, WatchSettings
from safercity.evidence.workspace import make_room, open_workspace, recall, remember
from tests.evidence.daily import list_cases, write_cases
from tests.evidence.tiny import load, make_workspace, street_row, write_street
from tests.trust.town import copy_workspace

RUN = Run(threads=2)
NEW_MONTHS = ("04", "05", "06")


@pytest.fixture(autouse=True, scope="module")
def quick():
    few = WatchSettings(
        scan=ScanSettings(replicas=39),
        rise=RiseSettings(replicas=39),
        knox=KnoxSettings(permutations=19),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(news, "SETTINGS", few)
        yield


@pytest.fixture
def other_libraries(monkeypatch):
    """`other_libraries()`: from then on it is another program, until the test ends."""

    def use():
        monkeypatch.setattr(fingerprints, "LIBRARIES", ("numpy",))
        fingerprints.fingerprint_program.cache_clear()

    yield use
    fingerprints.fingerprint_program.cache_clear()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A landlord's cases to March and of each month after it; streets of the police for May."""
    folder = tmp_path_factory.mktemp("files")
    cases = list_cases(a_day=0.6)
    new = {month: [c for c in cases if c["Reported Date"][3:] == f"{month}/2025"]
           for month in NEW_MONTHS}  # fmt: skip
    late = [one for month in new.values() for one in month]
    told = {"before": write_cases(folder / "before.csv", [c for c in cases if c not in late])}
    told |= {month: write_cases(folder / f"{month}.csv", rows) for month, rows in new.items()}
    streets = [street_row(number, area=number % 7) for number in range(40)]
    return told | {"streets": write_street(folder / "2025-05-tiny-street.csv", streets)}


@pytest.fixture(scope="module")
def town(files, tmp_path_factory):
    workspace = make_workspace(tmp_path_factory.mktemp("town"), made_up=True)
    load(workspace, "housing-asb", files["before"])
    return workspace


@pytest.fixture(scope="module")
def assessed(town, tmp_path_factory):
    """The town with an edition, and with what making it left behind."""
    here = copy_workspace(open_workspace(town.root), tmp_path_factory.mktemp("assessed") / "town")
    make(here)
    return here


def make(workspace) -> str:
    return make_edition(workspace, run=RUN, made_at="2025-07-01T09:00:00").digest


def forget(workspace) -> None:
    shutil.rmtree(workspace.root / "cache", ignore_errors=True)


def asked_anew(monkeypatch, workspace) -> list[str]:
    """The questions that are worked out and kept while an edition is made."""
    kept: list[str] = []
    monkeypatch.setattr(
        remembering, "remember",
        lambda workspace, name, *, data: (
            kept.append(name.split("-")[0]), remember(workspace, name, data=data)
        ),
    )  # fmt: skip
    make(workspace)
    return kept


@pytest.mark.parametrize("order", list(permutations(NEW_MONTHS))[::5])
def test_months_in_any_order_give_what_comes_from_scratch(assessed, files, tmp_path, order):
    here = copy_workspace(open_workspace(assessed.root), tmp_path / "here")
    for month in order:
        load(here, "housing-asb", files[month])
        if month == "05":
            load(here, "police-uk", files["streets"])
        warm = make(here)
        fresh = copy_workspace(here, tmp_path / f"fresh-{month}")
        forget(fresh)
        assert make(fresh) == warm


def test_what_did_not_change_is_not_worked_out_again(town, files, tmp_path, monkeypatch):
    here = copy_workspace(open_workspace(town.root), tmp_path / "here")
    assert {"watch", "year", "spots"} <= set(asked_anew(monkeypatch, here))
    assert asked_anew(monkeypatch, here) == []
    load(here, "housing-asb", files["04"])
    again = asked_anew(monkeypatch, here)
    assert "watch" in again and "calibration" not in again


def test_what_is_damaged_is_worked_out_again_and_mended(assessed, tmp_path):
    here = copy_workspace(open_workspace(assessed.root), tmp_path / "here")
    first = open_current(here).digest
    kept = sorted((here.root / "cache").iterdir())
    sound = [path.read_bytes() for path in kept]
    for number, path in enumerate(kept):
        data = path.read_bytes()
        path.write_bytes([b"", data[:-9], data.replace(b"1", b"2"), b"{}"][number % 4])
    assert make(here) == first
    assert [path.read_bytes() for path in kept] == sound


def test_another_program_setting_content_or_seed_is_another_question(
    town, tmp_path, other_libraries
):
    here = copy_workspace(open_workspace(town.root), tmp_path / "here")
    grounds = {gather_basis(here, run=RUN).ground}
    other_libraries()
    grounds.add(gather_basis(here, run=RUN).ground)
    settings = here.root / "safercity.toml"
    settings.write_text(settings.read_text() + "\n[watch]\nalarms_per_year = 3\n")
    grounds.add(gather_basis(open_workspace(here.root), run=RUN).ground)
    (here.content / "note.yaml").write_text("a file that an answer may read\n")
    grounds.add(gather_basis(open_workspace(here.root), run=RUN).ground)
    assert len(grounds) == 4
    basis = gather_basis(here, run=RUN)
    told = []
    for seed in (1, 2):
        run = replace(RUN, seed=seed)
        told.append(answer_once(basis, "test", reads=1, work=lambda seed=seed: seed, run=run))
    assert told == [1, 2]


def test_a_changed_line_of_the_program_is_another_program(tmp_path):
    (tmp_path / "sub").mkdir()
    path = tmp_path / "sub" / "code.py"
    path.write_text("FACTOR = 2\n")
    before = fingerprints.fingerprint_files(tmp_path, "*.py")
    path.write_text("FACTOR = 3\n")
    assert fingerprints.fingerprint_files(tmp_path, "*.py") != before


def test_values_that_differ_at_all_have_other_fingerprints():
    counts = np.arange(6.0).reshape(2, 3)
    values = [
        None, 0, False, 0.0, -0.0, "0", "", [], [[]], ["a", "b"], ["ab"], [["a"], "b"], {"a": 1},
        {"a": 1.0}, {"a": True}, {1, 2}, float("nan"), counts, counts.T, counts.astype(int),
        counts.ravel(),
        Matrix(counts, ("a", "b"), (1, 2, 3)), Matrix(counts, ("b", "a"), (1, 2, 3)),
        np.float64(1.0), np.nextafter(1.0, 2.0), 1.0,
    ]  # fmt: skip
    assert len({fingerprints.fingerprint(one) for one in values}) == len(values)
    assert fingerprints.fingerprint({"a": 1, "b": 2}) == fingerprints.fingerprint({"b": 2, "a": 1})
    for unknown in (object(), np.array([object()]), [lambda: 1]):
        with pytest.raises(TypeError):
            fingerprints.fingerprint(unknown)


def test_an_answer_read_back_is_the_answer_to_the_last_bit(town, tmp_path):
    here = copy_workspace(open_workspace(town.root), tmp_path / "here")
    basis = gather_basis(here, run=RUN)
    value = {"a": [0.1 + 0.2, float("nan"), 5e-324], "b": np.array([1, 2]), "c": np.float64(1 / 3)}
    first = answer_once(basis, "bits", reads=7, work=lambda: value, run=RUN)
    again = answer_once(basis, "bits", reads=7, work=lambda: {"a": "not asked"}, run=RUN)
    assert repr(first) == repr(again)
    assert again["a"][0] == 0.1 + 0.2 and again["c"] == 1 / 3 and again["b"] == [1, 2]


def test_what_was_longest_not_asked_for_makes_room(town, tmp_path):
    here = copy_workspace(open_workspace(town.root), tmp_path / "here")
    forget(here)
    for number in range(6):
        remember(here, f"n{number}", data=b"x" * 100)
        os.utime(here.root / "cache" / f"n{number}", (number, number))
    assert recall(here, "n0") == b"x" * 100  # asked for just now
    make_room(here, files=3)
    assert {path.name for path in (here.root / "cache").iterdir()} == {"n0", "n4", "n5"}
    make_room(here, size=200)
    assert {path.name for path in (here.root / "cache").iterdir()} == {"n0"}
