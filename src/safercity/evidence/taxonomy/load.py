"""Load the taxonomy: read every content file, check that they meet, and make one frozen value."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from safercity.evidence.taxonomy.files import (
    ContentFile,
    Faults,
    list_content,
    read_content,
    take_list,
    take_value,
)
from safercity.evidence.taxonomy.model import (
    Agency,
    Artefact,
    Break,
    Category,
    Derivability,
    Flag,
    Names,
    Part,
    Theme,
    Weights,
)
from safercity.evidence.taxonomy.taxonomy import Taxonomy

HIGHEST_BIT = 30
HOUSEKEEPING = ("format", "version", "forked_from")


def load_taxonomy(overrides: Path | None = None) -> Taxonomy:
    """The shipped taxonomy, with a workspace's content folder standing before it file by file.

    Read once, and again when a file of that folder is another.
    Raises ContentError with every fault of every file, each naming file and key.
    """
    own = _list_own(overrides) if overrides else ()
    return _load_once(overrides if own else None, own)


def _list_own(overrides: Path) -> tuple[tuple[str, int, int], ...]:
    """The workspace's content files, each with when it was written and its size."""
    stats = [(str(path), path.stat()) for path in sorted(overrides.rglob("*.yaml"))]
    return tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in stats)


@lru_cache(maxsize=16)
def _load_once(overrides: Path | None, _own: tuple[tuple[str, int, int], ...]) -> Taxonomy:
    return _load(overrides)


@dataclass
class _Reading:
    """The files read so far, and everything wrong with them."""

    overrides: Path | None
    faults: Faults = field(default_factory=Faults)
    files: list[ContentFile] = field(default_factory=list)

    def read(self, name: str) -> ContentFile:
        file = read_content(name, self.overrides, faults=self.faults)
        self.files.append(file)
        return file

    def read_all(self, folder: str) -> list[ContentFile]:
        return [self.read(name) for name in list_content(folder, self.overrides)]

    def entries(self, name: str, key: str, *, of: type) -> dict[str, Any]:
        return take_list(self.read(name), key, of=of, faults=self.faults)


def _load(overrides: Path | None) -> Taxonomy:
    reading = _Reading(overrides)
    categories = reading.entries("taxonomy/categories.yaml", "categories", of=Category)
    flags = reading.entries("taxonomy/flags.yaml", "flags", of=Flag)
    themes = _take_themes(reading)
    answers, otherwise = _take_answers(reading)
    taxonomy = Taxonomy(
        agencies=reading.entries("agencies.yaml", "agencies", of=Agency),
        categories=categories,
        flags=flags,
        themes=themes,
        answers=answers,
        otherwise=otherwise,
        weight_tables=_take_weights(reading),
        breaks=_take_breaks(reading),
        artefacts=reading.entries("names/artefacts.yaml", "artefacts", of=Artefact),
        names=_take_names(reading),
        versions={f.name: int(f.values.get("version", 1)) for f in reading.files},
        notes=tuple(f.note for f in reading.files if f.note),
        digest=_digest(reading.files),
    )
    _check(taxonomy, reading.faults)
    reading.faults.raise_if_any()
    return taxonomy


def _take_themes(reading: _Reading) -> dict[str, Theme]:
    file = reading.read("taxonomy/themes.yaml")
    groups = file.values.get("groups", {})
    entries = [_open_groups(entry, groups) for entry in file.values.get("themes", [])]
    opened = replace(file, values={**file.values, "themes": entries})
    themes = take_list(opened, "themes", of=Theme, faults=reading.faults)
    return {theme.id: _keep_fixed(theme, file.shipped) for theme in themes.values()}


def _open_groups(value: Any, groups: Mapping[str, list[str]]) -> Any:
    """Replace "$group" by its categories, wherever a list of categories stands."""
    if isinstance(value, dict):
        return {key: _open_groups(inner, groups) for key, inner in value.items()}
    if not isinstance(value, list):
        return value
    opened: list[Any] = []
    for inner in value:
        if isinstance(inner, str) and inner.startswith("$"):
            opened += groups.get(inner[1:], [inner])
        else:
            opened.append(_open_groups(inner, groups))
    return opened


def _keep_fixed(theme: Theme, shipped: Mapping[str, Any] | None) -> Theme:
    """What the strategy itself shuts out stays out, whatever a partnership's copy says."""
    for entry in (shipped or {}).get("themes", []):
        if entry["id"] == theme.id and "fixed_excludes" in entry:
            fixed = tuple(Part(tuple(p["categories"])) for p in entry["fixed_excludes"])
            both = dict.fromkeys((*fixed, *theme.fixed_excludes))
            return replace(theme, fixed_excludes=tuple(both))
    return theme


