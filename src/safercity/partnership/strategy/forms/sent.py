"""What comes in besides parts: a file, a step, a proposal."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.days import DayField, DueField
from safercity.partnership.common.forms import (
    ChangeForm,
    FreeLine,
    FreeText,
    NewForm,
    OfferedLine,
    SmallFile,
)
from safercity.partnership.strategy.models import LONGEST_BODY, Proposal


class ImportForm(forms.Form):
    """A strategy that is here already, by its name, or a strategy's file."""

    name = forms.ChoiceField(label=_("Begin from"), required=False, widget=forms.RadioSelect)
    file = SmallFile(
        label=_("Or a strategy's file"),
        help_text=_("YAML, as `safercity strategy` and this site write it. At most 2 MB."),
        required=False,
    )

    def __init__(self, *args, offers=(), **how):
        super().__init__(*args, **how)
        sound = [one for one in offers if not one.is_faulty]
        if sound:
            self.fields["name"].choices = [(one.name, _say_offer(one)) for one in sound]
        else:
            del self.fields["name"]
            self.fields["file"].label = _("The strategy's file")

    def clean_file(self) -> str:
        """The file's text, "" without one. Errors: not text."""
        if not self.cleaned_data["file"]:
            return ""
        try:
            return self.cleaned_data["file"].read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                _("The file is not UTF-8 text. Save it as YAML in UTF-8.")
            ) from error

    def clean(self):
        """One of the two. Errors: neither, or both."""
        told = super().clean() or {}
        chosen = bool(told.get("name")) + bool(told.get("file"))
        if chosen != 1 and not self.errors:
            words = (
                _("Choose a strategy, or give a file.") if not chosen else _("Give one of both.")
            )
            self.add_error("file", words)
        return told


def _say_offer(offer) -> str:
    kind = _("this partnership's own copy") if offer.is_own else _("comes with Safer City")
    return f"{offer.title} ({kind}). {offer.note}".strip()


OTHER = "other"
LEAST_LETTERS = 4


def name_in_full(words: str) -> None:
    """A body is named so that a stranger knows it. Errors: "Me", "MB"."""
    if sum(letter.isalpha() for letter in words) < LEAST_LETTERS:
        raise forms.ValidationError(_("Write its whole name: at least four letters."))


class MoveForm(ChangeForm):
    """A step that was taken. `bodies`: those that may have decided it, (group, names)."""

    to = forms.ChoiceField(label=_("Next step"), widget=forms.RadioSelect)
    day = DayField(label=_("Day it was decided"))
    decided_by = forms.ChoiceField(
        label=_("Decided by"),
        required=False,
        help_text=_("The body, not a person. A step that a body decides is recorded with it."),
    )
    other_body = FreeLine(
        label=_("Another body: which"),
        max_length=LONGEST_BODY,
        required=False,
        help_text=_("Only where you chose “Another body” above. Its whole name, never a person’s."),
        validators=[name_in_full],
    )
    decision = FreeText(label=_("What was decided"), required=False, max_length=1_000)

    def __init__(self, *args, steps=(), deciding=(), bodies=(), **how):
        super().__init__(*args, **how)
        self.fields["to"].choices = steps
        self.fields["decided_by"].choices = [
            ("", _("Choose; leave it where no body decides the step")),
            *((group, [(name, name) for name in names]) for group, names in bodies if names),
            (OTHER, _("Another body")),
        ]
        self.deciding = frozenset(deciding)

    def clean(self):
        """With the other body's name in `decided_by`. Errors: no body for a step that one
        decides, no name of another body, or a name beside a body that was chosen.
        """
        told = super().clean() or {}
        body, other = told.get("decided_by"), told.pop("other_body", "")
        if body == OTHER:
            told["decided_by"] = other
            if not other and "other_body" not in self.errors:
                self.add_error("other_body", _("Say which body decided this step."))
        elif other:
            self.add_error("other_body", _("Choose “Another body” above, or leave this empty."))
        elif not body and told.get("to") in self.deciding and not self.errors.get("decided_by"):
            self.add_error("decided_by", _("Say which body decided this step."))
        return told


