"""An edition of an earlier month is the same whatever was loaded since."""

from safercity.evidence.assess import refresh
from safercity.evidence.runs import Run
from safercity.evidence.store import read_coverage
from tests.evidence.tiny import load, make_workspace, street_row, write_street

MONTHS = ("2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06")


def send(workspace, folder, month):
    rows = [street_row(f"{month}-{n}", month=month, area=n % 16) for n in range(40)]
    rows += [street_row(f"{month}-none", month=month, area=None)]
    rows += [street_row(f"{month}-far", month=month, area=-1)]
    load(workspace, "police-uk", write_street(folder / f"{month}-tiny-street.csv", rows))


def test_later_records_do_not_show_in_an_earlier_edition(tmp_path):
    workspace = make_workspace(tmp_path)
    for month in MONTHS[:3]:
        send(workspace, tmp_path, month)
    before = refresh(workspace, run=Run(as_of="2024-03"), made_at="then")
    for month in MONTHS[3:]:
        send(workspace, tmp_path, month)
    after = refresh(workspace, run=Run(as_of="2024-03"), made_at="now")
    assert after.digest == before.digest
    assert after.manifest["data_to"]["police"]["rows"] == 3 * 41


def test_rows_by_month_count_what_stands_and_what_has_no_place(tmp_path):
    workspace = make_workspace(tmp_path)
    send(workspace, tmp_path, "2024-01")
    [police] = read_coverage(workspace, run=Run())
    rows = police.rows_by_month["2024-01"]
    assert (rows.accepted, rows.unplaced, rows.outside) == (41, 1, 1)
    assert police.unplaced_of_extract == 1 / 42
    assert police.until("2023-12").accepted == 0
