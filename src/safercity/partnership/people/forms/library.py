"""The sign-in library's forms in this site's words. What they check stays the library's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ADDRESS, NEW, AGAIN = _("E-mail address"), _("New password"), _("New password again")
CODE, KEY = _("Code from the app, or a recovery code"), _("Name of the key")


class Reworded:
    """Labels as `said`, and no placeholder: it is gone once one types."""

    said: Mapping[str, str | Promise] = {}
    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in self.said.items():
            self.fields[name].label = label
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignInForm(Reworded, account.LoginForm):
    """Address and password."""

    said = {"login": ADDRESS}


class PasswordAgainForm(Reworded, account.ReauthenticateForm):
    """The password again before what changes how the account is opened."""


class ChangePasswordForm(Reworded, account.ChangePasswordForm):
    """Another password."""

    said = {"oldpassword": _("Current password"), "password1": NEW, "password2": AGAIN}


class SetPasswordForm(Reworded, account.SetPasswordForm):
    """A password for who signed in without one."""

    said = {"password1": NEW, "password2": AGAIN}


class AskResetForm(Reworded, account.ResetPasswordForm):
    """Where the link to set a new password goes."""

    said = {"email": ADDRESS}


class ResetPasswordForm(Reworded, account.ResetPasswordKeyForm):
    """The new password, by a link."""

    said = {"password1": NEW, "password2": AGAIN}


class AddAppForm(Reworded, ActivateTOTPForm):
    """The first code of an authenticator app."""

    said = {"code": _("The six digits that the app shows")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeForm(Reworded, mfa.AuthenticateForm):
    """The second factor at sign-in."""

    said = {"code": CODE}


class CodeAgainForm(Reworded, mfa.ReauthenticateForm):
    """The second factor before what changes how the account is opened."""

    said = {"code": CODE}


class AddKeyForm(Reworded, AddWebAuthnForm):
    """A security key and its name."""

    said = {"name": KEY}


class RenameKeyForm(Reworded, EditWebAuthnForm):
    """Another name of a security key."""

    said = {"name": KEY}
