"""What the evidence says of the strategy's outcomes: the beginning of an annual review."""

from __future__ import annotations

from pathlib import Path

from safercity.documents.edition_view import Edition, read_table
from safercity.documents.strategy import Outcome, Strategy
from safercity.partnership.places.queries import get_reading
from safercity.partnership.strategy.actions import NewProposal


def find_movements(strategy: Strategy, workspace: Path) -> tuple[str, list[NewProposal]]:
    """The edition's digest, and for each priority what moved among its outcomes' indicators.

    An outcome whose indicator did not move is told too: that nothing changed is a reason as well.
    Errors: NothingToAssess without an edition.
    """
    edition = get_reading(workspace)
    told = [
        NewProposal(
            priority.id,
            text="",
            evidence="\n\n".join(says),
            finding="indicators",
        )
        for priority in strategy.priorities
        if (says := [_tell(edition, each) for each in priority.outcomes])
    ]
    return edition.digest, told


def _tell(edition: Edition, outcome: Outcome) -> str:
    title = f"{outcome.id} {outcome.title['en']}"
    known = {each["id"]: each for each in read_table(edition, "indicators").get("indicators", [])}
    found = known.get(outcome.indicator or "")
    if found is None:
        return f"{title}: no indicator of the evidence tells this outcome; see the returns."
    if "reading" not in found:
        return f"{title}: not read. {found['not_read']}"
    return f"{title}: {' '.join(each['text'] for each in found['reading']['statements'])}"
