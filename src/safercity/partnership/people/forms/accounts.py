"""Forms of accounts, invitations and an agency's own sign-in."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.days import DayField
from safercity.partnership.common.forms import NO_CONTROLS, ChangeForm, NewForm
from safercity.partnership.people.models import Agency, Provider, User
from safercity.partnership.people.queries import has_open_account, list_accounts

EARLIEST = timedelta(days=366)


class InviteForm(NewForm):
    """Who is invited to a post."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Optional. The person writes their own when they accept."),
    )

    def clean_email(self) -> str:
        """An address without an account in use: who has one is put in the post directly."""
        email = self.cleaned_data["email"].strip().lower()
        if has_open_account(email):
            raise forms.ValidationError(
                _("This address has an account. Put that person in the post instead.")
            )
        return email


class AcceptForm(forms.Form):
    """What who is invited writes."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        validators=[NO_CONTROLS],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        help_text=_("At least 12 signs. Three words that do not belong together do well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, email: str, **how):
        self.email = email
        super().__init__(*args, **how)

    def clean(self):
        """Both passwords, and what is asked of one."""
        told = super().clean()
        password = told.get("password")
        if password and "again" in told and password != told["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        if password:
            try:
                validate_password(password, User(email=self.email, name=told.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return told


class TakePostForm(forms.Form):
    """Which account comes into a post, from which day."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none())
    from_day = DayField(label=_("From"), initial=timezone.localdate)

    def __init__(self, *args, **how):
        super().__init__(*args, **how)
        self.fields["person"].queryset = list_accounts()


class LeaveForm(forms.Form):
    """On which day someone leaves."""

    day = DayField(
        label=_("Last day is the day before"),
        help_text=_("From this day on the person holds the post no more."),
        initial=timezone.localdate,
    )

    def clean_day(self):
        """A day within a year before or after."""
        day = self.cleaned_data["day"]
        if day and abs(day - timezone.localdate()) > EARLIEST:
            raise forms.ValidationError(_("Give a day within a year of today."))
        return day


class SureForm(forms.Form):
    """Yes, for what cannot be undone."""

    sure = forms.BooleanField(label=_("Yes, I am sure"))


class ProviderForm(ChangeForm):
    """What an agency's provider told."""

    server_url = forms.URLField(
        label=_("Address of the provider"),
        max_length=300,
        assume_scheme="https",
        help_text=_("Its issuer, such as https://login.example.org/tenant/v2.0"),
    )
    client_id = forms.CharField(label=_("Client id"), max_length=200)
    secret = forms.CharField(
        label=_("Client secret"),
        max_length=400,
        required=False,
        help_text=_("Leave empty to keep the one that is stored."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    domains = forms.CharField(
        label=_("E-mail domains of the agency"),
        max_length=400,
        help_text=_("With commas between. Only verified addresses of these are let in."),
    )
    is_on = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def __init__(self, *args, agency: Agency, **how):
        self.agency = agency
        super().__init__(*args, **how)

    def clean_server_url(self) -> str:
        """HTTPS, but for a provider on this computer."""
        parts = urlsplit(self.cleaned_data["server_url"])
        if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost"):
            raise forms.ValidationError(_("The provider's address must begin with https://."))
        return self.cleaned_data["server_url"].rstrip("/")

    def clean_domains(self) -> tuple[str, ...]:
        """Domains that no other agency has: a sign-in never reaches across."""
        told = self.cleaned_data["domains"].replace(",", " ").split()
        domains = tuple(dict.fromkeys(each.lower().lstrip("@") for each in told))
        if odd := [each for each in domains if "." not in each or "@" in each]:
            raise forms.ValidationError(
                _("This is not a domain: %(odd)s."), params={"odd": ", ".join(odd)}
            )
        for other in Provider.objects.exclude(agency=self.agency).select_related("agency"):
            if both := set(domains) & set(other.domains):
                raise forms.ValidationError(
                    _("%(agency)s has this domain: %(both)s."),
                    params={"agency": other.agency.name, "both": ", ".join(sorted(both))},
                )
        return domains
