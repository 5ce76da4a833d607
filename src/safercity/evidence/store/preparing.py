"""Prepare extracts for their commit: open, read, judge and write each file, side by side."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from safercity.evidence.errors import SaferCityError
from safercity.evidence.extracts.files import SourceFile
from safercity.evidence.extracts.header import NOTHING_UNREAD, Unread
from safercity.evidence.extracts.judge import Judged, judge_rows
from safercity.evidence.extracts.locate import register_areas, register_confirmed
from safercity.evidence.extracts.open import OpenExtract, open_extract
from safercity.evidence.extracts.rows import ReadContext, read_rows
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.geography import Geography
from safercity.evidence.runs import Run
from safercity.evidence.store.copies import (
    Claim,
    LoadRequest,
    choose_agreement,
    find_earlier,
    is_known,
    join_rules,
    settle_claim,
)
from safercity.evidence.store.corrections import describe_corrections, read_corrections
from safercity.evidence.store.engine import open_engine
from safercity.evidence.store.facts import FactsRequest, write_facts
from safercity.evidence.store.own_dates import read_as_said
from safercity.evidence.workspace import Workspace

WAKE_SECONDS = 0.5


@dataclass(frozen=True)
class LoadedFile:
    """What became of one file: its rows, or the error that kept it out; `already` if known.

    `digest` names its content in the ledger; "" where it could not be opened. `unread`: what its
    headings leave open, where it could be.
    """

    name: str
    rows: int = 0
    already: bool = False
    error: SaferCityError | None = None
    digest: str = ""
    unread: Unread = NOTHING_UNREAD


@dataclass(frozen=True)
class Bench:
    """What all files of one load share."""

    workspace: Workspace
    request: LoadRequest
    shape: Shape
    geography: Geography
    context: ReadContext
    judged_with: str
    confirmed: Mapping[str, tuple[float, float]]
    run: Run


@dataclass(frozen=True)
class Prepared:
    """One extract, judged and written under a temporary claim, waiting for its commit.

    `rules`: what it was judged with, its corrections among them.
    """

    extract: OpenExtract
    claim: Claim
    judged: Judged
    facts: str
    rules: str


def prepare_files(
    bench: Bench, files: list[SourceFile], *, scratch: Path
) -> list[Prepared | LoadedFile]:
    """Prepare files side by side: small ones gain nothing from threads within one file.

    In the order of `files`: what is ready for its commit, or why a file needs none.
    """
    workers = max(1, min(bench.run.threads, len(files)))
    stop = threading.Event()
    run = replace(
        bench.run,
        threads=max(1, bench.run.threads // workers),
        memory_limit_bytes=bench.run.memory_limit_bytes // workers,
        cancelled=lambda: stop.is_set() or bench.run.cancelled(),
    )
    connections: list[duckdb.DuckDBPyConnection] = []
    pool = ThreadPoolExecutor(workers)
    try:
        shares = [
            pool.submit(
                _prepare_share,
                replace(bench, run=run),
                files[worker::workers],
                scratch=scratch,
                connections=connections,
            )
            for worker in range(workers)
        ]
        # Windows does not break off a wait without an end for Ctrl-C.
        while wait(shares, timeout=WAKE_SECONDS, return_when=FIRST_EXCEPTION).not_done:
            if any(share.done() and share.exception() for share in shares):
                break
        told = [share.result() for share in shares if share.done()]
    finally:
        # After Ctrl-C, or a fault of one share, the others must not work on for minutes.
        stop.set()
        for connection in connections:
            with suppress(duckdb.ConnectionException):  # it is closed already
                connection.interrupt()
        pool.shutdown(cancel_futures=True)
    return [told[number % workers][number // workers] for number in range(len(files))]


def _prepare_share(
    bench: Bench,
    files: list[SourceFile],
    *,
    scratch: Path,
    connections: list[duckdb.DuckDBPyConnection],
) -> list[Prepared | LoadedFile]:
    with open_engine(bench.run, spill=scratch) as connection:
        connections.append(connection)
        register_areas(connection, bench.geography)
        register_confirmed(connection, bench.confirmed)
        outcomes = []
        for file in files:
            bench.run.step(f"Loading {file.name}")
            outcomes.append(_prepare(bench, connection, file=file, scratch=scratch))
        return outcomes


def _prepare(bench: Bench, connection, *, file: SourceFile, scratch: Path) -> Prepared | LoadedFile:
    """Read, judge and write one file. Only errors of the file itself are kept for its line."""
    own = scratch / hashlib.sha256(f"{file.path}|{file.member}".encode()).hexdigest()[:16]
    own.mkdir(exist_ok=True)
    try:
        extract = open_extract(file, bench.shape, scratch=own, run=bench.run)
        corrections = read_corrections(bench.workspace, bench.shape.id, digest=extract.digest)
        rules = join_rules(bench.judged_with, describe_corrections(corrections))
        claim = _settle(bench, extract, rules=rules)
        if claim is None:
            return LoadedFile(file.name, already=True, digest=extract.digest, unread=extract.unread)
        bench = replace(bench, shape=read_as_said(bench.shape, corrections))
        context = replace(bench.context, last_day=claim.last_day, corrections=corrections)
        rows = read_rows(connection, extract, shape=bench.shape, context=context, run=bench.run)
        judged = judge_rows(
            connection, bench.shape, rows=rows, geography=bench.geography, run=bench.run
        )
    except SaferCityError as error:
        if error.exit_code not in (5, 6, 7):
            raise
        return LoadedFile(file.name, error=error)
    facts = _write(bench, connection, claim=claim, judged=judged, scratch=own)
    connection.execute("DROP TABLE judged")
    return Prepared(extract, claim, judged, facts, rules)


def _settle(bench: Bench, extract: OpenExtract, *, rules: str) -> Claim | None:
    """What is claimed of the extract; None where loading it again changes nothing."""
    with bench.workspace.reading() as catalogue:
        earlier = find_earlier(catalogue, bench.shape.id, digest=extract.digest)
    claim = settle_claim(bench.request, extract, earlier=earlier)
    return None if is_known(earlier, claim, rules=rules) else claim


def _write(bench: Bench, connection, *, claim: Claim, judged: Judged, scratch: Path) -> str:
    settings = bench.workspace.settings
    request = FactsRequest(
        shape=bench.shape,
        agreement=choose_agreement(bench.workspace, bench.request),
        vintage=claim.vintage,
        received=claim.received,
        day_starts=settings.pages.day_starts,
        aside=judged.aside if bench.shape.key else judged.aside & {"held"},
    )
    return write_facts(connection, request, root=bench.workspace.root, scratch=scratch)
