"""Writing assurance, adoptions, reviews and duties done."""

from safercity.partnership.oversight.actions.adopting import (
    NewAdoption,
    Said,
    add_asked_subject,
    ask_adoption,
    change_adoption,
    decline_adoption,
    take_step,
    withdraw_adoption,
)
from safercity.partnership.oversight.actions.assuring import NewAssurance, assure, chase
from safercity.partnership.oversight.actions.proving import (
    NewDoing,
    prove_duty,
    set_jurisdiction,
)
from safercity.partnership.oversight.actions.reviewing import (
    add_review,
    begin_review,
    change_review,
    close_review,
    decide_review,
    drop_review,
    follow_review,
    name_review,
    promise_review,
)

__all__ = [
    "NewAdoption",
    "NewAssurance",
    "NewDoing",
    "Said",
    "add_asked_subject",
    "add_review",
    "ask_adoption",
    "assure",
    "begin_review",
    "change_adoption",
    "change_review",
    "chase",
    "close_review",
    "decide_review",
    "decline_adoption",
    "drop_review",
    "follow_review",
    "name_review",
    "promise_review",
    "prove_duty",
    "set_jurisdiction",
    "take_step",
    "withdraw_adoption",
]
