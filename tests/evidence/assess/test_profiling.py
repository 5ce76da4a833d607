"""A theme's profile from the records: gaps, whose records they are, wards, the whole edition."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.assess import make_edition, profile_theme, refresh
from safercity.evidence.assess.basis import gather_basis
from safercity.evidence.assess.questions.profiles import list_profiles
from safercity.evidence.assess.questions.series import read_one_series, read_series
from safercity.evidence.errors import NothingToAssess, UnknownName
from safercity.evidence.runs import Run
from safercity.evidence.workspace import open_workspace
from tests.evidence.tiny import load, make_workspace, street_row, write_street
from tests.trust.town import copy_workspace, write_month

RUN = Run(threads=1)
MONTHS = [f"{year}-{month:02d}" for year in (2022, 2023, 2024) for month in range(1, 13)]
GAP = "2023-05"


@pytest.fixture(scope="session")
def gapped(tmp_path_factory):
    """Three years of a tiny town's records, one month of them never sent."""
    folder = tmp_path_factory.mktemp("gapped-months")
    files = [write_month(folder, m, first=n * 20) for n, m in enumerate(MONTHS) if m != GAP]
    workspace = make_workspace(tmp_path_factory.mktemp("gapped"))
    assert not [one.error for one in load(workspace, "police-uk", *files) if one.error]
    return workspace.root


@pytest.fixture
def basis(gapped):
    return gather_basis(open_workspace(gapped), run=RUN)


def test_a_month_that_was_not_sent_is_missing_and_not_zero(basis):
    series = read_series(basis)
    assert series
    for one in series:
        assert np.isnan(one.counts.values[0][MONTHS.index(GAP)])
        assert not np.isnan(np.delete(one.counts.values[0], MONTHS.index(GAP))).any()


def test_wards_add_up_to_less_than_the_whole_by_what_has_no_place(basis):
    for whole in read_series(basis):
        wards = read_one_series(basis, whole.theme, unit="ward")
        assert np.nansum(wards.counts.values) <= np.nansum(whole.counts.values)


def test_a_profile_says_whose_records_and_what_is_missing(gapped):
    theme = read_series(gather_basis(open_workspace(gapped), run=RUN))[0].theme
    found = profile_theme(open_workspace(gapped), theme, run=RUN)
    assert found.agency == "police"
    assert "as police records it" in found.introduce({})
    assert any(one.id == "profile.limit.missing_months" for one in found.trend.limits)
    assert found.level.used == 12


def test_a_recording_break_before_the_first_month_is_nobodys_limit(tmp_path):
    workspace = make_workspace(tmp_path)
    kind = "Violence and sexual offences"
    rows = [street_row(f"v{month}", month=month, kind=kind) for month in ("2023-02", "2023-05")]
    load(workspace, "police-uk", write_street(tmp_path / "2023-02-tiny-street.csv", rows))
    (violence,) = [
        one for one in read_series(gather_basis(workspace, run=RUN)) if one.theme == "violence_all"
    ]
    assert [one.month for one in violence.rests.breaks] == ["2023-04"]  # not that of 2015 too


def test_names_that_nothing_answers_to(gapped):
    workspace = open_workspace(gapped)
    with pytest.raises(UnknownName, match="no theme called 'weather'"):
        profile_theme(workspace, "weather", run=RUN)
    with pytest.raises(NothingToAssess, match="hate crime"):
        profile_theme(workspace, "hate_crime", run=RUN)
    with pytest.raises(UnknownName, match="no ward called 'Nowhere'"):
        list_profiles(workspace, area="Nowhere", run=RUN)


def test_an_edition_holds_every_theme_and_is_the_same_each_time(gapped, tmp_path):
    workspace = copy_workspace(open_workspace(gapped), tmp_path / "town")
    first = make_edition(workspace, run=RUN, made_at="2025-01-01")
    again = make_edition(workspace, run=Run(threads=2), made_at="2026-01-01")
    assert first.digest == again.digest
    themes = first.table("profiles")["themes"]
    assert [one["theme"] for one in themes] == [
        one.theme for one in read_series(gather_basis(workspace, run=RUN))
    ]
    assert {"profiles", "place_trends"} <= set(first.manifest["tables"])
    trends = first.table("place_trends")["places"]
    assert set(trends) == {place["id"] for place in first.table("places")["places"]}
    assert "profiles" not in refresh(workspace, run=RUN, made_at="2025-01-01").manifest["tables"]
