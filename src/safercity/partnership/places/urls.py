"""Addresses of the places."""

from django.urls import path

from safercity.partnership.places import views

app_name = "places"
urlpatterns = [
    path("places/", views.show_list, name="list"),
    path("places/<str:place_id>/", views.show_place, name="place"),
    path("places.csv", views.send_csv, name="csv"),
    path("places.xlsx", views.send_xlsx, name="xlsx"),
    path("places/paper.<str:kind>", views.send_paper, name="paper"),
    path("places.geojson", views.send_places, name="geojson"),
    path("cells.geojson", views.send_cells, name="cells"),
    path("boundaries.geojson", views.send_boundaries, name="boundaries"),
    path("findings/", views.show_findings, name="findings"),
    path("findings/<slug:name>/", views.show_finding, name="finding"),
    path("findings/<slug:name>/numbers-<int:at>/", views.show_numbers, name="numbers"),
    path("findings/<slug:name>/<int:at>-<slug:width>.svg", views.send_figure, name="figure"),
    path("changes/<slug:theme>/", views.show_change, name="change"),
    path("about/", views.show_about, name="about"),
]
