"""The rows of an edition that a measure is told from."""

from __future__ import annotations

from safercity.documents.edition_view import Edition, Row, read_table
from safercity.partnership.performance.models import Measure, Source
from safercity.partnership.performance.queries import asked
from safercity.partnership.performance.queries.editions import find_frozen, find_indicator
from safercity.partnership.sharing.queries import VisibleEdition


def list_rows(measure: Measure, edition: Edition) -> list[tuple[str, Row]]:
    """Each row with the name of its table; none for a return, or where the edition has none."""
    if measure.source == Source.EVIDENCE:
        found = find_indicator(edition, measure.indicator)
        return [("indicators", found)] if found else []
    if measure.source == Source.FROZEN:
        name = measure.layer or measure.indicator
        row = find_frozen(edition, name, part="agencies" if measure.layer else "indicators")
        return [("frozen", row)] if row else []
    question = asked.read_question(measure.question)
    if question is None:
        return []
    names = [one.names for one in (question.counted, question.out_of) if one]
    return [
        ("counts", row)
        for row in read_table(edition, "counts").get("rows", ())
        if row["area"] == question.area and (row["of"], row["kind"], row["name"]) in names
    ]


def is_withheld(measure: Measure, edition: VisibleEdition) -> bool:
    """Whether the edition tells the measure and no agreement shows it to this reader."""
    return edition.keeps_from(lambda seen: list_rows(measure, seen))
