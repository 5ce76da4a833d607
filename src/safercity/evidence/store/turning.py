"""What a form of dates would make of a file that is here: dates read newly, otherwise, no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from safercity.evidence.errors import SaferCityError
from safercity.evidence.extracts.adapting import adapt_shape
from safercity.evidence.extracts.context import FIRST_DAY
from safercity.evidence.extracts.fields.dates import parse_date
from safercity.evidence.extracts.files import SourceFile, find_files
from safercity.evidence.extracts.open import open_extract
from safercity.evidence.extracts.relation import Relation, forget_rejects, has_rejects
from safercity.evidence.extracts.rows import write_clean_rows
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.shapes import load_shape
from safercity.evidence.extracts.statements import build_texts
from safercity.evidence.runs import Run
from safercity.evidence.store.corrections import read_corrections
from safercity.evidence.store.engine import open_engine
from safercity.evidence.store.own_dates import read_as_said
from safercity.evidence.workspace import Workspace

EXAMPLES = 3  # of each kind


@dataclass(frozen=True)
class Example:
    """A date as it is written, and the day it is now and then; None where its row is held.

    `why_now`, `why_then`: the reason for which it then is; "" where it is not.
    """

    text: str
    now: date | None
    then: date | None
    why_now: str = ""
    why_then: str = ""


@dataclass(frozen=True)
class Turning:
    """Rows of a file whose date is read only then, as another day, or no more; and some of them."""

    newly: int = 0
    otherwise: int = 0
    no_more: int = 0
    examples: Sequence[Example] = ()


def weigh_form(
    workspace: Workspace, path: Path, *, source: str, form: str, last_day: date
) -> Turning | None:
    """What becomes of the dates of a file that is here once `form` is said of its source.

    None where that cannot be told. `last_day`: as in a load of the file.
    """
    shape = load_shape(source, workspace.content)
    if shape.when is None or not shape.when.column:
        return None
    try:
        told = [
            _weigh(workspace, file, shape=shape, form=form, last_day=last_day)
            for file in find_files([path], shape)
        ]
    except SaferCityError:
        return None
    return Turning(
        sum(one.newly for one in told),
        sum(one.otherwise for one in told),
        sum(one.no_more for one in told),
        [each for one in told for each in one.examples],
    )


def _weigh(
    workspace: Workspace, file: SourceFile, *, shape: Shape, form: str, last_day: date
) -> Turning:
    with (
        workspace.scratch("dates", without_lock=True) as scratch,
        open_engine(Run(), spill=scratch) as connection,
    ):
        extract = open_extract(file, shape, scratch=scratch, run=Run())
        corrections = read_corrections(workspace, shape.id, digest=extract.digest)
        later = adapt_shape(shape, headings={}, dates={form: ""})
        read, reads = (read_as_said(one, corrections).when for one in (shape, later))

        def weigh(relation: Relation) -> Turning:
            if not (read and reads and read.column and read.column in relation.at):
                return Turning()
            typed = ("iso",) if relation.typed_dates else ()
            parsed = {
                **_read("now", (*read.formats, *typed), last_day=last_day),
                **_read("later", (*reads.formats, *typed), last_day=last_day),
            }
            texts = build_texts(relation, read.column, parsed=parsed, corrections=corrections)
            forget_rejects(connection)
            return _count(connection, texts)

        told = weigh(extract.relation) if extract.relation else None
        if told is None or has_rejects(connection):  # rows would have moved up: as in a load
            return weigh(write_clean_rows(extract, shape, run=Run()))
        return told


def _read(name: str, formats: tuple[str, ...], *, last_day: date) -> dict[str, str]:
    """SQL: the day, where it lies between the first and the last of records; else why not."""
    day = f"({parse_date('d_text', formats)})::DATE"
    too_old, in_future = f"{day} < DATE '{FIRST_DAY}'", f"{day} > DATE '{last_day}'"
    return {
        name: f"CASE WHEN NOT ({too_old} OR {in_future}) THEN {day} END",
        f"why_{name}": f"CASE WHEN {day} IS NULL THEN 'unreadable_date' WHEN {too_old} THEN "
        f"'date_too_old' WHEN {in_future} THEN 'date_in_future' ELSE '' END",
    }


def _count(connection, texts: str) -> Turning:
    kind = (
        "CASE WHEN now IS NULL THEN 'newly' WHEN later IS NULL THEN 'no_more' ELSE 'otherwise' END"
    )
    told = ", ".join(f"'{name}': {name}" for name in ("now", "later", "why_now", "why_later"))
    one = f"{{'text': d_text, {told}}}"
    found = connection.execute(
        f"SELECT {kind} AS kind, count(*), list(DISTINCT {one} ORDER BY {one})[1:{EXAMPLES}] "
        f"FROM ({texts}) WHERE now IS DISTINCT FROM later GROUP BY kind ORDER BY kind"
    ).fetchall()
    examples = [Example(*one.values()) for *_n, some in found for one in some]
    return Turning(**{kind: n for kind, n, _some in found}, examples=examples)
