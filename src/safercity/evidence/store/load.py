"""Load extracts: read, judge, write, resolve. One commit of the catalogue is the load."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from safercity.evidence.errors import Restricted, SaferCityError
from safercity.evidence.extracts.files import SourceFile, find_files
from safercity.evidence.extracts.judge import Judged, judge_rows, register_areas
from safercity.evidence.extracts.open import OpenExtract, open_extract
from safercity.evidence.extracts.rows import ReadContext, read_rows
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.shapes import load_mapping, load_shape
from safercity.evidence.geography import Geography, load_geography
from safercity.evidence.runs import Run
from safercity.evidence.store.engine import open_engine
from safercity.evidence.store.facts import FactsRequest, write_facts
from safercity.evidence.store.resolve import resolve_source
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.workspace import Workspace, change_workspace, open_catalogue
from safercity.evidence.workspace.durable import room_to_write

# Files are committed together until so many bytes were read: one sync to disk instead of dozens,
# and at most this much work is done again after a power cut.
BATCH_BYTES = 64 << 20


@dataclass(frozen=True)
class LoadRequest:
    """What to load: a source, its files, and what is declared about them.

    `vintage` is the day the agency made the extract; without it the archive's own date is used.
    """

    source: str
    paths: tuple[Path, ...]
    received: date
    vintage: date | None = None


@dataclass(frozen=True)
class LoadedFile:
    """What became of one file: its rows, or the error that kept it out; `already` if known."""

    name: str
    rows: int = 0
    already: bool = False
    error: SaferCityError | None = None


@dataclass(frozen=True)
class _Bench:
    """What all files of one load share."""

    workspace: Workspace
    request: LoadRequest
    shape: Shape
    geography: Geography
    context: ReadContext
    judged_with: str
    run: Run


@dataclass(frozen=True)
class _Ready:
    """One extract, judged and written under a temporary claim, waiting for its commit."""

    extract: OpenExtract
    judged: Judged
    facts: str


def load_extracts(
    workspace: Workspace, request: LoadRequest, *, run: Run
) -> tuple[LoadedFile, ...]:
    """Load the files of `request`; what became of each. A faulty one never keeps a good one out.

    Errors: `UnknownName`, `Restricted`, `WorkspaceBusy`, `DiskFull`, `GeographyError`; what is
    wrong with one file stands in its `LoadedFile`.
    """
    shape = load_shape(request.source, workspace.content)
    check_sensitivity(workspace, shape)
    files = find_files(request.paths, shape)
    with change_workspace(workspace), room_to_write("the load"):
        bench = _set_up(workspace, request, shape=shape, run=run)
        loaded: list[LoadedFile] = []
        for number, batch in enumerate(_batches(files)):
            loaded += _load_batch(bench, batch, done=number, total=len(files))
    return tuple(loaded)


def check_sensitivity(workspace: Workspace, shape: Shape) -> None:
    """Refuse a restricted source until agreements exist; a demonstration's made-up ones pass."""
    if shape.sensitivity != "restricted" or workspace.settings.partnership.made_up:
        return
    encrypted = workspace.settings.storage.encrypted
    raise Restricted(
        f"{shape.id} is a restricted source, and no information-sharing agreement covers it here"
        + ("." if encrypted else ", nor is the workspace declared to stand on encrypted storage."),
        advice="Restricted sources load once agreements are registered. Until then load open "
        "sources; nothing of this file was read.",
    )


def _set_up(workspace: Workspace, request: LoadRequest, *, shape: Shape, run: Run) -> _Bench:
    run.step("Geography")
    grid = workspace.settings.grid
    geography = load_geography(workspace.geography, kind=grid.kind, cell_metres=grid.cell_metres)
    taxonomy = load_taxonomy(workspace.content)
    mapping = load_mapping(shape.id, workspace.content)
    context = ReadContext(
        secret=workspace.secret,
        flags=taxonomy.flag_masks,
        last_day=request.received,
        categories=mapping,
        known_areas={
            kind: geography.known_codes(kind) for kind in ("lsoa", "ward", "local_authority")
        },
    )
    told = "\n".join([shape.model_dump_json(), repr(sorted(mapping.items())), geography.digest])
    judged_with = hashlib.sha256(told.encode()).hexdigest()
    return _Bench(workspace, request, shape, geography, context, judged_with, run)


def _batches(files: Sequence[SourceFile]) -> list[list[SourceFile]]:
    batches: list[list[SourceFile]] = [[]]
    size = 0
    for file in files:
        if batches[-1] and size + file.size > BATCH_BYTES:
            batches.append([])
            size = 0
        batches[-1].append(file)
        size += file.size
    return batches


