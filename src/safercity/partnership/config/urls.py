"""Every address of the site."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="places:list", permanent=False)),
    path("", include("safercity.partnership.places.urls")),
]