Answers = dict[str, dict[str, Derivability]]


def _take_answers(reading: _Reading) -> tuple[Answers, dict[str, Derivability]]:
    answers: Answers = {}
    otherwise: dict[str, Derivability] = {}
    for file in reading.read_all("taxonomy/derivable"):
        source = Path(file.name).stem
        given = {**file.values.get("themes", {}), "otherwise": file.values.get("otherwise")}
        told = {
            theme: take_value(
                entry, of=Derivability, faults=reading.faults, where=f"{file.path}: {theme}"
            )
            for theme, entry in given.items()
        }
        otherwise[source] = told.pop("otherwise")
        answers[source] = told
    return answers, otherwise


def _take_weights(reading: _Reading) -> dict[str, Weights]:
    found: dict[str, Weights] = {}
    for file in reading.read_all("weights"):
        entry = {k: v for k, v in file.values.items() if k not in HOUSEKEEPING}
        table = take_value(entry, of=Weights, faults=reading.faults, where=str(file.path))
        if table:
            found[table.id] = table
    return found


def _take_breaks(reading: _Reading) -> tuple[Break, ...]:
    found: dict[str, Break] = {}
    for file in reading.read_all("breaks"):
        found |= take_list(file, "breaks", of=Break, faults=reading.faults)
    return tuple(sorted(found.values(), key=lambda b: (b.month, b.id)))


def _take_names(reading: _Reading) -> Names:
    file = reading.read("names/generic_names.yaml")
    entry = {k: v for k, v in file.values.items() if k not in HOUSEKEEPING}
    names = take_value(entry, of=Names, faults=reading.faults, where=str(file.path))
    return names or Names((), (), ())


def _check(taxonomy: Taxonomy, faults: Faults) -> None:
    bits = [flag.bit for flag in taxonomy.flags.values()]
    if len(set(bits)) != len(bits) or any(not 0 <= bit <= HIGHEST_BIT for bit in bits):
        faults.add("taxonomy/flags.yaml", f"bit: each flag needs its own, 0 to {HIGHEST_BIT}")
    for category in taxonomy.categories.values():
        _check_names(
            taxonomy,
            faults,
            where=f"taxonomy/categories.yaml: {category.id}.within",
            categories=[category.within] if category.within else [],
        )
    for theme in taxonomy.themes.values():
        if any(p.categories and p.flags for p in (*theme.excludes, *theme.fixed_excludes)):
            faults.add("taxonomy/themes.yaml", f"{theme.id}.excludes: categories or flags")
        for part in (*theme.includes, *theme.excludes, *theme.fixed_excludes):
            named = () if part.categories in ("any", None) else part.categories
            _check_names(
                taxonomy,
                faults,
                where=f"taxonomy/themes.yaml: {theme.id}",
                categories=named or (),
                flags=part.flags,
            )
    for source, told in taxonomy.answers.items():
        _check_names(taxonomy, faults, where=f"taxonomy/derivable/{source}.yaml", themes=told)
    for table in taxonomy.weight_tables.values():
        _check_names(
            taxonomy,
            faults,
            where=f"weights: {table.id}",
            categories=[*table.weights, *table.to_be_supplied, *table.not_weighted],
        )
    for found in taxonomy.breaks:
        _check_names(
            taxonomy,
            faults,
            where=f"breaks: {found.id}",
            categories=found.categories,
            themes=found.themes,
        )
    _check_titles(taxonomy, faults)


def _check_names(taxonomy: Taxonomy, faults: Faults, *, where: str, **named: Iterable[str]) -> None:
    for kind, names in named.items():
        known = getattr(taxonomy, kind)
        for name in names:
            if name not in known:
                faults.add(where, f"{name!r} is not one of the {kind}")


def _check_titles(taxonomy: Taxonomy, faults: Faults) -> None:
    for kind in ("agencies", "categories", "flags", "themes", "weight_tables", "artefacts"):
        for value in getattr(taxonomy, kind).values():
            if not value.title.get("en"):
                faults.add(kind, f"{value.id}.title.en: is missing")


def _digest(files: Iterable[ContentFile]) -> str:
    """A name for this content: the same values give the same digest, whoever's copy it is."""
    values = {
        file.name: {k: v for k, v in file.values.items() if k not in HOUSEKEEPING} for file in files
    }
    text = json.dumps(values, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
