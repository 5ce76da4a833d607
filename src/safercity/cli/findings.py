"""Commands about findings: refresh, places, compare, export, report, serve."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from safercity.cli.terminal import (
    JsonOption,
    PortOption,
    WorkspaceOption,
    find_workspace,
    print_json,
    print_table,
    progress_run,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from safercity.evidence.assess import Edition
    from safercity.evidence.workspace import Workspace


class ExportFormat(StrEnum):
    """Formats that an edition goes out in."""

    CSV = "csv"
    GPKG = "gpkg"
    GEOJSON = "geojson"
    XLSX = "xlsx"


class ReportName(StrEnum):
    """Reports there are."""

    HIGH_DEMAND_PLACES = "high-demand-places"
    ASSESSMENT = "assessment"
    STRATEGY = "strategy"


class ReportFormat(StrEnum):
    """Formats that a report goes out in."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


def compute_edition(
    workspace: Path | None, make: Callable[..., Edition], *, as_of: str | None
) -> tuple[Edition, str | None]:
    """Have an edition made, with progress; it, and the last month that was asked for."""
    from datetime import datetime

    from safercity.cli.months import read_month

    last = read_month(as_of)
    opened = find_workspace(workspace)
    with progress_run(opened, as_of=last) as run:
        return make(opened, run=run, made_at=datetime.now().isoformat("T", "seconds")), last


def refresh(
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Last month to use, such as 2019-02.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compute a new edition. From the records as they stand, or as of an earlier month."""
    from safercity.evidence.assess import refresh as make_edition

    edition, last = compute_edition(workspace, make_edition, as_of=as_of)
    if as_json:
        print_json({"edition": edition.digest})
        return
    reached = edition.manifest["as_of"]
    say(f"Edition {edition.digest[:12]}, records to {reached}.")
    for line in edition.manifest["statement"]:
        typer.echo(line["text"])
    if last and last > reached:
        say(f"Nothing loaded is newer than {reached}.")
    elif last:
        say("Places, report, export and serve now show this edition, not the newest months.")
        say("To go back to the newest: safercity refresh")
    say("Next: safercity places")


def places(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """The high-demand places. Why, since when, and how sure."""
    from safercity.cli.place_lines import HEADINGS, describe_place, read_titles
    from safercity.evidence.assess import list_places, open_current

    opened = find_workspace(workspace)
    edition = open_current(opened)
    listed = list_places(opened, edition)
    reached = edition.manifest["as_of"]
    if as_json:
        print_json({"edition": edition.digest, "as_of": reached, "places": listed})
        return
    for line in edition.manifest["statement"]:
        say(line["text"])
    names = read_titles(opened)
    print_table(HEADINGS, [describe_place(place, names) for place in listed])
    say(f"Edition {edition.digest[:12]}, records to {reached}. Read with it:")
    for limit in edition.manifest["limits"]:
        say(f"- {limit}")


def compare(
    file: Annotated[Path, typer.Argument(help="A partner's own list of places.")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """A partner's list against ours. Where we agree, where not, and why."""
    from safercity.cli.papers import current_edition, describe_ground
    from safercity.evidence.assess import compare_places, read_partner_list

    opened = find_workspace(workspace)
    listed = read_partner_list(file)
    compared = compare_places(current_edition(opened), listed, **describe_ground(opened))
    if as_json:
        print_json(compared.as_json())
        return
    headings, *rows = compared.table()
    print_table(headings, rows)


def export(
    out: Annotated[Path, typer.Option(help="Folder to write into.")],
    format: Annotated[ExportFormat, typer.Option(help="xlsx or csv for Excel, gpkg for QGIS.")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """The edition for QGIS and Excel. Tidy tables with stable names."""
    from safercity.cli.papers import check_is_folder, current_edition
    from safercity.documents import export_edition

    check_is_folder(out)
    edition = current_edition(find_workspace(workspace))
    written = export_edition(edition, format=format.value, out=out)
    if as_json:
        print_json({"edition": edition.digest, "files": [str(path) for path in written]})
    else:
        for path in written:
            typer.echo(str(path))


def report(
    name: Annotated[ReportName, typer.Argument(help="Which report.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    format: Annotated[
        ReportFormat | None,
        typer.Option(help="html, pdf or docx (default: as FILE ends, else html)."),
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """A report of the edition, or the strategy. As a page, as a tagged PDF, or for Word."""
    from safercity.cli.papers import choose_format, write_paper

    chosen = choose_format(out, format.value if format else None)
    edition = write_paper(find_workspace(workspace), out, name=name.value, kind=chosen)
    if as_json:
        print_json({"edition": edition, "file": str(out), "format": chosen})
    else:
        say(f"The report {name.value} is written to {out} ({chosen}).")


def serve(
    host: Annotated[
        str, typer.Option(help="Loopback only: others come through a server with HTTPS.")
    ] = "localhost",
    port: PortOption = 8000,
    workspace: WorkspaceOption = None,
) -> None:
    """Serve the pages on this machine."""
    serve_workspace(find_workspace(workspace), host=host, port=port)


def serve_workspace(workspace: Workspace, *, host: str = "localhost", port: int = 8000) -> None:
    """Serve until stopped; the address is said once it answers."""
    from safercity.partnership import serve as serve_pages

    name = workspace.settings.partnership.name
    serve_pages(
        workspace.root,
        host=host,
        port=port,
        ready=lambda address: say(f"{name}: {address}  (stop with Ctrl-C)"),
    )


def work(workspace: WorkspaceOption = None) -> None:
    """Run the site's jobs until stopped. `serve` starts one of these beside itself."""
    from safercity.partnership import run_worker

    run_worker(find_workspace(workspace).root)


COMMANDS = {
    "work": work,
    "refresh": refresh,
    "places": places,
    "compare": compare,
    "export": export,
    "report": report,
    "serve": serve,
}
