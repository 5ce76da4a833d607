"""This assessment beside the last: the same months a year before, counted from the same records."""

import pytest

from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.questions.last_year import compare_last_year, last_year_table
from safercity.evidence.assess.questions.profiles import profile_themes
from safercity.evidence.runs import Run
from tests.evidence.tiny import load, make_workspace, street_row, write_street

RUN = Run(threads=1)


def make_town(folder, months):
    """`months`: how many burglaries and robberies were sent of each month."""
    workspace, files = make_workspace(folder), []
    for month, (burglaries, robberies) in months.items():
        kinds = ["Burglary"] * burglaries + ["Robbery"] * robberies
        rows = [
            street_row(f"{month}-{n}", month=month, area=n % 16, kind=kind)
            for n, kind in enumerate(kinds)
        ]
        files.append(write_street(folder / month / f"{month}-s.csv", rows))
    load(workspace, "police-uk", *files)
    return gather_basis(workspace, run=RUN)


@pytest.fixture(scope="module")
def basis(tmp_path_factory):
    """Burglary halves and robbery stays from 2023 to 2024; February 2023 was never sent."""
    months = {f"2023-{m:02d}": (20, 6) for m in range(1, 13) if m != 2}
    months |= {f"2024-{m:02d}": (10, 6) for m in range(1, 13)}
    return make_town(tmp_path_factory.mktemp("years"), months)


def test_the_longest_run_of_months_sent_both_times_is_compared(basis):
    found = compare_last_year(profile_themes(basis, run=RUN), last="2024-12", run=RUN)
    rows = {one.theme: one for one in found.themes}
    burglary, robbery = rows["Burglary"], rows["Robbery"]
    # March to December, ten months each: 200 and 100 records.
    assert (burglary.before, burglary.now) == pytest.approx((200 * 1.2, 100 * 1.2))
    assert burglary.verdict == "fell" and burglary.ratio == pytest.approx(0.5)
    assert robbery.verdict == "no_change" and robbery.ratio == 1
    assert "from March 2024 to December 2024" in found.explain()
    assert any(one.id == "profile.limit.part_of_year" for one in found.limits)
    assert not any(one.id == "profile.limit.other_months" for one in found.limits)


def test_the_table_names_themes_and_needs_no_earlier_edition(basis):
    told = last_year_table(basis, profile_themes(basis, run=RUN), run=RUN)["themes"]
    assert "Burglary fell by 50%" in told["text"]
    names = [column["name"] for column in told["table"]["columns"]]
    assert {"before", "now", "rank_before", "rank_now"} <= set(names)
    assert not basis.store.workspace.editions.exists() or not list(
        basis.store.workspace.editions.iterdir()
    )


def test_one_year_alone_is_told_and_no_error(tmp_path):
    basis = make_town(tmp_path, {f"2024-{m:02d}": (4, 2) for m in range(1, 7)})
    told = last_year_table(basis, profile_themes(basis, run=RUN), run=RUN)
    assert told == {"untold": [told["untold"][0]]}
    assert "a year before" in told["untold"][0]


def test_an_earlier_month_is_answered_as_it_was_then(basis, tmp_path):
    run = Run(threads=1, as_of="2024-06")
    then = gather_basis(basis.store.workspace, run=run)
    months = {f"2023-{m:02d}": (20, 6) for m in range(1, 13) if m != 2}
    fresh = make_town(tmp_path, months | {f"2024-{m:02d}": (10, 6) for m in range(1, 7)})
    later, earlier = (
        last_year_table(one, profile_themes(one, run=run), run=run) for one in (then, fresh)
    )
    assert later == earlier and "June 2024" in later["themes"]["text"]
