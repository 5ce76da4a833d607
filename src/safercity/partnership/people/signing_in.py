"""How allauth signs people in here: invited alone, letters by the outbox, all of it audited."""

from __future__ import annotations

import ipaddress

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from safercity.evidence.errors import SaferCityError
from safercity.partnership.people import actions
from safercity.partnership.people.actions.entering import LOCK_MINUTES
from safercity.partnership.people.views.locks import lift_lock

# What allauth would write a letter about, and what it is called in the audit and in ours.
CHANGES = {
    "account/email/password_changed": "password changed",
    "account/email/password_reset": "password reset",
    "account/email/password_set": "password set",
    "mfa/email/totp_activated": "authenticator app added",
    "mfa/email/totp_deactivated": "authenticator app removed",
    "mfa/email/webauthn_added": "security key added",
    "mfa/email/webauthn_removed": "security key removed",
    "mfa/email/recovery_codes_generated": "recovery codes made",
    "socialaccount/email/account_connected": "agency sign-in connected",
    "socialaccount/email/account_disconnected": "agency sign-in disconnected",
}
# How someone came in, for the audit, which keeps no words with spaces.
PASSWORD, PROVIDER = "password", "single-sign-on"
FACTORS = {
    "totp": "authenticator-app",
    "webauthn": "security-key",
    "recovery_codes": "recovery-code",
}


class FewerProxies(SaferCityError):
    """Fewer servers stand in front than the workspace's settings say, so no address is believed."""

    advice = (
        "Give site.trusted_proxies the number that there are: docs/how-to/run-in-production.md."
    )


class Accounts(DefaultAccountAdapter):
    """Nobody signs up: an administrator invites."""

    def is_open_for_signup(self, request) -> bool:
        """Closed, always."""
        return False

    def get_client_ip(self, request) -> str:
        """Whose attempts are counted: by the servers in front that are trusted, else the caller.

        Errors: FewerProxies.
        """
        try:
            told = ipaddress.ip_address(super().get_client_ip(request))
        except ImproperlyConfigured as error:
            raise FewerProxies("X-Forwarded-For names too few addresses.") from error
        # A server that listens on IPv6 calls IPv4 so: all would be of one network, and one count.
        return str(getattr(told, "ipv4_mapped", None) or told)

    def is_safe_url(self, url: str) -> bool:
        """Whether `next` leads to a page of this site, as it was called; allauth lets other names
        of ALLOWED_HOSTS pass, and with them whatever listens on the reader's own computer."""
        hosts = {context.request.get_host()}
        is_secure = context.request.is_secure()
        return url_has_allowed_host_and_scheme(url, hosts, require_https=is_secure)

    def pre_authenticate(self, request, **credentials):
        """Refuse while the account is locked, and say so in the audit."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            actions.record_lock(credentials.get("email", ""))
            words = _(
                "Too many failed login attempts. Try again in %(minutes)s minutes, or ask your"
                " administrator to unlock the account."
            )
            raise ValidationError(words % {"minutes": LOCK_MINUTES}, code=error.code) from error

    def authentication_failed(self, request, **credentials):
        """A wrong password, or an address that nobody has."""
        actions.record_failed_sign_in(credentials.get("email", ""))

    def reauthenticate(self, user, password) -> bool:
        """Whether it is this person's password. allauth would look for addresses we do not keep."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def post_login(self, request, user, *, signal_kwargs, **how):
        """In, with everything that was asked for on the way: wrong passwords of before are over."""
        lift_lock(request, user)
        by_agency = bool(signal_kwargs and "sociallogin" in signal_kwargs)
        ways = [PROVIDER if by_agency else PASSWORD, *_list_factors(request, user)]
        actions.record_sign_in(user, how="+".join(ways))
        return super().post_login(request, user, signal_kwargs=signal_kwargs, **how)

    def send_password_reset_mail(self, user, email, context):
        """By the outbox, which makes the link in the moment of sending: no token is kept."""
        actions.ask_for_reset(user)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """An act in the audit and a short letter, without the device it came from."""
        if what := CHANGES.get(template_prefix):
            actions.record_change(user, what)


def _list_factors(request, user) -> list[str]:
    """The second factors given on the way in, each once."""
    told = get_authentication_records(request, user)
    kinds = [one["type"] for one in told if one["method"] == "mfa"]
    return [FACTORS.get(kind, kind) for kind in dict.fromkeys(kinds)]
