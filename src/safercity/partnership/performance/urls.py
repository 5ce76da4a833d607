"""Addresses of outcomes, measures and returns."""

from django.urls import path

from safercity.partnership.performance import views

app_name = "performance"
urlpatterns = [
    path("outcomes/", views.show_outcomes, name="outcomes"),
    path("outcomes/adopt/", views.adopt, name="adopt"),
    path("outcomes/measures/new/", views.choose_source, name="make"),
    path("outcomes/measures/new/<slug:source>/", views.make, name="make-of"),
    path("outcomes/measures/<slug:code>/", views.show_measure, name="measure"),
    path("outcomes/measures/<slug:code>/query/<slug:edition>/", views.show_query, name="query"),
    path("outcomes/measures/<slug:code>/change/", views.change, name="change"),
    path("outcomes/returns/", views.show_returns, name="returns"),
    path("outcomes/returns/sheet/", views.bring_in, name="sheet"),
    path("outcomes/returns/<uuid:key>/", views.show_return, name="return"),
    path("outcomes/returns/<uuid:key>/step/", views.move, name="step"),
    path("outcomes/returns/<slug:code>/<str:period>/", views.send, name="send"),
]
