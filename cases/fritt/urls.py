"""Addresses of processes drawn without code, below /fritt/."""

from django.urls import path

from cases.fritt import pages

app_name = "fritt"
urlpatterns = [
    path("", pages.valj, name="valj"),
    path("starta/<slug:process>/", pages.starta, name="starta"),
    path("starta/<slug:process>/utkast/", pages.utkast_start, name="utkast_start"),
    path("uppgift/<uuid:uppgift_id>/", pages.uppgift, name="uppgift"),
    path("uppgift/<uuid:uppgift_id>/utkast/", pages.utkast_uppgift, name="utkast_uppgift"),
    path("kvitto/<uuid:arende_id>/", pages.kvitto, name="kvitto"),
]
