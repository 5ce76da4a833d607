"""The places of an edition as people and programs read them, with their lasting identities."""

from __future__ import annotations

from safercity.evidence.assess.edition import Edition
from safercity.evidence.assess.identity import read_identities
from safercity.evidence.workspace import Workspace


def list_places(workspace: Workspace, edition: Edition) -> list[dict]:
    """Every place in order of rank; `id` is the identity it keeps from edition to edition."""
    with workspace.reading() as catalogue:
        identities = read_identities(catalogue, edition.digest)
    return [
        {**place, "id": identities.get(place["id"], place["id"]), "key": place["id"]}
        for place in edition.table("places")["places"]
    ]
