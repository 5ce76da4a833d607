"""docs/reference/python.md: the public names of `evidence` and `documents`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import safercity
from tools.reference.trees import parse_python
from tools.reference.words import code, first_sentence, page

SOURCE = Path(safercity.__file__).parent
ROOMS = ("evidence", "documents")
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def write_python() -> str:
    """The page."""
    parts = [
        "For notebooks and for those who build on it. Names that a package offers at its face come "
        "first under its heading, with all that is said of them; names of its modules follow, a "
        "line each. Whatever starts with an underscore is nobody's business.",
    ]
    for room in ROOMS:
        for package in packages_below(SOURCE / room):
            parts += describe_package(package)
    return page("Python", *parts)


def packages_below(folder: Path) -> list[Path]:
    """The folder and every package in it, the folder first."""
    return sorted(path.parent for path in folder.rglob("__init__.py"))


def describe_package(package: Path) -> list[str]:
    """Heading, face and modules of one package; nothing for one without public names."""
    offered = set(names_offered(package))
    face: list[str] = []
    inside: list[str] = []
    elsewhere = [describe_re_export(*each) for each in re_exports(package, offered)]
    for module in modules_of(package):
        entries = [describe_value(*each) for each in values_of(module) if each[0] in offered]
        for definition in definitions_of(module):
            if definition.name in offered:
                face.append(describe_in_full(definition))
            else:
                entries.append(describe_in_a_line(definition))
        if entries:
            inside.append(describe_module(module, entries))
    if not face and not inside and not elsewhere:
        return []
    about = ast.get_docstring(parse(package / "__init__.py")) or ""
    return [f"## `{dotted(package)}`", about, *face, "\n".join(elsewhere), *inside]


def describe_module(module: Path, entries: list[str]) -> str:
    """A module's name, purpose and names."""
    about = first_sentence(ast.get_docstring(parse(module)))
    return f"**`{dotted(module)}`** – {about}\n\n" + "\n".join(entries)


def modules_of(package: Path) -> list[Path]:
    """The public modules directly in a package, its own `__init__` first."""
    files = [path for path in sorted(package.glob("*.py")) if not path.name.startswith("_")]
    return [package / "__init__.py", *files]


def definitions_of(module: Path) -> Iterator[Definition]:
    """Public functions and classes that a module defines itself."""
    for node in parse(module).body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node


def values_of(module: Path) -> Iterator[tuple[str, str]]:
    """(name, expression) of the constants and type names of a module."""
    for node in parse(module).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, ast.unparse(node.value)
        elif isinstance(node, ast.Assign):
            for each in ast.walk(node.targets[0]):
                if isinstance(each, ast.Name):
                    yield each.id, ast.unparse(node.value)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            yield ast.unparse(node.target), ast.unparse(node.value)


def re_exports(package: Path, offered: set[str]) -> Iterator[tuple[str, str]]:
    """(name, where it lives) of what a package offers, and another defines or it has renamed."""
    for node in parse(package / "__init__.py").body:
        if not isinstance(node, ast.ImportFrom) or not (node.module or "").startswith("safercity"):
            continue
        home = home_of(node.module or "")
        deeper = package in home.parents and home.parent != package
        for alias in node.names:
            shown = alias.asname or alias.name
            if shown in offered and (deeper or shown != alias.name):
                yield shown, f"{node.module}.{alias.name}"


def home_of(module: str) -> Path:
    """The file or folder of a module, from its dotted name, without a suffix."""
    return SOURCE.parent.joinpath(*module.split("."))


def names_offered(package: Path) -> list[str]:
    """The package's `__all__`, or the names that its `__init__` takes from its own modules."""
    names = []
    for node in parse(package / "__init__.py").body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return list(ast.literal_eval(node.value))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("safercity"):
            names += [alias.asname or alias.name for alias in node.names]
    return names


def describe_in_full(definition: Definition) -> str:
    """Signature and whole docstring."""
    about = ast.get_docstring(definition) or ""
    text = f"### {definition.name}\n\n```python\n{signature(definition)}\n```\n\n{about}"
    if isinstance(definition, ast.ClassDef):
        methods = [describe_in_a_line(each) for each in public_methods(definition)]
        if methods:
            text += "\n\n" + "\n".join(methods)
    return text


def describe_in_a_line(definition: Definition) -> str:
    """Signature and first sentence, as an entry of a list."""
    shown = signature(definition).removeprefix("def ").removeprefix("class ")
    return f"- {code(shown)} – {first_sentence(ast.get_docstring(definition))}"


def describe_value(name: str, expression: str) -> str:
    """A constant as an entry of a list; long ones are cut."""
    shown = expression if len(expression) <= 60 else f"{expression[:57]}..."
    return f"- {code(f'{name} = {shown}')}"


def describe_re_export(name: str, home: str) -> str:
    """A name that a package passes on."""
    return f"- {code(name)}, from {code(home)}"


def public_methods(definition: ast.ClassDef) -> Iterator[Definition]:
    """Methods of a class that are public."""
    for node in definition.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node


def signature(definition: Definition) -> str:
    """The line that defines it, without its body."""
    if isinstance(definition, ast.ClassDef):
        bases = ", ".join(ast.unparse(base) for base in definition.bases)
        return f"class {definition.name}({bases})" if bases else f"class {definition.name}"
    result = f" -> {ast.unparse(definition.returns)}" if definition.returns else ""
    return f"def {definition.name}({ast.unparse(definition.args)}){result}"


def dotted(path: Path) -> str:
    """evidence/places/find.py -> safercity.evidence.places.find"""
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def parse(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return parse_python(path.read_text(encoding="utf-8"))
