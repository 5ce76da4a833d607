"""The extracts behind an edition."""

from __future__ import annotations

from safercity.evidence.assess import refresh
from safercity.evidence.assess.vintages import list_vintages
from safercity.evidence.runs import Run
from safercity.evidence.workspace import open_catalogue, open_workspace
from tests.trust.town import copy_workspace


def test_what_came_after_an_edition_was_made_is_not_behind_it(planted, tmp_path):
    town = copy_workspace(open_workspace(planted.root), tmp_path / "town")
    edition = refresh(town, run=Run(threads=1), made_at="2025-06-30T12:00:00")
    with open_catalogue(town.catalogue_path, writing=True) as catalogue:
        catalogue.execute("UPDATE extracts SET received = '2025-06-30', vintage = '2025-06-01'")
        sources = [row["source"] for row in catalogue.execute("SELECT source FROM extracts")]
    one = sorted(sources)[0]
    found = list_vintages(town, {one}, edition=edition.digest)
    assert len(found) == sources.count(one)
    assert {(each.source, each.made_on, each.received) for each in found} == {
        (one, "2025-06-01", "2025-06-30")
    }
    assert all(each.first and each.first <= each.last and each.rows for each in found)
    with open_catalogue(town.catalogue_path, writing=True) as catalogue:
        catalogue.execute("UPDATE extracts SET received = '2025-07-01'")
    assert list_vintages(town, {one}, edition=edition.digest) == ()
    assert list_vintages(town, {one}, edition="0" * 64) == ()
