"""Records go on time, whole, with a proof; restricted ones come only under an agreement."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from safercity.evidence.errors import Restricted
from safercity.evidence.extracts.ledger import read_ledger
from safercity.evidence.extracts.mappings import (
    MappingChange,
    change_meanings,
    list_mapping_changes,
)
from safercity.evidence.runs import Run
from safercity.evidence.store import corrections
from safercity.evidence.store.corrections import Correction, CorrectionRefused, correct_row
from safercity.evidence.store.held import read_held
from safercity.evidence.store.load import LoadRequest, load_extracts
from safercity.evidence.store.retention import (
    Expiry,
    delete_received,
    describe_expired,
    is_gone,
    sweep_deleted,
)
from safercity.evidence.workspace import open_workspace
from safercity.partnership.audit.queries import list_history
from safercity.partnership.sharing.actions import delete_on_time
from safercity.partnership.sharing.actions.retention import find_cutoff
from safercity.partnership.sharing.models import Agreement, Deletion
from safercity.partnership.sharing.queries import find_covering
from tests.evidence.tiny import NEW, make_workspace, write_csv

TODAY = date(2025, 6, 30)
OLD = date(2022, 5, 9)


@pytest.fixture
def workspace(tmp_path):
    made = make_workspace(tmp_path)
    settings = made.root / "safercity.toml"
    settings.write_text(settings.read_text() + "\n[storage]\nencrypted = true\n")
    return open_workspace(made.root)


def write_cases(path, *, first: int, rows: int = 6):
    write_csv(path, [
        {"Case ID": f"H{first + n}", "Reported Date": "02/03/2022", "Nature of ASB": "Noise",
         "LSOA": NEW[n]}
        for n in range(rows)
    ])  # fmt: skip
    return path


def load_cases(workspace, path, *, received: date, agreement: str = "everything"):
    request = LoadRequest("housing-asb", (path,), received=received, agreement=agreement)
    [file] = load_extracts(workspace, request, run=Run(threads=1))
    assert file.error is None
    return file


def total_rows(workspace) -> int:
    with workspace.reading() as catalogue:
        return read_ledger(catalogue).total()["rows"]


def test_a_restricted_source_needs_an_agreement_and_an_encrypted_disk(tmp_path):
    workspace = make_workspace(tmp_path)
    path = write_cases(tmp_path / "housing asb.csv", first=1)
    with pytest.raises(Restricted, match=r"no information-sharing agreement .* encrypted storage"):
        load_cases(workspace, path, received=TODAY, agreement="")
    with pytest.raises(Restricted, match="encrypted storage"):
        load_cases(workspace, path, received=TODAY)


def test_an_agreement_in_force_covers_its_sources(people):
    assert find_covering("housing-asb").reference == "everything"
    assert find_covering("police-uk") is None


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [(date(2025, 6, 30), 1, "2025-06"), (date(2025, 6, 1), 12, "2024-07"),
     (date(2025, 1, 15), 3, "2024-11")],
)  # fmt: skip
def test_months_are_counted_from_the_first_day_of_the_month_received(day, months, before):
    assert find_cutoff(day, months=months) == before


def test_what_is_due_goes_and_the_rest_stays(workspace, people, tmp_path):
    load_cases(workspace, write_cases(tmp_path / "a.csv", first=1), received=date(2022, 5, 9))
    load_cases(
        workspace, write_cases(tmp_path / "b.csv", first=50, rows=4), received=date(2025, 5, 9)
    )
    kept = sorted(workspace.root.glob("facts/housing-asb/everything/2025-05/*"))
    [proof] = delete_on_time(workspace.root, day=TODAY, run=Run(threads=1))
    assert (proof.source, proof.received, proof.rows, proof.extracts) == (
        "housing-asb", "2022-05", 6, 1,
    )  # fmt: skip
    assert proof.files >= 1 and len(proof.names_digest) == 64
    assert not list(workspace.root.glob("facts/housing-asb/everything/2022-05/*"))
    assert sorted(workspace.root.glob("facts/housing-asb/everything/2025-05/*")) == kept
    assert total_rows(workspace) == 4
    assert list_history(Agreement.objects.get())[0].verb == "records deleted on time"


def write_held(path):
    """A file in which two rows are held for their days."""
    days = ("31/02/2022", "02/03/2022", "2nd of March")
    write_csv(path, [
        {"Case ID": f"H{n}", "Reported Date": day, "Nature of ASB": "Noise", "LSOA": NEW[n]}
        for n, day in enumerate(days)
    ])  # fmt: skip
    return path


def correct(workspace, row: int) -> Path:
    """Correct the day of a held row; the file in which that is kept."""
    held = next(
        one for one in read_held(workspace, source="housing-asb", run=Run()) if one.row == row
    )
    values = {"opened": "28/02/2022"}
    correct_row(workspace, Correction("housing-asb", held.digest, row, values))
    return workspace.root / "corrections" / "housing-asb" / f"{held.digest}.json"


def test_what_people_corrected_goes_with_its_rows_and_is_proven(workspace, people, tmp_path):
    load_cases(workspace, write_held(tmp_path / "a.csv"), received=date(2022, 5, 9))
    load_cases(workspace, write_cases(tmp_path / "b.csv", first=50), received=date(2025, 5, 9))
    expiry = Expiry("everything", "2023-01")
    [before] = describe_expired(workspace, expiry)
    file = correct(workspace, 1)
    half_written = file.with_suffix(".part")
    half_written.write_text("28/02/2022")
    [after] = describe_expired(workspace, expiry)
    assert after.files == before.files + 1 and after.names_digest != before.names_digest
    [proof] = delete_on_time(workspace.root, day=TODAY, run=Run(threads=1))
    assert (proof.files, proof.names_digest) == (after.files, after.names_digest)
    assert not file.exists() and not half_written.exists()


def test_the_name_of_a_file_goes_from_what_was_mapped_with_its_extract(workspace, people, tmp_path):
    load_cases(workspace, write_cases(tmp_path / "Ann Smith.csv", first=1), received=OLD)
    load_cases(workspace, write_cases(tmp_path / "b.csv", first=50), received=date(2025, 5, 9))
    files = ("Ann Smith.csv", "b.csv")
    change = MappingChange("Witchcraft", "asb_other", "", key="k1", files=files)
    change_meanings(workspace, "housing-asb", changes=[change])
    delete_on_time(workspace.root, day=TODAY, run=Run(threads=1))
    [told] = list_mapping_changes(workspace, "housing-asb")
    assert told.files == ("b.csv",) and told.key == "k1"


def test_nothing_is_proven_while_a_correction_is_left(workspace, people, tmp_path):
    load_cases(workspace, write_held(tmp_path / "a.csv"), received=date(2022, 5, 9))
    file, part = correct(workspace, 1), ("housing-asb", "2022-05")
    told = file.read_text()
    delete_received(workspace, Expiry("everything", "2023-01"), run=Run(threads=1))
    assert is_gone(workspace, part, agreement="everything")
    file.write_text(told)
    assert not is_gone(workspace, part, agreement="everything")
    sweep_deleted(workspace)
    assert is_gone(workspace, part, agreement="everything") and not file.exists()


def test_a_correction_that_a_deletion_overtook_is_not_kept(workspace, people, tmp_path):
    """The row was there when the person's correction was checked, and went before it was kept."""
    load_cases(workspace, write_held(tmp_path / "a.csv"), received=date(2022, 5, 9))
    write = corrections.publish

    def delete_first(*paths):
        delete_received(workspace, Expiry("everything", "2023-01"), run=Run(threads=1))
        paths[1].parent.mkdir(parents=True, exist_ok=True)
        paths[0].write_text("{}")
        write(*paths)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corrections, "publish", delete_first)
        with pytest.raises(CorrectionRefused, match="deleted on time"):
            correct(workspace, 1)
    assert not list(workspace.root.glob("corrections/*/*"))


