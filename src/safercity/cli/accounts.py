"""What became of files and rows, as sentences and tables for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import typer

from safercity.cli.terminal import say
from safercity.evidence.errors import UnknownName
from safercity.evidence.extracts.ledger import Ledger, LedgerLine, read_ledger
from safercity.evidence.extracts.shapes import load_shapes
from safercity.evidence.store.held import HeldRow
from safercity.evidence.store.load import LoadedFile
from safercity.evidence.types import Verdict
from safercity.evidence.workspace import Workspace

Table = tuple[Sequence[str], list[tuple]]


def tell_loaded(loaded: Iterable[LoadedFile]) -> None:
    """How many files are new, how many were there, and what keeps the others out."""
    files = list(loaded)
    new = [file for file in files if not file.already and not file.error]
    already = sum(file.already for file in files)
    if new:
        rows = sum(file.rows for file in new)
        say(f"{_count(len(new), 'extract')} loaded, {_count(rows, 'row')}.")
    if already:
        verb = "was" if already == 1 else "were"
        say(f"{_count(already, 'extract')} {verb} loaded before; nothing changes.")
    for file in files:
        if file.error:
            say(f"Not loaded: {file.name}\n  {file.error}\n  {file.error.advice}")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def tell_source(workspace: Workspace, source: str, *, loaded: Iterable[LoadedFile]) -> None:
    """Where something new was `loaded`: the source's rows by verdict, and what to do next."""
    if all(file.already or file.error for file in loaded):
        return
    with workspace.reading() as catalogue:
        total = choose_source(read_ledger(catalogue), source).total()
    parts = ", ".join(f"{total[verdict]:,} {verdict.value}" for verdict in Verdict)
    say(f"All of {source} now: {total['rows']:,} rows = {parts}.")
    say("Why rows are held: safercity held" if total[Verdict.HELD] else "Next: safercity refresh")


def describe_file(file: LoadedFile) -> dict:
    """One file as `load --json` prints it."""
    error = {"message": str(file.error), "advice": file.error.advice} if file.error else None
    return {"file": file.name, "rows": file.rows, "already": file.already, "error": error}


def end_with_faults(loaded: Iterable[LoadedFile]) -> None:
    """End with the first fault's exit code, if a file could not be loaded."""
    for file in loaded:
        if file.error:
            raise typer.Exit(file.error.exit_code)


def choose_source(ledger: Ledger, source: str | None) -> Ledger:
    """The ledger of one source, or of all. Errors: `UnknownName` for one that is not loaded."""
    if source is None:
        return ledger
    lines = tuple(line for line in ledger.lines if line.source == source)
    if not lines:
        loaded = ", ".join(sorted({line.source for line in ledger.lines})) or "none"
        raise UnknownName(
            f"Nothing of {source} is loaded here.", advice=f"Sources with extracts: {loaded}."
        )
    return replace(ledger, lines=lines)


def check_source(workspace: Workspace, source: str | None) -> None:
    """Refuse a source of which nothing is loaded. Errors: `UnknownName`."""
    with workspace.reading() as catalogue:
        choose_source(read_ledger(catalogue), source)


def list_extracts(ledger: Ledger) -> Table:
    """A line for each extract, and the total."""
    headings = ("Source", "File", "Rows", "Accepted", "Outside", "Held", "Known", "Why held")
    rows = [
        (line.source, line.file, line.rows, *line.verdicts.values(), _why(line.reasons))
        for line in ledger.lines
    ]
    return headings, [*rows, ("Total", "", *ledger.total().values(), "")]


def list_sources(ledger: Ledger) -> Table:
    """A line for each source: its extracts added up, and the total."""
    headings = ("Source", "Extracts", "Rows", "Accepted", "Outside", "Held", "Known", "Why held")
    rows = []
    for source in sorted({line.source for line in ledger.lines}):
        own = choose_source(ledger, source)
        rows.append((source, len(own.lines), *own.total().values(), _why(_reasons(own.lines))))
    return headings, [*rows, ("Total", len(ledger.lines), *ledger.total().values(), "")]


def _reasons(lines: Iterable[LedgerLine]) -> Counter[str]:
    return sum((Counter(line.reasons) for line in lines), Counter())


def _why(reasons: Counter[str] | dict[str, int]) -> str:
    return ", ".join(f"{name} {n:,}" for name, n in sorted(reasons.items()))


def list_held(workspace: Workspace, rows: Sequence[HeldRow]) -> Table:
    """Held rows by source and reason, and by their word where it is the word nobody knows."""
    shapes = load_shapes(workspace.content)
    columns = {name: shape.category.column for name, shape in shapes.items() if shape.category}
    counts: Counter[tuple[str, str, str]] = Counter()
    advice = {}
    for row in rows:
        column = columns.get(row.source) if row.reason == "unknown_category" else None
        counts[row.source, row.reason, str(row.values.get(column) or "") if column else ""] += 1
        advice[row.source, row.reason] = row.advice
    order = sorted(counts.items(), key=lambda one: (one[0][0], -one[1], one[0]))
    lines = [(*key, n, advice[key[:2]]) for key, n in order]
    return ("Source", "Reason", "Their word", "Rows", "What to do"), lines
