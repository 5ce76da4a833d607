"""Addresses of commitments."""

from django.urls import path

from safercity.partnership.commitments import views

app_name = "commitments"
urlpatterns = [
    path("actions/", views.show_list, name="list"),
    path("actions/new/", views.make, name="make"),
    path("actions/<uuid:key>/", views.show, name="show"),
    path("actions/<uuid:key>/change/", views.change, name="change"),
    path("actions/<uuid:key>/update/", views.update, name="update"),
    path("actions/<uuid:key>/step/<slug:state>/", views.step, name="step"),
    path("actions/<uuid:key>/subject/", views.show_subject, name="subject"),
]
