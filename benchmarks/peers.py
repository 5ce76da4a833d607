"""The virtual environment that rivals run in: never the project's own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def find_peers(*packages: str) -> Path | None:
    """A Python with these packages, or None where they cannot be had (no network, say).

    SAFERCITY_PEERS names one; else it is made once in the temporary folder.
    """
    named = os.environ.get("SAFERCITY_PEERS")
    folder = Path(tempfile.gettempdir()) / "safercity-peers"
    python = Path(named) if named else folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    wanted = "import " + ", ".join(packages)
    if python.exists() and _run(python, "-c", wanted):
        return python
    if named:
        return None
    print(f"Installing {', '.join(packages)} into {folder} (once)", file=sys.stderr)
    made = python.exists() or _run(Path(sys.executable), "-m", "venv", str(folder))
    installed = made and _run(python, "-m", "pip", "install", "--quiet", *packages)
    return python if installed and _run(python, "-c", wanted) else None


def _run(python: Path, *arguments: str) -> bool:
    return subprocess.run([python, *arguments], capture_output=True, check=False).returncode == 0
