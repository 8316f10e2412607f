"""The addresses of retur."""

from django.urls import path

from cases.retur import pages

app_name = "retur"

urlpatterns = [
    path("", pages.lista, name="lista"),
    path("ny/<int:mottagare_id>/", pages.ny, name="ny"),
    path("<uuid:arende>/angra/", pages.angra, name="angra"),
]
