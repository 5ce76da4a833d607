"""Writing the strategy."""

from safercity.partnership.strategy.actions.importing import (
    HeldRow,
    PlanLedger,
    ToldRow,
    import_plan,
)
from safercity.partnership.strategy.actions.planning import Undertaking, undertake
from safercity.partnership.strategy.actions.reviewing import (
    NewProposal,
    answer_proposal,
    begin_review,
    end_review,
    propose_change,
)
from safercity.partnership.strategy.actions.versions import (
    Move,
    begin_draft,
    bring_in_named,
    change_draft,
    import_offer,
    import_version,
    move_version,
    record_duty,
)

__all__ = [
    "HeldRow",
    "Move",
    "NewProposal",
    "PlanLedger",
    "ToldRow",
    "Undertaking",
    "answer_proposal",
    "begin_draft",
    "begin_review",
    "bring_in_named",
    "change_draft",
    "end_review",
    "import_offer",
    "import_plan",
    "import_version",
    "move_version",
    "propose_change",
    "record_duty",
    "undertake",
]
