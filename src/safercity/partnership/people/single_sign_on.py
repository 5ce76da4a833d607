"""An agency's own sign-in opens its own people's accounts: by verified address, never another's."""

from __future__ import annotations

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.shortcuts import render

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


class ProviderSilent(NotYet):
    """An agency's own sign-in does not answer, or not as one."""

    advice = "Try again in some minutes, or sign in with a password."


class AgencySignIn(DefaultSocialAccountAdapter):
    """Providers are rows of ours; a stranger who proves to be someone gets no account by that."""

    def list_apps(self, request, provider=None, client_id=None) -> list[SocialApp]:
        """Each agency's provider as allauth wants it; nothing of it is kept in allauth's tables."""
        rows = list_providers()
        if provider and provider != KIND:
            rows = rows.filter(agency__slug=provider)
        apps = [make_app(row) for row in rows]
        return [app for app in apps if client_id in (None, app.client_id)]

    def get_requests_session(self):
        """As allauth's, but trouble with a provider is told to the person, not only to a log."""
        session = super().get_requests_session()
        ask = session.request

        def ask_or_tell(method, url, **how):
            try:
                answer = ask(method, url, **how)
                if method.upper() == "GET":  # what a form's answer says, allauth reads itself
                    answer.raise_for_status()
                    answer.json()
            except (OSError, ValueError) as error:
                raise ProviderSilent("Your agency's own sign-in does not answer.") from error
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
        user = match_person(provider, read_claims(sociallogin)) if provider else None
        if user is None or (sociallogin.is_existing and sociallogin.user.pk != user.pk):
            actions.record_failed_sign_in("")
            raise ImmediateHttpResponse(refuse(request))
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)


def make_app(row: Provider) -> SocialApp:
    """A provider's row as an unsaved SocialApp, named by its agency's slug."""
    return SocialApp(
        provider=KIND,
        provider_id=row.agency.slug,
        name=row.agency.name,
        client_id=row.client_id,
        secret=reveal(row.secret),
        settings={"server_url": row.server_url},
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
    if user:
        is_theirs = provider.agency_id in get_viewer(user).agencies
        return user if is_theirs and user.is_active else None
    invited = list_invitations(agency=provider.agency_id).filter(email=email).first()
    if invited is None:
        return None
    name = str(claims.get("name") or invited.name or email.partition("@")[0])[:120]
    return actions.accept_by_provider(invited, name=name)


def refuse(request):
    """One page for every reason: it tells a stranger nothing."""
    return render(request, "socialaccount/authentication_error.html", status=403)
