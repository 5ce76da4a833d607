"""Load extracts: read, judge, write, resolve. One commit of the catalogue is the load."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from safercity.evidence.errors import Restricted
from safercity.evidence.extracts.files import SourceFile, find_files
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.shapes import load_shape
from safercity.evidence.geography import load_geography
from safercity.evidence.runs import Run
from safercity.evidence.store.copies import (
    LoadRequest,
    choose_agreement,
    find_earlier,
    may_be_made_on,
    settle_claim,
)
from safercity.evidence.store.engine import open_engine
from safercity.evidence.store.judging import make_context
from safercity.evidence.store.matching import read_confirmed
from safercity.evidence.store.preparing import Bench, LoadedFile, Prepared, prepare_files
from safercity.evidence.store.resolve import resolve_source
from safercity.evidence.workspace import Workspace, change_workspace, open_catalogue
from safercity.evidence.workspace.durable import room_to_write

__all__ = ["LoadRequest", "LoadedFile", "check_sensitivity", "load_extracts", "may_be_made_on"]

# Files are committed together until so many bytes were read, or as many as before: each commit
# looks at all keys, so that their number must not grow with the files. After a power cut at most
# half of the work is done again.
BATCH_BYTES = 64 << 20


def load_extracts(
    workspace: Workspace, request: LoadRequest, *, run: Run
) -> tuple[LoadedFile, ...]:
    """Load the files of `request`; what became of each. A faulty one never keeps a good one out.

    Errors: `UnknownName`, `Restricted`, `WorkspaceBusy`, `DiskFull`, `GeographyError`; what is
    wrong with one file stands in its `LoadedFile`.
    """
    shape = load_shape(request.source, workspace.content)
    check_sensitivity(workspace, shape, agreement=request.agreement)
    files = find_files(request.paths, shape)
    with change_workspace(workspace), room_to_write("the load"):
        bench = _set_up(workspace, request, shape=shape, run=run)
        loaded: list[LoadedFile] = []
        for number, batch in enumerate(_batches(files)):
            loaded += _load_batch(bench, batch, done=number, total=len(files))
    return tuple(loaded)


def check_sensitivity(workspace: Workspace, shape: Shape, *, agreement: str = "") -> None:
    """Refuse a restricted source that no agreement in force covers, or whose disk is not declared
    encrypted. A demonstration's made-up ones pass.
    """
    if shape.sensitivity != "restricted" or workspace.settings.partnership.made_up:
        return
    encrypted = workspace.settings.storage.encrypted
    if agreement and encrypted:
        return
    lacks = [
        "no information-sharing agreement in force covers it here" * (not agreement),
        "the workspace is not declared to stand on encrypted storage" * (not encrypted),
    ]
    raise Restricted(
        f"{shape.id} is a restricted source, and {', and '.join(filter(None, lacks))}.",
        advice="Register the agreement on the site's pages and let every controller approve it; "
        "declare the disk in safercity.toml ([storage] encrypted = true). Nothing was read.",
    )


def _set_up(workspace: Workspace, request: LoadRequest, *, shape: Shape, run: Run) -> Bench:
    run.step("Geography")
    grid = workspace.settings.grid
    geography = load_geography(workspace.geography, kind=grid.kind, cell_metres=grid.cell_metres)
    context = make_context(workspace, shape, geography=geography, last_day=request.last_day)
    confirmed = read_confirmed(workspace, shape.id, geography=geography)
    agreement = choose_agreement(workspace, request)
    rules = (
        shape.model_dump_json(),
        sorted(context.categories.items()),
        sorted(confirmed.items()),
        sorted(context.flags.items()),
        workspace.settings.pages.day_starts,
        agreement,
    )
    judged_with = f"{hashlib.sha256(repr(rules).encode()).hexdigest()} on {geography.digest}"
    return Bench(workspace, request, shape, geography, context, judged_with, confirmed, run)


def _batches(files: Sequence[SourceFile]) -> list[list[SourceFile]]:
    batches: list[list[SourceFile]] = [[]]
    size = before = 0
    for file in files:
        if batches[-1] and size + file.size > max(BATCH_BYTES, before):
            batches.append([])
            before, size = before + size, 0
        batches[-1].append(file)
        size += file.size
    return batches


def _load_batch(
    bench: Bench, files: list[SourceFile], *, done: int, total: int
) -> list[LoadedFile]:
    workspace, run = bench.workspace, bench.run
    with workspace.scratch("load") as scratch:
        run.step(f"Loading {files[0].name}", done, total)
        outcomes = prepare_files(bench, files, scratch=scratch)
        ready = [one for one in outcomes if isinstance(one, Prepared)]
        if ready:
            run.step("Recording in the ledger", done + len(files), total)
            _commit(bench, ready, scratch=scratch)
    return [
        LoadedFile(
            one.extract.name,
            rows=one.judged.rows,
            digest=one.extract.digest,
            unread=one.extract.unread,
        )
        if isinstance(one, Prepared)
        else one
        for one in outcomes
    ]


def _commit(bench: Bench, ready: list[Prepared], *, scratch: Path) -> None:
    """The load itself: extracts, ledger and current files in one commit of the catalogue."""
    workspace = bench.workspace
    with (
        open_engine(bench.run, spill=scratch) as connection,
        open_catalogue(workspace.catalogue_path, writing=True) as catalogue,
    ):
        for one in ready:
            _record(catalogue, bench, ready=one)
        resolve_source(
            catalogue, connection, source=bench.shape.id, root=workspace.root, scratch=scratch
        )


def _record(catalogue: sqlite3.Connection, bench: Bench, *, ready: Prepared) -> None:
    """Put one judged extract into the catalogue, in place of an earlier judgement of it."""
    shape, extract, judged = bench.shape, ready.extract, ready.judged
    earlier = find_earlier(catalogue, shape.id, digest=extract.digest)
    # Another copy may have been prepared beside this one.
    claim = settle_claim(bench.request, extract, earlier=earlier)
    if earlier is not None:
        _retire(catalogue, earlier)
    first, last = judged.months or (None, None)
    agreement = choose_agreement(bench.workspace, bench.request)
    sensitivity = "made_up" if bench.workspace.settings.partnership.made_up else shape.sensitivity
    cursor = catalogue.execute(
        "INSERT INTO extracts (source, digest, name, agency, agreement, sensitivity, vintage, "
        "first_month, last_month, rows, received, judged_with, facts) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            shape.id, extract.digest, claim.name, shape.agency,
            agreement, sensitivity, claim.vintage, first, last,
            judged.rows, claim.received.isoformat(), claim.judged_with(ready.rules),
            ready.facts,
        ),
    )  # fmt: skip
    key = cursor.lastrowid
    catalogue.executemany(
        "INSERT INTO slices VALUES (?, ?, ?, ?, ?)",
        [(key, number, text, month, covers) for number, text, month, covers in judged.slices],
    )
    catalogue.executemany(
        "INSERT INTO verdicts VALUES (?, ?, ?, ?, ?, ?)", [(key, *line) for line in judged.counts]
    )
    catalogue.execute("INSERT INTO disagreements VALUES (?, ?, ?, ?)", (key, *judged.disagreements))


def _retire(catalogue: sqlite3.Connection, earlier: sqlite3.Row) -> None:
    """Take an earlier judgement out; its files rest a day, for readers that began before."""
    catalogue.execute(
        "INSERT OR REPLACE INTO obsolete SELECT path, date('now') FROM current_files "
        "WHERE extract_id = ? UNION SELECT ?, date('now')",
        (earlier["id"], earlier["facts"]),
    )
    catalogue.execute("DELETE FROM extracts WHERE id = ?", (earlier["id"],))
