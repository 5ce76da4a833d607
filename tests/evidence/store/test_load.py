"""Loading: every row accounted for, in any order, however often, and never half."""

import gzip
import itertools
import shutil
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.errors import GeographyError, Restricted, UnknownName
from safercity.evidence.extracts.ledger import read_ledger
from safercity.evidence.runs import Run
from safercity.evidence.store import Question, count_by
from safercity.evidence.store.held import read_held
from safercity.evidence.store.versions import list_versions
from safercity.evidence.workspace import open_workspace
from tests.evidence.tiny import TODAY, load, make_workspace, street_row, write_street


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return make_workspace(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def workspace(empty, tmp_path):
    shutil.copytree(empty.root, tmp_path / "town")
    return open_workspace(tmp_path / "town")


def ledger_of(workspace):
    with workspace.reading() as catalogue:
        return read_ledger(catalogue)


def january(path, *, outcome="Under investigation"):
    rows = [
        street_row("a", area=0, outcome=outcome),
        street_row("b", area=5, outcome=outcome),
        street_row("c", area=-1),
        street_row("d", area=None),
        street_row(kind="Anti-social behaviour", area=2),
        street_row(kind="Anti-social behaviour", area=2),
        street_row("e", kind="Witchcraft", area=1),
    ]
    return write_street(path, rows)


def test_every_row_has_a_verdict(workspace, tmp_path):
    load(workspace, "police-uk", january(tmp_path / "2025-01-tiny-street.csv"))
    [line] = ledger_of(workspace).lines
    assert line.rows == 7
    assert line.verdicts == {"accepted": 5, "outside": 1, "held": 1, "known": 0}
    assert line.reasons == {"unknown_category": 1}
    assert line.details["accepted"] == {"placed": 4, "unplaced": 1}


def test_rows_that_look_alike_are_separate_incidents(workspace, tmp_path):
    rows = [street_row(kind="Anti-social behaviour", area=3)] * 4
    load(workspace, "police-uk", write_street(tmp_path / "2025-01-tiny-street.csv", rows))
    assert ledger_of(workspace).total()["accepted"] == 4


def test_loading_twice_or_under_another_name_changes_nothing(workspace, tmp_path):
    path = january(tmp_path / "2025-01-tiny-street.csv")
    load(workspace, "police-uk", path)
    before = ledger_of(workspace).as_json()
    copy = tmp_path / "renamed-street.csv.gz"
    copy.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    again = [*load(workspace, "police-uk", path), *load(workspace, "police-uk", copy)]
    assert all(file.already for file in again[:1])
    assert ledger_of(workspace).as_json() == before


def test_a_later_download_replaces_its_slice(workspace, tmp_path):
    first = january(tmp_path / "old" / "2025-01-tiny-street.csv")
    second = january(tmp_path / "new" / "2025-01-tiny-street.csv", outcome="Local resolution")
    load(workspace, "police-uk", first, vintage=date(2025, 2, 20))
    load(workspace, "police-uk", second, vintage=date(2025, 4, 20))
    ledger = ledger_of(workspace)
    old, new = sorted(ledger.lines, key=lambda line: line.vintage)
    assert old.verdicts == {"accepted": 0, "outside": 0, "held": 0, "known": 7}
    assert old.details["known"] == {"superseded": 7}
    assert new.verdicts["accepted"] == 5
    assert ledger.total()["accepted"] == 5


def test_an_older_version_can_be_seen(workspace, tmp_path):
    first = january(tmp_path / "old" / "2025-01-tiny-street.csv")
    second = write_street(
        tmp_path / "new" / "2025-01-tiny-street.csv", [street_row("a", kind="Robbery")]
    )
    load(workspace, "police-uk", first, vintage=date(2025, 2, 20))
    load(workspace, "police-uk", second, vintage=date(2025, 4, 20))
    old, new = list_versions(workspace, "police-uk", run=Run())
    assert (old.stands, old.by_category) == (False, {"asb": 2, "burglary": 3})
    assert (new.stands, new.by_category) == (True, {"robbery": 1})


def test_a_key_that_stands_in_two_months_counts_once_in_the_later(workspace, tmp_path):
    load(
        workspace,
        "police-uk",
        write_street(tmp_path / "2025-01-tiny-street.csv", [street_row("x"), street_row("y")]),
        write_street(
            tmp_path / "2025-02-tiny-street.csv",
            [street_row("x", month="2025-02"), street_row("z", month="2025-02")],
        ),
    )
    by_file = {line.file: line for line in ledger_of(workspace).lines}
    assert by_file["2025-01-tiny-street.csv"].details["known"] == {"same_key": 1}
    assert by_file["2025-02-tiny-street.csv"].verdicts["accepted"] == 2


def test_a_record_that_moved_away_is_no_longer_ours(workspace, tmp_path):
    load(
        workspace,
        "police-uk",
        write_street(tmp_path / "2025-01-tiny-street.csv", [street_row("x"), street_row("y")]),
        write_street(
            tmp_path / "2025-02-tiny-street.csv", [street_row("x", month="2025-02", area=-1)]
        ),
    )
    assert ledger_of(workspace).total() == {
        "rows": 3, "accepted": 1, "outside": 1, "held": 0, "known": 1,
    }  # fmt: skip


def test_any_order_gives_the_same_ledger(empty, tmp_path):
    files = [
        (january(tmp_path / "1" / "2025-01-tiny-street.csv"), None),
        (january(tmp_path / "2" / "2025-01-tiny-street.csv", outcome="Other"), None),
        (january(tmp_path / "3" / "2025-01-tiny-street.csv", outcome="New"), date(2025, 3, 1)),
        (write_street(tmp_path / "4" / "2025-02-tiny-street.csv",
                      [street_row("a", month="2025-02"), street_row("f", month="2025-02")]), None),
    ]  # fmt: skip
    seen = set()
    orders = list(itertools.permutations(files))[::2]  # each before and after each other
    for number, order in enumerate(orders):
        shutil.copytree(empty.root, tmp_path / f"town{number}")
        workspace = open_workspace(tmp_path / f"town{number}")
        for path, vintage in order:
            load(workspace, "police-uk", path, vintage=vintage)
        seen.add(str(ledger_of(workspace).as_json()))
    assert len(seen) == 1


def test_a_faulty_file_keeps_no_good_one_out(workspace, tmp_path):
    good = january(tmp_path / "2025-01-tiny-street.csv")
    bad = tmp_path / "2025-02-tiny-street.csv"
    bad.write_text("")
    last = write_street(tmp_path / "2025-03-tiny-street.csv", [street_row("m", month="2025-03")])
    loaded = load(workspace, "police-uk", good, bad, last)
    assert [bool(file.error) for file in loaded] == [False, True, False]
    assert ledger_of(workspace).total()["rows"] == 8


def test_an_unknown_source_lists_what_there_is(workspace, tmp_path):
    with pytest.raises(UnknownName) as caught:
        load(workspace, "police-us", tmp_path)
    assert "police-uk" in caught.value.advice


def test_a_restricted_source_waits_for_an_agreement(workspace, tmp_path):
    path = tmp_path / "crimes.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(Restricted, match="no information-sharing agreement"):
        load(workspace, "force-crimes", path)
    assert ledger_of(workspace).lines == ()


def test_extracts_alike_in_their_accepted_rows_keep_their_own_held_ones(workspace, tmp_path):
    one = [street_row("a", kind="Witchcraft"), street_row("o", area=-1)]
    two = [street_row("b", month="2025-02", kind="Sorcery")] * 2
    load(workspace, "police-uk", write_street(tmp_path / "1" / "2025-01-tiny-street.csv", one))
    load(workspace, "police-uk", write_street(tmp_path / "2" / "2025-02-tiny-street.csv", two))
    held = read_held(workspace, run=Run(threads=1))
    assert [row.values["crime_type"] for row in held] == ["Witchcraft", "Sorcery", "Sorcery"]
    assert ledger_of(workspace).total() == {
        "rows": 4, "accepted": 0, "outside": 1, "held": 3, "known": 0
    }  # fmt: skip


def test_records_placed_on_another_grid_are_not_counted(workspace, tmp_path):
    path = january(tmp_path / "2025-01-tiny-street.csv")
    load(workspace, "police-uk", path)
    settings = workspace.root / "safercity.toml"
    settings.write_text(settings.read_text() + "\n[grid]\ncell_metres = 300\n")
    changed = open_workspace(workspace.root)
    with pytest.raises(GeographyError, match="police-uk"):
        gather_basis(changed, run=Run(threads=1))
    [again] = load(changed, "police-uk", path)
    assert not again.already
    basis = gather_basis(changed, run=Run(threads=1))
    assert count_by(basis.store, Question()).values.sum() == 4


def test_what_a_setting_decides_is_judged_again_when_it_changes(workspace, tmp_path):
    path = january(tmp_path / "2025-01-tiny-street.csv")
    load(workspace, "police-uk", path)
    settings = workspace.root / "safercity.toml"
    settings.write_text(settings.read_text() + '\n[sources.police-uk]\nagreement = "ISA-7"\n')
    [again] = load(open_workspace(workspace.root), "police-uk", path)
    assert not again.already
    with workspace.reading() as catalogue:
        [(agreement, facts)] = catalogue.execute("SELECT agreement, facts FROM extracts").fetchall()
    assert agreement == "ISA-7"
    assert facts.startswith("facts/police-uk/ISA-7/")


@pytest.mark.parametrize("kind", ["zip", "gzip"])
def test_an_archive_of_a_day_to_come_carries_no_day(workspace, tmp_path, kind):
    """Its clock ran wrong; as its vintage, that day would hide every later correction."""
    told = {}
    for ahead in (0, 1, 2, 400):
        day = TODAY + timedelta(days=ahead)
        table = january(tmp_path / "table.csv", outcome=f"Outcome {ahead}").read_bytes()
        path = tmp_path / f"2025-01-tiny-{ahead}-street.csv.{kind}"
        if kind == "zip":
            with zipfile.ZipFile(path, "w") as archive:
                name = path.name.removesuffix(".zip")
                archive.writestr(zipfile.ZipInfo(name, (*day.timetuple()[:3], 0, 0, 0)), table)
        else:
            noon = datetime(*day.timetuple()[:3], 12, tzinfo=UTC).timestamp()
            path.write_bytes(gzip.compress(table, mtime=noon))
        [loaded] = load(workspace, "police-uk", path)
        told[ahead] = next(
            one.vintage for one in ledger_of(workspace).lines if one.digest == loaded.digest
        )
    assert told == {0: str(TODAY), 1: str(TODAY + timedelta(days=1)), 2: "", 400: ""}
