"""Where the current edition stands: its number, when it was made, whether records changed since."""

from __future__ import annotations

from dataclasses import dataclass

from safercity.evidence.workspace import Workspace, read_state


@dataclass(frozen=True)
class Standing:
    """The current edition as the catalogue knows it.

    `is_behind`: whether the catalogue changed since it was made, by a load or a deletion.
    """

    digest: str
    number: int
    as_of: str
    made_at: str
    is_behind: bool


def read_standing(workspace: Workspace) -> Standing | None:
    """The current edition's standing; None before the first."""
    with workspace.reading() as catalogue:
        digest = read_state(catalogue, "current_edition")
        version = int(read_state(catalogue, "version") or 0)
        row = catalogue.execute(
            "SELECT number, as_of, made_at, catalogue_version FROM editions WHERE digest = ?",
            (digest,),
        ).fetchone()
    if digest is None or row is None:
        return None
    # Recording the edition was itself a change.
    is_behind = version > row["catalogue_version"] + 1
    return Standing(digest, row["number"], row["as_of"], row["made_at"], is_behind)
