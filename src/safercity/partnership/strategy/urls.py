"""Addresses of the strategy."""

from django.urls import path

from safercity.partnership.strategy.views import (
    drafting,
    parts,
    planning,
    reading,
    reviewing,
    routing,
)

app_name = "strategy"
urlpatterns = [
    path("strategy/", reading.show_current, name="current"),
    path("strategy/versions/", reading.list_all, name="versions"),
    path("strategy/links/", reading.show_links, name="links"),
    path("strategy/compare/", reading.compare, name="compare"),
    path("strategy/import/", drafting.bring_in, name="import"),
    path("plan/", planning.show_plan, name="plan"),
    path("plan/import/", planning.bring_in, name="plan-import"),
    path("plan/priorities/<str:code>/lead/", planning.set_lead, name="lead"),
    path("plan/actions/<str:code>/undertake/", planning.undertake, name="undertake"),
    path("strategy/reviews/", reviewing.list_all, name="reviews"),
    path("strategy/reviews/begin/", reviewing.begin, name="begin-review"),
    path("strategy/reviews/<uuid:key>/", reviewing.show, name="review"),
    path("strategy/reviews/<uuid:key>/propose/", reviewing.propose, name="propose"),
    path("strategy/reviews/<uuid:key>/end/", reviewing.end, name="end-review"),
    path("strategy/proposals/<uuid:key>/", reviewing.answer, name="answer"),
    path("strategy/<int:number>/", reading.show_version, name="version"),
    path("strategy/<int:number>/paper.<str:kind>", reading.send_paper, name="paper"),
    path("strategy/<int:number>/edit/", parts.edit, name="edit"),
    path(
        "strategy/<int:number>/edit-around/",
        parts.edit,
        {"is_around": True},
        name="edit-around",
    ),
    path("strategy/<int:number>/without/<slug:key>/", parts.remove_once, name="remove-once"),
    path("strategy/<int:number>/edit/<slug:key>/", parts.change_once, name="change-once"),
    path("strategy/<int:number>/add/<slug:to>/", parts.add, name="add"),
    path("strategy/<int:number>/add/<slug:to>/<path:part>/", parts.add, name="add-under"),
    path("strategy/<int:number>/remove/<path:part>/", parts.remove, name="remove"),
    path("strategy/<int:number>/part/<path:part>/", parts.change, name="change"),
    path("strategy/<int:number>/draft/", drafting.begin, name="draft"),
    path("strategy/<int:number>/move/", routing.move, name="move"),
    path("strategy/<int:number>/brings/", routing.show_effects, name="effects"),
    path("strategy/<int:number>/duty/<slug:duty>/", routing.record, name="duty"),
]
