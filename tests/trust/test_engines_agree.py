"""The store agrees with the reference engine: vintages, increments, wide tables, suppression."""

import hashlib
import random
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from safercity.evidence.extracts.ledger import read_ledger
from safercity.evidence.geography import load_geography
from safercity.evidence.runs import Run
from safercity.evidence.store import Question, count_by, open_store
from safercity.evidence.store.memory import MemoryExtract, MemoryRow, count_ledger, count_rows
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.types import month_number
from tests.evidence.tiny import NEW, OLD, WARDS, load
from tests.trust.town import copy_workspace

MONTHS = ("2025-01", "2025-02", "2025-03")
VINTAGES = (None, date(2025, 4, 1), date(2025, 5, 1))
HEAD = """
format: 1
version: 1
id: {id}
title: {{en: "Made for a test"}}
agency: environment
sensitivity: open
licence: OGL-3.0
files: ["*.csv"]
location_precision: small_area
where: [{{area: lsoa, of: lsoa}}]
area: lsoa
when: {{column: month, formats: ["%Y-%m"], precision: month}}
"""
COLUMNS = """
columns:
  month: {headers: ["Month"], class: open, required: true}
  lsoa: {headers: ["LSOA"], class: open, required: true}
"""
LOG = (
    HEAD.format(id="log") + "record: incidents\nkind: increment\nkey: [ref]\n"
    'category: {column: kind, map: {"Tip": fly_tipping, "Paint": graffiti}}\n' + COLUMNS +
    '  ref: {headers: ["Ref"], class: open, required: true}\n'
    '  kind: {headers: ["Kind"], class: open, required: true}\n'
)  # fmt: skip
SHEET = (
    HEAD.format(id="sheet") + "record: counts\nkind: snapshot\ncovers: [month]\n"
    'suppressed: ["*", "<5"]\n'
    'category: {wide: {"Tips": fly_tipping, "Paints": graffiti}}\n' + COLUMNS
)
WIDE = {"Tips": "fly_tipping", "Paints": "graffiti"}
KINDS = {"Tip": "fly_tipping", "Paint": "graffiti", "Magic": None}

area = st.integers(0, 4)
month = st.sampled_from(MONTHS)
log_row = st.tuples(st.sampled_from(["", *"abcd"]), month, area, st.sampled_from(sorted(KINDS)))
cell = st.sampled_from(["", "0", "1", "7", "*", "<5", "many", "-2"])
sheet_row = st.tuples(month, area, cell, cell)
vintage = st.sampled_from(VINTAGES)
SETTINGS = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],  # shrinking would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def with_shapes(empty, tmp_path_factory):
    workspace = copy_workspace(empty, tmp_path_factory.mktemp("shapes") / "town")
    (workspace.content / "shapes").mkdir()
    for name, text in (("log", LOG), ("sheet", SHEET)):
        (workspace.content / "shapes" / f"{name}.yaml").write_text(text)
    return workspace


def place_units(number):
    code = NEW[number]
    merged = NEW[0] if OLD[code] == OLD[NEW[0]] else code
    return {"city": "city", "small_area": merged, "ward": WARDS[code]}


def tell_log(rows):
    """The log as text, and its rows judged by hand."""
    lines, judged = ["Ref,Month,LSOA,Kind"], []
    for number, (ref, when, place, kind) in enumerate(rows, start=1):
        lines.append(f"{ref},{when},{NEW[place]},{kind}")
        held = not ref or KINDS[kind] is None
        judged.append(
            MemoryRow(number, None, ref or None, month_number(when), "held" if held else "accepted",
                      KINDS[kind], unit_by_kind=place_units(place))
        )  # fmt: skip
    return "\n".join(lines) + "\n", judged, judged


def tell_sheet(rows):
    """The wide table as text; its rows for the ledger, its cells for the counts."""
    lines, judged, cells = ["Month,LSOA,Tips,Paints"], [], []
    for number, (when, place, *counts) in enumerate(rows, start=1):
        lines.append(f"{when},{NEW[place]},{','.join(counts)}")
        verdict = "held" if {"many", "-2"} & set(counts) else "accepted"
        about = {"unit_by_kind": place_units(place)}
        told = (number, when, None, month_number(when), verdict)
        judged.append(MemoryRow(*told, **about))
        for count, category in zip(counts, WIDE.values(), strict=True):
            n = int(count) if count.isdigit() else None
            cells.append(MemoryRow(*told, category, n=n, **about))
    return "\n".join(lines) + "\n", judged, cells


def compare(workspace, folder, *, source, told, chance):
    """Load what was told in some order, and hold ledger and counts against the reference."""
    snapshot = source == "sheet"
    tell = tell_sheet if snapshot else tell_log
    loads, ledgers, counts = [], {}, {}
    for number, (day, rows) in enumerate(told):
        text, judged, cells = tell(rows)
        digest = hashlib.sha256(text.encode()).hexdigest()
        path = folder / f"{number}.csv"
        path.write_text(text)
        loads.append((path, day))
        # The same content told twice has the least of its vintages that are known.
        days = [d.isoformat() for d in (day,) if d] + [
            e.vintage for e in ledgers.values() if e.digest == digest and e.vintage
        ]
        least = min(days, default="")
        ledgers[digest] = MemoryExtract(source, digest, least, snapshot, tuple(judged))
        counts[digest] = MemoryExtract(source, digest, least, snapshot, tuple(cells))
    chance.shuffle(loads)
    for path, day in loads:
        load(workspace, source, path, vintage=day)
    wanted = count_ledger(ledgers.values())
    with workspace.reading() as catalogue:
        lines = read_ledger(catalogue).lines
    assert {line.digest for line in lines} == set(wanted)
    for line in lines:
        assert {v: n for v, n in line.verdicts.items() if n} == dict(wanted[line.digest])
    check_counts(workspace, list(counts.values()))


def check_counts(workspace, extracts):
    store = open_store(
        workspace,
        geography=load_geography(workspace.geography),
        taxonomy=load_taxonomy(),
        run=Run(threads=2),
    )
    for unit in ("small_area", "ward", "city"):
        expected = count_rows(
            extracts,
            unit=unit,
            months=[month_number(m) for m in MONTHS],
            wanted=lambda row: True,
        )
        found = {}
        if store.files:
            matrix = count_by(store, Question(unit=unit, first=MONTHS[0], last=MONTHS[-1]))
            for label, values in zip(matrix.rows, matrix.values, strict=True):
                for when, n in zip(matrix.columns, values, strict=True):
                    if n:
                        found[label, month_number(when)] = int(n)
        assert found == expected


@SETTINGS
@given(
    st.lists(st.tuples(vintage, st.lists(log_row, min_size=1, max_size=7)), min_size=1, max_size=4),
    st.randoms(use_true_random=False),
)
def test_increments_of_several_vintages(with_shapes, tmp_path_factory, told, chance: random.Random):
    folder = tmp_path_factory.mktemp("log")
    workspace = copy_workspace(with_shapes, folder / "town")
    compare(workspace, folder, source="log", told=told, chance=chance)


@SETTINGS
@given(
    st.lists(
        st.tuples(vintage, st.lists(sheet_row, min_size=1, max_size=5)), min_size=1, max_size=4
    ),
    st.randoms(use_true_random=False),
)
def test_wide_tables_with_suppressed_cells(
    with_shapes, tmp_path_factory, told, chance: random.Random
):
    folder = tmp_path_factory.mktemp("sheet")
    workspace = copy_workspace(with_shapes, folder / "town")
    compare(workspace, folder, source="sheet", told=told, chance=chance)
