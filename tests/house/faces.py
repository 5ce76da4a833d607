"""How an app of the site may meet another: at `queries`, `actions` or `rules`, nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.reference.trees import parse_python

SITE = "safercity.partnership."
FACES = {"queries", "actions", "rules"}
OPEN_APPS = {"common"}  # base templates, components and form fields: made to be used
COLLECTORS = {"config"}  # wires every app's urls, panels and search

APP_FILES = {
    "actions", "api", "following", "forms", "jobs", "migrations", "models", "panels", "presenters",
    "queries", "rules", "search", "static", "templates", "templatetags", "urls", "views",
}  # fmt: skip
# Files named for a noun of one app alone (docs/decisions/0026), each with what it holds.
OWN_NOUNS = {
    "audit": {
        "names": "names that can be forgotten",
        "sealing": "the chain of hashes",
        "wording": "an act in words",
        "labels": "what the fields of an act are called, and what they name",
    },
    "commitments": {
        "chasing": "who is reminded, and to whom late work goes",
        "dependencies": "circles of actions",
        "filtering": "filters as an address holds them",
        "settling": "who is reminded of what was done and does not count yet",
    },
    "governance": {
        "marks": "what is wrong with a structure",
        "structure": "a structure on one day, as plain values",
    },
    "jobs": {"worker": "the process beside the server"},
    "notes": {
        "commenting": "comments, offered to the apps below",
        "files": "what a sent file is by its bytes",
        "mentions": "whom an @ in a comment means, and reaches",
        "telling": "who hears of what",
    },
    "oversight": {"content": "levels and duties as content", "quarters": "the financial year"},
    "people": {
        "hidden": "secrets that must be read again",
        "letters": "what is sent by e-mail",
        "links": "links that open once",
        "second_factor": "encryption of what allauth keeps",
        "signing_in": "allauth's adapter",
        "single_sign_on": "an agency's provider",
        "staying": "whose a session is",
    },
    "performance": {"judging": "what measures say of an outcome, offered to the apps below"},
    "places": {"sight": "places by their lasting identity, offered to the apps below"},
}


def name_faults(app: str, names: set[str]) -> list[str]:
    """Names in the folder of `app` that are no app's, and nouns of its own that are not there."""
    if app in OPEN_APPS | COLLECTORS:
        return []
    own = OWN_NOUNS.get(app, {}).keys()
    return [f"{app}/{name}: no file of an app" for name in sorted(names - APP_FILES - own)] + [
        f"{app}/{name}: listed, and not there" for name in sorted(own - names)
    ]


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
