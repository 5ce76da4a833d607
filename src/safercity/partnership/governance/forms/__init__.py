"""What comes in about bodies and decisions."""

from safercity.partnership.governance.forms.bodies import (
    BodyForm,
    NewBodyForm,
    TermsForm,
)
from safercity.partnership.governance.forms.deciding import ActionForm, DecisionForm, LogFilter
from safercity.partnership.governance.forms.handing import HandOverForm
from safercity.partnership.governance.forms.hanging import HANGING, EndForm, Hanging

__all__ = [
    "HANGING",
    "ActionForm",
    "BodyForm",
    "DecisionForm",
    "EndForm",
    "HandOverForm",
    "Hanging",
    "LogFilter",
    "NewBodyForm",
    "TermsForm",
]
