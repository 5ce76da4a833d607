"""Files, folders, globs, gzip and zip: what is read, under which name, digest and date."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import zipfile
from datetime import date

import pytest

from safercity.evidence.errors import UnreadableFile
from safercity.evidence.extracts import staging
from safercity.evidence.extracts.files import SourceFile, find_files
from safercity.evidence.extracts.open import open_extract
from safercity.evidence.extracts.shapes import load_shape
from safercity.evidence.runs import Run
from tests.evidence.extracts.reading import make_shape, open_one, read

ROWS = b"Ref,Date,Type\n1,01/02/2024,Noise\n2,02/02/2024,Graffiti\n"


@pytest.fixture
def folder(tmp_path):
    month = tmp_path / "in" / "2025-01"
    month.mkdir(parents=True)
    for kind in ("street", "outcomes", "stop-and-search"):
        (month / f"2025-01-staffordshire-{kind}.csv").write_bytes(ROWS)
    (month / "~$2025-01-lock-street.csv").write_bytes(b"x")
    (month / "notes.pdf").write_bytes(b"%PDF")
    with gzip.open(month / "2025-02-staffordshire-street.csv.gz", "wb") as file:
        file.write(ROWS)
    with zipfile.ZipFile(tmp_path / "in" / "download.zip", "w") as archive:
        archive.writestr("2025-03/2025-03-staffordshire-street.csv", ROWS)
        archive.writestr("2025-03/2025-03-staffordshire-outcomes.csv", ROWS)
        archive.writestr("__MACOSX/2025-03/._2025-03-staffordshire-street.csv", b"x")
    return tmp_path / "in"


def names(files):
    return [file.name for file in files]


def test_a_folder_gives_what_fits_also_from_gzip_and_zip(folder):
    found = find_files([folder], load_shape("police-uk"))
    assert names(found) == [f"2025-0{m}-staffordshire-street.csv" for m in (1, 2, 3)]
    assert found[2].member == "2025-03/2025-03-staffordshire-street.csv"


def test_each_file_comes_once(folder):
    month = folder / "2025-01"
    found = find_files(
        [folder, month, month / "*.csv", folder / "2025-01" / ".." / "download.zip"],
        load_shape("police-uk"),
    )
    assert len(found) == 3


def test_a_glob_picks_what_fits(folder):
    found = find_files([folder / "*" / "*.csv"], load_shape("police-uk"))
    assert names(found) == ["2025-01-staffordshire-street.csv"]


def test_a_file_named_outright_is_taken_whatever_its_name(folder, tmp_path):
    path = tmp_path / "january.txt"
    shutil.copy(folder / "2025-01" / "2025-01-staffordshire-street.csv", path)
    assert names(find_files([path], load_shape("police-uk"))) == ["january.txt"]


def test_nothing_there_says_what_is_looked_for(folder, tmp_path):
    shape = load_shape("police-uk")
    for path, said in (
        (tmp_path / "missing.csv", "does not exist"),
        (tmp_path / "in" / "x*.csv", "Nothing matches"),
    ):
        with pytest.raises(UnreadableFile, match=said) as caught:
            find_files([path], shape)
        assert "*-street.csv" in caught.value.advice
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFile, match="holds no file that fits"):
        find_files([tmp_path / "empty"], shape)


def test_a_zip_with_other_files_names_them(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("holiday.jpg", b"x")
    with pytest.raises(UnreadableFile, match=r"a\.zip holds no file that fits .*holiday\.jpg"):
        find_files([tmp_path / "a.zip"], load_shape("police-uk"))


def test_what_is_only_called_a_zip_is_said(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(UnreadableFile, match="cannot be opened as one"):
        find_files([tmp_path / "a.zip"], load_shape("police-uk"))


def test_one_content_has_one_digest_however_packed(tmp_path):
    shape = make_shape()
    (tmp_path / "a.csv").write_bytes(ROWS)
    with gzip.GzipFile(tmp_path / "b.csv.gz", "wb", mtime=1_709_251_200) as file:
        file.write(ROWS)
    with zipfile.ZipFile(tmp_path / "c.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("x/c.csv", (2024, 5, 6, 7, 8, 10)), ROWS)
    opened = []
    for number, name in enumerate(("a.csv", "b.csv.gz", "c.zip")):
        scratch = tmp_path / str(number)
        scratch.mkdir()
        opened.append(open_one(tmp_path / name, shape, scratch))
    assert {e.digest for e in opened} == {hashlib.sha256(ROWS).hexdigest()}
    assert {e.size for e in opened} == {len(ROWS)}
    assert [e.archive_date for e in opened] == [None, date(2024, 3, 1), date(2024, 5, 6)]


def test_a_plain_file_is_read_where_it_stands(tmp_path):
    (tmp_path / "a.csv").write_bytes(ROWS)
    (tmp_path / "s").mkdir()
    extract = open_one(tmp_path / "a.csv", make_shape(), tmp_path / "s")
    assert str(tmp_path / "a.csv") in extract.relation_sql
    assert list((tmp_path / "s").iterdir()) == []


def test_an_archive_without_a_date_has_none(tmp_path):
    with gzip.GzipFile(tmp_path / "b.csv.gz", "wb", mtime=0) as file:
        file.write(ROWS)
    with zipfile.ZipFile(tmp_path / "c.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("c.csv"), ROWS)
    for name in ("b.csv.gz", "c.zip"):
        assert open_one(tmp_path / name, make_shape(), tmp_path).archive_date is None


@pytest.mark.parametrize("cut", [20, 60])
def test_a_truncated_gzip_is_refused(tmp_path, cut):
    packed = gzip.compress(ROWS * 50)
    (tmp_path / "a.csv.gz").write_bytes(packed[:-cut])
    with pytest.raises(UnreadableFile, match=r"a\.csv ends too early or is damaged") as caught:
        open_one(tmp_path / "a.csv.gz", make_shape(), tmp_path)
    assert "again" in caught.value.advice


def test_a_damaged_zip_member_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", ROWS)
    packed = bytearray((tmp_path / "a.zip").read_bytes())
    packed[50] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(packed)
    with pytest.raises(UnreadableFile, match="damaged"):
        open_one(tmp_path / "a.zip", make_shape(), tmp_path)


def test_a_member_reads_like_the_file(folder, tmp_path):
    shape = make_shape(files=["*-street.csv"])
    member = find_files([folder / "download.zip"], shape)[0]
    assert read(member, shape, tmp_path).column("category") == ["noise", "graffiti"]


def test_a_large_file_is_staged_in_bounded_memory(tmp_path, monkeypatch):
    """A stand-in for a 1 GB file: chunks of 64 KB, and no piece of more is ever asked for."""
    import tracemalloc

    from safercity.evidence.extracts import staging

    monkeypatch.setattr(staging, "CHUNK_BYTES", 1 << 16)
    path = tmp_path / "a.csv"
    with open(path, "wb") as file:
        file.write(ROWS[:14])
        for _ in range(400):
            file.write(ROWS[14:] * 1000)
    [found] = find_files([path], make_shape())
    tracemalloc.start()
    open_extract(found, make_shape(), scratch=tmp_path, run=Run(threads=1))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 16e6
    assert peak < 4e6


def test_an_archive_made_to_fill_the_disk_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(staging, "LARGE_BYTES", 1 << 20)
    path = tmp_path / "x-street.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n" * (1 << 21)))
    file = SourceFile(path, None, "x-street.csv", path.stat().st_size)
    with pytest.raises(UnreadableFile, match="200 times the size"):
        staging.stage_file(file, scratch=tmp_path, run=Run())
    assert (tmp_path / "original").stat().st_size < 6 << 20
