"""docs/reference/reasons.md: why a row is held, and what to do."""

from __future__ import annotations

from safercity.evidence.extracts.reasons import REASONS
from tools.reference.words import code, page, table


def write_reasons() -> str:
    """The page."""
    rows = [(code(each.code), each.title, each.advice) for each in REASONS.values()]
    return page(
        "Reasons for holding a row",
        "In the order in which a row is tested: the first that applies is the one that is shown. "
        "How to go on: [Fix held rows](../how-to/fix-held-rows.md).",
        table(["Reason", "What is wrong", "What to do"], rows),
    )
