"""Fronts of packages load what is asked for: names lead home, and a start loads no analysis."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

ANALYSES = ("assess", "indicators", "statistics")
FRONTS = ("documents", "evidence", *(f"evidence.{name}" for name in ANALYSES))
START = """
import sys, tempfile
from pathlib import Path
from safercity.partnership.config.serving import start_site
start_site(Path(tempfile.gettempdir()) / "no-workspace-is-here")
import django
django.setup()
print([name for name in ("scipy", "numba", "typst", "sklearn") if name in sys.modules])
"""


@pytest.mark.parametrize("front", FRONTS)
def test_every_name_leads_home_and_is_no_modules(front):
    package = import_module(f"safercity.{front}")
    folder = Path(package.__file__).parent
    assert sorted(package._HOMES) == sorted(package.__all__)
    for name in package.__all__:
        assert getattr(package, name) is not None
        taken = (folder / f"{name}.py").exists() or (folder / name).exists()
        assert not taken, f"{front}.{name} would be the module of that name once it is imported"


def test_who_starts_the_site_loads_no_analysis():
    ended = subprocess.run(
        [sys.executable, "-c", START], capture_output=True, text=True, check=True
    )
    assert ended.stdout == "[]\n", "see docs/decisions/0027"
