"""What papers and comparisons need of a workspace, gathered once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from safercity.documents import build_high_demand_places, render_html, render_pdf
from safercity.documents.edition_view import RenamedPlaces
from safercity.evidence.assess import list_places, open_current
from safercity.evidence.geography import load_geography
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.workspace import Workspace


def current_edition(workspace: Workspace) -> RenamedPlaces:
    """The newest edition, its places under the identities they keep from edition to edition."""
    edition = open_current(workspace)
    return RenamedPlaces(edition, list_places(workspace, edition))


def describe_ground(workspace: Workspace) -> dict:
    """The areas, names and titles by which a partner's list may say where its places are."""
    grid = workspace.settings.grid
    geography = load_geography(workspace.geography, kind=grid.kind, cell_metres=grid.cell_metres)
    agencies = load_taxonomy(workspace.content).agencies
    return {
        "areas": (*geography.small_areas_by_vintage.values(), *geography.wards_by_vintage.values()),
        "names": geography.place_names,
        "titles": {slug: agency.title["en"] for slug, agency in agencies.items()},
    }


def write_paper(workspace: Workspace, out: Path, *, as_pdf: bool) -> None:
    """Write the report of high-demand places: whole, or not at all."""
    document = build_high_demand_places(current_edition(workspace), made=date.today())
    data = render_pdf(document) if as_pdf else render_html(document).encode()
    part = out.with_name(out.name + ".part")
    part.write_bytes(data)
    part.replace(out)
