"""Files that are no extract: refused whole, in words, and no good file beside them is kept out."""

import csv
import gzip
import io
import json
import zipfile

import pytest

from tests.evidence.tiny import STREET, street_row, write_street
from tests.trust.town import check_folder, ledger_of, write_month

UNREADABLE, WRONG_SHAPE = 5, 6


def as_text(rows, *, headings=STREET, separator=","):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([row[name] for name in STREET] for row in rows)
    return text.getvalue().encode()


ROWS = [street_row(f"x{n}", month="2025-02", area=n) for n in range(3)]
GOOD = as_text(ROWS)
OUTCOMES = GOOD.replace(b"Crime type,Last outcome category,Context", b"Outcome type,,")


def zipped(**members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_", "."), data)
    return packed.getvalue()


def without(heading):
    """The table without one column."""
    kept = [number for number, name in enumerate(STREET) if name != heading]
    lines = csv.reader(io.StringIO(GOOD.decode()))
    return "\n".join(",".join(line[number] for number in kept) for line in lines).encode() + b"\n"


def outcomes():
    headings = [*STREET[:9], "Outcome type"]
    lines = [headings, *([row[name] for name in STREET[:9]] + ["Local resolution"] for row in ROWS)]
    return "\n".join(",".join(line) for line in lines).encode() + b"\n"


# What is wrong: (the file's name, its bytes, the exit code, what is said, what is advised).
REFUSED = {
    "empty": ("b-street.csv", b"", UNREADABLE, "is empty", "again"),
    "header only": ("b-street.csv", as_text([]), UNREADABLE, "no rows", "again"),
    "no separator": ("b-street.csv", GOOD.replace(b",", b"~"), WRONG_SHAPE,
                     "does not fall into columns", "comma"),
    "a web page": ("b-street.csv", b"<!DOCTYPE html><html><body>Sign in</body></html>", UNREADABLE,
                   "web page", "sign-in"),
    "a cut gzip": ("b-street.csv.gz", gzip.compress(GOOD * 50, mtime=0)[:-40], UNREADABLE,
                   "ends too early", "again"),
    "a zip of others": ("b-street.zip", zipped(photo_jpg=b"x", notes_txt=b"y"), UNREADABLE,
                        "holds no file that fits", "police-uk reads files called"),
    "another source": ("b-street.csv", outcomes(), WRONG_SHAPE,
                       "looks like police-uk-outcomes", "safercity load police-uk-outcomes"),
    "a column less": ("b-street.csv", without("Crime type"), WRONG_SHAPE,
                      "'Crime type' is missing", "Crime type"),
    "a column twice": ("b-street.csv", GOOD.replace(b"Context", b"Month"), WRONG_SHAPE,
                       "stands twice", "rename"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_extract_is_refused_in_words(command, workspace, tmp_path, what):
    name, data, code, said, advised = REFUSED[what]
    before = write_month(tmp_path, "2025-01")
    bad = tmp_path / name
    bad.write_bytes(data)
    after = write_month(tmp_path, "2025-03", first=40)
    alone = command("-w", workspace.root, "load", "police-uk", before)
    assert alone.code == 0
    assert alone.err.startswith("1 extract loaded, 19 rows.\n")
    ended = command("-w", workspace.root, "load", "police-uk", bad)
    assert ended.code == code
    assert name.removesuffix(".gz") in ended.err
    assert said in ended.err
    assert advised in ended.err
    assert command("-w", workspace.root, "load", "police-uk", after).code == 0
    ledger = ledger_of(workspace)
    assert [line["file"] for line in ledger["extracts"]] == [before.name, after.name]
    assert ledger["total"] == {"rows": 38, "accepted": 34, "outside": 2, "held": 2, "known": 0}
    check_folder(workspace)


def test_one_bad_file_among_good_ones_keeps_none_out(command, workspace, tmp_path):
    before, after = write_month(tmp_path, "2025-01"), write_month(tmp_path, "2025-03", first=40)
    (tmp_path / "2025-02-tiny-street.csv").write_bytes(b"")
    ended = command("-w", workspace.root, "load", "police-uk", tmp_path, "--json")
    assert ended.code == UNREADABLE
    told = json.loads(ended.out)["files"]
    assert [bool(file["error"]) for file in told] == [False, True, False]
    assert told[1]["error"]["advice"]
    assert ledger_of(workspace)["total"]["rows"] == 38
    assert {line["file"] for line in ledger_of(workspace)["extracts"]} == {before.name, after.name}


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_another_separator_is_read(command, workspace, tmp_path, separator):
    path = tmp_path / "b-street.csv"
    path.write_bytes(as_text(ROWS, separator=separator))
    assert command("-w", workspace.root, "load", "police-uk", path).code == 0
    assert ledger_of(workspace)["total"]["accepted"] == 3


def test_a_zip_with_other_files_gives_its_extracts(command, workspace, tmp_path):
    path = tmp_path / "download.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("2025-02/2025-02-tiny-street.csv", GOOD)
        archive.writestr("2025-02/2025-02-tiny-outcomes.csv", outcomes())
        archive.writestr("README.txt", "about")
    assert command("-w", workspace.root, "load", "police-uk", path).code == 0
    assert [line["file"] for line in ledger_of(workspace)["extracts"]] == [
        "2025-02-tiny-street.csv"
    ]


def test_a_path_that_is_not_there(command, workspace, tmp_path):
    ended = command("-w", workspace.root, "load", "police-uk", tmp_path / "nowhere.csv")
    assert ended.code == UNREADABLE
    assert "does not exist" in ended.err


def test_no_workspace_here(command, tmp_path):
    ended = command("-w", tmp_path, "ledger")
    assert ended.code == 3
    assert "safercity init" in ended.err


def test_a_workspace_of_a_newer_version(command, workspace, tmp_path):
    good = write_street(tmp_path / "2025-01-tiny-street.csv", [street_row("a")])
    about = workspace.root / "workspace.json"
    ours = about.read_text()
    about.write_text(json.dumps({**json.loads(ours), "format": 99}))
    for words in (["load", "police-uk", str(good)], ["ledger"], ["refresh"], ["places"]):
        ended = command("-w", workspace.root, *words)
        assert ended.code == 9
        assert "format 99" in ended.err
        assert "Update Safer City" in ended.err
    about.write_text(ours)
    assert command("-w", workspace.root, "load", "police-uk", good).code == 0
    assert ledger_of(workspace)["total"]["rows"] == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"partnership": "x"}'])
def test_a_workspace_whose_first_file_is_damaged(command, workspace, text):
    (workspace.root / "workspace.json").write_text(text)
    ended = command("-w", workspace.root, "ledger")
    assert ended.code == 3
    assert "workspace.json" in ended.err


def test_a_restricted_source_before_agreements_exist(command, workspace, tmp_path):
    path = tmp_path / "force-crimes.csv"
    path.write_text("a,b\n1,2\n")
    ended = command("-w", workspace.root, "load", "force-crimes", path)
    assert ended.code == 12
    assert "no information-sharing agreement" in ended.err
    assert ledger_of(workspace)["extracts"] == []
    check_folder(workspace)


def test_a_source_that_is_none(command, workspace, tmp_path):
    ended = command("-w", workspace.root, "load", "police-us", tmp_path)
    assert ended.code == 16
    assert "police-uk" in ended.err


def test_no_records_at_all(command, workspace):
    ended = command("-w", workspace.root, "refresh")
    assert ended.code == 11
    assert "no records yet" in ended.err
    assert "safercity load" in ended.err
    ended = command("-w", workspace.root, "places")
    assert ended.code == 11
    assert "safercity refresh" in ended.err
