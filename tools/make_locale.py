"""Bind the Welsh words: `django.po`, which people write, into `django.mo`, which Django reads.

Run after changing a `.po` file; a test compares the two. No gettext on the system is needed.
"""

from __future__ import annotations

import re
import struct
from ast import literal_eval
from pathlib import Path

LOCALE = Path(__file__).resolve().parents[1] / "src/safercity/partnership/common/locale"
MAGIC, HEAD = 0x950412DE, 28
ENTRY = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)\s+(".*")$|^(".*")$', re.M)


def read_words(text: str) -> dict[str, str]:
    """Message id -> words, as the bound file holds them: plural forms are parted by NUL."""
    words: dict[str, str] = {}
    for block in re.split(r"\n\s*\n", text):
        parts: dict[str, str] = {}
        name = ""
        for field, opening, further in ENTRY.findall(block):
            name = field or name
            parts[name] = parts.get(name, "") + literal_eval(opening or further)
        if "msgid" not in parts or "#, fuzzy" in block:
            continue
        given = [value for key, value in parts.items() if key.startswith("msgstr")]
        if not all(given):
            continue
        key = "\0".join(parts[each] for each in ("msgid", "msgid_plural") if each in parts)
        context = parts.get("msgctxt")
        words[f"{context}\x04{key}" if context else key] = "\0".join(given)
    return words


def bind(words: dict[str, str]) -> bytes:
    """The bound file: sorted ids, then words, with their lengths and places before them."""
    pairs = sorted((key.encode(), value.encode()) for key, value in words.items())
    table, body = [], b""
    begin = HEAD + 16 * len(pairs)
    for column in (0, 1):
        for pair in pairs:
            table += [len(pair[column]), begin + len(body)]
            body += pair[column] + b"\0"
    n = len(pairs)
    head = struct.pack("<7I", MAGIC, 0, n, HEAD, HEAD + 8 * n, 0, HEAD + 16 * n)
    return head + struct.pack(f"<{len(table)}I", *table) + body


def main() -> None:
    """Bind each language's file."""
    for source in sorted(LOCALE.rglob("django.po")):
        source.with_suffix(".mo").write_bytes(bind(read_words(source.read_text("utf-8"))))
        print(f"Bound: {source.with_suffix('.mo').relative_to(LOCALE)}")


if __name__ == "__main__":
    main()
