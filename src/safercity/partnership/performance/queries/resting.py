"""The rows of the evidence that a reading rests on, to keep beside what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from safercity.documents.edition_view import Row, read_table
from safercity.partnership.performance.models import Measure, Source
from safercity.partnership.performance.queries import asked
from safercity.partnership.performance.queries.editions import find_frozen, find_indicator
from safercity.partnership.performance.queries.readings import Reading
from safercity.partnership.sharing.queries import VisibleEdition, tell_basis

PURPOSE = "performance"


def list_resting(reading: Reading) -> tuple[dict[str, Any], ...]:
    """Each row that a reading was made from; none where it was made from returns."""
    if reading.edition is None:
        return ()
    return tuple(
        tell_basis(reading.edition, row, table=table, purpose=PURPOSE)
        for table, row in _list_rows(reading.measure, reading.edition)
    )


def _list_rows(measure: Measure, edition: VisibleEdition) -> Iterator[tuple[str, Row]]:
    if measure.source == Source.EVIDENCE:
        found = find_indicator(edition, measure.indicator)
        yield from [("indicators", found)] if found else []
    elif measure.source == Source.FROZEN:
        name = measure.layer or measure.indicator
        part = "agencies" if measure.layer else "indicators"
        row = find_frozen(edition, name, part=part)
        yield from [("frozen", row)] if row else []
    elif question := asked.read_question(measure.question):
        names = [one.names for one in (question.counted, question.out_of) if one]
        for row in read_table(edition, "counts").get("rows", ()):
            if row["area"] == question.area and (row["of"], row["kind"], row["name"]) in names:
                yield "counts", row
