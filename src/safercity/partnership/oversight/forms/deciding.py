"""A decision of the log, chosen or recorded on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safercity.partnership.common.days import DayField
from safercity.partnership.common.forms import ChangeForm, FreeLine, FreeText
from safercity.partnership.common.in_words import write_date
from safercity.partnership.governance.actions import NewDecision
from safercity.partnership.governance.queries import Body, Decision, list_bodies
from safercity.partnership.oversight.models import Adoption
from safercity.partnership.oversight.queries import list_fitting


def _list_these(bodies: Sequence[Body]) -> QuerySet[Body]:
    return list_bodies(with_ended=True).filter(pk__in=[body.pk for body in bodies])


class DecisionField(forms.ModelChoiceField):
    """Decisions by day, with the body that decided."""

    def label_from_instance(self, obj: Decision) -> str:
        """Its day, what was decided and by whom."""
        return f"{write_date(obj.day)}: {obj.what} ({obj.body})"


class StoppingField(forms.ModelMultipleChoiceField):
    """Bodies that answer for a priority, each to be ticked as known to stop."""

    def label_from_instance(self, obj: Body) -> str:
        """What happens to it."""
        return _("%s stops answering for this once it is adopted") % obj


class StepForm(ChangeForm):
    """What takes a step: a decision of the body, of its log or recorded here.

    `bodies`: those whose decision it may be. `records`: those of them whose decision the
    viewer may write into the log here.
    `stopping`: those that have to be known to stop answering.
    """

    body = forms.ModelChoiceField(
        label=gettext_lazy("Which body declines"), queryset=None, empty_label=gettext_lazy("Choose")
    )
    decision = DecisionField(
        label=gettext_lazy("Decision in the log"),
        queryset=None,
        empty_label=gettext_lazy("Choose"),
    )
    day = DayField(label=gettext_lazy("Day of the meeting"), required=False)
    what = FreeLine(label=gettext_lazy("What was decided"), required=False)
    note = FreeText(label=gettext_lazy("Note"), required=False)
    stopping = StoppingField(
        label=gettext_lazy("Who stops answering for it"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("It decides nothing here, and is told. Tick that this is known."),
        error_messages={"required": gettext_lazy("Tick that this is known.")},
    )

    def __init__(
        self,
        *args: Any,
        adoption: Adoption,
        bodies: Sequence[Body],
        records: Sequence[Body],
        stopping: Sequence[Body] = (),
        **how: Any,
    ):
        super().__init__(*args, **how)
        self.fields["stopping"].queryset = _list_these(stopping)
        if not stopping:
            del self.fields["stopping"]
        self.adoption, self.bodies, self.records = adoption, bodies, records
        self.fields["decision"].queryset = list_fitting(adoption, bodies)
        self.fields["body"].queryset = _list_these(bodies)
        if len(bodies) == 1:
            del self.fields["body"]
        if records:
            self._offer_recording()
        else:
            self.fields["decision"].help_text = _(
                "Its chair, its vice-chair or the manager records it there first."
            )
            del self.fields["day"], self.fields["what"]

    def _offer_recording(self) -> None:
        field = self.fields["decision"]
        field.required, field.empty_label = False, _("Not there yet: I record it here")
        self.fields["day"].help_text = (
            _("Only where it is not in the log yet.")
            if len(self.records) == len(self.bodies)
            else _("Only for a decision of %s that is not in the log yet.") % self.records[0]
        )
        if not self.fields["note"].required:
            self.fields["note"].help_text = _("The reason, where you record the decision here.")

    def clean(self) -> dict[str, Any]:
        """One of the two. Errors: neither, or both."""
        told = super().clean() or {}
        chosen, here = told.get("decision"), {n: told.get(n) for n in ("day", "what")}
        if "decision" in self.errors or not self.records:
            return told
        if chosen and any(here.values()):
            self.add_error("decision", _("Choose a decision, or record one here: not both."))
        elif not chosen and "body" not in self.errors and self._find_body() not in self.records:
            told_by = _("The decision of %s has to stand in its log: choose it there.")
            self.add_error("decision", told_by % self._find_body())
        elif not chosen and not any(here.values()) and not self.errors:
            self.add_error("decision", _("Choose the decision, or record it here."))
        elif not chosen:
            for name, value in {**here, "note": told.get("note")}.items():
                if not value and name not in self.errors:
                    self.add_error(name, _("A decision needs its day, what was decided and why."))
        body = told.get("body")
        if chosen and body and chosen.body != body:
            self.add_error("decision", _("This is a decision of %s.") % chosen.body)
        return told

    def _find_body(self) -> Body:
        return self.cleaned_data.get("body") or self.bodies[0]

    @property
    def decided(self) -> Decision | NewDecision:
        """The decision that was chosen, or the one to record."""
        told = self.cleaned_data
        return told["decision"] or NewDecision(
            self._find_body(),
            told["day"],
            told["what"],
            told["note"],
            subject=self.adoption.subject,
        )


class DeclineForm(StepForm):
    """The decision that declines, and the reason that who asked is given."""

    note = FreeText(label=gettext_lazy("Reason"), help_text=gettext_lazy("Who asked reads it."))


class WithdrawForm(ChangeForm):
    """Why who asked asks no more."""

    reason = FreeText(label=gettext_lazy("Reason"))
