"""A partnership's strategy as structured content. No Django.

`load_strategy(name)` gives a shipped one or a workspace's own, `read_strategy` one from a file or a
text with every fault at once; `write_strategy` gives the YAML back; `count_strategy` counts it;
`compare_strategies` tells two versions apart in words; `build_strategy_document` makes its paper.
"""

from safercity.documents.strategy.background import (
    Achievement,
    Ages,
    Approval,
    Assessment,
    Consultation,
    FamilySupport,
    FundedPost,
    Funding,
    Period,
    PlaceBased,
    Programme,
    PromisedReview,
    RiskGroup,
    RiskGroupsChanged,
    Statement,
    Vision,
)
from safercity.documents.strategy.bodies import Body, Line, Meeting, Organisation, Seat, Unit
from safercity.documents.strategy.comparing import (
    Change,
    StrategyComparison,
    compare_strategies,
)
from safercity.documents.strategy.counting import count_strategy
from safercity.documents.strategy.faults import Fault, StrategyFaulty
from safercity.documents.strategy.load import (
    StrategyFile,
    fork_strategy,
    list_strategies,
    load_strategy,
    open_strategy,
    open_strategy_file,
)
from safercity.documents.strategy.paper import StrategyCover, build_strategy_document
from safercity.documents.strategy.papers import (
    Definition,
    Difference,
    LinkedDocument,
    Power,
    Relation,
    Saying,
    Source,
)
from safercity.documents.strategy.priorities import (
    KeyAction,
    Lead,
    Outcome,
    Priority,
    SupportingPriority,
)
from safercity.documents.strategy.reading import read_strategy
from safercity.documents.strategy.strategy import Strategy
from safercity.documents.strategy.writing import write_strategy

__all__ = [
    "Achievement",
    "Ages",
    "Approval",
    "Assessment",
    "Body",
    "Change",
    "Consultation",
    "Definition",
    "Difference",
    "FamilySupport",
    "Fault",
    "FundedPost",
    "Funding",
    "KeyAction",
    "Lead",
    "Line",
    "LinkedDocument",
    "Meeting",
    "Organisation",
    "Outcome",
    "Period",
    "PlaceBased",
    "Power",
    "Priority",
    "Programme",
    "PromisedReview",
    "Relation",
    "RiskGroup",
    "RiskGroupsChanged",
    "Saying",
    "Seat",
    "Source",
    "Statement",
    "Strategy",
    "StrategyComparison",
    "StrategyCover",
    "StrategyFaulty",
    "StrategyFile",
    "SupportingPriority",
    "Unit",
    "Vision",
    "build_strategy_document",
    "compare_strategies",
    "count_strategy",
    "fork_strategy",
    "list_strategies",
    "load_strategy",
    "open_strategy",
    "open_strategy_file",
    "read_strategy",
    "write_strategy",
]
