"""Write docs/reference/ anew from the code: `make docs`. A test compares old with new."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
sys.path.insert(0, str(ROOT))


def list_writers() -> dict[str, Callable[[], str | None]]:
    """File name -> the function that writes the page (None: there is nothing to write of yet)."""
    from tools.reference import commands, content, exit_codes, python, reasons, settings, states

    return {
        "commands.md": commands.write_commands,
        "exit-codes.md": exit_codes.write_exit_codes,
        "python.md": python.write_python,
        "reasons.md": reasons.write_reasons,
        "settings.md": settings.write_settings_page,
        "shapes.md": content.write_shapes,
        "states.md": states.write_states,
        "taxonomy.md": content.write_taxonomy,
    }


def main() -> None:
    """Write what differs, and say which."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, write in list_writers().items():
        path, text = REFERENCE / name, write()
        if text and (not path.exists() or path.read_text(encoding="utf-8") != text):
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"Written: docs/reference/{name}")


if __name__ == "__main__":
    main()
