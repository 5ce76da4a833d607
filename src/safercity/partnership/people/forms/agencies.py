"""Forms of agencies and posts."""

from __future__ import annotations

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.forms import NO_CONTROLS, ChangeForm, FreeLine, NewForm
from safercity.partnership.common.viewers import ROLE_TITLES, Role
from safercity.partnership.people.actions import NewAgency, NewPost
from safercity.partnership.people.models import Agency, Post
from safercity.partnership.people.presenters import list_layers

ROLES = [(role.value, ROLE_TITLES[role]) for role in Role]


class AgencyFields(forms.Form):
    """What is said of an agency."""

    name = forms.CharField(label=_("Name"), max_length=120, validators=[NO_CONTROLS])
    kind = FreeLine(
        label=_("Kind of organisation"),
        max_length=40,
        required=False,
        help_text=_("Such as council, police, health, voluntary."),
    )
    layers = forms.MultipleChoiceField(
        label=_("Records it answers for"),
        required=False,
        choices=list_layers,
        widget=forms.CheckboxSelectMultiple,
    )
    is_guest = forms.BooleanField(
        label=_("A guest, such as a small charity"),
        required=False,
        help_text=_("Its people see what concerns their own agency, and nothing else."),
    )

    agency: Agency | None = None

    def clean_name(self) -> str:
        """One name, one agency."""
        name = self.cleaned_data["name"].strip()
        others = Agency.objects.filter(name__iexact=name)
        if self.agency:
            others = others.exclude(pk=self.agency.pk)
        if others.exclude(pk=self.data.get("key") or None).exists():
            raise forms.ValidationError(_("There is an agency of this name already."))
        return name


class NewAgencyForm(NewForm, AgencyFields):
    """A new agency."""

    def make_request(self) -> NewAgency:
        """What the action takes."""
        told = self.cleaned_data
        return NewAgency(
            find_slug(told["name"]),
            told["name"],
            kind=told["kind"],
            layers=tuple(told["layers"]),
            is_guest=told["is_guest"],
            key=told["key"],
        )


class ChangeAgencyForm(ChangeForm, AgencyFields):
    """Changes of an agency."""

    def __init__(self, *args, agency: Agency, **how):
        self.agency = agency
        super().__init__(*args, **how)


class PostFields(forms.Form):
    """What is said of a post."""

    title = FreeLine(label=_("Title"), max_length=120)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Choose")), *ROLES],
        help_text=_("What who holds the post may see and do."),
    )
    team = FreeLine(
        label=_("Team"), max_length=120, required=False, help_text=_("A new name makes the team.")
    )

    def __init__(self, *args, agency: Agency, post: Post | None = None, **how):
        self.agency, self.post = agency, post
        super().__init__(*args, **how)

    def clean_title(self) -> str:
        """One title, one post of an agency."""
        title = self.cleaned_data["title"].strip()
        others = Post.objects.filter(agency=self.agency, title__iexact=title)
        own = self.post.pk if self.post else self.data.get("key") or None
        if others.exclude(pk=own).exists():
            raise forms.ValidationError(_("The agency has a post of this title already."))
        return title

    def make_request(self) -> NewPost:
        """What the action takes."""
        told = self.cleaned_data
        return NewPost(
            self.agency,
            told["title"],
            Role(told["role"]),
            told["team"].strip(),
            told.get("key"),
        )


class NewPostForm(NewForm, PostFields):
    """A new post."""


class ChangePostForm(ChangeForm, PostFields):
    """Changes of a post."""


class RenameTeamForm(ChangeForm):
    """Another name of a team."""

    name = FreeLine(label=_("Name"), max_length=120)


def find_slug(name: str) -> str:
    """A short name for addresses that no other agency has."""
    base = slugify(name)[:36] or "agency"
    taken = set(Agency.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug for slug in (base, *(f"{base}-{n}" for n in range(2, 1000))) if slug not in taken
    )
