"""What comes in about a commitment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from safercity.partnership.commitments.models import Commitment, Confidence, Kind, State
from safercity.partnership.commitments.presenters import tell_found, tell_pick
from safercity.partnership.commitments.queries import hides_place, list_funding, tell_place
from safercity.partnership.commitments.queries.picking import pick_actions
from safercity.partnership.commitments.queries.priorities import list_choices
from safercity.partnership.common.days import DayField, DueField
from safercity.partnership.common.forms import ChangeForm, FreeText, NewForm, OfferedLine, PostField
from safercity.partnership.common.known_places import see_places
from safercity.partnership.common.picking import LONGEST_WORDS, FindField, PickField
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people.queries import list_agencies_for, list_posts


class PromiseFields(forms.Form):
    """What was promised, by whom and by when: the same for a new one and for a change."""

    what = FreeText(label=_("What will be done"), max_length=300, rows=2)
    owner = PostField(
        label=_("Owner"),
        help_text=_("A post, not a person: the work stays when people move on."),
        empty_label=_("Choose a post"),
    )
    due = DayField(label=_("Due"))
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Kind.choices,
        initial=Kind.OTHER,
        help_text=_(
            "Key actions, and all that is paid from a funding line, need another agency"
            " to verify them."
        ),
    )
    partners = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Partners"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    priority = forms.ChoiceField(label=_("Priority"), required=False)
    place = OfferedLine(
        label=_("Place"),
        max_length=80,
        required=False,
        help_text=_("A place of the list, so that its page shows the action; or other words."),
    )
    funding = OfferedLine(
        label=_("Funding line"),
        max_length=80,
        required=False,
        help_text=_("Empty if none. Choose a line that others have used, so that they add up."),
    )
    needs_words = FindField(
        of="needs",
        label=_("What has to be done first"),
        help_text=_("Words of an open action, or the address of any. Press Find, then tick."),
    )
    needs = PickField(label=_("Tick what has to be done first"), required=False)
    only_parties = forms.BooleanField(
        label=_("Only for the owner's agency, the partners, managers and chairs"), required=False
    )

    def __init__(self, *args: Any, viewer: Viewer, of: Commitment | None = None, **how: Any):
        super().__init__(*args, **how)
        agencies = list_agencies_for(viewer)
        self.fields["partners"].queryset = agencies
        # As a list they are not counted before they are read.
        self.fields["partners"].choices = [(each.pk, str(each)) for each in agencies]
        posts = list_posts()
        own = posts.filter(agency__in=agencies) if viewer.is_guest else posts
        self.fields["owner"].queryset = own
        served = list_choices(viewer, kept=self.initial.get("priority", ""))
        self.fields["priority"].choices = [("", _("None")), *served]
        self.fields["place"].offer(see_places(viewer).names)
        self.fields["funding"].offer(list_funding(viewer))
        self._offer_needs(viewer, but=of.pk if of else None)

    def _offer_needs(self, viewer: Viewer, *, but: UUID | None) -> None:
        """Boxes for what is chosen, and for what the words of a form that is not sent yet find."""
        words = "" if self.is_bound else self.initial.pop("needs_words", None)
        # Asked of the field, what it begins with would be settled before it is set below.
        chosen = (self["needs"].data if self.is_bound else self.initial.get("needs")) or ()
        picks = pick_actions(viewer, chosen=chosen, words=(words or "")[:LONGEST_WORDS], but=but)
        self.initial["needs"] = [str(row.pk) for row in picks.chosen]
        rows = [(str(row.pk), tell_pick(row)) for row in (*picks.chosen, *picks.found)]
        self.fields["needs"].offer(rows, keep_empty=self.is_bound and bool(chosen))
        if words is not None and not self.is_bound:
            self.fields["needs_words"].widget.said = tell_found(picks, words)

    def clean_needs(self) -> list[UUID]:
        """Ids of the actions that are ticked."""
        return [UUID(key) for key in self.cleaned_data["needs"]]


class NewCommitmentForm(PromiseFields, NewForm):
    """A commitment to make."""

    due = DueField(label=_("Due"))


class ChangeCommitmentForm(PromiseFields, ChangeForm):
    """A commitment whose terms change. A place that the viewer may not know stays as it is."""

    def __init__(self, *args: Any, of: Commitment, viewer: Viewer, **how: Any):
        super().__init__(*args, viewer=viewer, of=of, **how)
        if hides_place(of, viewer=viewer):
            del self.fields["place"]
        elif of.known_place:  # its own name is taken as it is, also when it has left the list
            self.fields["place"].known |= {tell_place(of, viewer=viewer)}


class UpdateForm(ChangeForm):
    """How it goes: a state, how sure, and a few words."""

    key = NewForm.base_fields["key"]
    state = forms.ChoiceField(label=_("How it stands"), widget=forms.RadioSelect)
    confidence = forms.ChoiceField(
        label=_("How sure are you of the date?"), choices=Confidence.choices, required=False
    )
    text = FreeText(
        label=_("What happened, and what comes next"),
        help_text=_("Places, posts and agencies; no one's name."),
    )

    def __init__(self, *args: Any, states: list[State], **how: Any):
        super().__init__(*args, **how)
        self.fields["state"].choices = [(state.value, state.label) for state in states]


class StepForm(ChangeForm):
    """A step that settles something: done, verified, closed, withdrawn, opened again."""

    evidence = FreeText(
        label=_("What shows that it was done"),
        required=False,
        help_text=_("Where it can be seen, what was counted, which minutes say so."),
    )
    evidence_link = forms.URLField(
        label=_("Link to it"), required=False, max_length=200, assume_scheme="https"
    )
    text = FreeText(label=_("Anything to add"), required=False)

    def __init__(self, *args: Any, state: State, **how: Any):
        super().__init__(*args, **how)
        if state != State.DONE:
            del self.fields["evidence"], self.fields["evidence_link"]

    def clean(self) -> dict[str, Any]:
        """Done needs one of the two. Errors: on the evidence, where neither was given."""
        sent = super().clean() or {}
        if "evidence" in self.fields and not (sent.get("evidence") or sent.get("evidence_link")):
            if not {"evidence", "evidence_link"} & set(self.errors):
                self.add_error("evidence", _("Say what shows it, or give a link to it."))
        return sent


def describe(commitment: Commitment, needs: list[Commitment], *, viewer: Viewer) -> dict[str, Any]:
    """What a form for changing it starts from."""
    names = ("what", "due", "kind", "priority", "funding", "only_parties", "version")
    return {name: getattr(commitment, name) for name in names} | {
        "owner": commitment.owner_id,
        "partners": [agency.id for agency in commitment.partners.all()],
        "place": tell_place(commitment, viewer=viewer),
        "needs": [str(each.pk) for each in needs],
    }
