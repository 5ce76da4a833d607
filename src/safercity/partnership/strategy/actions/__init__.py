"""Writing the strategy."""

from safercity.partnership.strategy.actions.agreeing import NewProposal, find_standing
from safercity.partnership.strategy.actions.drafting import (
    WHOLE,
    Opened,
    PartChanged,
    Place,
    add_to_draft,
    change_draft,
    change_once,
    remove_from_draft,
    remove_once,
)
from safercity.partnership.strategy.actions.importing import (
    HeldRow,
    PlanLedger,
    ToldRow,
    import_plan,
)
from safercity.partnership.strategy.actions.planning import Undertaking, undertake
from safercity.partnership.strategy.actions.reviewing import (
    answer_proposal,
    begin_review,
    end_review,
    propose_change,
)
from safercity.partnership.strategy.actions.versions import (
    Move,
    begin_draft,
    bring_in_named,
    import_offer,
    import_version,
    move_version,
    record_duty,
)

__all__ = [
    "WHOLE",
    "HeldRow",
    "Move",
    "NewProposal",
    "Opened",
    "PartChanged",
    "Place",
    "PlanLedger",
    "ToldRow",
    "Undertaking",
    "add_to_draft",
    "answer_proposal",
    "begin_draft",
    "begin_review",
    "bring_in_named",
    "change_draft",
    "change_once",
    "end_review",
    "find_standing",
    "import_offer",
    "import_plan",
    "import_version",
    "move_version",
    "propose_change",
    "record_duty",
    "remove_from_draft",
    "remove_once",
    "undertake",
]
