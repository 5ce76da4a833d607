"""Write docs/reference/ anew from the code: `make docs`. A test compares old with new."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "docs" / "reference"
sys.path.insert(0, str(ROOT))


def write_pages() -> dict[str, str]:
    """File name -> text of every page that can be written from what exists."""
    from tools.reference import commands, content, exit_codes, python, reasons, settings

    pages = {
        "commands.md": commands.write_commands(),
        "settings.md": settings.write_settings_page(),
        "exit-codes.md": exit_codes.write_exit_codes(),
        "reasons.md": reasons.write_reasons(),
        "shapes.md": content.write_shapes(),
        "taxonomy.md": content.write_taxonomy(),
        "python.md": python.write_python(),
    }
    return {name: text for name, text in pages.items() if text is not None}


def main() -> None:
    """Write what differs, and say which."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in write_pages().items():
        path = REFERENCE / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"Written: docs/reference/{name}")


if __name__ == "__main__":
    main()
