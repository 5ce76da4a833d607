"""A table that no agreement can name is for whoever sees the counts of every agency in it."""

from __future__ import annotations

import shutil

from safercity.evidence.assess.edition import open_edition
from safercity.partnership.sharing.actions import NewDataSet
from safercity.partnership.sharing.models import AgreedText, Agreement
from safercity.partnership.sharing.queries import visible
from tests.partnership.agreements_made import list_sources, make_agreement
from tests.partnership.sample_edition import add_table

SAID = {"text": "None of the themes changed clearly."}


def test_it_is_seen_with_all_counts_and_gone_with_one_hidden(people, assessed, tmp_path):
    folder = tmp_path / "edition"
    shutil.copytree(assessed, folder)
    add_table(folder, "last_year", {"themes": SAID})

    def see(who: str):
        return visible(open_edition(folder), people.viewer(who), purpose="places")

    assert see("elsewhere").table("last_year")["themes"] == SAID
    AgreedText.objects.all().delete()
    Agreement.objects.all().delete()
    others = [source for source in list_sources() if source != "housing-asb"]
    kept = NewDataSet("housing-asb", shows_counts=False)
    make_agreement(people, "core", sources=[*others, kept])
    assert "last_year" not in see("elsewhere").manifest["tables"]
    assert see("officer").table("last_year")["themes"] == SAID
