"""The writers of the reference: a table that lost a cell would be noticed by nobody else."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tools.reference import commands, exit_codes, python, settings, words


def test_a_table_keeps_bars_and_line_breaks_inside_a_cell():
    text = words.table(["a", "b"], [("x | y", "two\nlines"), (None, 0)])
    assert text.splitlines()[2:] == ["| x \\| y | two lines |", "|  | 0 |"]


@pytest.mark.parametrize(
    ("schema", "phrase"),
    [
        ({"type": "integer", "minimum": 50, "maximum": 2000}, "whole number, at least 50, at most"),
        ({"type": "number", "exclusiveMinimum": 0}, "number, above 0"),
        ({"enum": ["hexagon", "square"]}, '`"hexagon"` or `"square"`'),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "whole number"),
        ({"type": "array", "items": {"type": "string"}}, "list of: text"),
        ({"type": "boolean"}, "`true` or `false`"),
    ],
)
def test_a_setting_says_what_it_may_be(schema, phrase):
    assert settings.what_it_may_be(schema).startswith(phrase)


def test_an_error_inherits_the_exit_code_of_its_base(tmp_path):
    (tmp_path / "errors.py").write_text(
        'class SaferCityError(Exception):\n    """Base."""\n    exit_code = 1\n'
        'class Busy(SaferCityError):\n    """Somebody writes."""\n    exit_code = 8\n'
        'class VeryBusy(Busy):\n    """Everybody writes."""\n'
        'class Other(ValueError):\n    """Not ours."""\n'
    )
    classes = {each.name: each for each in exit_codes.error_classes(tmp_path / "errors.py")}
    ours = {name: each for name, each in classes.items() if exit_codes.is_ours(name, classes)}
    assert set(ours) == {"SaferCityError", "Busy", "VeryBusy"}
    assert exit_codes.exit_code("VeryBusy", ours) == 8
    assert ours["VeryBusy"].declared_code is None
    assert ours["Busy"].about == "Somebody writes."


def test_a_signature_is_shown_whole(tmp_path):
    path = tmp_path / "find.py"
    path.write_text("def find(a: int, *, b: str = 'x') -> None: ...\ndef _hidden(): ...\n")
    (definition,) = python.definitions_of(path)
    assert python.signature(definition) == "def find(a: int, *, b: str='x') -> None"


def test_hidden_commands_and_options_are_left_out():
    shown = SimpleNamespace(hidden=False, commands=None)
    group = SimpleNamespace(commands={"load": shown, "debug": SimpleNamespace(hidden=True)})
    assert commands.every_command(group) == [("load", shown)]
    option = SimpleNamespace(param_type_name="option", hidden=True, name="seed")
    assert not commands.option_shown(option)
