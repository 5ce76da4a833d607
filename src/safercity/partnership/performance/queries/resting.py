"""The rows of the evidence that a reading rests on, to keep beside what it says."""

from __future__ import annotations

from typing import Any

from safercity.partnership.performance.queries.readings import Reading
from safercity.partnership.performance.queries.rows import list_rows
from safercity.partnership.sharing.queries import tell_basis

PURPOSE = "performance"


def list_resting(reading: Reading) -> tuple[dict[str, Any], ...]:
    """Each row that a reading was made from; none where it was made from returns."""
    if reading.edition is None:
        return ()
    return tuple(
        tell_basis(reading.edition, row, table=table, purpose=PURPOSE)
        for table, row in list_rows(reading.measure, reading.edition)
    )
