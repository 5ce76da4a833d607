"""The places of an edition as people and programs read them, with their lasting identities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from safercity.evidence.assess.identity import read_identities
from safercity.evidence.workspace import Workspace


class Tables(Protocol):
    """An edition, or what of one somebody may see."""

    @property
    def digest(self) -> str: ...

    def table(self, name: str) -> Mapping[str, Any]: ...


def list_places(workspace: Workspace, edition: Tables) -> list[dict]:
    """Every place in order of rank; `id` is the identity it keeps from edition to edition."""
    with workspace.reading() as catalogue:
        identities = read_identities(catalogue, edition.digest)
    return [
        {**place, "id": identities.get(place["id"], place["id"]), "key": place["id"]}
        for place in edition.table("places")["places"]
    ]
