"""Addresses of My work, search and the partnership's own look."""

from django.urls import path

from safercity.partnership.home import views

app_name = "home"
urlpatterns = [
    path("", views.land, name="front"),
    path("my-work/", views.my_work, name="my-work"),
    path("language/", views.choose_language, name="language"),
    path("brand/<str:digest>/logo", views.show_logo, name="logo"),
    path("brand/<str:digest>/colours.css", views.show_colours, name="colours"),
    path("search/", views.search, name="search"),
]
