"""How people sign in: passwords, lockout, second factor, an agency's own sign-in."""

from __future__ import annotations

from typing import Any

PEOPLE = "safercity.partnership.people"
# The library's forms that are ours, by its names for them.
ACCOUNT_FORMS = {
    "login": "SignInForm",
    "reauthenticate": "PasswordAgainForm",
    "change_password": "ChangePasswordForm",
    "set_password": "SetPasswordForm",
    "reset_password": "AskResetForm",
    "reset_password_from_key": "ResetPasswordForm",
}
MFA_FORMS = {
    "activate_totp": "AddAppForm",
    "authenticate": "CodeForm",
    "reauthenticate": "CodeAgainForm",
    "add_webauthn": "AddKeyForm",
    "edit_webauthn": "RenameKeyForm",
}


def build_account_settings() -> dict[str, Any]:
    """Django's and allauth's settings of accounts; none depends on the site."""
    return {
        "AUTH_USER_MODEL": "people.User",
        "AUTHENTICATION_BACKENDS": [f"{PEOPLE}.staying.Accounts"],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/",
        "PASSWORD_RESET_TIMEOUT": 24 * 60 * 60,
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
                "OPTIONS": {"min_length": 12},
            },
            {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
            {
                "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
                "OPTIONS": {"user_attributes": ["name", "email"]},
            },
        ],
        "ACCOUNT_ADAPTER": f"{PEOPLE}.signing_in.Accounts",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",  # an invitation reached the address already
        "ACCOUNT_EMAIL_NOTIFICATIONS": True,
        "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,  # no letters to strangers
        "ACCOUNT_LOGOUT_REDIRECT_URL": "account_login",
        "ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE": True,
        "ACCOUNT_SESSION_REMEMBER": False,
        # Five wrong passwords of one account in five minutes lock it for that time.
        "ACCOUNT_RATE_LIMITS": {"login_failed": "20/m/ip,5/300s/key"},
        "ACCOUNT_FORMS": _place(ACCOUNT_FORMS),
        "MFA_FORMS": _place(MFA_FORMS),
        "MFA_ADAPTER": f"{PEOPLE}.second_factor.SecondFactors",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_TOTP_ISSUER": "Safer City",
        "MFA_PASSKEY_LOGIN_ENABLED": False,
        # Or a stranger who asks for a new password in someone's name, which makes the library keep
        # the address as not verified, would bar that person from setting one up.
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "SOCIALACCOUNT_ADAPTER": f"{PEOPLE}.single_sign_on.AgencySignIn",
        "SOCIALACCOUNT_EMAIL_VERIFICATION": "none",
        "SOCIALACCOUNT_STORE_TOKENS": False,
        # A form's answer that leads to another server is stopped by our policy (form-action);
        # the way back is bound to this browser's session by `state` and PKCE all the same.
        "SOCIALACCOUNT_LOGIN_ON_GET": True,
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"OAUTH_PKCE_ENABLED": True}},
        "SOCIALACCOUNT_REQUESTS_TIMEOUT": 10,
        "USERSESSIONS_TRACK_ACTIVITY": False,
    }


def _place(forms: dict[str, str]) -> dict[str, str]:
    return {name: f"{PEOPLE}.forms.library.{form}" for name, form in forms.items()}
