"""What is in the tree: our own files, small, and nobody's data, secrets or machine."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from tests.house.leaks import INDEXES, leaks_of
from tests.house.tree import ROOT, SHARED_DATA, is_vendored, project_files, relative, text_of

LARGEST_BYTES = 1 << 20
LARGEST_VENDORED_BYTES = 2 << 20
GENERATED = {".pyc", ".ipynb", ".sqlite", ".sqlite3", ".parquet", ".egg-info", ".log"}
TABLES = {".csv", ".txt", ".json", ".geojson", ".tsv"}

needs_data = [
    pytest.mark.data,
    pytest.mark.skipif(
        not SHARED_DATA.is_dir(), reason="NOT CHECKED: there is no ../shared/data to compare with"
    ),
]


def test_notebooks_and_generated_files_stay_out():
    kept = [relative(path) for path in project_files() if path.suffix in GENERATED]
    assert not [name for name in kept if not name.startswith("tests/fixtures/")]


def test_files_are_small():
    large = [
        f"{relative(path)}: {path.stat().st_size:,} bytes"
        for path in project_files()
        if path.stat().st_size > (LARGEST_VENDORED_BYTES if is_vendored(path) else LARGEST_BYTES)
    ]
    assert not large, large


def test_no_secrets_and_no_people():
    leaks = [
        f"{relative(path)} {leak}"
        for path in project_files()
        if not is_vendored(path) and path.name != "test_house_rules.py"
        for leak in leaks_of(text_of(path) or "")
    ]
    assert not leaks, "\n" + "\n".join(leaks)


def test_no_path_of_this_machine():
    """No file names this folder, nor the folder above it where the shared data lie."""
    here = [ROOT.as_posix() + "/"]
    if SHARED_DATA.is_dir():
        here.append(ROOT.parent.as_posix() + "/")
    named = [
        f"{relative(path)}: {folder}"
        for path in project_files()
        for folder in here
        if len(folder) > 3 and folder in (text_of(path) or "")
    ]
    assert not named, named


def test_no_package_index_is_named():
    for name in ("requirements.lock", "pyproject.toml", ".ci/run", "Makefile"):
        path = ROOT / name
        assert not path.exists() or not INDEXES.search(path.read_text(encoding="utf-8")), name


def test_the_lock_is_hashed():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    packages = [line for line in lock.splitlines() if "==" in line and not line.startswith("#")]
    assert len(packages) > 20
    assert lock.count("--hash=sha256:") >= len(packages)


@pytest.mark.parametrize("name", ["README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md"])
def test_the_usual_pages_stand_at_the_root(name):
    assert (ROOT / name).stat().st_size > 200


class TestNoSharedData:
    """Real extracts are read by tests where they are, and are not ours to give away."""

    pytestmark = needs_data

    def test_no_file_is_a_copy(self):
        sizes = {path.stat().st_size for path in project_files()}
        shared = [path for path in SHARED_DATA.rglob("*") if path.is_file()]
        theirs = {digest(path): path for path in shared if path.stat().st_size in sizes}
        copies = [relative(path) for path in project_files() if digest(path) in theirs]
        assert not [name for name in copies if (ROOT / name).stat().st_size > 100]

    def test_no_record_is_a_copy(self):
        """Not even twenty rows of a police file as a sample."""
        ours = {}
        for path in project_files():
            if path.suffix in TABLES and not is_vendored(path):
                for line in (text_of(path) or "").splitlines():
                    if len(line) > 60 and any(sign.isdigit() for sign in line):
                        ours[line.strip().encode()] = relative(path)
        copied = {
            ours[line]
            for extract in SHARED_DATA.glob("police/*/*.csv.gz")
            for line in gzip.decompress(extract.read_bytes()).splitlines()
            if line in ours
        }
        assert not copied


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_vendored_files_stand_with_their_licence():
    folders = {
        path.parents[len(path.parts) - path.parts.index("vendor") - 3]
        for path in project_files()
        if is_vendored(path) and "/vendor/" in relative(path.parent) + "/"
    }
    listed = (ROOT / "LICENCES.md").read_text(encoding="utf-8")
    for folder in folders:
        name = folder.name.rpartition("-")[0]
        assert list(folder.glob("LICEN[CS]E*")), f"{relative(folder)} has no licence beside it."
        assert f"/{name}-" in listed, f"LICENCES.md does not name {name}."
