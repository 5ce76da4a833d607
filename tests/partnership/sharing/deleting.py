"""Deletion on time in a process of its own, which may die at one exact call (tests/trust/driver).

Run as a program: `make FOLDER` or `delete FOLDER [HOW POINT NTH]`.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

from safercity.evidence.runs import Run

TODAY = date(2025, 6, 30)


def start(folder: Path) -> None:
    import django

    from safercity.partnership.config.serving import prepare_database, start_site

    start_site(folder)
    django.setup()
    prepare_database()


def make(folder: Path) -> None:
    """An agreement in force, with one extract received long ago under it."""
    from safercity.evidence.store.load import LoadRequest, load_extracts
    from safercity.evidence.workspace import open_workspace
    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.people.actions import NewAgency, add_agency
    from safercity.partnership.sharing import actions
    from tests.partnership.agreements_made import write_values
    from tests.partnership.sharing.test_retention import write_cases

    council, police = (
        add_agency(NewAgency(name, name.capitalize()), by=SYSTEM) for name in ("council", "police")
    )
    new = actions.NewAgreement(
        "everything",
        council,
        write_values(),
        parties=[(council, "controller"), (police, "controller")],
        data_sets=[actions.NewDataSet("housing-asb")],
    )
    draft = actions.draft_agreement(new, by=SYSTEM)
    actions.move_agreement(draft, to="agreed", version=draft.version, by=SYSTEM)
    path = write_cases(folder.parent / "cases.csv", first=1)
    request = LoadRequest("housing-asb", (path,), received=date(2022, 5, 9), agreement="everything")
    [file] = load_extracts(open_workspace(folder), request, run=Run(threads=1))
    assert file.error is None


def delete(folder: Path, *struck: str) -> None:
    from safercity.partnership.sharing.actions import delete_on_time
    from tests.trust.driver import aim

    if struck:
        how, point, nth = struck
        aim(how, point, nth=int(nth))
    delete_on_time(folder, day=TODAY + timedelta(days=len(struck) == 0), run=Run(threads=1))


if __name__ == "__main__":
    start(Path(sys.argv[2]))
    {"make": make, "delete": delete}[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
