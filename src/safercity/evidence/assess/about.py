"""The manifest: what an edition is, what it rests on, what it says and what it cannot tell."""

from __future__ import annotations

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.layers import Layer
from safercity.evidence.assess.tables import data_to
from safercity.evidence.findings import Statement
from safercity.evidence.places import render

MARKINGS = {"open": "OFFICIAL", "made_up": "OFFICIAL", "restricted": "OFFICIAL-SENSITIVE"}


def find_sensitivity(basis: Basis) -> str:
    """The sensitivity of the most sensitive source: "open", "made_up" or "restricted"."""
    if basis.store.workspace.settings.partnership.made_up:
        return "made_up"
    levels = {one.shape.sensitivity for one in basis.coverage}
    return "restricted" if "restricted" in levels else "open"


def write_manifest(basis: Basis, layer: Layer) -> dict:
    """The manifest of an edition whose main list is `layer`, before the edition has its name."""
    store, result = basis.store, layer.result
    partnership = store.workspace.settings.partnership
    titles = {slug: one.title["en"] for slug, one in store.taxonomy.agencies.items()}
    return {
        "partnership": store.workspace.partnership,
        "title": partnership.name,
        "language": partnership.language,
        "as_of": basis.months[-1],
        "made_up": partnership.made_up,
        "marking": MARKINGS[find_sensitivity(basis)],
        "settings": _list_settings(basis, layer),
        "geography": store.geography.digest,
        "taxonomy": store.taxonomy.digest,
        "counted": list(result.counted),
        "context": list(result.context),
        "data_to": data_to(basis.coverage, months=basis.months),
        "statement": [_say(one, titles) for one in result.statement],
        "limits": [_say(one, titles)["text"] for one in result.limits],
    }


def _list_settings(basis: Basis, layer: Layer) -> dict:
    grid = basis.store.workspace.settings.grid
    return {
        **basis.settings.as_values(),
        "grid": grid.kind,
        "cell_metres": grid.cell_metres,
        "seed": basis.store.run.seed,
        "unit": layer.unit,
        "exposure": layer.units.exposure_kind,
        "agencies_needed": layer.result.agencies_needed,
    }


def _say(statement: Statement, titles: dict[str, str]) -> dict:
    return {
        "id": statement.id,
        "values": dict(statement.values),
        "text": render(statement, titles),
    }
