"""What a person corrected in single held rows: kept beside the facts, read with the file again.

corrections/SOURCE/DIGEST.json of the workspace holds {row: {column: text}} for the content of that
digest. The content itself is never changed. A file goes when its extract does (`sweep_orphans`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from safercity.evidence.errors import SaferCityError
from safercity.evidence.runs import Run
from safercity.evidence.store.held import HeldRow, read_held
from safercity.evidence.workspace import Workspace
from safercity.evidence.workspace.durable import publish
from safercity.evidence.workspace.lock import writing_lock

LONGEST = 500  # letters of one value


class CorrectionRefused(SaferCityError):
    """A row or a field that cannot be corrected by itself: why, and what to do instead."""

    exit_code = 68


@dataclass(frozen=True)
class Correction:
    """What fields of one held row should be. An empty text empties the field.

    `before`: what had been corrected in this row when the person looked at it.
    """

    source: str
    digest: str
    row: int
    values: Mapping[str, str]
    before: Mapping[str, str] = field(default_factory=dict)


def correct_row(workspace: Workspace, correction: Correction) -> None:
    """Keep a correction. It takes effect when the same content is loaded again.

    The workspace's own lock is not needed: a correction waits for no load and no edition. Errors:
    `CorrectionRefused` for a row that is not held now, a field that it does not show, a text that
    is too long, or a row that someone else corrected, or a deletion on time took, meanwhile.
    """
    held = find_held(workspace, correction.source, digest=correction.digest, row=correction.row)
    values = {name: " ".join(text.split()) for name, text in correction.values.items()}
    _check(held, values)
    path = _path(workspace, correction.source, digest=correction.digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    with writing_lock(path.parents[1]):
        rows = read_corrections(workspace, correction.source, digest=correction.digest)
        if rows.get(correction.row, {}) != dict(correction.before):
            raise CorrectionRefused(
                "Someone else corrected this row since you opened it.",
                advice="Open the row again: it shows what they wrote. Nothing was overwritten.",
            )
        rows[correction.row] = {**rows.get(correction.row, {}), **values}
        written = path.with_suffix(".part")
        written.write_text(json.dumps(rows, sort_keys=True, ensure_ascii=False), "utf-8")
        publish(written, path)
        _leave_nothing_stray(workspace, correction, path=path)


def _leave_nothing_stray(workspace: Workspace, correction: Correction, *, path: Path) -> None:
    """A deletion may have ended between the look at the row and the writing: it swept before."""
    with workspace.reading() as catalogue:
        told = "SELECT 1 FROM extracts WHERE source = ? AND digest = ?"
        if catalogue.execute(told, (correction.source, correction.digest)).fetchone():
            return
    path.unlink(missing_ok=True)
    raise CorrectionRefused(
        "This row was deleted on time.", advice="Look at the held rows as they are."
    )


def find_held(workspace: Workspace, source: str, *, digest: str, row: int) -> HeldRow | None:
    """One held row of a content; None where it is not held now."""
    rows = read_held(workspace, source=source, run=Run())
    return next((one for one in rows if (one.digest, one.row) == (digest, row)), None)


def read_corrections(
    workspace: Workspace, source: str, *, digest: str
) -> dict[int, dict[str, str]]:
    """What was corrected in a content: row -> column -> text. Empty for most."""
    path = _path(workspace, source, digest=digest)
    if not path.is_file():
        return {}
    told = json.loads(path.read_bytes())
    return {int(row): values for row, values in told.items()}


def count_corrected(workspace: Workspace, source: str) -> int:
    """Rows of a source in which a value was corrected by a person."""
    folder = workspace.root / "corrections" / source
    return sum(len(json.loads(path.read_bytes())) for path in folder.glob("*.json"))


def describe_corrections(rows: Mapping[int, Mapping[str, str]]) -> str:
    """A name for these corrections, among the rules that a content is judged with; "" for none."""
    if not rows:
        return ""
    told = json.dumps(sorted((row, sorted(values.items())) for row, values in rows.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _check(held: HeldRow | None, values: Mapping[str, str]) -> None:
    if held is None:
        raise CorrectionRefused(
            "This row is not held, or not any more.", advice="Look at the held rows as they are."
        )
    if not held.is_correctable:
        raise CorrectionRefused(
            "This line does not fall into columns, so no single value of it can be corrected.",
            advice="Mend the line in the file, and send the file again.",
        )
    strange = sorted(set(values) - set(held.values))
    if strange:
        raise CorrectionRefused(
            f"The row shows no field {', '.join(strange)}.",
            advice=f"Fields that can be corrected: {', '.join(sorted(held.values))}.",
        )
    long = sorted(name for name, text in values.items() if len(text) > LONGEST)
    if long:
        raise CorrectionRefused(
            f"More than {LONGEST} letters in {', '.join(long)}.", advice="Write it shorter."
        )


def _path(workspace: Workspace, source: str, *, digest: str) -> Path:
    return workspace.root / "corrections" / source / f"{digest}.json"