def test_nothing_is_left_in_current_files(workspace, people, tmp_path):
    """The later extract tells one case of the first again: part of the first is in current/."""
    load_cases(workspace, write_cases(tmp_path / "a.csv", first=1), received=date(2022, 5, 9))
    load_cases(workspace, write_cases(tmp_path / "b.csv", first=3), received=date(2025, 5, 9))
    assert list(workspace.root.glob("current/housing-asb/*"))
    delete_on_time(workspace.root, day=TODAY, run=Run(threads=1))
    assert not list(workspace.root.glob("current/housing-asb/*"))


def test_deleting_twice_proves_once(workspace, people, tmp_path):
    load_cases(workspace, write_cases(tmp_path / "a.csv", first=1), received=date(2022, 5, 9))
    delete_on_time(workspace.root, day=TODAY, run=Run(threads=1))
    assert delete_on_time(workspace.root, day=TODAY + timedelta(days=1), run=Run(threads=1)) == []
    assert Deletion.objects.count() == 1


def test_an_edition_says_since_when_it_stands_alone(workspace, people, tmp_path):
    load_cases(workspace, write_cases(tmp_path / "a.csv", first=1), received=date(2022, 5, 9))
    folder = workspace.editions / "0a"
    folder.mkdir(parents=True)
    about = {"tables": {"places": {"derived_from": ["housing-asb"]}}, "edition": "0a"}
    (folder / "manifest.json").write_text(json.dumps(about))
    delete_on_time(workspace.root, day=TODAY, run=Run(threads=1))
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert manifest["not_rebuildable_since"] == "2025-06-30"


def test_what_is_kept_longer_after_all_is_planned_no_more(workspace, people, tmp_path):
    load_cases(workspace, write_cases(tmp_path / "a.csv", first=1), received=date(2025, 5, 9))
    told = {"reference": "everything", "source": "housing-asb", "received": "2025-05"}
    Deletion.objects.create(
        **told, extracts=1, rows=6, files=1, names_digest="0" * 64, planned_at=timezone.now()
    )
    assert delete_on_time(workspace.root, day=TODAY, run=Run(threads=1)) == []
    assert not Deletion.objects.exists()
    assert total_rows(workspace) == 6
