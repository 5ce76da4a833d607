"""Addresses of My work and search."""

from django.urls import path

from safercity.partnership.home import views

app_name = "home"
urlpatterns = [
    path("", views.land, name="front"),
    path("my-work/", views.my_work, name="my-work"),
    path("language/", views.choose_language, name="language"),
    path("search/", views.search, name="search"),
]
