"""Addresses of comments, files and notifications."""

from django.urls import path

from safercity.partnership.notes import views

app_name = "notes"
urlpatterns = [
    path("notifications/", views.show_notifications, name="notifications"),
    path("notifications/read/", views.mark_all_read, name="read"),
    path("notifications/<uuid:key>/", views.open_notification, name="open"),
    path("notes/on/<str:kind>/<uuid:key>/", views.write, name="write"),
    path("notes/<uuid:key>/back/", views.take_back, name="take-back"),
    path("files/on/<str:kind>/<uuid:key>/", views.attach, name="attach"),
    path("files/<uuid:key>/", views.send_file, name="file"),
]
