"""Our side of `bench_ingest`: `load_extracts` into a fresh workspace, then the counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from made_up_area import copy_workspace
from warm import serve

from safercity.evidence.extracts.ledger import read_ledger
from safercity.evidence.geography import load_geography
from safercity.evidence.runs import GIBIBYTE, Run
from safercity.evidence.store import Question, count_lines, open_store
from safercity.evidence.store.load import LoadRequest, load_extracts
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.workspace import open_workspace


def prepare(asked: dict) -> tuple:
    """A fresh copy of the workspace; `memory_gib` is its setting."""
    folder = copy_workspace(Path(asked["workspace"]), Path(asked["scratch"]) / "workspace")
    run = Run(
        threads=asked["threads"], memory_limit_bytes=int(asked.get("memory_gib", 3) * GIBIBYTE)
    )
    paths = tuple(Path(path) for path in asked["files"])
    return open_workspace(folder), LoadRequest("police-uk", paths, received=date(2026, 1, 1)), run


def work(ready: tuple) -> dict:
    workspace, request, run = ready
    loaded = load_extracts(workspace, request, run=run)
    assert not any(file.error for file in loaded), [file.error for file in loaded if file.error]
    taxonomy = load_taxonomy(workspace.content)
    store = open_store(
        workspace, geography=load_geography(workspace.geography), taxonomy=taxonomy, run=run
    )
    counted = count_lines(store, Question(layer="any"))
    with workspace.reading() as catalogue:
        total = read_ledger(catalogue).total()
    return {
        "accepted": total["accepted"],
        "counted": int(counted.amount.sum()),
        "lines": len(counted.amount),
    }


if __name__ == "__main__":
    serve(prepare, work)
