"""The store agrees with the reference engine on random sets and orders of extracts."""

import random
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safercity.evidence.extracts.ledger import read_ledger
from safercity.evidence.geography import load_geography
from safercity.evidence.runs import Run
from safercity.evidence.store import Question, count_by, open_store
from safercity.evidence.store.memory import MemoryExtract, MemoryRow, count_ledger, count_rows
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.types import month_label, month_number
from safercity.evidence.workspace import open_workspace
from tests.evidence.tiny import NEW, OLD, WARDS, load, make_workspace, street_row, write_street

KINDS = {
    "Anti-social behaviour": "asb",
    "Burglary": "burglary",
    "Drugs": "drugs",
    "Robbery": "robbery",
    "Witchcraft": None,
}
MONTHS = ("2025-01", "2025-02", "2025-03")

rows = st.lists(
    st.fixed_dictionaries(
        {
            "crime_id": st.sampled_from(["", "", "a", "b", "c", "d", "e", "f"]),
            "area": st.one_of(st.none(), st.integers(-1, 5)),
            "kind": st.sampled_from(sorted(KINDS)),
        }
    ),
    min_size=1,
    max_size=8,
)
extracts = st.lists(
    st.tuples(st.lists(st.sampled_from(MONTHS), min_size=1, max_size=2, unique=True), rows),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    return make_workspace(tmp_path_factory.mktemp("tiny"))


def remember(path, told) -> MemoryExtract:
    """The same extract as the reference engine sees it, judged by hand."""
    import hashlib

    judged = []
    for number, one in enumerate(told, start=1):
        area, category = one["area"], KINDS[one["kind"]]
        verdict = "outside" if area == -1 else "accepted"
        placed = verdict == "accepted" and area is not None
        unit = {"city": "city"}
        if placed:
            code = NEW[area]
            merged = NEW[0] if OLD[code] == OLD[NEW[0]] else code
            unit |= {"small_area": merged, "ward": WARDS[code]}
        judged.append(
            MemoryRow(
                row=number,
                slice=f"Tiny Police|{one['month']}",
                key=one["crime_id"] or None,
                month=month_number(one["month"]),
                verdict="held" if category is None else verdict,
                category=category,
                unit_by_kind=unit,
            )
        )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return MemoryExtract("police-uk", digest, "", snapshot=True, rows=tuple(judged))


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(extracts, st.sampled_from(["small_area", "ward", "city"]), st.randoms(use_true_random=False))
def test_any_set_in_any_order(empty, tmp_path_factory, told, unit, chance: random.Random):
    folder = tmp_path_factory.mktemp("order")
    shutil.copytree(empty.root, folder / "town")
    workspace = open_workspace(folder / "town")
    remembered = []
    for number, (months, lines) in enumerate(told):
        lines = [{**line, "month": months[i % len(months)]} for i, line in enumerate(lines)]
        path = folder / str(number) / "2025-01-tiny-street.csv"
        write_street(path, [street_row(**line) for line in lines])
        remembered.append((path, remember(path, lines)))
    chance.shuffle(remembered)
    for path, _extract in remembered:
        load(workspace, "police-uk", path)
    check_ledger(workspace, [extract for _path, extract in remembered])
    check_counts(workspace, [extract for _path, extract in remembered], unit=unit)


def check_ledger(workspace, remembered):
    wanted = count_ledger(remembered)
    with workspace.reading() as catalogue:
        for line in read_ledger(catalogue).lines:
            found = {verdict: n for verdict, n in line.verdicts.items() if n}
            assert found == dict(wanted[line.digest])


def check_counts(workspace, remembered, *, unit):
    taxonomy = load_taxonomy()
    store = open_store(
        workspace,
        geography=load_geography(workspace.geography),
        taxonomy=taxonomy,
        run=Run(threads=2),
    )
    if not store.files:
        return
    for themes in ((), ("acquisitive_crime",)):
        question = Question(themes=themes, unit=unit, first=MONTHS[0], last=MONTHS[-1])
        matrix = count_by(store, question)
        clauses = [c for t in themes for c in taxonomy.clauses(t, "police-uk")]

        def wanted(row, clauses=clauses, themes=themes):
            in_theme = not themes or any(clause.fits(row.category, row.flags) for clause in clauses)
            return taxonomy.layer(row.category) == "demand" and in_theme

        expected = count_rows(
            remembered, unit=unit, months=[month_number(m) for m in MONTHS], wanted=wanted
        )
        found = {
            (label, month_number(month)): int(n)
            for label, row in zip(matrix.rows, matrix.values, strict=True)
            for month, n in zip(matrix.columns, row, strict=True)
            if n
        }
        assert found == {(place, m): n for (place, m), n in expected.items()}, month_label(0)
