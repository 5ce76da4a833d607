"""What a form of dates would make of a file that is here: dates read newly, otherwise, no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from safercity.evidence.errors import SaferCityError
from safercity.evidence.extracts.context import FIRST_DAY
from safercity.evidence.extracts.date_forms import add_form
from safercity.evidence.extracts.fields.dates import parse_date
from safercity.evidence.extracts.files import SourceFile, find_files
from safercity.evidence.extracts.open import open_extract
from safercity.evidence.extracts.relation import has_rejects
from safercity.evidence.extracts.rows import write_clean_rows
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.shapes import load_shape
from safercity.evidence.extracts.statements import build_texts
from safercity.evidence.runs import Run
from safercity.evidence.store.corrections import read_corrections
from safercity.evidence.store.engine import open_engine
from safercity.evidence.workspace import Workspace

EXAMPLES = 3  # of each kind


@dataclass(frozen=True)
class Example:
    """A date as it is written, and the day it is now and then; None where it cannot be read."""

    text: str
    now: date | None
    then: date | None


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
    with workspace.scratch("dates") as scratch, open_engine(Run(), spill=scratch) as connection:
        extract = open_extract(file, shape, scratch=scratch, run=Run())
        relation = extract.relation or write_clean_rows(extract, shape, run=Run())
        when = shape.when
        if when is None or when.column is None or when.column not in relation.at:
            return Turning()
        typed = ("iso",) if relation.typed_dates and "iso" not in when.formats else ()
        parsed = {
            "now": _read("d_text", (*when.formats, *typed), last_day=last_day),
            "later": _read("d_text", (*add_form(form, when), *typed), last_day=last_day),
        }
        corrections = read_corrections(workspace, shape.id, digest=extract.digest)
        told = partial(build_texts, column=when.column, parsed=parsed, corrections=corrections)
        found = _count(connection, told(relation))
        if "rejects_table" in relation.sql and has_rejects(connection):
            # A line that falls into no columns was left out, and those below it moved up.
            found = _count(connection, told(write_clean_rows(extract, shape, run=Run())))
        return found


def _read(text: str, formats: tuple[str, ...], *, last_day: date) -> str:
    """SQL: the day, where it lies between the first and the last of records."""
    day = f"({parse_date(text, formats)})::DATE"
    return f"CASE WHEN {day} BETWEEN DATE '{FIRST_DAY}' AND DATE '{last_day}' THEN {day} END"


def _count(connection, texts: str) -> Turning:
    kind = (
        "CASE WHEN now IS NULL THEN 'newly' WHEN later IS NULL THEN 'no_more' ELSE 'otherwise' END"
    )
    one = "{'text': d_text, 'now': now, 'later': later}"
    found = connection.execute(
        f"SELECT {kind} AS kind, count(*), list(DISTINCT {one} ORDER BY {one})[1:{EXAMPLES}] "
        f"FROM ({texts}) WHERE now IS DISTINCT FROM later GROUP BY kind ORDER BY kind"
    ).fetchall()
    examples = [Example(e["text"], e["now"], e["later"]) for *_n, some in found for e in some]
    return Turning(**{kind: n for kind, n, _some in found}, examples=examples)