class DutyForm(forms.Form):
    """A duty of the route that was done."""

    day = DayField(label=_("Day it was done"))
    decided_by = FreeLine(
        label=_("Done by"),
        max_length=LONGEST_BODY,
        required=False,
        help_text=_("A body, a team or a post, not a person."),
        validators=[name_in_full],
    )
    decision = FreeText(label=_("Where the proof is"), required=False, max_length=1_000)


class PlanForm(forms.Form):
    """A plan's spreadsheet."""

    file = SmallFile(
        label=_("The plan's spreadsheet"),
        help_text=_("XLSX, a row an action: key action, what, owner agency and post, due."),
        endings=(".xlsx",),
    )


class UndertakeForm(NewForm):
    """Who undertakes what for a key action, until when."""

    what = FreeLine(label=_("What will be done"))
    owner = forms.ChoiceField(label=_("Owner"), help_text=_("The post that answers for it."))
    due = DueField(label=_("Due"))
    partners = forms.MultipleChoiceField(
        label=_("Partners"), required=False, widget=forms.CheckboxSelectMultiple
    )
    place = OfferedLine(label=_("Place"), max_length=80, required=False)

    def __init__(self, *args, posts=(), agencies=(), places=(), **how):
        super().__init__(*args, **how)
        self.fields["owner"].choices = [(str(post.pk), str(post)) for post in posts]
        self.fields["partners"].choices = [(str(each.pk), each.name) for each in agencies]
        self.fields["place"].offer(places)


class LeadForm(forms.Form):
    """Who leads a priority."""

    post = forms.ChoiceField(
        label=_("Post that leads it"),
        required=False,
        help_text=_("Its late work is brought to this post first, then to the manager."),
    )

    def __init__(self, *args, posts=(), **how):
        super().__init__(*args, **how)
        nobody = ("", _("Nobody: late work goes straight to the manager"))
        self.fields["post"].choices = [nobody, *((str(each.pk), str(each)) for each in posts)]


class ProposalForm(NewForm):
    """A change that somebody proposes in the review."""

    part = forms.ChoiceField(label=_("Which part of the strategy"))
    kind = forms.ChoiceField(
        label=_("What should happen to it"),
        choices=Proposal.Kind.choices,
        initial=Proposal.Kind.REWORD,
        widget=forms.RadioSelect,
    )
    evidence = FreeText(label=_("What the evidence says"), required=False)
    title = FreeLine(
        label=_("New title"),
        help_text=_("Of what is added, or of what is reworded where the title changes."),
        required=False,
    )
    text = FreeText(
        label=_("What should stand there"),
        help_text=_("Outcomes have a title only."),
        required=False,
    )

    def __init__(self, *args, parts=(), **how):
        super().__init__(*args, **how)
        self.fields["part"].choices = parts


class AnswerForm(ChangeForm):
    """What the partnership agreed."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[(a.value, a.label) for a in Proposal.Answer if a != Proposal.Answer.OPEN],
        widget=forms.RadioSelect,
    )
    title = FreeLine(label=_("The title as agreed"), required=False)
    text = FreeText(label=_("The text as agreed"), required=False)
    reason = FreeText(label=_("Reason"), required=False, max_length=1_000)

    def __init__(self, *args, standing, **how):
        super().__init__(*args, **how)
        self.standing = standing
        for name in {"title", "text"} - standing.keys():
            del self.fields[name]

    def clean(self):
        """Words left as they stand are no change, in neither language. Errors: nothing new."""
        told = super().clean() or {}
        sent = [name for name in self.standing if told.get(name)]
        same = [name for name in sent if told[name].split() == self.standing[name].split()]
        told |= dict.fromkeys(same, "")
        if same and same == sent and told.get("answer") == Proposal.Answer.AGREED:
            words = _("These words stand already. Write the new ones, or do not agree.")
            self.add_error(same[-1], words)
        return told
