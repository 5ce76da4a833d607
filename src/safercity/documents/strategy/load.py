"""Shipped strategies, and a workspace's own before them; `load_strategy`.

They lie beside the other content and follow its rule (`evidence.taxonomy.files`): a workspace's
copy stands before the shipped file and says which version it was made from. What they mean belongs
to documents: no analysis reads a strategy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from safercity.documents.strategy.adapting import adapt, list_unused, read_adaptation
from safercity.documents.strategy.faults import Fault, StrategyFaulty
from safercity.documents.strategy.reading import build_strategy, take_text
from safercity.documents.strategy.strategy import Strategy
from safercity.documents.strategy.yaml_text import parse_yaml
from safercity.evidence.errors import UnknownName
from safercity.evidence.taxonomy.files import SHIPPED, list_content

FOLDER = "strategies"


@dataclass(frozen=True)
class StrategyFile:
    """A strategy as found: its value, its file, whether it is the workspace's own.

    `notes`: what its reader should know, such as that a newer version is shipped.
    """

    name: str
    strategy: Strategy
    path: Path
    is_own: bool
    notes: tuple[str, ...] = ()


def list_strategies(overrides: Path | None = None) -> list[str]:
    """Names of all strategies: the shipped ones, and those of a workspace's content folder."""
    return [Path(name).stem for name in list_content(FOLDER, overrides)]


def load_strategy(name: str, overrides: Path | None = None) -> Strategy:
    """The strategy of this name: a workspace's own (`overrides`: its content folder), or shipped.

    Errors: `UnknownName` with the names there are; `StrategyFaulty` with every fault of the file.
    """
    return open_strategy(name, overrides).strategy


def open_strategy(name: str, overrides: Path | None = None) -> StrategyFile:
    """The strategy with its file and notes. Errors: as `load_strategy`."""
    if overrides is None:  # what is shipped stays the same as long as the process
        return _open_shipped(name)
    return _open(_find(name, overrides), overrides, trail=(name,))


@cache
def _open_shipped(name: str) -> StrategyFile:
    return _open(_find(name, None), None, trail=(name,))


def open_strategy_file(path: Path, overrides: Path | None = None) -> StrategyFile:
    """A strategy in any file, read as if it stood in the content. Errors: as `load_strategy`."""
    return _open(path, overrides, trail=())


def fork_strategy(name: str, content: Path) -> Path:
    """Put a copy of a shipped strategy into a workspace's content folder; the path of the copy.

    The copy keeps its comments and says which version it was made from (`forked_from`). A file that
    is there already is left as it is. Errors: `UnknownName`.
    """
    path = _find(name, None)
    own = content / FOLDER / path.name
    if own.exists():
        return own
    text = path.read_text(encoding="utf-8")
    marked = re.sub(r"(?m)^version: (\d+)$", r"version: \1\nforked_from: \1", text, count=1)
    own.parent.mkdir(parents=True, exist_ok=True)
    part = own.with_name(own.name + ".part")
    part.write_text(marked, encoding="utf-8", newline="\n")
    part.replace(own)
    return own


def _find(name: str, overrides: Path | None) -> Path:
    known = list_strategies(overrides)
    if name not in known:
        raise UnknownName(
            f"There is no strategy {name!r}.", advice=f"Strategies: {', '.join(known)}."
        )
    own = overrides / FOLDER / f"{name}.yaml" if overrides else None
    return own if own is not None and own.is_file() else SHIPPED / FOLDER / f"{name}.yaml"


def _open(path: Path, overrides: Path | None, *, trail: tuple[str, ...]) -> StrategyFile:
    text, told = take_text(path)
    given = parse_yaml(text, name=told)
    notes: list[str] = []
    if "adapts" in given.values:
        adaptation = read_adaptation(given, name=told)
        if adaptation.adapts in trail:
            ring = " → ".join((*trail, adaptation.adapts))
            what, line = (
                f"strategies adapt each other in a ring: {ring}",
                given.line_of(("adapts",)),
            )
            ringed = Fault("cycle", "adapts", line, what, "Let one of them stand by itself.")
            raise StrategyFaulty([ringed], name=told)
        base = _open(
            _find(adaptation.adapts, overrides), overrides, trail=(*trail, adaptation.adapts)
        ).strategy
        strategy = adapt(base, adaptation, given=given, name=told)
        if adaptation.adapts_version < base.version:
            notes.append(
                f"{told} was made over version {adaptation.adapts_version} of {base.id}; "
                f"that is now at version {base.version}."
            )
        notes += [f"{told} renames {old!r}, which no text says." for old in
                  list_unused(base, adaptation)]  # fmt: skip
    else:
        strategy = build_strategy(given, name=told)
    is_own = path.parent != SHIPPED / FOLDER
    return StrategyFile(
        path.stem, strategy, path, is_own, (*notes, *_check_fork(strategy, path, is_own=is_own))
    )


def _check_fork(strategy: Strategy, path: Path, *, is_own: bool) -> list[str]:
    """A note where the shipped file has moved on. Errors: `StrategyFaulty` if nothing is said."""
    shipped = SHIPPED / FOLDER / path.name
    if not is_own or path.parent.name != FOLDER or not shipped.is_file():
        return []
    version = int(parse_yaml(shipped.read_text(encoding="utf-8"), name=path.name).values["version"])
    forked = strategy.forked_from
    if forked is None:
        what = f"the key is missing (the shipped file of this name has version {version})"
    elif forked > version:
        what = f"{forked} is newer than the shipped version {version}"
    else:
        told = f"{path.name}: made from version {forked}; version {version} is shipped."
        return [told] if forked < version else []
    advice = "Say which version this copy was made from."
    raise StrategyFaulty([Fault("rule", "forked_from", 0, what, advice)], name=path.name)
