"""Undocumented means failing: names, commands, settings, shapes, decisions, links between pages."""

from __future__ import annotations

import ast
import re

import pytest
import yaml

from tests.house import documented
from tests.house.documented import DOCS, PUBLIC_ROOMS
from tests.house.tree import ROOT, SOURCE
from tools.reference import commands, exit_codes

REFERENCE = DOCS / "reference"


def reference(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("room", PUBLIC_ROOMS)
def test_public_names_say_what_they_are(room):
    silent = [
        place
        for place, definition in documented.public_definitions(room)
        if not ast.get_docstring(definition)
    ]
    assert not silent, "\n" + "\n".join(silent)


@pytest.mark.parametrize("room", PUBLIC_ROOMS)
def test_public_functions_say_their_types(room):
    untyped = [
        f"{place}: {', '.join(parts)}"
        for place, definition in documented.public_definitions(room)
        if isinstance(definition, ast.FunctionDef)
        if (parts := documented.untyped_parts(definition))
    ]
    assert not untyped, "\n" + "\n".join(untyped)


@pytest.mark.parametrize("room", PUBLIC_ROOMS)
def test_names_at_a_face_are_in_the_manual(room):
    text = reference("python.md")
    missing = [
        name
        for name in documented.names_at_the_face(room)
        if f"### {name}\n" not in text and f"`{name}" not in text
    ]
    assert not missing


def test_every_command_and_option_is_in_the_manual():
    command = commands.find_command()
    if command is None:
        pytest.skip("NOT CHECKED: there is no command line yet")
    text = reference("commands.md")
    for name, each in commands.every_command(command):
        assert f"## safercity {name}\n" in text
        assert commands.short_help(each), f"safercity {name} does not say what it does."
        for option in filter(commands.option_shown, each.params):
            assert option.help, f"safercity {name} {option.opts[0]} does not say what it does."
            assert f"`{option.opts[0]}`" in text


@pytest.mark.parametrize("page", documented.manual(), ids=lambda path: path.name)
def test_what_people_are_told_to_type_exists(page):
    command = commands.find_command()
    if command is None:
        pytest.skip("NOT CHECKED: there is no command line yet")
    known = dict(commands.every_command(command))
    groups = {name.partition(" ")[0] for name in known if " " in name}
    for name, options in documented.typed_commands(page, groups=groups):
        assert name in known, f"{page.name}: safercity {name}"
        allowed = {"-w", "--workspace", "--json", "--help"}
        allowed.update(o for each in known[name].params for o in [*each.opts, *each.secondary_opts])
        assert not set(options) - allowed, f"{page.name}: safercity {name} {options}"


def test_every_setting_says_what_it_decides():
    rows = [line for line in reference("settings.md").splitlines() if line.startswith("| `")]
    assert len(rows) >= 15
    assert not [row for row in rows if row.split(" | ")[-1].strip(" |") == ""]


def test_exit_codes_are_not_shared():
    declared: dict[int, str] = {}
    for name, error in exit_codes.our_errors().items():
        if error.declared_code is not None:
            other = declared.setdefault(error.declared_code, name)
            assert other == name, f"{name} and {other} both end with {error.declared_code}."
    assert len(declared) > 10


def test_errors_say_when_they_happen():
    silent = [name for name, error in exit_codes.our_errors().items() if not error.about]
    assert not silent


def test_every_shape_is_in_the_manual():
    text = reference("shapes.md")
    for path in (SOURCE / "content" / "shapes").glob("*.yaml"):
        shape = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert f"## {shape['id']}\n" in text


@pytest.mark.parametrize("page", documented.manual(), ids=lambda path: path.name)
def test_links_lead_somewhere(page):
    assert not documented.broken_links(page)


def test_decisions_are_numbered_without_gaps_and_short():
    pages = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert "**Refused" in text, f"{page.name} does not say what was refused."
        assert len(text.split()) < 900, f"{page.name} is longer than a decision should be."


def test_every_dependency_is_argued():
    argued = (DOCS / "decisions" / "0014-dependencies.md").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = re.findall(r'(?m)^    "([a-z][a-z0-9-]+)>=', project)
    assert len(names) > 20
    assert not [name for name in names if f"**{name}**" not in argued]


def test_the_glossary_explains_our_own_nouns():
    words = documented.glossary_words()
    ours = {"extract", "ledger", "held", "outside", "unplaced", "edition", "workspace", "known"}
    assert ours <= words


def test_recipes_are_in_contributing():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").lower()
    for kind in ("extract", "indicator", "analysis", "workflow", "document", "engine"):
        assert re.search(rf"(?m)^### a new {kind}", text), f"No recipe for a new {kind}."
