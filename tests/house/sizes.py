"""How long a file, a line and a function may be, and how many arguments it may take."""

from __future__ import annotations

import ast
from functools import cache

from tools.reference.trees import parse_python

FILE_LINES = 300
LONG_FILE_LINES = 400  # models and content loaders: lists of things, which are read one at a time
FUNCTION_LINES = 60
LINE_LENGTH = 100
POSITIONAL = 2
ARGUMENTS = 5

LIBRARY_SIGNATURES = {"command", "callback", "njit", "jit", "vectorize", "override", "validator"}
"""Decorators that say: somebody else's library decides this signature."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def size_faults(name: str, text: str) -> list[str]:
    """What is too long in the Python file `name`, one sentence each."""
    lines = text.splitlines()
    faults = []
    ceiling = LONG_FILE_LINES if may_be_long(name) else FILE_LINES
    if len(lines) > ceiling:
        faults.append(f"{name} has {len(lines)} lines; the ceiling is {ceiling}.")
    for number, line in enumerate(lines, start=1):
        if len(line) > LINE_LENGTH and "://" not in line:
            faults.append(f"{name}:{number} has {len(line)} characters.")
    for function in functions_of(text):
        length = function_length(function)
        if length > FUNCTION_LINES:
            where = f"{name}:{function.lineno} {function.name}"
            faults.append(f"{where} has {length} lines; the ceiling is {FUNCTION_LINES}.")
    return faults


def argument_faults(name: str, text: str) -> list[str]:
    """Functions of the file that take too many arguments, one sentence each."""
    faults = []
    commands = names_of_commands(text)
    for function in functions_of(text):
        if has_foreign_signature(function) or function.name in commands:
            continue
        positional, every = count_arguments(function)
        if positional > POSITIONAL or every > ARGUMENTS:
            faults.append(
                f"{name}:{function.lineno} {function.name} takes {positional} positional "
                f"arguments and {every} in all; at most {POSITIONAL} and {ARGUMENTS}."
            )
    return faults


def may_be_long(name: str) -> bool:
    """Models and content loaders may have 400 lines."""
    return name.endswith("/models.py") or "/models/" in name or "/evidence/taxonomy/" in name


@cache
def functions_of(text: str) -> tuple[Function, ...]:
    """Every function of a module, at any depth."""
    return tuple(node for node in ast.walk(parse_python(text)) if isinstance(node, Function))


def function_length(function: Function) -> int:
    """Lines from `def` to the last without the docstring: long explanations are welcome."""
    length = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        if isinstance(first.value.value, str):
            length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


def count_arguments(function: Function) -> tuple[int, int]:
    """Positional arguments and all arguments, `self` and `cls` left out."""
    positional = [*function.args.posonlyargs, *function.args.args]
    if positional and positional[0].arg in ("self", "cls"):
        positional = positional[1:]
    return len(positional), len(positional) + len(function.args.kwonlyargs)


def has_foreign_signature(function: Function) -> bool:
    """Typer commands, compiled kernels, overrides, and Python's own protocols (`__exit__`)."""
    if function.name.startswith("__") and function.name not in ("__init__", "__call__", "__new__"):
        return True
    return any(decorator_name(each) in LIBRARY_SIGNATURES for each in function.decorator_list)


def names_of_commands(text: str) -> set[str]:
    """Functions that a module of the command line lists as its commands: typer reads these."""
    for node in parse_python(text).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "COMMANDS":
            return {each.id for each in ast.walk(node.value) if isinstance(each, ast.Name)}
    return set()


def decorator_name(decorator: ast.expr) -> str:
    """`@app.command("x")` -> "command"."""
    if isinstance(decorator, ast.Call):
        decorator = decorator.func
    if isinstance(decorator, ast.Attribute):
        return decorator.attr.removeprefix("field_").removeprefix("model_")
    if isinstance(decorator, ast.Name):
        return decorator.id.removeprefix("field_").removeprefix("model_")
    return ""
