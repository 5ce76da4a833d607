"""Addresses of the audit."""

from django.urls import path

from safercity.partnership.audit import views

app_name = "audit"
urlpatterns = [
    path("audit/", views.list_acts, name="acts"),
    path("audit/looks/", views.list_looks, name="looks"),
]
