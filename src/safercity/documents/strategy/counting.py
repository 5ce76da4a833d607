"""How much of each kind a strategy holds."""

from __future__ import annotations

from collections import Counter

from safercity.documents.strategy.strategy import Strategy


def count_strategy(strategy: Strategy) -> dict[str, int]:
    """Counts by kind, in the order in which a strategy tells them."""
    kinds = Counter(document.kind for document in strategy.documents)
    return {
        "strategic_priorities": len(strategy.priorities),
        "supporting_priorities": len(strategy.supporting),
        "key_actions": len(strategy.actions),
        "outcomes": len(strategy.outcomes),
        "linked_strategies": kinds["linked"],
        "other_documents": kinds["leaned_on"] + kinds["own"],
        "risk_groups": len(strategy.risk_groups),
        "board_organisation_kinds": len(strategy.board_organisations),
        "accountable_bodies": len(strategy.accountable_bodies),
        "bodies": len(strategy.bodies),
        "meetings": len(strategy.meetings),
        "powers": len(strategy.powers),
        "programmes": len(strategy.programmes),
        "achievements": len(strategy.achievements),
        "reviews": len(strategy.reviews),
        "approvals": len(strategy.approvals),
        "definitions": len(strategy.definitions),
        "differences": len(strategy.differences),
    }
