"""What papers and comparisons need of a workspace, gathered once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from safercity.cli.endings import WrongOption
from safercity.cli.strategies import choose_name, list_own, refuse_misfit
from safercity.documents import (
    Document,
    build_assessment,
    build_high_demand_places,
    build_strategy_document,
    render_docx,
    render_html,
    render_pdf,
)
from safercity.documents.edition_view import RenamedPlaces
from safercity.documents.names import read_names
from safercity.documents.strategy import StrategyCover, load_strategy
from safercity.evidence.assess import list_places, open_current
from safercity.evidence.errors import UnknownName
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


ENDINGS = {".html": "html", ".htm": "html", ".pdf": "pdf", ".docx": "docx"}


class OddOutput(WrongOption):
    """What `--out` names does not go with what is to be written there."""


def check_is_folder(out: Path) -> None:
    """Refuse an `--out` that is, or looks like, a file. Errors: `OddOutput`."""
    if out.is_file() or (not out.exists() and out.suffix in (".gpkg", ".csv", ".geojson", ".xlsx")):
        raise OddOutput(
            f"--out names a folder, and {out} is a file's name.",
            advice="Several files are written into the folder: --out for-qgis, for example.",
        )


def choose_format(out: Path, asked: str | None) -> str:
    """ "html", "pdf" or "docx": as asked, else as the file's name ends. Errors: `OddOutput`."""
    named = ENDINGS.get(out.suffix.lower())
    if out.is_dir():
        raise OddOutput(f"{out} is a folder.", advice=f"Name a file: --out {out / 'places.pdf'}")
    if asked and named and asked != named:
        raise OddOutput(
            f"{out.name} ends like {named}, and --format says {asked}.",
            advice="Leave --format out, or give the file the other ending.",
        )
    return asked or named or "html"


def build_paper(workspace: Workspace, name: str) -> tuple[Document, str]:
    """A report's content by its name, and what it was made from: the edition's digest."""
    if name == "strategy":
        return build_strategy_paper(workspace)
    edition = current_edition(workspace)
    build = build_assessment if name == "assessment" else build_high_demand_places
    names = read_names(overrides=workspace.content)
    return build(edition, made=date.today(), names=names), edition.digest


def build_strategy_paper(workspace: Workspace) -> tuple[Document, str]:
    """The workspace's strategy as a paper.

    Errors: `UnknownName` where it has none of its own; `WrongOption` where it may not stand there.
    """
    name = choose_name(workspace)
    if not (list_own(workspace) or workspace.settings.partnership.made_up):
        raise UnknownName(
            "This workspace holds no strategy of its own.",
            advice=f"Begin from one that is shipped: safercity strategy {name} --adopt.",
        )
    strategy = load_strategy(name, workspace.content)
    refuse_misfit(
        strategy, made_up=workspace.settings.partnership.made_up, where=str(workspace.root)
    )
    document = build_strategy_document(strategy, StrategyCover(made=date.today()))
    return document, f"{strategy.id}, version {strategy.version}"


def write_paper(workspace: Workspace, out: Path, *, name: str, kind: str) -> str:
    """Write a report by its name: whole, or not at all. What it was made from."""
    document, made_from = build_paper(workspace, name)
    render = {"pdf": render_pdf, "docx": render_docx}.get(kind)
    logo = _read_logo(workspace)
    data = render(document, logo=logo) if render else render_html(document, logo=logo).encode()
    out.absolute().parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(out.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(out)  # refused on Windows while a reader has the old one open
    finally:
        part.unlink(missing_ok=True)
    return made_from


def _read_logo(workspace: Workspace) -> str:
    """The partnership's logo as papers take it. Errors: SettingsError, for one that is no image."""
    from safercity.partnership.config.brand import read_brand

    site = workspace.settings.site
    return read_brand(workspace.root, logo=site.logo, colour=site.colour).framed
