"""Tables of reference: lists and figures to compare with, read whole and never counted."""

from __future__ import annotations

from collections.abc import Collection

from safercity.evidence.extracts.shapes import load_shape
from safercity.evidence.store.engine import quote_list
from safercity.evidence.store.records import Store
from safercity.evidence.types import month_label, month_number


def read_reference(
    store: Store, source: str, *, columns: Collection[str] = (), months: Collection[str] = ()
) -> tuple[dict[str, str], ...]:
    """The standing rows of a source of reference, in an order that no load changes.

    `columns`: of these only, `months`: of these only (national tables are long).

    Each row: the columns that its shape stores, as text ("" where empty), with `category`, `area`
    (code of a small area) and `month` (label). Nothing where none was loaded; with the run's
    `as_of`, rows without a month or up to it. Errors: `UnknownName` for no such source.
    """
    paths = [
        (store.workspace.root / file.path).as_posix()
        for file in store.files
        if file.source == source
    ]
    stored = load_shape(source, store.workspace.content).stored()
    wanted = set(columns) or {*stored, "category", "area"}
    if not paths:
        return ()
    files = f"read_parquet({quote_list(paths)}, union_by_name = true)"
    # Files loaded under an earlier version of the shape lack what it learnt to store since.
    there = set(store.session.ask(f"DESCRIBE SELECT * FROM {files}")["column_name"].tolist())
    texts = {name: f"x_{name}" for name in stored} | {"category": "category", "area": "area"}
    texts = {name: told for name, told in texts.items() if name in wanted}
    asked = ", ".join(
        f"coalesce({told if told in there else 'NULL'}::VARCHAR, '') AS \"{name}\""
        for name, told in texts.items()
    )
    numbers = ", ".join(str(month_number(one)) for one in months)
    where = f"WHERE month IN ({numbers}) " if numbers else ""
    answer = store.session.ask(
        f"SELECT coalesce(month, -1)::BIGINT AS month, {asked} FROM {files} {where}ORDER BY ALL"
    )
    names = tuple(texts)
    rows = zip(*(answer[name].tolist() for name in ("month", *names)), strict=True)
    found = []
    for month, *values in rows:
        label = "" if month < 0 else month_label(month)
        if store.run.as_of is None or label <= store.run.as_of:
            found.append({**dict(zip(names, values, strict=True)), "month": label})
    return tuple(found)
