"""Every address of the site: sign-in, then each app's own, from the top of the house down."""

from importlib.util import find_spec

from allauth.urls import urlpatterns as allauth_addresses
from django.urls import URLResolver, include, path, re_path
from django.urls.resolvers import RegexPattern

from safercity.partnership.config.api import VERSION, list_addresses
from safercity.partnership.config.settings import APPS, ROOM

# Nobody signs up, keeps further addresses, or ties an account to a provider by themselves.
CLOSED = {
    "account_email",
    "account_confirm_email",
    "account_email_verification_sent",
    "socialaccount_connections",
    "socialaccount_signup",
}


def list_account_addresses(patterns=None) -> list:
    """allauth's addresses without the closed ones, and without its old names."""
    kept = []
    for entry in allauth_addresses if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            inner = include(list_account_addresses(entry.url_patterns))
            entered = re_path if isinstance(entry.pattern, RegexPattern) else path
            kept.append(entered(str(entry.pattern), inner))
        elif entry.name and entry.name not in CLOSED:
            kept.append(entry)
    return kept


urlpatterns = [
    path("account/", include(list_account_addresses())),
    path(f"api/v{VERSION}/", include(list_addresses())),
    *(path("", include(f"{ROOM}.{app}.urls")) for app in APPS if find_spec(f"{ROOM}.{app}.urls")),
]
