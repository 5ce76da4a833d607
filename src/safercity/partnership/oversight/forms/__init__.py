"""What comes in about assurance, adoptions, reviews and duties."""

from safercity.partnership.oversight.forms.adopting import AdoptionForm, AskForm
from safercity.partnership.oversight.forms.assuring import AssuranceForm
from safercity.partnership.oversight.forms.deciding import DeclineForm, StepForm, WithdrawForm
from safercity.partnership.oversight.forms.proving import CaseForm, DoingForm, JurisdictionForm
from safercity.partnership.oversight.forms.reviewing import (
    ActionForm,
    BeginForm,
    DecideForm,
    NewReviewForm,
    ReviewForm,
)

__all__ = [
    "ActionForm",
    "AdoptionForm",
    "AskForm",
    "AssuranceForm",
    "BeginForm",
    "CaseForm",
    "DecideForm",
    "DeclineForm",
    "DoingForm",
    "JurisdictionForm",
    "NewReviewForm",
    "ReviewForm",
    "StepForm",
    "WithdrawForm",
]
