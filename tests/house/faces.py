"""How an app of the site may meet another: at `queries`, `actions` or `rules`, nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.reference.trees import parse_python

SITE = "safercity.partnership."
FACES = {"queries", "actions", "rules"}
OPEN_APPS = {"common"}  # base templates, components and form fields: made to be used
COLLECTORS = {"config"}  # wires every app's urls, panels and search


def face_faults(app: str, text: str) -> list[str]:
    """The imports of a module of `app` that reach past another app's face."""
    if app in COLLECTORS:
        return []
    return [
        f"line {line}: {app} imports {SITE}{other}{'.' + inside if inside else ''}"
        for line, other, inside in imports_of_apps(text)
        if other != app and other not in OPEN_APPS and inside not in FACES
    ]


def imports_of_apps(text: str) -> Iterator[tuple[int, str, str]]:
    """(line, app, module inside it) of each import of the site's apps."""
    for node in ast.walk(parse_python(text)):
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for module in modules:
            if module.startswith(SITE):
                app, _, inside = module.removeprefix(SITE).partition(".")
                yield node.lineno, app, inside.partition(".")[0]
