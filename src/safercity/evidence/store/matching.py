"""Places told in free text: what they may be by the partners' own names, and what was confirmed.

A suggestion places nothing. What is confirmed lies in the workspace, content/confirmed/SOURCE.csv,
and places rows when their extract is loaded again.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from safercity.evidence.errors import ContentError
from safercity.evidence.geography import Geography, match_places
from safercity.evidence.runs import Run
from safercity.evidence.store.engine import open_engine, quote_list
from safercity.evidence.types import make_inert, undo_inert
from safercity.evidence.workspace import Workspace

COLUMNS = ("place_text", "rows", "suggested_place", "confidence", "confirmed_place")


@dataclass(frozen=True)
class Suggestion:
    """A text that stands for a place, its rows, the name that fits best and how well (0 to 1)."""

    place_text: str
    rows: int
    suggested_place: str
    confidence: float
    confirmed_place: str


def suggest_places(
    workspace: Workspace, source: str, *, geography: Geography, run: Run
) -> tuple[Suggestion, ...]:
    """Every text of a source's standing rows without a point, the most frequent first."""
    with workspace.reading() as catalogue:
        files = catalogue.execute(
            "SELECT path FROM current_files WHERE source = ? ORDER BY path", (source,)
        ).fetchall()
    paths = [(workspace.root / row["path"]).as_posix() for row in files]
    if not paths:
        return ()
    with open_engine(run) as connection:
        texts = connection.execute(
            f"SELECT place_text, count(*) AS n FROM read_parquet({quote_list(paths)}) "
            "WHERE place_text IS NOT NULL GROUP BY place_text ORDER BY n DESC, place_text"
        ).fetchall()
    confirmed = _read_names(_path(workspace, source))
    matches = match_places([text for text, _n in texts], geography.place_names)
    return tuple(
        Suggestion(
            place_text=text,
            rows=n,
            suggested_place=match.place.name if match.place else "",
            confidence=round(match.confidence, 2),
            confirmed_place=confirmed.get(text, ""),
        )
        for (text, n), match in zip(texts, matches, strict=True)
    )


def write_suggestions(suggestions: tuple[Suggestion, ...], path: Path) -> None:
    """Write suggestions as CSV for a person: fill in `confirmed_place`, then hand the file back."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for one in suggestions:
            told = (one.suggested_place, f"{one.confidence:.2f}", one.confirmed_place)
            writer.writerow([make_inert(one.place_text), one.rows, *map(make_inert, told)])


def confirm_places(workspace: Workspace, source: str, *, path: Path, geography: Geography) -> int:
    """Take over what a person filled in: texts with a name that the gazetteer has. How many.

    Errors: `ContentError`, naming every confirmed name that the gazetteer lacks.
    """
    names = _read_names(path)
    known = {one.name for one in geography.place_names}
    unknown = sorted({name for name in names.values() if name not in known})
    if unknown:
        raise ContentError(
            f"{path.name} confirms places that the partnership's list lacks: {', '.join(unknown)}.",
            advice="Write the name as the list has it, or add it there with its coordinates.",
        )
    target = _path(workspace, source)
    target.parent.mkdir(parents=True, exist_ok=True)
    merged = {**_read_names(target), **names}
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("place_text", "confirmed_place"))
        writer.writerows(sorted(merged.items()))
    return len(names)


def read_confirmed(
    workspace: Workspace, source: str, *, geography: Geography
) -> dict[str, tuple[float, float]]:
    """Confirmed texts with their points (metres), in the order of the texts."""
    points = {one.name: (one.easting, one.northing) for one in reversed(geography.place_names)}
    names = _read_names(_path(workspace, source))
    return {text: points[name] for text, name in sorted(names.items()) if name in points}


def _path(workspace: Workspace, source: str) -> Path:
    return workspace.content / "confirmed" / f"{source}.csv"


def _read_names(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = {"place_text", "confirmed_place"} - set(reader.fieldnames or ())
        if missing:
            raise ContentError(
                f"{path.name} has no column {' and no '.join(sorted(missing))}.",
                advice="Fill in the file that safercity matches --csv writes.",
            )
        rows = [(row["place_text"] or "", (row["confirmed_place"] or "").strip()) for row in reader]
    return {undo_inert(text): undo_inert(name) for text, name in rows if name}
