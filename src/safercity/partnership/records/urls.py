"""Addresses of records."""

from django.urls import path

from safercity.partnership.records import views

app_name = "records"
urlpatterns = [
    path("records/", views.list_sources, name="sources"),
    path("records/uploads/<uuid:key>/", views.show_upload, name="upload"),
    path("records/uploads/<uuid:key>/again/", views.load_again, name="again"),
    path("records/<slug:name>/", views.show_source, name="source"),
    path("records/<slug:name>/send/", views.send_extract, name="send"),
    path("records/<slug:name>/words/", views.map_word, name="words"),
]
