"""Addresses of the register."""

from django.urls import path

from safercity.partnership.sharing import views

app_name = "sharing"
urlpatterns = [
    path("sharing/", views.list_agreements, name="agreements"),
    path("sharing/new/", views.draft_agreement, name="draft"),
    path("sharing/requests/<uuid:key>/", views.decide_access, name="decide"),
    path("sharing/<uuid:key>/", views.show_agreement, name="agreement"),
    path("sharing/<uuid:key>/past/", views.show_past, name="past"),
    path("sharing/<uuid:key>/change/", views.change_agreement, name="change"),
    path("sharing/<uuid:key>/parties/", views.set_party, name="party"),
    path("sharing/<uuid:key>/data/", views.set_data_set, name="data-set"),
    path("sharing/<uuid:key>/approve/", views.approve_agreement, name="approve"),
    path("sharing/<uuid:key>/move/", views.move_agreement, name="move"),
    path("sharing/<uuid:key>/end/", views.end_agreement, name="end"),
    path("sharing/<uuid:key>/leave/<uuid:agency>/", views.leave_agreement, name="leave"),
    path("sharing/<uuid:key>/ask/", views.ask_access, name="ask"),
]
