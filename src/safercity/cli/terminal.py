"""What the commands share: the workspace option, progress on a terminal, tables, JSON, errors."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from safercity.evidence.runs import Run
    from safercity.evidence.workspace import Workspace

WorkspaceOption = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="The workspace's folder (default: the current one)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
PortOption = Annotated[int, typer.Option(help="The port to serve at.", min=1, max=65535)]

outer_workspace: ContextVar[Path | None] = ContextVar("outer_workspace", default=None)
"""`-w` given before the command's name."""


def find_workspace(given: Path | None) -> Workspace:
    """The workspace named after the command, before it, or the current folder."""
    from safercity.evidence.workspace import open_workspace

    return open_workspace(given or outer_workspace.get() or Path.cwd())


def soften_consoles() -> None:
    """Let a console that lacks a sign (cp1252, cp437) show "?" instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


@contextmanager
def progress_run(workspace: Workspace | None = None, *, as_of: str | None = None) -> Iterator[Run]:
    """A run that shows what it does on a terminal, and nothing anywhere else."""
    from safercity.evidence.runs import GIBIBYTE, Run

    memory = int((workspace.settings.storage.memory_gib if workspace else 3.0) * GIBIBYTE)
    if not sys.stderr.isatty():
        yield Run(memory_limit_bytes=memory, as_of=as_of)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(step: str, done: int, total: int) -> None:
            bar.update(task, description=step, completed=done, total=total or None)

        yield Run(progress=tell, memory_limit_bytes=memory, as_of=as_of)


def print_json(value: object) -> None:
    """One JSON document on standard output; plain ASCII where the output is not UTF-8."""
    is_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    typer.echo(json.dumps(value, ensure_ascii=not is_utf8, indent=2))


def print_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table: drawn on a terminal, tab-separated in a pipe."""
    if not sys.stdout.isatty():
        for row in [headings, *rows]:
            typer.echo("\t".join("" if cell is None else str(cell) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", pad_edge=False)
    numeric = [all(_is_number(row[i]) for row in rows) for i in range(len(headings))]
    for heading, right in zip(headings, numeric, strict=True):
        table.add_column(heading, justify="right" if right else "left")
    for row in rows:
        table.add_row(*("" if cell is None else _shown(cell) for cell in row))
    Console().print(table)


def _is_number(cell: object) -> bool:
    return cell is None or isinstance(cell, int | float)


def _shown(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, int) and not isinstance(cell, bool) else str(cell)


def say(text: str) -> None:
    """A line for the person, on standard error, so that standard output stays the result."""
    typer.echo(text, err=True)
