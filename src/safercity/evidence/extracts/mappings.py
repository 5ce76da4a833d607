"""Saying what a source's words, headings and dates mean here, and taking that back.

Words stand in content/mappings/SOURCE.yaml, headings in SOURCE.headings.yaml, forms of dates in
SOURCE.dates.yaml in the order in which they were said, columns that its files are known to lack in
SOURCE.absent.yaml. Who mapped which from what to what is kept beside them, in SOURCE.history.json,
the newest last.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from safercity.evidence.errors import SaferCityError, UnknownName
from safercity.evidence.extracts.adapting import find_claim
from safercity.evidence.extracts.date_forms import FORMS, add_form
from safercity.evidence.extracts.shape import Shape, simplify_header
from safercity.evidence.extracts.shapes import (
    MAPPED_KINDS,
    load_mapping,
    load_shape,
    mapping_path,
)
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.workspace import Workspace, change_workspace
from safercity.evidence.workspace.durable import publish


class MeaningChanged(SaferCityError):
    """What a word means here was changed by someone else meanwhile."""

    exit_code = 69


@dataclass(frozen=True)
class MappingChange:
    """What a word means from now on. `after` "": nothing is said of it any more.

    `kind` "heading": `word` is a heading of the source's files, `after` a column of its shape or
    the heading of a wide table that it is read as; "date": `word` is a form of dates, `after` the
    column of the date; "absent": both are a column that the source's files are known to lack.
    `before`: what it meant when the person looked; None where that does not matter, and in a change
    that was kept always what it meant. `key` leads to the act that says who and when; `files`:
    extracts in which the word was held; `why`: the reason given, if any.
    """

    word: str
    after: str
    before: str | None = None
    key: str = ""
    files: tuple[str, ...] = ()
    why: str = ""
    kind: str = "word"


def change_meanings(workspace: Workspace, source: str, *, changes: Sequence[MappingChange]) -> None:
    """Map words to categories, headings and forms of dates to columns; or take that back.

    All of them or none. Rows are judged anew when their file is loaded again. Errors: UnknownName
    for what there is not, or what already means something else; MeaningChanged; WorkspaceBusy.
    """
    with change_workspace(workspace), workspace.scratch("mapping") as scratch:
        words = {kind: load_mapping(source, workspace.content, kind=kind) for kind in MAPPED_KINDS}
        told = _read(workspace, source)
        for change in changes:
            before = words[change.kind].pop(change.word, "")
            if change.before not in (None, before):
                raise MeaningChanged(
                    f"Someone else changed what {change.word!r} means since you opened it.",
                    advice="Open it again: it shows what they said. Nothing was overwritten.",
                )
            if change.after:
                _check(workspace, source, change=change, others=words[change.kind])
                words[change.kind][change.word] = change.after
            told.append(asdict(change) | {"before": before})
        for kind in {change.kind for change in changes}:
            path = mapping_path(source, workspace.content, kind=kind)
            written = scratch / path.name
            text = yaml.safe_dump(words[kind], allow_unicode=True, sort_keys=kind != "date")
            written.write_text(text, encoding="utf-8")
            publish(written, path)
        _write(workspace, source, told=told, scratch=scratch)


def _check(
    workspace: Workspace, source: str, *, change: MappingChange, others: Mapping[str, str]
) -> None:
    if change.kind == "word":
        if change.after not in load_taxonomy(workspace.content).categories:
            raise UnknownName(
                f"There is no category called {change.after!r}.",
                advice="docs/reference/taxonomy.md lists them.",
            )
        return
    shape = load_shape(source, workspace.content)
    wide = shape.wide_columns() if change.kind != "date" else {}
    if change.after not in {**shape.columns, **wide}:
        raise UnknownName(
            f"{source} has no column called {change.after!r}.",
            advice=f"Columns of {source}: {', '.join((*shape.columns, *wide))}.",
        )
    if change.kind == "heading":
        _check_heading(shape, change.word, others=others)
    elif change.kind == "absent":
        _check_absent(shape, change)
    else:
        _check_form(shape, change)


def _check_heading(shape: Shape, heading: str, *, others: Mapping[str, str]) -> None:
    same = {simplify_header(other): column for other, column in others.items()}
    claim = find_claim(heading, shape) or same.get(simplify_header(heading))
    if claim or not simplify_header(heading):
        told = f"belongs to {claim} already" if claim else "holds no letter or figure"
        raise UnknownName(
            f"The heading {heading!r} {told}.", advice="Choose a heading that no column has yet."
        )


def _check_absent(shape: Shape, change: MappingChange) -> None:
    column = shape.columns.get(change.after)
    if change.word != change.after or (column and column.required):
        raise UnknownName(
            f"{change.after} cannot be said to be in no file: every file needs it.",
            advice="Say which heading it has, in the source's headings.",
        )


def _check_form(shape: Shape, change: MappingChange) -> None:
    if change.word not in FORMS:
        raise UnknownName(
            f"There is no form of dates called {change.word!r}.",
            advice=f"Forms of dates: {', '.join(FORMS)}.",
        )
    if shape.when is None or change.after != shape.when.column:
        raise UnknownName(
            f"{change.after} is not the column of the date.",
            advice=f"It is {shape.when.column}." if shape.when and shape.when.column else "",
        )
    if add_form(change.word, shape.when) == shape.when.formats:
        raise UnknownName(
            f"{change.word} adds nothing: its dates are read already, or otherwise.",
            advice="Two meanings of one text cannot both hold. The forms that end in _instead hold "
            "in place of those with day and month the other way round.",
        )


def list_mapping_changes(workspace: Workspace, source: str) -> list[MappingChange]:
    """What was mapped and taken back here, the oldest first.

    What stands in a mapping without a history (written by hand, or before it was kept) comes before
    it, with no key.
    """
    told = [MappingChange(**_as_change(one)) for one in _read(workspace, source)]
    stand = {(one.kind, one.word): one.after for one in told}
    loose = [
        MappingChange(word, meant, kind=kind)
        for kind in MAPPED_KINDS
        for word, meant in load_mapping(source, workspace.content, kind=kind).items()
        if stand.get((kind, word)) != meant
    ]
    return [*loose, *told]


def forget_files(
    workspace: Workspace, source: str, *, left: Collection[str], scratch: Path
) -> None:
    """Name in what was mapped only the files that are `left`: a name goes with its extract.

    Only under the writing lock.
    """
    told = _read(workspace, source)
    cut = [{**one, "files": [name for name in one["files"] if name in left]} for one in told]
    if cut != told:
        _write(workspace, source, told=cut, scratch=scratch)


def _as_change(told: Mapping[str, Any]) -> dict[str, Any]:
    return {**told, "files": tuple(told["files"])}


def _read(workspace: Workspace, source: str) -> list[dict[str, Any]]:
    path = _history(workspace, source)
    return json.loads(path.read_bytes()) if path.is_file() else []


def _write(
    workspace: Workspace, source: str, *, told: Sequence[Mapping[str, Any]], scratch: Path
) -> None:
    history = scratch / "history.json"
    history.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    publish(history, _history(workspace, source))


def _history(workspace: Workspace, source: str) -> Path:
    return workspace.content / "mappings" / f"{source}.history.json"
