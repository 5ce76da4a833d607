"""docs/reference/states.md: which state follows which, from the tables that the site obeys."""

from __future__ import annotations

import json
import subprocess
import sys

from tools.reference.words import page, table

# (title, module with the table, name of the table): {state: {next state: who takes the step}}
TABLES = [("Actions", "safercity.partnership.commitments.rules", "STEPS")]

# In a process of its own: a process has one Django, and the tests have theirs.
READ = """
import importlib, json, sys, tempfile
from pathlib import Path
from safercity.partnership.config.serving import start_django
from safercity.partnership.config.site import Site
start_django(Site(Path(tempfile.gettempdir()) / "nowhere"), secret="x" * 60)
import django
django.setup()
told = []
for title, module, name in json.loads(sys.argv[1]):
    steps = getattr(importlib.import_module(module), name)
    told.append([title, [[s.value, str(s.label), [[t.value, str(t.label), who]
        for t, who in after.items()]] for s, after in steps.items()]])
print(json.dumps(told))
"""


def write_states() -> str:
    """The page."""
    command = [sys.executable, "-c", READ, json.dumps(TABLES)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    parts = [write_table(title, states) for title, states in json.loads(ran.stdout)]
    return page(
        "States",
        "What may follow what, and who takes the step: read from the tables that pages and acts "
        "ask. Where no arrow leads, the site offers no button and refuses the step.",
        "\n\n".join(parts),
    )


def write_table(title: str, states: list) -> str:
    """One table as a drawing and as rows."""
    drawn = [
        f"    state {json.dumps(label, ensure_ascii=False)} as {key}" for key, label, _ in states
    ]
    arrows = [
        f"    {key} --> {after}: {who}" for key, _, steps in states for after, _label, who in steps
    ]
    rows = [(label, after, who) for _, label, steps in states for _key, after, who in steps]
    drawing = "\n".join(["```mermaid", "stateDiagram-v2", *drawn, *arrows, "```"])
    return f"## {title}\n\n{drawing}\n\n{table(['From', 'To', 'Who'], rows)}"
