"""The folder that is one partnership's installation: settings, catalogue, lock, versions."""

from safercity.evidence.workspace.catalogue import open_catalogue, read_state, write_state
from safercity.evidence.workspace.folder import (
    Workspace,
    change_workspace,
    create_workspace,
    open_workspace,
)
from safercity.evidence.workspace.remembered import make_room, recall, remember
from safercity.evidence.workspace.settings import Settings, read_settings

__all__ = [
    "Settings",
    "Workspace",
    "change_workspace",
    "create_workspace",
    "make_room",
    "open_catalogue",
    "open_workspace",
    "read_settings",
    "read_state",
    "recall",
    "remember",
    "write_state",
]
