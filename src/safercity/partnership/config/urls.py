"""Every address of the site: sign-in, then each app's own, from the top of the house down."""

from importlib.util import find_spec

from django.urls import include, path
from django.views.generic import RedirectView

from safercity.partnership.common.pages import page
from safercity.partnership.common.rules import hold_a_post
from safercity.partnership.config.settings import APPS, ROOM

urlpatterns = [
    path("account/", include("allauth.urls")),
    *(path("", include(f"{ROOM}.{app}.urls")) for app in APPS if find_spec(f"{ROOM}.{app}.urls")),
]
if not any(app == "home" for app in APPS):
    front = RedirectView.as_view(pattern_name="places:list", permanent=False)
    urlpatterns.insert(0, path("", page(hold_a_post)(front), name="front"))
