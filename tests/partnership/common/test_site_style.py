"""Rules of the site's one sheet of style that are easily lost: read, not drawn."""

from __future__ import annotations

from pathlib import Path

CSS = Path("src/safercity/partnership/common/static/css/site.css")


def read_rule(selector: str) -> str:
    (rule,) = (row for row in CSS.read_text().splitlines() if row.startswith(f"{selector} {{"))
    return rule


def test_the_name_is_seen_to_open_a_menu():
    assert "▾" in read_rule(".me summary b::after")
    assert "▴" in read_rule(".me[open] summary b::after")
    assert "underline" in read_rule(".me summary:hover b")


def test_what_was_said_stands_off_the_heading():
    assert "margin: 24px 0" in read_rule(".said")
