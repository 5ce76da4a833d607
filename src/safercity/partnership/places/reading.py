"""To be replaced by `safercity.evidence.assess.edition.open_edition` as soon as that stands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, eq=False)
class Edition:
    """An edition's folder, its manifest, and its tables by name."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def digest(self) -> str:
        return self.manifest["edition"]

    def table(self, name: str) -> dict[str, Any]:
        """The table as written. KeyError where the edition has none of that name."""
        path = self.folder / f"{name}.json"
        if not path.is_file():
            raise KeyError(name)
        return json.loads(path.read_bytes())


def open_edition(folder: Path) -> Edition:
    """The edition in `folder`."""
    return Edition(folder, json.loads((folder / "manifest.json").read_bytes()))
