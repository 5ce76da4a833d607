"""What comes in."""

from safercity.partnership.strategy.forms.kinds import KINDS, ONCE, Kind, find_kind, may_go
from safercity.partnership.strategy.forms.parts import PartForm, RemoveForm
from safercity.partnership.strategy.forms.sent import (
    AnswerForm,
    DutyForm,
    ImportForm,
    LeadForm,
    MoveForm,
    PlanForm,
    ProposalForm,
    UndertakeForm,
)

__all__ = [
    "KINDS",
    "ONCE",
    "AnswerForm",
    "DutyForm",
    "ImportForm",
    "Kind",
    "LeadForm",
    "MoveForm",
    "PartForm",
    "PlanForm",
    "ProposalForm",
    "RemoveForm",
    "UndertakeForm",
    "find_kind",
    "may_go",
]
