"""Our side of `bench_count_by`: a store that stays open, asked one question at a time."""

from __future__ import annotations

import functools
from pathlib import Path

from warm import serve

from safercity.evidence.geography import load_geography
from safercity.evidence.runs import Run
from safercity.evidence.store import Question, Store, count_by, open_store
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.workspace import open_workspace


@functools.cache
def open_once(folder: str, threads: int) -> Store:
    workspace = open_workspace(Path(folder))
    taxonomy = load_taxonomy(workspace.content)
    geography = load_geography(workspace.geography)
    return open_store(workspace, geography=geography, taxonomy=taxonomy, run=Run(threads=threads))


def prepare(asked: dict) -> tuple:
    return open_once(asked["workspace"], asked["threads"]), asked


def work(ready: tuple) -> int:
    store, asked = ready
    themes = (asked["theme"],) if asked["theme"] else ()
    question = Question(themes=themes, unit=asked["unit"], layer="any")
    return int(count_by(store, question).values.sum())


if __name__ == "__main__":
    serve(prepare, work)
