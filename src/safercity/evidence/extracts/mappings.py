"""Saying what an agency's word means here, and taking that back: content/mappings/SOURCE.yaml.

Who mapped which word from what to what is kept beside it, in SOURCE.history.json, the newest last.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from safercity.evidence.errors import SaferCityError, UnknownName
from safercity.evidence.extracts.shapes import load_mapping
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.workspace import Workspace, change_workspace
from safercity.evidence.workspace.durable import publish


class MeaningChanged(SaferCityError):
    """What a word means here was changed by someone else meanwhile."""

    exit_code = 69


@dataclass(frozen=True)
class WordChange:
    """What a word means from now on. `after` "": nothing is said of it any more.

    `before`: what it meant when the person looked; None where that does not matter, and in a
    change that was kept always what it meant. `key` leads to the act that says who and when;
    `files`: extracts in which the word was held; `why`: the reason given, if any.
    """

    word: str
    after: str
    before: str | None = None
    key: str = ""
    files: tuple[str, ...] = ()
    why: str = ""


def change_meaning(workspace: Workspace, source: str, *, change: WordChange) -> None:
    """Map a word to a category of the taxonomy, or take its mapping back.

    Rows are judged anew when their file is loaded again. Errors: UnknownName for a category that
    there is not; MeaningChanged; WorkspaceBusy.
    """
    if change.after and change.after not in load_taxonomy(workspace.content).categories:
        raise UnknownName(
            f"There is no category called {change.after!r}.",
            advice="docs/reference/taxonomy.md lists them.",
        )
    with change_workspace(workspace), workspace.scratch("mapping") as scratch:
        words = load_mapping(source, workspace.content)
        before = words.get(change.word, "")
        if change.before not in (None, before):
            raise MeaningChanged(
                f"Someone else changed what {change.word!r} means since you opened it.",
                advice="Open it again: it shows what they said. Nothing was overwritten.",
            )
        told = [*_read(workspace, source), asdict(change) | {"before": before}]
        left = {word: meant for word, meant in words.items() if word != change.word}
        left |= {change.word: change.after} if change.after else {}
        written = scratch / f"{source}.yaml"
        written.write_text(yaml.safe_dump(left, allow_unicode=True), encoding="utf-8")
        publish(written, workspace.content / "mappings" / written.name)
        history = scratch / "history.json"
        history.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        publish(history, _history(workspace, source))


def list_word_changes(workspace: Workspace, source: str) -> list[WordChange]:
    """What was mapped and taken back here, the oldest first.

    Words that stand in the mapping without a history (written by hand, or before it was kept) come
    before them, with no key.
    """
    told = [WordChange(**_as_change(one)) for one in _read(workspace, source)]
    stand = {one.word: one.after for one in told}
    words = load_mapping(source, workspace.content)
    loose = [WordChange(word, meant) for word, meant in words.items() if stand.get(word) != meant]
    return [*loose, *told]


def _as_change(told: Mapping[str, Any]) -> dict[str, Any]:
    return {**told, "files": tuple(told["files"])}


def _read(workspace: Workspace, source: str) -> list[dict[str, Any]]:
    path = _history(workspace, source)
    return json.loads(path.read_bytes()) if path.is_file() else []


def _history(workspace: Workspace, source: str) -> Path:
    return workspace.content / "mappings" / f"{source}.history.json"
