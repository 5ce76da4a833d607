"""Make an edition: count, lay agencies over each other, find and name the places, score, write."""

from __future__ import annotations

import sqlite3

from safercity.evidence.assess.about import find_sensitivity, write_manifest
from safercity.evidence.assess.basis import Basis, gather_basis
from safercity.evidence.assess.drawing import draw_geometry
from safercity.evidence.assess.edition import Draft, Edition, open_edition, write_edition
from safercity.evidence.assess.identity import (
    Identified,
    PlaceCells,
    identify_places,
    read_identities,
    record_identities,
)
from safercity.evidence.assess.layers import Layer, find_layers
from safercity.evidence.assess.naming import name_layer
from safercity.evidence.assess.questions.whole import REFERENCES, find_beside
from safercity.evidence.assess.tables import coverage_table, place_row, unit_table
from safercity.evidence.assess.unseen import score_earlier_list
from safercity.evidence.runs import Run
from safercity.evidence.workspace import (
    Workspace,
    change_workspace,
    open_catalogue,
    read_state,
    write_state,
)
from safercity.evidence.workspace.durable import room_to_write

# What no record went into: boundaries, and what people judged of the world.
NO_RECORDS = ("geometry", "horizon")


def refresh(workspace: Workspace, *, run: Run, made_at: str) -> Edition:
    """Make the edition of the places, from the records as they stand up to `run.as_of`.

    `made_at` goes to the catalogue beside the edition, not into it. The same records, settings and
    content give the same edition, and it becomes the current one. Errors: `NothingToAssess`,
    `GeographyError`, `WorkspaceBusy`.
    """
    return _make(workspace, run=run, made_at=made_at, whole=False)


def make_edition(workspace: Workspace, *, run: Run, made_at: str) -> Edition:
    """As `refresh`, with every other question answered beside the places (`find_beside`).

    Errors: as `refresh`.
    """
    return _make(workspace, run=run, made_at=made_at, whole=True)


def _make(workspace: Workspace, *, run: Run, made_at: str, whole: bool) -> Edition:
    with change_workspace(workspace), room_to_write("the edition"):
        basis = gather_basis(workspace, run=run)
        main, areas = find_layers(basis, run=run)
        beside = find_beside(basis, main, run=run) if whole else {}
        draft = _draft(basis, main, areas=areas, beside=beside)
        run.step("Writing the edition")
        with workspace.scratch("edition") as scratch:
            edition = write_edition(workspace, draft, scratch=scratch)
        _point_to(workspace, edition, made_at=made_at)
    return edition


def _draft(basis: Basis, main: Layer, *, areas: Layer, beside: dict[str, dict]) -> Draft:
    run = basis.store.run
    run.step("Naming places")
    named = name_layer(basis.store, main)
    run.step("Scoring an earlier list on months it did not see")
    geography = basis.store.geography
    tables = {
        "places": {
            "as_of": basis.months[-1],
            "places": [place_row(one, layer=main) for one in named],
        },
        "cells": unit_table(main, geography=geography),
        "small_areas": unit_table(areas, geography=geography),
        "geometry": draw_geometry(geography, units=main.polygons),
        "coverage": coverage_table(basis.agencies, months=basis.months),
        "capture": {
            "of": main.result.capture.places,
            "missed": dict(main.result.capture.missed),
        },
        "score": score_earlier_list(basis, main, run=run),
        **beside,
    }
    sources = sorted(source.source for one in basis.agencies for source in one.sources)
    resting = [name for name in tables if name not in NO_RECORDS]
    agencies = [one.agency for one in basis.agencies]
    return Draft(
        manifest=write_manifest(basis, main),
        tables=tables,
        derived_from={name: _rest_on(basis, name, sources=sources) for name in resting},
        agencies=dict.fromkeys(resting, agencies),
        sensitivity=find_sensitivity(basis),
    )


def _rest_on(basis: Basis, table: str, *, sources: list[str]) -> list[str]:
    """The counted sources, with the tables of reference that this one is made with."""
    loaded = {file.source for file in basis.store.files}
    return sorted({*sources, *(loaded & REFERENCES.get(table, frozenset()))})


def _point_to(workspace: Workspace, edition: Edition, *, made_at: str) -> None:
    """Make the edition the current one, and carry its places' identities on."""
    with open_catalogue(workspace.catalogue_path, writing=True) as catalogue:
        before = read_state(catalogue, "current_edition")
        number = catalogue.execute("SELECT coalesce(max(number), 0) FROM editions").fetchone()[0]
        version = int(read_state(catalogue, "version") or 0)
        # Made again from other records, it still is what these records say.
        catalogue.execute(
            "UPDATE editions SET catalogue_version = ? WHERE digest = ?", (version, edition.digest)
        )
        if before == edition.digest:
            return
        catalogue.execute(
            "INSERT OR IGNORE INTO editions VALUES (?, ?, ?, ?, ?)",
            (edition.digest, number + 1, edition.manifest["as_of"], made_at, version),
        )
        found = _identify(workspace, catalogue, edition=edition, before=before)
        record_identities(catalogue, found, edition=edition.digest)
        write_state(catalogue, name="current_edition", value=edition.digest)


def _identify(
    workspace: Workspace, catalogue: sqlite3.Connection, *, edition: Edition, before: str | None
) -> tuple[Identified, ...]:
    old = _cells_of(open_edition(workspace.editions / before)) if before else ()
    identities = read_identities(catalogue, before) if before else {}
    return identify_places(_cells_of(edition), old, identities=identities)


def _cells_of(edition: Edition) -> tuple[PlaceCells, ...]:
    score = {cell["id"]: cell["score"] for cell in edition.table("cells")["cells"]}
    return tuple(
        PlaceCells(place["id"], {label: score.get(label, 0.0) for label in place["cells"]})
        for place in edition.table("places")["places"]
    )
