"""Whether a held row would be understood with other values: asked of the loader's own judge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from safercity.evidence.extracts.open import OpenExtract
from safercity.evidence.extracts.records import Record
from safercity.evidence.extracts.rows import ReadContext, read_rows
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.shapes import load_mapping, load_shape
from safercity.evidence.geography import Geography, load_geography
from safercity.evidence.runs import Run
from safercity.evidence.store.copies import find_earlier
from safercity.evidence.store.corrections import read_corrections
from safercity.evidence.store.engine import open_engine
from safercity.evidence.store.held import HeldRow
from safercity.evidence.store.own_dates import read_as_said
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.workspace import Workspace

# Their dates come as dates, and stand in ISO form.
TYPED = (".xlsx", ".xlsm", ".xls", ".ods", ".parquet")
UNSEEN = "0"  # in place of a key that is personal: it is there, and kept nowhere


def make_context(
    workspace: Workspace, shape: Shape, *, geography: Geography, last_day: date
) -> ReadContext:
    """What reading files of a source needs here besides its shape."""
    return ReadContext(
        secret=workspace.secret,
        flags=load_taxonomy(workspace.content).flag_masks,
        last_day=last_day,
        categories=load_mapping(shape.id, workspace.content),
        known_areas={
            kind: geography.known_codes(kind) for kind in ("lsoa", "ward", "local_authority")
        },
    )


def judge_row(
    workspace: Workspace, held: HeldRow, *, values: Mapping[str, str], last_day: date, run: Run
) -> str:
    """The reason for which a held row would be held again with these values; "" for none.

    A row of a wide table is not judged by itself: its counts are not kept. `last_day`: as in a
    load of its file. What was corrected in it before stands in its values already.
    """
    shape = load_shape(held.source, workspace.content)
    if shape.wide_columns() or not held.is_correctable:
        return ""
    grid = workspace.settings.grid
    geography = load_geography(workspace.geography, kind=grid.kind, cell_metres=grid.cell_metres)
    last_day = max(last_day, _find_bound(workspace, held))
    context = make_context(workspace, shape, geography=geography, last_day=last_day)
    with (
        workspace.scratch("row", without_lock=True) as scratch,
        open_engine(run, spill=scratch) as connection,
    ):
        extract = _as_extract(held, shape, values=values, scratch=scratch)
        shape = read_as_said(shape, read_corrections(workspace, held.source, digest=held.digest))
        read_rows(connection, extract, shape=shape, context=context, run=run)
        found = connection.execute("SELECT problem FROM typed").fetchone()
    return (found and found[0]) or ""


def _find_bound(workspace: Workspace, held: HeldRow) -> date:
    """The day after which its records lay in the future when its file was last judged."""
    with workspace.reading() as catalogue:
        earlier = find_earlier(catalogue, held.source, digest=held.digest)
    bound = earlier["judged_with"].partition(" to ")[2] if earlier else ""
    return date.fromisoformat(bound) if bound else date.min


def _as_extract(
    held: HeldRow, shape: Shape, *, values: Mapping[str, str], scratch: Path
) -> OpenExtract:
    """The row alone, as a file of its own."""
    hidden = {name: UNSEEN for name in shape.key if shape.columns[name].sensitivity == "personal"}
    told = {**hidden, **held.values, **values}
    record = Record([text or "" for text in told.values()], 1)
    return OpenExtract(
        name=held.file,
        digest=held.digest,
        size=0,
        archive_date=None,
        columns={},
        encoding="",
        relation=None,
        names=list(told),
        records=lambda: iter([record]),
        scratch=scratch,
        typed_dates=held.file.lower().endswith(TYPED),
    )
