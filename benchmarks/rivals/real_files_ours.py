"""Our side of `bench_real_files`: `load_extracts` into a fresh workspace."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from made_up_area import copy_workspace
from warm import serve

from safercity.evidence.runs import Run
from safercity.evidence.store.load import LoadRequest, load_extracts
from safercity.evidence.workspace import open_workspace


def prepare(asked: dict) -> tuple:
    folder = copy_workspace(Path(asked["workspace"]), Path(asked["scratch"]) / "workspace")
    request = LoadRequest("police-uk", (Path(asked["folder"]),), received=date(2026, 1, 1))
    return open_workspace(folder), request, Run(threads=asked["threads"])


def work(ready: tuple) -> dict:
    workspace, request, run = ready
    loaded = load_extracts(workspace, request, run=run)
    assert not any(file.error for file in loaded), [file.error for file in loaded if file.error]
    return {"rows": sum(file.rows for file in loaded), "files": len(loaded)}


if __name__ == "__main__":
    serve(prepare, work)
