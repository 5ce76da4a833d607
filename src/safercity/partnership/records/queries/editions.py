"""Where the edition stands: which one is shown, and whether a new one is on its way."""

from __future__ import annotations

from dataclasses import dataclass

from safercity.evidence.assess.standing import Standing, read_standing
from safercity.evidence.workspace import Workspace
from safercity.partnership.jobs.queries import Job, find_newest

MAKE_EDITION = "records.make_edition"
LOAD_AGAIN = "records.load_again"
UNDER_WAY = (Job.State.WAITING, Job.State.RUNNING)


@dataclass(frozen=True)
class EditionWork:
    """The edition that pages show (None before the first), and the newest job for another."""

    standing: Standing | None
    job: Job | None

    @property
    def is_under_way(self) -> bool:
        """Whether a new one is waited for."""
        return self.job is not None and self.job.state in UNDER_WAY


def get_edition_work(workspace: Workspace) -> EditionWork:
    """The current edition and the newest job for another."""
    return EditionWork(read_standing(workspace), find_newest(MAKE_EDITION))


def find_loading(source: str) -> Job | None:
    """The newest job that reads a source's kept files once more."""
    return find_newest(LOAD_AGAIN, source=source)
