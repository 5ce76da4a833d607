"""docs/reference/exit-codes.md: what `safercity` ends with, and what to do then."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

import safercity
from tools.reference.trees import parse_python
from tools.reference.words import code, first_sentence, page, table

SOURCE = Path(safercity.__file__).parent
BASE = "SaferCityError"
ALWAYS = [
    (0, "", "Done.", ""),
    (2, "", "The command was written wrongly.", "Read what it says, or add `--help`."),
]


@dataclass(frozen=True)
class ErrorClass:
    """One of our errors, as its class statement says."""

    name: str
    base: str
    declared_code: int | None
    advice: str
    about: str


def write_exit_codes() -> str:
    """The page."""
    errors = our_errors()
    rows = [*ALWAYS]
    for name, error in errors.items():
        rows.append((exit_code(name, errors), code(name), error.about, error.advice))
    return page(
        "Exit codes",
        "Every command ends with one of these. An error says in one sentence what is wrong and "
        "where, and in a second what to do; with `--json` both stand in the object that is "
        "printed. A script can rely on the numbers: they are not given to another error.",
        table(["Code", "Error", "When", "What to do"], sorted(rows, key=lambda row: row[:2])),
    )


def our_errors() -> dict[str, ErrorClass]:
    """Name -> every class that is a SaferCityError, directly or by its bases."""
    classes = {
        each.name: each for path in sorted(SOURCE.rglob("*.py")) for each in error_classes(path)
    }
    return {name: each for name, each in classes.items() if is_ours(name, classes)}


def error_classes(path: Path) -> list[ErrorClass]:
    """Every class of a file that has a base, seen as an error."""
    tree = parse_python(path.read_text(encoding="utf-8"))
    return [
        read_class(node) for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.bases
    ]


def read_class(node: ast.ClassDef) -> ErrorClass:
    """What a class statement says of its code, advice and occasion."""
    facts = {}
    for statement in node.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            value = unwrap(statement.value)
            if isinstance(value, ast.Constant):
                facts[ast.unparse(target)] = value.value
    base = ast.unparse(node.bases[0]).rpartition(".")[2]
    about = first_sentence(ast.get_docstring(node))
    return ErrorClass(node.name, base, facts.get("exit_code"), str(facts.get("advice", "")), about)


def unwrap(value: ast.expr | None) -> ast.expr | None:
    """The words within a mark of translation, `gettext_lazy("…")`; anything else as it is."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) in ("_", "gettext_lazy"):
        return value.args[0]
    return value


def is_ours(name: str, classes: dict[str, ErrorClass]) -> bool:
    """Whether the bases of `name` lead to SaferCityError."""
    seen = set()
    while name in classes and name not in seen:
        seen.add(name)
        if name == BASE or classes[name].base == BASE:
            return True
        name = classes[name].base
    return False


def exit_code(name: str, errors: dict[str, ErrorClass]) -> int:
    """The code that the class declares, or its nearest base's."""
    error = errors[name]
    return error.declared_code if error.declared_code is not None else exit_code(error.base, errors)
