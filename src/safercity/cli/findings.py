"""Commands about findings: refresh, places, compare, export, report, serve."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from safercity.evidence.workspace import Workspace


class ExportFormat(StrEnum):
    """Formats that an edition goes out in."""

    CSV = "csv"
    GPKG = "gpkg"
    GEOJSON = "geojson"


class ReportName(StrEnum):
    """Reports there are."""

    HIGH_DEMAND_PLACES = "high-demand-places"


class ReportFormat(StrEnum):
    """Formats that a report goes out in."""

    HTML = "html"
    PDF = "pdf"


def refresh(
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Last month to use, such as 2019-02.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compute a new edition. From the records as they stand, or as of an earlier month."""
    from datetime import datetime

    from safercity.cli.months import read_month
    from safercity.evidence.assess import refresh as make_edition

    opened = find_workspace(workspace)
    with progress_run(opened, as_of=read_month(as_of)) as run:
        edition = make_edition(opened, run=run, made_at=datetime.now().isoformat("T", "seconds"))
    if as_json:
        print_json({"edition": edition.digest})
        return
    say(f"Edition {edition.digest[:12]}, records to {edition.manifest['as_of']}.")
    for line in edition.manifest["statement"]:
        typer.echo(line["text"])


def places(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """The high-demand places. Why, since when, and how sure."""
    from safercity.evidence.assess import list_places, open_current

    opened = find_workspace(workspace)
    edition = open_current(opened)
    listed = list_places(opened, edition)
    if as_json:
        print_json(
            {"edition": edition.digest, "as_of": edition.manifest["as_of"], "places": listed}
        )
        return
    for line in edition.manifest["statement"]:
        typer.echo(line["text"])
    headings = ("Rank", "Likely", "Place", "Ward", "Kind", "Seen by", "Since", "How sure")
    print_table(headings, [_line(place) for place in listed])
    for limit in edition.manifest["limits"]:
        say(f"- {limit}")


def _line(place: dict) -> tuple:
    likely = f"{place['rank_low']} to {place['rank_high']}"
    return (
        place["rank"], likely, place["name"], place["ward"], place["class"].replace("_", " "),
        ", ".join(place["agencies"]), place["since"] or "", place["sure"],
    )  # fmt: skip


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
    format: Annotated[ExportFormat, typer.Option(help="csv for Excel, gpkg for QGIS.")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """The edition for QGIS and Excel. Tidy tables with stable names."""
    from safercity.cli.papers import current_edition
    from safercity.documents import export_edition

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
    format: Annotated[ReportFormat, typer.Option(help="html or pdf.")] = ReportFormat.HTML,
    workspace: WorkspaceOption = None,
) -> None:
    """A report of the edition. As a page, or as a tagged PDF."""
    from safercity.cli.papers import write_paper

    write_paper(find_workspace(workspace), out, as_pdf=format is ReportFormat.PDF)
    say(f"{name.value} written to {out}.")


def serve(
    host: Annotated[str, typer.Option(help="Loopback only, until accounts exist.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port.")] = 8000,
    workspace: WorkspaceOption = None,
) -> None:
    """Serve the pages on this machine."""
    serve_workspace(find_workspace(workspace), host=host, port=port)


def serve_workspace(workspace: Workspace, *, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Say the address and serve until stopped."""
    from safercity.partnership import serve as serve_pages

    say(f"{workspace.settings.partnership.name}: http://{host}:{port}/  (stop with Ctrl-C)")
    serve_pages(workspace.root, host=host, port=port)


COMMANDS = {
    "refresh": refresh,
    "places": places,
    "compare": compare,
    "export": export,
    "report": report,
    "serve": serve,
}
