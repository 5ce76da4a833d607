"""The room's words can all be said, and nothing is compiled before it is asked for."""

from __future__ import annotations

import string
import subprocess
import sys
from pathlib import Path

from safercity.evidence.seasons import forecasting
from safercity.evidence.seasons.forecasting.words import MESSAGES


def test_every_message_is_used_and_named_for_the_room():
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(forecasting.__file__).parent.glob("*.py")
        if path.name != "words.py"
    )
    assert all(name.startswith("forecast.") for name in MESSAGES)
    assert not [name for name in MESSAGES if f'"{name}"' not in code]


def test_every_field_says_how_it_is_written():
    fields = [field for text in MESSAGES.values() for field in string.Formatter().parse(text)]
    assert not [name for _, name, form, _ in fields if name and not form and name != "title"]


def test_importing_the_room_does_not_import_the_compiler():
    asked = "import sys, safercity.evidence.seasons.forecasting; sys.exit('numba' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
