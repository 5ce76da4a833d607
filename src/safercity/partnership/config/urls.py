"""Every address of the site: sign-in, then each app's own, from the top of the house down."""

from importlib.util import find_spec

from django.urls import include, path

from safercity.partnership.config.collecting import load_offers
from safercity.partnership.config.settings import APPS, ROOM

urlpatterns = [
    path("account/", include("allauth.urls")),
    *(path("", include(f"{ROOM}.{app}.urls")) for app in APPS if find_spec(f"{ROOM}.{app}.urls")),
]
load_offers()
