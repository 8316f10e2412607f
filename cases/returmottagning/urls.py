"""The addresses of returmottagning. A user task's page is named as the task."""

from django.urls import path

from cases.returmottagning import pages, pages_avstamning, pages_disk

app_name = "returmottagning"

urlpatterns = [
    path("", pages.lista, name="lista"),
    path("disk/", pages_disk.ta_emot, name="disk"),
    path("avstamning/", pages_avstamning.lista, name="avstamning"),
    path("<uuid:arende>/stam_av/", pages_avstamning.stam_av, name="stam_av"),
    path("<uuid:arende>/hav_karantan/", pages.hav_karantan, name="hav_karantan"),
    path("<uuid:arende>/ta_emot/", pages.ta_emot, name="ta_emot"),
    path("<uuid:arende>/rekonditionera/", pages.rekonditionera, name="rekonditionera"),
]
