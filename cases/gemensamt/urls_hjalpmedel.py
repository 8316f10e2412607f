"""The addresses of Hjälpmedel: what a mottagare has."""

from django.urls import path

from cases.gemensamt import pages_hjalpmedel

app_name = "hjalpmedel"

urlpatterns = [
    path("", pages_hjalpmedel.sok, name="sok"),
    path("<int:mottagare_id>/", pages_hjalpmedel.bild, name="bild"),
]
