"""What the manual must mention, gathered from the code without running it."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from tests.house.tree import ROOT, SOURCE
from tools.reference.trees import parse_python

DOCS = ROOT / "docs"
PUBLIC_ROOMS = ("evidence", "documents")
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")


def public_definitions(room: str) -> Iterator[tuple[str, ast.AST]]:
    """(place, definition) of every public function and class of a room's public modules."""
    for path in sorted((SOURCE / room).rglob("*.py")):
        if path.name.startswith("_") and path.name != "__init__.py":
            continue
        for node in parse_python(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_":
                yield f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}", node


def names_at_the_face(room: str) -> Iterator[str]:
    """Every name in the `__all__` of a room's packages."""
    for path in sorted((SOURCE / room).rglob("__init__.py")):
        for node in parse_python(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                yield from ast.literal_eval(node.value)


def untyped_parts(function: ast.FunctionDef) -> list[str]:
    """Arguments of a function that say no type, and "the result" where that says none."""
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    parts = [each.arg for each in arguments if each.annotation is None]
    return parts if function.returns is not None else [*parts, "the result"]


def manual() -> list[Path]:
    """Every page of the manual, and the pages at the project's root."""
    return [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]


def typed_commands(path: Path, *, groups: Collection[str] = ()) -> Iterator[tuple[str, list[str]]]:
    """(command, options) of every `safercity ...` that a page tells people to type.

    `groups`: commands that have commands of their own, which are told with their second word.
    """
    blocks = re.findall(r"(?ms)^```\w*\n(.*?)^```", path.read_text(encoding="utf-8"))
    for line in "\n".join(blocks).replace("\\\n", " ").splitlines():
        match = re.search(r"(?:^|[\s/\\])safercity( .*)$", line.partition("#")[0])
        if match and "=" not in match[1]:
            words = match[1].split()
            options = [word for word in words if word.startswith("-")]
            names = [word for word in words if re.fullmatch(r"[a-z]+", word)]
            depth = 2 if names and names[0] in groups else 1
            yield " ".join(names[:depth]), options


def prose(path: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"(?ms)^```.*?^```", "", path.read_text(encoding="utf-8"))


def broken_links(path: Path) -> list[str]:
    """Links of a page to files or headings that are not there. The web is not asked."""
    broken = []
    for match in LINK.finditer(prose(path)):
        target, _, anchor = match["target"].partition("#")
        if "://" in target or target.startswith("mailto:"):
            continue
        file = (path.parent / target) if target else path
        if not file.exists():
            broken.append(match["target"])
        elif anchor and file.suffix == ".md" and anchor not in anchors(file):
            broken.append(match["target"])
    return broken


def anchors(path: Path) -> set[str]:
    """The addresses of a page's headings, made as GitHub makes them."""
    headings = re.findall(r"(?m)^#+ (.+)$", prose(path))
    return {re.sub(r"[^\w\- ]", "", each.lower()).strip().replace(" ", "-") for each in headings}


def glossary_words() -> set[str]:
    """The nouns that the glossary explains, in lower case."""
    text = (DOCS / "glossary.md").read_text(encoding="utf-8")
    entries = re.findall(r"(?m)^\*\*(.+?)\*\*", text)
    return {word.strip().lower() for entry in entries for word in entry.split(",")}
