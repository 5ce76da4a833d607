"""Commands that look closer at records: matches (places in free text) and versions."""

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


def versions(
    source: Annotated[str, typer.Argument(help="The source, such as police-uk.")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Older versions of what was sent. Every version of a slice that was sent more than once."""
    from dataclasses import asdict

    from safercity.evidence.store.versions import list_versions

    opened = find_workspace(workspace)
    with progress_run(opened) as run:
        found = list_versions(opened, source, run=run)
    if as_json:
        print_json({"versions": [asdict(one) for one in found]})
        return
    rows = [
        (one.slice, one.file, one.vintage, one.rows, "stands" if one.stands else "superseded")
        for one in found
    ]
    print_table(("Slice", "File", "Made", "Accepted rows", "State"), rows)
    if not rows:
        say(f"No slice of {source} was sent more than once.")


COMMANDS = {"matches": matches, "versions": versions}
