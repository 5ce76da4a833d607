"""Addresses of oversight."""

from django.urls import path

from safercity.partnership.oversight.views import adopting, assuring, board, proving, reviewing

app_name = "oversight"
urlpatterns = [
    path("oversight/", board.show_board, name="pack"),
    path("oversight/assurance/", assuring.show_all, name="assurance"),
    path("oversight/assurance/<uuid:key>/", assuring.show_subject, name="subject"),
    path("oversight/assurance/<uuid:key>/<slug:quarter>/", assuring.give, name="give"),
    path("oversight/adoptions/", adopting.show_all, name="adoptions"),
    path("oversight/adoptions/new/", adopting.ask, name="new-adoption"),
    path("oversight/adoptions/<uuid:key>/", adopting.show_one, name="adoption"),
    path("oversight/adoptions/<uuid:key>/change/", adopting.change, name="change-adoption"),
    path("oversight/adoptions/<uuid:key>/step/", adopting.step, name="adoption-step"),
    path("oversight/adoptions/<uuid:key>/decline/", adopting.decline, name="decline-adoption"),
    path("oversight/adoptions/<uuid:key>/withdraw/", adopting.withdraw, name="withdraw-adoption"),
    path("oversight/reviews/", reviewing.show_all, name="reviews"),
    path("oversight/reviews/new/", reviewing.add, name="new-review"),
    path("oversight/reviews/<uuid:key>/", reviewing.show_one, name="review"),
    path("oversight/reviews/<uuid:key>/change/", reviewing.change, name="change-review"),
    path("oversight/reviews/<uuid:key>/step/", reviewing.step, name="review-step"),
    path("oversight/reviews/<uuid:key>/actions/new/", reviewing.add_action, name="review-action"),
    path("oversight/duties/", proving.show_now, name="duties"),
    path("oversight/duties/<int:year>/", proving.show_year, name="year"),
    path("oversight/duties/jurisdiction/", proving.set_jurisdiction, name="jurisdiction"),
    path("oversight/duties/<slug:duty>/<slug:period>/", proving.prove, name="prove"),
]
