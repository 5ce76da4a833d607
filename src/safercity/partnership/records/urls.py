"""Addresses of records."""

from django.urls import path

from safercity.partnership.records.views import (
    aside,
    mending,
    sources,
    taking_back,
    thin,
    uploads,
)

app_name = "records"
urlpatterns = [
    path("records/", sources.list_sources, name="sources"),
    path("records/edition/", sources.show_edition, name="edition"),  # no source is called so
    path("records/uploads/<uuid:key>/", uploads.show_upload, name="upload"),
    path("records/uploads/<uuid:key>/again/", uploads.load_again, name="again"),
    path("records/uploads/<uuid:key>/headings/", mending.map_headings, name="headings"),
    path("records/uploads/<uuid:key>/dates/", mending.map_dates, name="dates"),
    path("records/<slug:name>/", sources.show_source, name="source"),
    path("records/<slug:name>/send/", uploads.send_extract, name="send"),
    path("records/<slug:name>/whole/", thin.say_whole, name="whole"),
    path("records/<slug:name>/words/", mending.map_word, name="words"),
    path("records/<slug:name>/mended/", taking_back.list_mended, name="mended"),
    path(
        "records/<slug:name>/mended/words/<slug:word>/",
        taking_back.take_back_word,
        name="mapping-back",
    ),
    path(
        "records/<slug:name>/mended/<slug:digest>/<int:row>/",
        taking_back.take_back_row,
        name="correction-back",
    ),
    path("records/<slug:name>/held/<slug:digest>/<int:row>/", mending.correct, name="correct"),
    path("records/<slug:name>/held/<slug:digest>/<int:row>/aside/", aside.set_aside, name="aside"),
]
