"""Commands about records: load, ledger, held, incoming."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from safercity.cli.terminal import (
    JsonOption,
    WorkspaceOption,
    find_workspace,
    print_json,
    print_table,
    progress_run,
    say,
)


def load(
    source: Annotated[str, typer.Argument(help="The source, such as police-uk or fixmystreet.")],
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or patterns.")],
    vintage: Annotated[
        str | None,
        typer.Option(help="The day the agency made the extract, 2025-03-31 (later ones replace)."),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Load an agency's extract. Every row ends accepted, outside, held or known."""
    from datetime import date

    from safercity.cli.months import read_day
    from safercity.evidence.store.load import LoadRequest, load_extracts

    opened = find_workspace(workspace)
    declared = read_day(vintage)
    request = LoadRequest(source, tuple(paths), received=date.today(), vintage=declared)
    with progress_run(opened) as run:
        loaded = load_extracts(opened, request, run=run)
    _show_loaded(loaded, as_json=as_json)


def _show_loaded(loaded, *, as_json: bool) -> None:
    if as_json:
        print_json({"files": [_as_json(file) for file in loaded]})
    else:
        new = [file for file in loaded if not file.already and not file.error]
        already = sum(file.already for file in loaded)
        say(f"{len(new)} extracts loaded, {sum(file.rows for file in new):,} rows.")
        if already:
            say(f"{already} were loaded before and change nothing.")
    faulty = [file for file in loaded if file.error]
    for file in faulty:
        say(f"Not loaded: {file.name}: {file.error}\n  {file.error.advice}")
    if faulty:
        raise typer.Exit(faulty[0].error.exit_code)


def _as_json(file) -> dict:
    error = {"message": str(file.error), "advice": file.error.advice} if file.error else None
    return {"file": file.name, "rows": file.rows, "already": file.already, "error": error}


def ledger(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """What became of every row. By extract and reason."""
    from safercity.evidence.extracts.ledger import read_ledger

    with find_workspace(workspace).reading() as catalogue:
        told = read_ledger(catalogue)
    if as_json:
        print_json(told.as_json())
        return
    headings = ("Source", "File", "Rows", "Accepted", "Outside", "Held", "Known", "Why held")
    rows = [
        (line.source, line.file, line.rows, *line.verdicts.values(), _reasons(line.reasons))
        for line in told.lines
    ]
    print_table(headings, [*rows, ("Total", "", *told.total().values(), "")])
    differ = told.disagreements
    if differ.compared:
        say(
            f"Area code and point were compared for {differ.compared:,} rows: "
            f"{differ.inside_by_code_only:,} are inside by code only, "
            f"{differ.inside_by_point_only:,} by point only. The code decides."
        )


def _reasons(reasons: dict[str, int]) -> str:
    return ", ".join(f"{name} {n:,}" for name, n in sorted(reasons.items()))


def held(
    csv: Annotated[Path | None, typer.Option(help="Write the held rows to this file.")] = None,
    source: Annotated[str | None, typer.Option(help="Only this source.")] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rows that wait for a person. Mend the file or the mapping, then load again."""
    from dataclasses import asdict

    from safercity.evidence.store.held import count_held_words, read_held, write_held

    opened = find_workspace(workspace)
    with progress_run(opened) as run:
        rows = read_held(opened, source=source, run=run)
    if csv is not None:
        write_held(rows, csv)
        say(f"{len(rows):,} held rows written to {csv}.")
    if as_json:
        print_json({"held": [asdict(row) for row in rows]})
    elif csv is None:
        counted = count_held_words(rows)
        advice = {(row.source, row.reason): row.advice for row in rows}
        lines = [(*key, n, advice[key]) for key, n in counted.items()]
        print_table(("Source", "Reason", "Rows", "What to do"), lines)
        if not rows:
            say("No held rows.")


def incoming(
    once: Annotated[bool, typer.Option(help="Load what is there and end.")] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Load what lands in a folder. Watches incoming/SOURCE in the workspace until stopped."""
    from safercity.cli.watching import watch_incoming

    opened = find_workspace(workspace)
    say(f"Watching {opened.root / 'incoming'}. Put files into a folder named for their source.")
    for name, loaded in watch_incoming(opened, once=once):
        good = sum(1 for file in loaded if not file.error)
        say(f"{name}: {good} of {len(loaded)} files loaded.")
        for file in loaded:
            if file.error:
                say(f"Not loaded: {file.name}: {file.error} {file.error.advice}")


COMMANDS = {"load": load, "ledger": ledger, "held": held, "incoming": incoming}
