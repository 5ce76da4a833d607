"""What people meet: both places of -w, advice, files by their names, quiet pipes, exit codes."""

import os
import subprocess
import sys

import pytest

from safercity.evidence.workspace import open_workspace
from tests.trust.town import copy_workspace, run_command


def test_w_before_and_after_and_neither(command, loaded, monkeypatch, tmp_path):
    before = command("-w", loaded, "ledger")
    after = command("ledger", "--workspace", loaded)
    monkeypatch.chdir(loaded)
    neither = command("ledger")
    assert before.code == 0
    assert before.out == after.out == neither.out
    monkeypatch.chdir(tmp_path)
    nowhere = command("ledger")
    assert (nowhere.code, nowhere.out) == (3, "")


def test_init_names_the_partnership_after_the_area(command, given, tmp_path):
    boundaries, lookups, code = given
    folders = ("--boundaries", boundaries, "--lookups", lookups)
    ended = command("init", tmp_path / "new", "--area", code, *folders)
    assert ended.code == 0
    assert ended.err.startswith("Tiny: workspace made")
    assert "Next: cd" in ended.err
    assert 'name = "Tiny"' in (tmp_path / "new" / "safercity.toml").read_text(encoding="utf-8")
    again = command("init", tmp_path / "new", "--area", code, *folders)
    assert again.code == 3
    word = command("init", tmp_path / "other", "--area", "Tiny", *folders)
    assert word.code == 16
    assert "E06000021" in word.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new"]


def test_a_load_says_what_became_of_rows_and_what_is_next(command, empty, files, tmp_path):
    empty = copy_workspace(open_workspace(empty), tmp_path / "town").root
    assert "Next: safercity load" in command("-w", empty, "ledger").err
    ended = command("-w", empty, "load", "police-uk", *files[:2])
    assert "2 extracts loaded, 38 rows." in ended.err
    assert "38 rows = 34 accepted, 2 outside, 2 held, 0 known" in ended.err
    assert "safercity held" in ended.err
    again = command("-w", empty, "load", "police-uk", files[0])
    assert again.err == "1 extract was loaded before; nothing changes.\n"
    held = command("-w", empty, "held")
    assert "Witchcraft\t2\t" in held.out


def test_a_long_ledger_is_added_up(command, loaded, monkeypatch):
    assert "2023-01-tiny-street.csv" in command("-w", loaded, "ledger").out
    monkeypatch.setattr("safercity.cli.records.EXTRACTS_LISTED", 3)
    short = command("-w", loaded, "ledger")
    assert short.out.splitlines()[1].split("\t")[:3] == ["police-uk", "24", "456"]
    assert "--all" in short.err
    assert "2023-01-tiny-street.csv" in command("-w", loaded, "ledger", "--all").out
    assert command("-w", loaded, "ledger", "--source", "fixmystreet").code == 16


def test_held_rows_as_csv(command, loaded, tmp_path):
    ended = command("-w", loaded, "held", "--csv", tmp_path / "held.csv")
    lines = (tmp_path / "held.csv").read_text(encoding="utf-8-sig").splitlines()
    assert ended.code == 0
    assert len(lines) == 25
    assert lines[0].startswith("source,file,row,reason,what_to_do")
    assert command("-w", loaded, "held", "--source", "nobody").code == 16


def test_a_report_is_what_its_name_says(command, loaded, tmp_path):
    made = command("-w", loaded, "report", "high-demand-places", "--out", tmp_path / "a" / "p.pdf")
    assert made.code == 0, made.err
    assert (tmp_path / "a" / "p.pdf").read_bytes().startswith(b"%PDF-")
    odd = command("-w", loaded, "report", "high-demand-places", "--format", "html",
                  "--out", tmp_path / "p.pdf")  # fmt: skip
    assert odd.code == 2
    assert "--format" in odd.err
    into = command("-w", loaded, "report", "high-demand-places", "--out", tmp_path)
    assert into.code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a"]


@pytest.mark.parametrize("kind", ["csv", "gpkg", "geojson"])
def test_exports(command, loaded, tmp_path, kind):
    ended = command("-w", loaded, "export", "--format", kind, "--out", tmp_path / "out")
    assert ended.code == 0, ended.err
    written = ended.out.splitlines()
    assert written
    assert all(os.path.getsize(path) > 0 and path.endswith(kind) for path in written)
    assert command("-w", loaded, "export", "--format", kind,
                   "--out", tmp_path / "places.gpkg").code == 2  # fmt: skip


