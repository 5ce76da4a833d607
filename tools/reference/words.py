"""Small pieces of Markdown that every page uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NOTICE = "<!-- Written by `make docs` from the code. Change the code, then write the page anew. -->"


def page(title: str, *parts: str) -> str:
    """A whole page: title, notice, then the parts with an empty line between them."""
    return "\n\n".join([f"# {title}", NOTICE, *(part.strip() for part in parts if part)]) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table. A bar inside a cell is escaped, a line break becomes a space."""
    lines = [" | ".join(heads), " | ".join("---" for _ in heads)]
    lines += [" | ".join(cell(value) for value in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def cell(value: object) -> str:
    """A value as the text of a table's cell."""
    text = "" if value is None else str(value)
    return " ".join(text.split()).replace("|", "\\|")


def code(text: object) -> str:
    """Text in code type, or nothing for nothing."""
    return f"`{text}`" if text not in (None, "") else ""


def first_sentence(docstring: str | None) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join((docstring or "").strip().split("\n\n")[0].split())


def in_english(title: object) -> str:
    """The English of a title by language."""
    return str(title.get("en", "")) if isinstance(title, dict) else str(title or "")
