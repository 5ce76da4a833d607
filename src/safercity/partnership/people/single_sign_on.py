"""An agency's own sign-in opens its own people's accounts: by verified address, never another's."""

from __future__ import annotations

import ipaddress
import secrets
from typing import Any
from urllib.parse import urlsplit

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safercity.partnership.common.rules import NotYet
from safercity.partnership.people import actions
from safercity.partnership.people.hidden import reveal
from safercity.partnership.people.models import Provider, User
from safercity.partnership.people.queries import (
    find_account,
    get_viewer,
    list_invitations,
    list_providers,
)

KIND = "openid_connect"
STARTS = "openid_connect_login"  # the view that sends a browser on its way
NONCES = "agency_nonces"  # of the session: what the ways that are open were begun with
MOST_WAYS = 10  # as many as allauth keeps


class ProviderSilent(NotYet):
    """An agency's own sign-in does not answer, or not as one."""

    advice: Any = gettext_lazy("Try again in some minutes, or sign in with a password.")


class AgencySignIn(DefaultSocialAccountAdapter):
    """Providers are rows of ours; a stranger who proves to be someone gets no account by that."""

    def list_apps(self, request, provider=None, client_id=None) -> list[SocialApp]:
        """Each agency's provider as allauth wants it; nothing of it is kept in allauth's tables."""
        rows = list_providers()
        if provider and provider != KIND:
            rows = rows.filter(agency__slug=provider)
        told = {"auth_params": {"nonce": issue_nonce(request)}} if is_start(request) else {}
        apps = [make_app(row, told) for row in rows]
        return [app for app in apps if client_id in (None, app.client_id)]

    def get_requests_session(self):
        """As allauth's, but trouble with a provider is told to the person, not only to a log."""
        session = super().get_requests_session()
        ask = session.request

        def ask_or_tell(method, url, **how):
            try:
                check_is_private(url)
                answer = ask(method, url, **how)
                if method.upper() == "GET":  # what a form's answer says, allauth reads itself
                    answer.raise_for_status()
                    answer.json()
            except (OSError, ValueError) as error:
                raise ProviderSilent(_("Your agency's own sign-in does not answer.")) from error
            return answer

        session.request = ask_or_tell
        return session

    def is_open_for_signup(self, request, sociallogin) -> bool:
        """Closed, always."""
        return False

    def authenticate_by_email(self, sociallogin):
        """Not allauth's way: `pre_social_login` does it for the provider's own agency."""
        return None

    def pre_social_login(self, request, sociallogin) -> None:
        """Find whose account it is, or end here with one answer for every reason."""
        if sociallogin.state.get("process") == "connect":
            raise ImmediateHttpResponse(refuse(request))
        provider = list_providers().filter(agency__slug=sociallogin.account.provider).first()
        is_ours = spend_nonce(request, sociallogin)
        user = match_person(provider, read_claims(sociallogin)) if provider and is_ours else None
        if user is None or (sociallogin.is_existing and sociallogin.user.pk != user.pk):
            actions.record_failed_sign_in("")
            raise ImmediateHttpResponse(refuse(request))
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)


def is_start(request) -> bool:
    """Whether this request sends a browser to a provider."""
    found = getattr(request, "resolver_match", None)
    return found is not None and found.url_name == STARTS


def issue_nonce(request) -> str:
    """What the provider has to write into its token: one a way, kept in the session."""
    if not hasattr(request, "agency_nonce"):
        request.agency_nonce = secrets.token_urlsafe(24)
        kept = request.session.get(NONCES, [])
        request.session[NONCES] = [*kept, request.agency_nonce][-MOST_WAYS:]
    return request.agency_nonce


def spend_nonce(request, sociallogin) -> bool:
    """Whether the token was made for a way that this browser began, and for the first time.

    A provider that overlooks PKCE would else take a code that was stolen from another browser.
    The token and the other answer must be of one person (OpenID Connect Core 1.0, 5.3.2).
    """
    data = sociallogin.account.extra_data
    token, told = data.get("id_token") or {}, data.get("userinfo") or {}
    kept = request.session.get(NONCES, [])
    nonce = token.get("nonce")
    if not nonce or nonce not in kept or told.get("sub", token.get("sub")) != token.get("sub"):
        return False
    request.session[NONCES] = [each for each in kept if each != nonce]
    return True


def check_is_private(address: str) -> None:
    """Refuse to ask over an open line: tokens are believed because HTTPS brought them.

    Errors: ProviderSilent. This computer's own addresses need no HTTPS.
    """
    parts = urlsplit(address)
    if parts.scheme == "https":
        return
    try:
        is_here = ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        is_here = parts.hostname == "localhost"
    if not is_here:
        raise ProviderSilent(
            _("Your agency's own sign-in names an address without HTTPS."),
            advice=_("Sign in with a password, and tell an administrator."),
        )


def make_app(row: Provider, told: dict[str, Any]) -> SocialApp:
    """A provider's row as an unsaved SocialApp, named by its agency's slug."""
    return SocialApp(
        provider=KIND,
        provider_id=row.agency.slug,
        name=row.agency.name,
        client_id=row.client_id,
        secret=reveal(row.secret),
        settings={"server_url": row.server_url, **told},
    )


def read_claims(sociallogin) -> dict[str, Any]:
    """What the provider says of the person: the signed token's claims before the other answer's."""
    data = sociallogin.account.extra_data
    return {**(data.get("userinfo") or {}), **(data.get("id_token") or {})}


def match_person(provider: Provider, claims: dict[str, Any]) -> User | None:
    """The account in this agency that the claims name; an open invitation is accepted by it.

    None unless the address is verified, of the agency's own domain, and of someone who holds a
    post in this agency today or is invited to one.
    """
    email = str(claims.get("email") or "").strip().lower()
    domain = email.rpartition("@")[2]
    if claims.get("email_verified") is not True or domain not in provider.domains:
        return None
    user = find_account(email)
    if user and user.is_active:
        return user if provider.agency_id in get_viewer(user).agencies else None
    invited = list_invitations(agency=provider.agency_id).filter(email=email).first()
    if invited is None:
        return None
    name = str(claims.get("name") or invited.name or email.partition("@")[0])[:120]
    return actions.accept_by_provider(invited, name=name)


def refuse(request):
    """One page for every reason: it tells a stranger nothing."""
    return render(request, "socialaccount/authentication_error.html", status=403)
