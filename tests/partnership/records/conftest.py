"""The site over the tiny town's workspace, with cases of a landlord to send."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from tests.evidence.tiny import NEW, make_workspace, write_csv


@pytest.fixture(scope="session")
def bare(tmp_path_factory):
    """A workspace of the tiny town, declared encrypted, without records."""
    made = make_workspace(tmp_path_factory.mktemp("records"))
    file = made.root / "safercity.toml"
    file.write_text(file.read_text() + "\n[storage]\nencrypted = true\n")
    return made.root


@pytest.fixture
def town(bare, tmp_path):
    """A copy of it for one test."""
    return shutil.copytree(bare, tmp_path / "town")


@pytest.fixture
def landlords(people):
    """Council and police agree on fields of single cases; fire is no party."""
    from safercity.partnership.sharing.actions import NewDataSet
    from tests.partnership.agreements_made import make_agreement

    cases = NewDataSet("housing-asb", ("kind", "opened"))
    return make_agreement(people, "landlords", sources=[cases], parties=["council", "police"])


@pytest.fixture
def at_town(open_site, town, settings, landlords):
    """`at_town("analyst")` gives that person's client of the site over the town."""

    def enter(who: str, *, upload_mib: int = 200):
        client = open_site(town, who)
        settings.SAFERCITY = replace(settings.SAFERCITY, upload_mib=upload_mib)
        return client

    return enter


def write_cases(path, *, words=("Noise", "Noise", "Witchcraft"), day: str = "02/03/2025"):
    """Cases of a landlord: the words of their category, all on one day."""
    write_csv(path, [
        {"Case ID": f"H{n}", "Reported Date": day, "Nature of ASB": word, "LSOA": NEW[n]}
        for n, word in enumerate(words)
    ])  # fmt: skip
    return path


def run_jobs() -> None:
    """The worker's turn."""
    from safercity.partnership.config.collecting import load_jobs
    from safercity.partnership.jobs.actions import run_due

    load_jobs()
    run_due()


def say_dates(form: str) -> dict[str, str]:
    """What the form sends that says how the dates of a source's files are written."""
    return {"form": form, "where": "source"}
