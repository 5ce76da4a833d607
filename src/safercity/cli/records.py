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

# More lines than a screen or two are added up by source.
EXTRACTS_LISTED = 40


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

    from safercity.cli.accounts import describe_file, end_with_faults, tell_loaded, tell_source
    from safercity.cli.agreements import find_agreement
    from safercity.cli.months import UnreadableDate, read_day
    from safercity.evidence.store.load import LoadRequest, load_extracts, may_be_made_on

    opened = find_workspace(workspace)
    declared = read_day(vintage)
    if declared and not may_be_made_on(declared, today=date.today()):
        raise UnreadableDate(
            f"No extract was made on {declared}.", advice="Give a day from 2000-01-01 to tomorrow."
        )
    request = LoadRequest(
        source,
        tuple(paths),
        received=date.today(),
        vintage=declared,
        agreement=find_agreement(opened, source),
    )
    with progress_run(opened) as run:
        loaded = load_extracts(opened, request, run=run)
    if as_json:
        print_json({"files": [describe_file(file) for file in loaded]})
    else:
        tell_loaded(loaded)
        tell_source(opened, source, loaded=loaded)
    end_with_faults(loaded)


def ledger(
    source: Annotated[str | None, typer.Option(help="Only this source.")] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Each extract by itself, however many there are.")
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """What became of every row. By extract and reason."""
    from safercity.cli.accounts import choose_source, list_extracts, list_sources
    from safercity.evidence.extracts.ledger import read_ledger

    opened = find_workspace(workspace)
    with opened.reading() as catalogue:
        told = choose_source(read_ledger(catalogue), source)
    if as_json:
        print_json(told.as_json())
        return
    shown = len(told.lines) <= EXTRACTS_LISTED or every
    print_table(*(list_extracts(told) if shown else list_sources(told)))
    if not told.lines:
        say("Nothing is loaded yet. Next: safercity load SOURCE PATH")
    if not shown:
        say(f"{len(told.lines)} extracts, added up by source. Each by itself: add --all.")
    _tell_disagreements(told.disagreements)


def _tell_disagreements(differ) -> None:
    if differ.compared:
        say(
            f"Area code and point were compared for {differ.compared:,} rows of all sources: "
            f"{differ.inside_by_code_only:,} are inside by code only, "
            f"{differ.inside_by_point_only:,} by point only. The code decides."
        )


def held(
    csv: Annotated[Path | None, typer.Option(help="Write the held rows to this file.")] = None,
    source: Annotated[str | None, typer.Option(help="Only this source.")] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rows that wait for a person. Mend the file or the mapping, then load again."""
    from dataclasses import asdict

    from safercity.cli.accounts import check_source, list_held
    from safercity.evidence.store.held import read_held, write_held

    opened = find_workspace(workspace)
    check_source(opened, source)
    with progress_run(opened) as run:
        rows = read_held(opened, source=source, run=run)
    if csv is not None:
        write_held(rows, csv)
        say(f"{len(rows):,} held rows written to {csv}.")
    if as_json:
        print_json({"held": [asdict(row) for row in rows]})
    elif csv is None and rows:
        print_table(*list_held(opened, rows))
        say(f"{len(rows):,} rows wait. To see each: safercity held --csv held.csv")
    elif csv is None:
        say("No row is held: every row was understood.")


def incoming(
    once: Annotated[bool, typer.Option(help="Load what is there and end.")] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Load what lands in a folder. Watches incoming/SOURCE in the workspace until stopped."""
    from safercity.cli.accounts import end_with_faults, tell_loaded, tell_source
    from safercity.cli.watching import find_strays, watch_incoming

    opened = find_workspace(workspace)
    folder = opened.root / "incoming"
    if not once:
        say(f"Watching {folder} until Ctrl-C. Put files into a folder named for their source.")
    for stray in find_strays(opened):
        say(f"{stray} lies in incoming itself. Put it into a folder named for its source.")
    seen = []
    for name, loaded in watch_incoming(opened, once=once):
        say(f"{name}: {', '.join(file.name for file in loaded)}")
        tell_loaded(loaded)
        tell_source(opened, name, loaded=loaded)
        seen += loaded if once else ()
    if once and not seen:
        say(f"Nothing waits in {folder}. Put files into a folder named for their source.")
    end_with_faults(seen)


COMMANDS = {"load": load, "ledger": ledger, "held": held, "incoming": incoming}
