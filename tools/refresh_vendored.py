"""Fetch the vendored files named in tools/vendored.yaml, or check that the tree still holds them.

python tools/refresh_vendored.py            fetch, and refuse files whose digest changed
python tools/refresh_vendored.py --accept   fetch, and write the digests found
python tools/refresh_vendored.py --check    no network: compare the tree with the digests
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
RECIPE = ROOT / "tools" / "vendored.yaml"


def read_recipe() -> dict:
    """The recipe: packages to fetch, and digests by path."""
    return yaml.safe_load(RECIPE.read_text("utf-8"))


def fetch_package(package: dict) -> dict[str, bytes]:
    """The wanted files of one package, by the path they get in this tree."""
    name = f"{package['package']}@{package['version']}"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", name], cwd=folder, check=True)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as tar:
            return {
                f"{package['into']}/{into}": tar.extractfile(f"package/{source}").read()
                for source, into in package["files"].items()
            }


def find_differences(digests: dict[str, str]) -> list[str]:
    """One sentence for every vendored file that is missing or is not the file the recipe knows."""
    found = []
    for path, digest in digests.items():
        file = ROOT / path
        if not file.is_file():
            found.append(f"{path} is missing.")
        elif hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            found.append(f"{path} differs from the digest in {RECIPE.name}.")
    return found


def refresh(*, accept: bool) -> None:
    """Fetch every package; write only what the recipe's digests allow, unless told to accept."""
    recipe = read_recipe()
    files = {k: v for package in recipe["packages"] for k, v in fetch_package(package).items()}
    digests = {path: hashlib.sha256(content).hexdigest() for path, content in files.items()}
    changed = [path for path, digest in digests.items() if recipe["digests"].get(path) != digest]
    if changed and not accept:
        sys.exit("Not written, the digests differ: " + ", ".join(changed) + ". See --accept.")
    for path, content in files.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_bytes(content)
    if changed:
        head = RECIPE.read_text("utf-8").split("digests:")[0]
        RECIPE.write_text(head + yaml.safe_dump({"digests": digests}, width=200), "utf-8")


def main() -> None:
    """Parse the options and do as told."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--accept", action="store_true")
    options = parser.parse_args()
    if options.check:
        sys.exit("\n".join(find_differences(read_recipe()["digests"])) or 0)
    refresh(accept=options.accept)


if __name__ == "__main__":
    main()
