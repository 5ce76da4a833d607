"""The command about places told in free text: matches."""

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


def matches(
    source: Annotated[str, typer.Argument(help="A source with free text, such as ae-injuries.")],
    csv: Annotated[Path | None, typer.Option(help="Write the suggestions to this file.")] = None,
    confirm: Annotated[
        Path | None, typer.Option(help="Take over the confirmed places of this file.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Places told in free text. A person confirms what they are; then load the file again."""
    from dataclasses import asdict

    from safercity.evidence.geography import load_geography
    from safercity.evidence.store.matching import (
        confirm_places,
        suggest_places,
        write_suggestions,
    )

    opened = find_workspace(workspace)
    grid = opened.settings.grid
    geography = load_geography(opened.geography, kind=grid.kind, cell_metres=grid.cell_metres)
    if confirm is not None:
        taken = confirm_places(opened, source, path=confirm, geography=geography)
        say(f"{taken:,} confirmed. Load the extracts of {source} again to place their rows.")
        return
    with progress_run(opened) as run:
        found = suggest_places(opened, source, geography=geography, run=run)
    if csv is not None:
        write_suggestions(found, csv)
        say(f"{len(found):,} texts written to {csv}. Fill in confirmed_place, then use --confirm.")
    elif as_json:
        print_json({"matches": [asdict(one) for one in found]})
    else:
        headings = ("Text", "Rows", "May be", "Confidence", "Confirmed")
        print_table(headings, [tuple(asdict(one).values()) for one in found])


COMMANDS = {"matches": matches}
