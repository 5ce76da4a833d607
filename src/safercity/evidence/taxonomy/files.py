"""Read content files: the shipped one, or a workspace's copy that says what it forked from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from safercity.evidence.errors import ContentError

SHIPPED = Path(str(files("safercity.content")))
CONTENT_FORMAT = 1


@dataclass(frozen=True)
class ContentFile:
    """One file as read. `shipped`: the shipped values where the workspace has its own copy."""

    name: str
    path: Path
    values: Mapping[str, Any]
    shipped: Mapping[str, Any] | None = None
    note: str | None = None


@dataclass
class Faults:
    """Everything wrong with the content, told at once."""

    lines: list[str] = field(default_factory=list)

    def add(self, where: Path | str, what: str) -> None:
        self.lines.append(f"{where}: {what}")

    def raise_if_any(self) -> None:
        """Raise ContentError with every fault."""
        if self.lines:
            raise ContentError("\n".join(self.lines), advice="Mend these keys in the files named.")


def read_content(name: str, overrides: Path | None, *, faults: Faults) -> ContentFile:
    """The file `name` ("taxonomy/themes.yaml"). A workspace's copy stands before the shipped one.

    A copy must carry `forked_from: <version of the shipped file it was made from>`.
    Raises ContentError where no such file is shipped or it cannot be parsed.
    """
    shipped = SHIPPED / name
    own = overrides / name if overrides else None
    if own is None or not own.is_file():
        return ContentFile(name, shipped, _parse(shipped))
    values = _parse(own)
    if not shipped.is_file():
        return ContentFile(name, own, values)
    base = _parse(shipped)
    forked, version = values.get("forked_from"), base.get("version")
    note = None
    if not isinstance(forked, int):
        faults.add(own, f"forked_from: is missing (the shipped {name} has version {version})")
    elif isinstance(version, int) and forked > version:
        faults.add(own, f"forked_from: {forked} is newer than the shipped version {version}")
    elif forked != version:
        note = f"{name}: your copy was made from version {forked}; version {version} is shipped."
    return ContentFile(name, own, values, base, note)


def list_content(folder: str, overrides: Path | None) -> list[str]:
    """Names of the files in a folder of the content ("weights"): shipped and the workspace's."""
    found = {path.name for path in (SHIPPED / folder).glob("*.yaml")}
    if overrides:
        found |= {path.name for path in (overrides / folder).glob("*.yaml")}
    return [f"{folder}/{name}" for name in sorted(found)]


def take_list(file: ContentFile, key: str, *, of: type, faults: Faults) -> dict[str, Any]:
    """The entries under `key` as values of a dataclass, by id. Faults are collected, not raised."""
    entries = file.values.get(key)
    if not isinstance(entries, list):
        faults.add(file.path, f"{key}: is missing or is not a list")
        return {}
    found: dict[str, Any] = {}
    for position, entry in enumerate(entries):
        where = entry.get("id", position) if isinstance(entry, dict) else position
        value = take_value(entry, of=of, faults=faults, where=f"{file.path}: {key}.{where}")
        if value is None:
            continue
        if value.id in found:
            faults.add(file.path, f"{key}.{value.id}: stands there twice")
        found[value.id] = value
    return found


def take_value(entry: Any, *, of: type, faults: Faults, where: str) -> Any:
    """One dataclass value, or None with its faults noted."""
    try:
        return _adapter(of).validate_python(entry)
    except ValidationError as error:
        for fault in error.errors():
            key = ".".join(str(part) for part in fault["loc"])
            faults.add(where, f"{key}: {fault['msg']}")
        return None


@cache
def _adapter(of: type) -> TypeAdapter[Any]:
    return TypeAdapter(of)


def _parse(path: Path) -> Mapping[str, Any]:
    try:
        values = _Loader(path.read_text(encoding="utf-8")).get_single_data()
    except FileNotFoundError as error:
        raise ContentError(f"{path} is missing.", advice="Install Safer City again.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError(f"{path} cannot be read: {error}", advice="Mend that line.") from error
    if not isinstance(values, dict):
        raise ContentError(f"{path} holds no keys.", advice="Begin from the shipped file.")
    if values.get("format") != CONTENT_FORMAT:
        raise ContentError(
            f"{path}: format: is {values.get('format')!r}; this program reads {CONTENT_FORMAT}.",
            advice=f"Write it in format {CONTENT_FORMAT}, or use the program it was made for.",
        )
    return values


# The C loader reads the content in a tenth of the time where it was built.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
