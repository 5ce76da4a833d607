"""Addresses of bodies and decisions."""

from django.urls import path

from safercity.partnership.governance.views import bodies, deciding, hanging

app_name = "governance"
urlpatterns = [
    path("boards/", bodies.show_bodies, name="bodies"),
    path("boards/new/", bodies.add_body, name="new-body"),
    path("boards/<uuid:key>/", bodies.show_body, name="body"),
    path("boards/<uuid:key>/change/", bodies.change_body, name="change-body"),
    path("boards/<uuid:key>/terms/", bodies.show_terms, name="terms"),
    path("boards/<uuid:key>/terms/new/", bodies.set_terms, name="new-terms"),
    path("boards/<uuid:key>/hand-over/", hanging.hand_over, name="hand-over"),
    path("boards/<uuid:key>/add/<slug:what>/", hanging.add, name="add"),
    path("boards/<uuid:key>/end/<slug:what>/<uuid:row>/", hanging.end, name="end"),
    path("decisions/", deciding.show_log, name="decisions"),
    path("decisions/new/", deciding.record, name="new-decision"),
    path("decisions/<uuid:key>/", deciding.show_decision, name="decision"),
    path("decisions/<uuid:key>/actions/new/", deciding.add_action, name="decision-action"),
]
