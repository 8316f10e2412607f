"""The addresses of maintenance. A user task's page is named as the task."""

from django.urls import path

from cases.underhall import pages

app_name = "underhall"

urlpatterns = [
    path("", pages.lista, name="lista"),
    path("planer/", pages.planerna, name="planer"),
    path("planer/<int:nr>/ta-bort/", pages.ta_bort_plan, name="ta_bort_plan"),
    path("<uuid:arende>/kontakta/", pages.kontakta, name="kontakta"),
    path("<uuid:arende>/besluta_underhall/", pages.besluta_underhall, name="besluta_underhall"),
]
