"""What a person corrected in single held rows: kept beside the facts, read with the file again.

corrections/SOURCE/DIGEST.json of the workspace holds {row: {column: text}} for the content of that
digest, and under "history" what was corrected and taken back, the oldest first. The content itself
is never changed. A file goes when its extract does (`sweep_orphans`), its history with it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from safercity.evidence.errors import SaferCityError
from safercity.evidence.runs import Run
from safercity.evidence.store.aside import ASIDE
from safercity.evidence.store.held import HeldRow, read_held
from safercity.evidence.store.own_dates import OWN_DATES
from safercity.evidence.workspace import Workspace
from safercity.evidence.workspace.durable import publish
from safercity.evidence.workspace.lock import writing_lock

LONGEST = 500  # letters of one value
HISTORY = "history"


class CorrectionRefused(SaferCityError):
    """A row or a field that cannot be corrected by itself: why, and what to do instead."""

    exit_code = 68


@dataclass(frozen=True)
class Correction:
    """What fields of one held row should be. An empty text empties the field.

    The field `ASIDE` alone sets the whole line aside, and `why` says for which reason. `before`:
    what had been corrected in this row when the person looked at it. `key` leads to the act that
    says who and when.
    """

    source: str
    digest: str
    row: int
    values: Mapping[str, str]
    before: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    why: str = ""


@dataclass(frozen=True)
class TakenBack:
    """Corrections of one row that hold no more: of the columns `names` alone.

    `before`: all that had been corrected in this row when the person looked at it.
    """

    source: str
    digest: str
    row: int
    names: frozenset[str]
    before: Mapping[str, str]
    key: str = ""
    why: str = ""


@dataclass(frozen=True)
class RowChange:
    """One correction, or one taken back, as it was kept: column -> text before and after.

    `before` of a correction is what the row said; it is empty for one made before that was kept.
    `after` of one taken back is empty: the row says again what its file says.
    """

    row: int
    before: Mapping[str, str]
    after: Mapping[str, str]
    key: str = ""
    why: str = ""


def correct_row(workspace: Workspace, correction: Correction) -> None:
    """Keep a correction. It takes effect when the same content is loaded again.

    The workspace's own lock is not needed: a correction waits for no load and no edition. Errors:
    `CorrectionRefused` for a row that is not held now, a field that it does not show, a text that
    is too long, or a row that someone else corrected, or a deletion on time took, meanwhile.
    """
    held = find_held(workspace, correction.source, digest=correction.digest, row=correction.row)
    values = {name: " ".join(text.split()) for name, text in correction.values.items()}
    _check(held, values)
    said = {name: held.values.get(name) or "" for name in values} if held else {}
    _keep(workspace, correction, values=values, said=said)


def say_of_file(workspace: Workspace, said: Correction) -> None:
    """Keep what is said of a content as a whole (`own_dates`). It takes effect when it is loaded
    again. Errors: as of `correct_row`, for what was said or deleted meanwhile.
    """
    _keep(workspace, said, values=said.values, said=said.before)


def _keep(
    workspace: Workspace,
    correction: Correction,
    *,
    values: Mapping[str, str],
    said: Mapping[str, str],
) -> None:
    path = _path(workspace, correction.source, digest=correction.digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    with writing_lock(path.parents[1]):
        rows, told = _read(path)
        _refuse_stale(rows.get(correction.row, {}), correction.before)
        rows[correction.row] = {**rows.get(correction.row, {}), **values}
        change = RowChange(correction.row, said, values, key=correction.key, why=correction.why)
        _write(path, rows, told=[*told, change])
        _leave_nothing_stray(workspace, correction, path=path)


def take_back(workspace: Workspace, taken: TakenBack) -> None:
    """Let corrections of a row go. It says again what its file says when that is loaded again.

    Errors: `CorrectionRefused` where someone else corrected the row, or took it back, or a deletion
    on time took it, meanwhile.
    """
    path = _path(workspace, taken.source, digest=taken.digest)
    if not path.is_file():
        raise _gone()
    with writing_lock(path.parents[1]):
        rows, told = _read(path)
        stand = rows.pop(taken.row, {})
        _refuse_stale(stand, taken.before)
        left = {name: text for name, text in stand.items() if name not in taken.names}
        rows |= {taken.row: left} if left else {}
        back = {name: text for name, text in stand.items() if name in taken.names}
        change = RowChange(taken.row, back, {}, key=taken.key, why=taken.why)
        _write(path, rows, told=[*told, change])
        _leave_nothing_stray(workspace, taken, path=path)


def _refuse_stale(stand: Mapping[str, str], before: Mapping[str, str]) -> None:
    if stand != dict(before):
        raise CorrectionRefused(
            "Someone else corrected this row since you opened it.",
            advice="Open the row again: it shows what they wrote. Nothing was overwritten.",
        )


def _leave_nothing_stray(workspace: Workspace, done: Correction | TakenBack, *, path: Path) -> None:
    """A deletion may have ended between the look at the row and the writing: it swept before."""
    with workspace.reading() as catalogue:
        told = "SELECT 1 FROM extracts WHERE source = ? AND digest = ?"
        if catalogue.execute(told, (done.source, done.digest)).fetchone():
            return
    path.unlink(missing_ok=True)
    raise _gone()


def _gone() -> CorrectionRefused:
    return CorrectionRefused(
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
    return _read(_path(workspace, source, digest=digest))[0]


def count_corrected(workspace: Workspace, source: str) -> int:
    """Rows of a source in which a value was corrected by a person."""
    folder = workspace.root / "corrections" / source
    rows = (row for path in folder.glob("*.json") for row in _read(path)[0].values())
    return sum(1 for row in rows if row.keys() - {ASIDE, OWN_DATES})


def list_row_changes(workspace: Workspace, source: str) -> dict[str, list[RowChange]]:
    """What was corrected and taken back in each content of a source, the oldest first.

    Corrections without a history (made before it was kept) come before, with no key.
    """
    folder = workspace.root / "corrections" / source
    return {path.stem: _list_changes(path) for path in sorted(folder.glob("*.json"))}


def _list_changes(path: Path) -> list[RowChange]:
    rows, told = _read(path)
    known = {one.row for one in told}
    return [*(RowChange(row, {}, rows[row]) for row in sorted(set(rows) - known)), *told]


def _read(path: Path) -> tuple[dict[int, dict[str, str]], list[RowChange]]:
    if not path.is_file():
        return {}, []
    told: dict[str, Any] = json.loads(path.read_bytes())
    changes = [RowChange(**one) for one in told.pop(HISTORY, ())]
    return {int(row): values for row, values in told.items()}, changes


def _write(path: Path, rows: Mapping[int, Mapping[str, str]], *, told: list[RowChange]) -> None:
    written = path.with_suffix(".part")
    whole = {str(row): rows[row] for row in sorted(rows)} | {HISTORY: [asdict(one) for one in told]}
    written.write_text(json.dumps(whole, ensure_ascii=False), "utf-8")
    publish(written, path)


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
    if ASIDE in values:
        if len(values) > 1 or not held.may_be_aside:
            raise CorrectionRefused(
                "This row is a record that can be mended, so it is not set aside.",
                advice="Correct its values, or send it mended.",
            )
        return
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
