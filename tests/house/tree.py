"""The project's own files: what git knows, or would know; never an environment or a workspace."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "safercity"
SHARED_DATA = ROOT.parent / "shared" / "data"
NOT_OURS = {".git", ".venv", "build", "dist", "__pycache__", "demo-city"}
VENDORED = ("static/vendor/", "tests/vendor/")


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is or would be committed, sorted."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listing.returncode == 0:
        names = listing.stdout.decode("utf-8").split("\0")
        found = {ROOT / name for name in names if name}
    else:  # an unpacked archive
        found = {path for path in ROOT.rglob("*") if NOT_OURS.isdisjoint(path.parts)}
    return tuple(sorted(path for path in found if path.is_file() and not path.is_symlink()))


def python_files(*folders: str) -> list[Path]:
    """The project's Python files, all or those below `folders`."""
    tops = [ROOT / folder for folder in folders] or [ROOT]
    return [
        path
        for path in project_files()
        if path.suffix == ".py" and any(path.is_relative_to(top) for top in tops)
    ]


def relative(path: Path) -> str:
    """The path as people write it, from the project's root."""
    return path.relative_to(ROOT).as_posix()


def is_vendored(path: Path) -> bool:
    """Other people's built files, kept whole with their licence."""
    return any(part in relative(path) for part in VENDORED)


def text_of(path: Path) -> str | None:
    """The file's text, or None where it is not UTF-8 text (a picture, a workbook)."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