def _load_batch(
    bench: _Bench, files: list[SourceFile], *, done: int, total: int
) -> list[LoadedFile]:
    loaded, ready = [], []
    workspace, run = bench.workspace, bench.run
    with workspace.scratch("load") as scratch, open_engine(run, spill=scratch) as connection:
        register_areas(connection, bench.geography)
        for number, file in enumerate(files):
            run.step(f"Loading {file.name}", done + number, total)
            outcome = _prepare(bench, connection, file=file, scratch=scratch)
            if isinstance(outcome, _Ready):
                ready.append(outcome)
                loaded.append(LoadedFile(file.name, rows=outcome.judged.rows))
            else:
                loaded.append(outcome)
        if ready:
            run.step("Recording in the ledger")
            with open_catalogue(workspace.catalogue_path, writing=True) as catalogue:
                for one in ready:
                    _record(catalogue, bench, ready=one)
                resolve_source(
                    catalogue,
                    connection,
                    source=bench.shape.id,
                    root=workspace.root,
                    scratch=scratch,
                )
    return loaded


def _prepare(bench: _Bench, connection, *, file: SourceFile, scratch: Path) -> _Ready | LoadedFile:
    """Read, judge and write one file. Only errors of the file itself are kept for its line."""
    own = scratch / hashlib.sha256(f"{file.path}|{file.member}".encode()).hexdigest()[:16]
    own.mkdir(exist_ok=True)
    try:
        extract = open_extract(file, bench.shape, scratch=own, run=bench.run)
        if _is_known(bench, extract):
            return LoadedFile(file.name, already=True)
        rows = read_rows(
            connection, extract, shape=bench.shape, context=bench.context, run=bench.run
        )
        judged = judge_rows(
            connection, bench.shape, rows=rows, geography=bench.geography, run=bench.run
        )
    except SaferCityError as error:
        if error.exit_code not in (5, 6, 7):
            raise
        return LoadedFile(file.name, error=error)
    facts = _write(bench, connection, extract=extract, scratch=own)
    connection.execute("DROP TABLE judged")
    return _Ready(extract, judged, facts)


def _write(bench: _Bench, connection, *, extract: OpenExtract, scratch: Path) -> str:
    settings = bench.workspace.settings
    source = settings.sources.get(bench.shape.id)
    request = FactsRequest(
        shape=bench.shape,
        agreement=source.agreement if source else "",
        vintage=_vintage(bench, extract),
        received=bench.request.received,
        day_starts=settings.pages.day_starts,
    )
    return write_facts(connection, request, root=bench.workspace.root, scratch=scratch)


def _vintage(bench: _Bench, extract: OpenExtract) -> str:
    vintage = bench.request.vintage or extract.archive_date
    return vintage.isoformat() if vintage else ""


def _is_known(bench: _Bench, extract: OpenExtract) -> bool:
    """The same content under the same shape, mapping and geography. A lesser name or an earlier
    vintage of a copy is still taken over, so that the order of loading leaves no trace."""
    with bench.workspace.reading() as catalogue:
        row = _earlier(catalogue, bench, extract)
    return (
        row is not None
        and row["judged_with"] == bench.judged_with
        and (row["name"], row["vintage"]) == _merged(bench, extract, earlier=row)
    )


def _earlier(catalogue: sqlite3.Connection, bench: _Bench, extract: OpenExtract):
    return catalogue.execute(
        "SELECT id, name, vintage, facts, judged_with FROM extracts "
        "WHERE source = ? AND digest = ?",
        (bench.shape.id, extract.digest),
    ).fetchone()


def _merged(bench: _Bench, extract: OpenExtract, *, earlier) -> tuple[str, str]:
    """Name and vintage of the same content seen once or more: the least of each."""
    vintage = _vintage(bench, extract)
    if earlier is None:
        return extract.name, vintage
    days = [day for day in (vintage, earlier["vintage"]) if day]
    return min(extract.name, earlier["name"]), min(days, default="")


def _record(catalogue: sqlite3.Connection, bench: _Bench, *, ready: _Ready) -> None:
    """Put one judged extract into the catalogue, in place of an earlier judgement of it."""
    shape, extract, judged = bench.shape, ready.extract, ready.judged
    earlier = _earlier(catalogue, bench, extract)
    name, vintage = _merged(bench, extract, earlier=earlier)
    if earlier is not None:
        catalogue.execute("DELETE FROM extracts WHERE id = ?", (earlier["id"],))
        if earlier["facts"] != ready.facts:
            catalogue.execute(
                "INSERT OR REPLACE INTO obsolete VALUES (?, date('now'))", (earlier["facts"],)
            )
    first, last = judged.months or (None, None)
    agreement = bench.workspace.settings.sources.get(shape.id)
    sensitivity = "made_up" if bench.workspace.settings.partnership.made_up else shape.sensitivity
    cursor = catalogue.execute(
        "INSERT INTO extracts (source, digest, name, agency, agreement, sensitivity, vintage, "
        "first_month, last_month, rows, received, judged_with, facts) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            shape.id, extract.digest, name, shape.agency, agreement.agreement if agreement else "",
            sensitivity, vintage, first, last, judged.rows, bench.request.received.isoformat(),
            bench.judged_with, ready.facts,
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
