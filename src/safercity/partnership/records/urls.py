"""Addresses of records."""

from django.urls import path

from safercity.partnership.records.views import mending, sources, uploads

app_name = "records"
urlpatterns = [
    path("records/", sources.list_sources, name="sources"),
    path("records/edition/", sources.show_edition, name="edition"),  # no source is called so
    path("records/uploads/<uuid:key>/", uploads.show_upload, name="upload"),
    path("records/uploads/<uuid:key>/again/", uploads.load_again, name="again"),
    path("records/<slug:name>/", sources.show_source, name="source"),
    path("records/<slug:name>/send/", uploads.send_extract, name="send"),
    path("records/<slug:name>/words/", mending.map_word, name="words"),
    path("records/<slug:name>/held/<slug:digest>/<int:row>/", mending.correct, name="correct"),
]