def test_an_earlier_month_says_how_to_come_back(command, town):
    ended = command("-w", town, "refresh", "--as-of", "2024-06")
    assert "records to 2024-06" in ended.err
    assert "To go back to the newest: safercity refresh" in ended.err
    future = command("-w", town, "refresh", "--as-of", "2031-01")
    assert "Nothing loaded is newer than 2024-12" in future.err


def test_incoming_once(command, town, files):
    folder = town / "incoming"
    assert "Nothing waits" in command("-w", town, "incoming", "--once").err
    (folder / "stray.csv").write_text("x")
    (folder / "police-uk").mkdir()
    (folder / "police-uk" / "again-street.csv").write_bytes(files[0].read_bytes())
    ended = command("-w", town, "incoming", "--once")
    assert ended.code == 0
    assert "stray.csv lies in incoming itself" in ended.err
    assert (folder / "police-uk" / "done" / "again-street.csv").is_file()


WRONG = {
    "no such command": (["frobnicate"], 2, "frobnicate"),
    "no argument": (["load"], 2, "source"),
    "no such option": (["places", "--frob"], 2, "--frob"),
    "no such format": (["export", "--format", "xls", "--out", "x"], 2, "gpkg"),
    "no such report": (["report", "gossip", "--out", "x.html"], 2, "high-demand-places"),
    "no month": (["refresh", "--as-of", "2019-13"], 2, "2019-02"),
    "no day": (["load", "police-uk", "x.csv", "--vintage", "soon"], 2, "2025-03-31"),
    "not made yet": (["load", "police-uk", "x.csv", "--vintage", "2099-01-01"], 2, "tomorrow"),
    "made long ago": (["load", "police-uk", "x.csv", "--vintage", "0001-01-01"], 2, "2000"),
    "no port": (["serve", "--port", "99999"], 2, "65535"),
    "not this machine": (["serve", "--host", "0.0.0.0"], 12, "localhost"),
    "no such source": (["load", "gossip", "x.csv"], 16, "police-uk"),
    "no such file": (["load", "police-uk", "nothing.csv"], 5, "nothing.csv"),
    "restricted": (["load", "force-crimes", "x.csv"], 12, "agreement"),
    "no list": (["compare", "nothing.csv"], 5, "nothing.csv"),
    "nowhere to write": (["held", "--csv", "no/such/held.csv"], 22, "held.csv"),
}


@pytest.mark.parametrize("what", WRONG)
def test_wrong_usage_ends_in_words(command, loaded, what):
    arguments, code, said = WRONG[what]
    ended = command("-w", loaded, *arguments)
    assert ended.code == code
    assert ended.out == ""
    assert said in ended.err
    assert "Traceback" not in ended.err


def test_no_edition_and_no_records(command, tmp_path, given):
    boundaries, lookups, code = given
    command("init", tmp_path / "bare", "--area", code, "--boundaries", boundaries,
            "--lookups", lookups)  # fmt: skip
    asked = command("-w", tmp_path / "bare", "places")
    assert asked.code == 11
    assert "safercity refresh" in asked.err
    refreshed = command("-w", tmp_path / "bare", "refresh")
    assert refreshed.code == 11
    assert "oad" in refreshed.err


def test_a_pipe_gets_the_result_alone(loaded):
    ended = run_command("-w", loaded, "places")
    assert ended.out.startswith("Rank\tLikely\tPlace")
    assert "\x1b" not in ended.out + ended.err
    assert "Geography" not in ended.err  # progress is for terminals


def test_a_reader_that_leaves_early(loaded):
    process = subprocess.Popen(
        [sys.executable, "-m", "safercity", "-w", str(loaded), "held", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    process.stdout.read(10)
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait()


def test_consoles_that_lack_signs(loaded, tmp_path):
    mine = tmp_path / "mine.csv"
    mine.write_text("name\nStâd Łódź → Stoke\n", encoding="utf-8")
    env = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    for more, said in (([], b"? Stoke"), (["--json"], b"\\u0141")):  # JSON loses nothing
        ended = subprocess.run(
            [sys.executable, "-m", "safercity", "-w", str(loaded), "compare", str(mine), *more],
            capture_output=True, env=os.environ | env, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        assert said in ended.stdout


def test_version_and_help(command):
    assert command("--version").out.startswith("safercity ")
    told = command("--help")
    assert told.code == 0
    for name in ("init", "load", "ledger", "held", "refresh", "places", "report", "serve", "demo"):
        assert f"\n  {name} " in told.out
