"""Actions as rows of a file, for the pages of other rooms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from safercity.documents.export.plain import Cell
from safercity.partnership.commitments.models import Commitment

ACTION_COLUMNS = ("what", "owner", "due", "state", "late")


def list_action_rows(actions: Iterable[Commitment]) -> Iterator[list[Cell]]:
    """One row an action, of those that the viewer sees."""
    for one in actions:
        yield [one.what, str(one.owner), one.due, one.get_state_display(), one.is_late]
